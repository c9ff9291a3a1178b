import { Component, EventBus, reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { session } from "@web/session";
import { GIVE_UP, RETRY_DELAYS, isRefusal } from "../../today/tap_queue_service";
import { choose, getClashes } from "./sending";

const LOGOUT_PATIENCE = 5000; // ms
const REPORT_ACTION = "residence_community.residence_event_action_report";

const KEEP_DAYS = 30; // the server remembers what it answered for one day more
const DAY = 24 * 60 * 60 * 1000; // ms
const PREFIX = "residence_community.unsent/";

/**
 * Forms that got no answer, in this browser's storage: one entry each, apart for each
 * database and person. An entry holds id, name, vals, sending, at (ms), and refusal
 * where the server said no.
 */
class UnsentStorage {
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

/** « Modifié entre-temps »: what was typed here, what was saved elsewhere, whose counts. */
class ConflictDialog extends Component {
    static template = "residence_community.ConflictDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        clashes: Object,
        eventName: { type: String, optional: true },
        onChosen: Function,
    };

    get cells() {
        return Object.entries(this.props.clashes);
    }

    choose(choice) {
        this.props.onChosen(choice);
        this.props.close();
    }
}

/**
 * @returns {Promise<"mine" | "theirs" | null>} null where it was closed unanswered
 */
export function askAboutConflict(dialog, clashes, eventName) {
    return new Promise((resolve) => {
        dialog.add(
            ConflictDialog,
            { clashes, eventName, onChosen: resolve },
            { onClose: () => resolve(null) }
        );
    });
}

/**
 * What the notice of kept forms says: first what was refused, then what was asked.
 *
 * @param {Object[]} entries kept forms, at least one
 * @param {Set} unanswered forms whose question was closed
 * @param {Object} actions open(entry), drop(entry), askAgain()
 */
function getNotice(entries, unanswered, { open, drop, askAgain }) {
    const refused = entries.find((entry) => entry.refusal);
    if (refused) {
        return {
            text: _t("%(event)s was not saved: %(reason)s", {
                event: refused.name,
                reason: refused.refusal,
            }),
            type: "warning",
            buttons: [
                { name: _t("Open It"), onClick: () => open(refused) },
                { name: _t("Drop It"), onClick: () => drop(refused) },
            ],
        };
    }
    const asked = entries.find(({ sending }) => unanswered.has(sending.form));
    if (asked) {
        return {
            text: _t("%s was changed meanwhile: choose what counts.", asked.name),
            type: "info",
            buttons: [{ name: _t("Choose"), onClick: askAgain }],
        };
    }
    const [first, ...others] = entries;
    return {
        text: others.length
            ? _t(
                  "%s events kept on this device, sent as soon as the network is back",
                  entries.length
              )
            : _t(
                  "%s: kept on this device, sent as soon as the network is back",
                  first.name
              ),
        type: "info",
        buttons: [],
    };
}

/** Ask whether to log out though forms are not sent; resolves to true or false. */
function askToErase(dialog) {
    return new Promise((resolve) =>
        dialog.add(
            ConfirmationDialog,
            {
                title: _t("Not sent yet"),
                body: _t(
                    "What this device keeps has not been sent. Logging out erases it."
                ),
                confirmLabel: _t("Log Out and Erase It"),
                confirm: () => resolve(true),
                cancelLabel: _t("Stay"),
                cancel: () => resolve(false),
            },
            { onClose: () => resolve(false) }
        )
    );
}

/** Send a form as it was kept; resolves to the event's id. */
export async function sendForm(orm, { id, vals, sending }) {
    const request = orm.silent.webSave("residence.event", id ? [id] : [], vals, {
        context: { residence_sending: sending },
        specification: {},
    });
    const hung = browser.setTimeout(() => request.abort?.(), GIVE_UP);
    try {
        const [event] = await request;
        return event ? event.id : id;
    } finally {
        browser.clearTimeout(hung);
    }
}

/**
 * Forms of events that got no answer: kept on this device, sent when the network is back.
 *
 * Each is one entry of the browser's storage, apart for each database and person, until
 * the server has it, or its owner drops it or logs out. The server knows its token: what
 * had arrived after all is not done twice. It holds what was typed, and nothing else.
 */
export const unsentService = {
    dependencies: ["orm", "notification", "dialog", "action"],

    start(env, { orm, notification, dialog, action }) {
        const kept = new UnsentStorage();
        const { state } = kept;
        const bus = new EventBus();
        const unanswered = new Set(); // forms whose question was closed
        const held = new Set(); // forms that are sending themselves
        let isLeaving = false;
        let flushing = null;
        let failures = 0;
        let retryTimer = null;
        let closeNotice = null;

        function forget(form) {
            if (kept.remove(form)) {
                unanswered.delete(form);
                showNotice();
            }
        }

        function showNotice() {
            closeNotice?.();
            closeNotice = null;
            if (state.entries.length && !isLeaving) {
                const { text, ...options } = getNotice(state.entries, unanswered, {
                    open,
                    drop,
                    askAgain,
                });
                closeNotice = notification.add(text, { sticky: true, ...options });
            }
        }

        function askAgain() {
            unanswered.clear();
            flush();
        }

        function open({ id, sending }) {
            closeNotice?.();
            return action.doAction(REPORT_ACTION, {
                props: { resId: id },
                additionalContext: { residence_unsent: sending.form },
            });
        }

        function drop({ name, sending }) {
            dialog.add(ConfirmationDialog, {
                title: _t("Drop what was typed?"),
                body: _t("What was typed for “%s” is erased from this device.", name),
                confirmLabel: _t("Drop It"),
                confirm: () => forget(sending.form),
                cancel: () => null,
            });
        }

        function retryLater() {
            const delay = RETRY_DELAYS[Math.min(failures, RETRY_DELAYS.length - 1)];
            failures++;
            browser.clearTimeout(retryTimer);
            retryTimer = browser.setTimeout(flush, delay);
        }

        /** Send one entry; false where the network is not there. */
        async function send(entry) {
            const { form, token } = entry.sending;
            try {
                const id = await sendForm(orm, entry);
                kept.read();
                const now = kept.find(form);
                if (now?.sending.token === token) {
                    forget(form);
                }
                notification.add(_t("%s: saved", entry.name), { type: "success" });
                bus.trigger("SENT", { form, token, id });
            } catch (error) {
                const clashes = getClashes(error);
                if (clashes) {
                    const choice = await askAboutConflict(dialog, clashes, entry.name);
                    if (choice) {
                        Object.assign(entry.sending.chosen, choose(clashes, choice));
                        kept.store(entry);
                        return send(entry);
                    }
                    unanswered.add(form);
                } else if (isRefusal(error)) {
                    kept.store({ ...entry, refusal: error.data.message });
                } else {
                    return false;
                }
            }
            return true;
        }

        async function sendAll() {
            const isWaiting = ({ refusal, sending: { form } }) =>
                !refusal && !unanswered.has(form) && !held.has(form);
            let entry = kept.read().find(isWaiting);
            while (entry) {
                if (!(await send(entry))) {
                    retryLater();
                    break;
                }
                failures = 0;
                entry = kept.read().find(isWaiting);
            }
            showNotice();
        }

        function flush() {
            flushing ??= sendAll().finally(() => {
                flushing = null;
            });
            return flushing;
        }

        browser.addEventListener("online", flush);
        browser.addEventListener("storage", ({ key }) => {
            if (kept.isMine(key)) {
                kept.read(); // another tab kept something, or sent it
                showNotice();
            }
        });
        document.addEventListener("visibilitychange", () => {
            if (document.visibilityState === "visible" && kept.read().length) {
                flush();
            }
        });
        if (state.entries.length) {
            flush();
        }

        return {
            bus,
            state,
            flush,
            forget,
            /** Leave the sending to the form itself, until it calls what is returned. */
            hold(form) {
                held.add(form);
                return () => held.delete(form);
            },
            find: (form) => kept.find(form),
            /**
             * Keep what a form could not send; false where the device has no room.
             *
             * @param {Object} entry id, name, vals, sending
             * @param {boolean} [isSilent] the page closes, and it may well be sent
             */
            keep(entry, isSilent = false) {
                if (isLeaving) {
                    return false;
                }
                try {
                    kept.store({ ...entry, at: Date.now() });
                } catch {
                    return false;
                }
                if (!isSilent) {
                    showNotice();
                    retryLater();
                }
                return true;
            },
            /** Before logging out: send what can be, ask about the rest, erase it. */
            async canLogOut() {
                if (kept.read().length) {
                    const patience = new Promise((resolve) =>
                        browser.setTimeout(resolve, LOGOUT_PATIENCE)
                    );
                    await Promise.race([flush(), patience]);
                }
                if (state.entries.length && !(await askToErase(dialog))) {
                    return false;
                }
                isLeaving = true;
                kept.erase();
                return true;
            },
        };
    },
};

registry.category("services").add("residence_unsent", unsentService);

const menu = registry.category("user_menuitems");
const getLogOut = menu.get("log_out");
menu.add(
    "log_out",
    (env) => {
        const item = getLogOut(env);
        return {
            ...item,
            callback: async () => {
                if (await env.services.residence_unsent.canLogOut()) {
                    item.callback();
                }
            },
        };
    },
    { force: true }
);
