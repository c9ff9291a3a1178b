import { EventBus, reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { session } from "@web/session";
import { GIVE_UP, RETRY_DELAYS, isRefusal } from "../today/tap_queue_service";
import { askAboutConflict } from "./conflict_dialog";
import { choose, getClashes } from "./sending";

const KEEP_DAYS = 30; // the server remembers what it answered for one day more
const DAY = 24 * 60 * 60 * 1000; // ms
const LOGOUT_PATIENCE = 5000; // ms
const PREFIX = "residence_community.unsent/";
const REPORT_ACTION = "residence_community.residence_event_action_report";

/** Take away what is too old to be known to the server, whoever it belongs to. */
function forgetOld(storage) {
    for (const key of Object.keys(storage)) {
        if (key.startsWith(PREFIX)) {
            const { at } = JSON.parse(storage.getItem(key));
            if (Date.now() - at > KEEP_DAYS * DAY) {
                storage.removeItem(key);
            }
        }
    }
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
        const owner = `${PREFIX}${session.db}/${user.userId}/`;
        const storage = browser.localStorage;
        const bus = new EventBus();
        const state = reactive({ entries: [] });
        const unanswered = new Set(); // forms whose question was closed
        const held = new Set(); // forms that are sending themselves
        let isLeaving = false;
        let flushing = null;
        let failures = 0;
        let retryTimer = null;
        let closeNotice = null;

        function read() {
            const keys = Object.keys(storage).filter((key) => key.startsWith(owner));
            state.entries = keys
                .map((key) => JSON.parse(storage.getItem(key)))
                .sort((one, other) => one.at - other.at);
            return state.entries;
        }

        function store(entry) {
            storage.setItem(owner + entry.sending.form, JSON.stringify(entry));
            read();
        }

        function forget(form) {
            if (!storage.getItem(owner + form)) {
                return;
            }
            storage.removeItem(owner + form);
            unanswered.delete(form);
            read();
            showNotice();
        }

        function getNotice() {
            const refused = state.entries.find((entry) => entry.refusal);
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
            const asked = state.entries.find(({ sending }) =>
                unanswered.has(sending.form)
            );
            if (asked) {
                return {
                    text: _t(
                        "%s was changed meanwhile: choose what counts.",
                        asked.name
                    ),
                    type: "info",
                    buttons: [
                        {
                            name: _t("Choose"),
                            onClick: () => {
                                unanswered.clear();
                                flush();
                            },
                        },
                    ],
                };
            }
            const [first, ...others] = state.entries;
            return {
                text: others.length
                    ? _t(
                          "%s events kept on this device, sent as soon as the network is back",
                          state.entries.length
                      )
                    : _t(
                          "%s: kept on this device, sent as soon as the network is back",
                          first.name
                      ),
                type: "info",
                buttons: [],
            };
        }

        function showNotice() {
            closeNotice?.();
            closeNotice = null;
            if (state.entries.length && !isLeaving) {
                const { text, ...options } = getNotice();
                closeNotice = notification.add(text, { sticky: true, ...options });
            }
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
                const now = read().find(({ sending }) => sending.form === form);
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
                        store(entry);
                        return send(entry);
                    }
                    unanswered.add(form);
                } else if (isRefusal(error)) {
                    store({ ...entry, refusal: error.data.message });
                } else {
                    return false;
                }
            }
            return true;
        }

        async function sendAll() {
            const isWaiting = ({ refusal, sending: { form } }) =>
                !refusal && !unanswered.has(form) && !held.has(form);
            let entry = read().find(isWaiting);
            while (entry) {
                if (!(await send(entry))) {
                    retryLater();
                    break;
                }
                failures = 0;
                entry = read().find(isWaiting);
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
            if (key?.startsWith(owner)) {
                read(); // another tab kept something, or sent it
                showNotice();
            }
        });
        document.addEventListener("visibilitychange", () => {
            if (document.visibilityState === "visible" && read().length) {
                flush();
            }
        });
        forgetOld(storage);
        if (read().length) {
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
            find: (form) => state.entries.find(({ sending }) => sending.form === form),
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
                    store({ ...entry, at: Date.now() });
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
                if (read().length) {
                    const patience = new Promise((resolve) =>
                        browser.setTimeout(resolve, LOGOUT_PATIENCE)
                    );
                    await Promise.race([flush(), patience]);
                }
                if (
                    state.entries.length &&
                    !(await new Promise((resolve) =>
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
                    ))
                ) {
                    return false;
                }
                isLeaving = true;
                const mine = `/${session.db}/${user.userId}/`;
                for (const key of Object.keys(storage)) {
                    if (
                        key.startsWith(owner) ||
                        key.startsWith(`residence_community.count${mine}`)
                    ) {
                        storage.removeItem(key);
                    }
                }
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
