import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { user } from "@web/core/user";
import { session } from "@web/session";

const KEEP_DAYS = 30; // the server remembers what it answered for one day more
const DAY = 24 * 60 * 60 * 1000; // ms
const PREFIX = "residence_community.unsent/";

/**
 * Forms that got no answer, in this browser's storage: one entry each, apart for each
 * database and person. An entry holds id, name, vals, sending, at (ms), and refusal
 * where the server said no.
 */
export class UnsentStorage {
    constructor() {
        this.storage = browser.localStorage;
        this.person = `${session.db}/${user.userId}/`;
        this.owner = PREFIX + this.person;
        this.state = reactive({ entries: [] }); // oldest first
        this.forgetOld();
        this.read();
    }

    isMine(key) {
        return Boolean(key?.startsWith(this.owner));
    }

    /** Take away what is too old to be known to the server, whoever it belongs to. */
    forgetOld() {
        for (const key of Object.keys(this.storage)) {
            if (key.startsWith(PREFIX)) {
                const { at } = JSON.parse(this.storage.getItem(key));
                if (Date.now() - at > KEEP_DAYS * DAY) {
                    this.storage.removeItem(key);
                }
            }
        }
    }

    read() {
        const keys = Object.keys(this.storage).filter((key) => this.isMine(key));
        this.state.entries = keys
            .map((key) => JSON.parse(this.storage.getItem(key)))
            .sort((one, other) => one.at - other.at);
        return this.state.entries;
    }

    find(form) {
        return this.state.entries.find(({ sending }) => sending.form === form);
    }

    store(entry) {
        this.storage.setItem(this.owner + entry.sending.form, JSON.stringify(entry));
        this.read();
    }

    /** Remove one form; false where it was not kept. */
    remove(form) {
        if (!this.storage.getItem(this.owner + form)) {
            return false;
        }
        this.storage.removeItem(this.owner + form);
        this.read();
        return true;
    }

    /** Before logging out: leave nothing of this person's, counts begun included. */
    erase() {
        const counts = `residence_community.count/${this.person}`;
        for (const key of Object.keys(this.storage)) {
            if (this.isMine(key) || key.startsWith(counts)) {
                this.storage.removeItem(key);
            }
        }
    }
}
