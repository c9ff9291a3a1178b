import { EventBus } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { GIVE_UP, RETRY_DELAYS, isRefusal } from "../../today/tap_queue_service";
import { askAboutConflict } from "./conflict_dialog";
import { choose, getClashes } from "./sending";
import { askToErase } from "./unsent_logout";
import { getNotice } from "./unsent_notice";
import { UnsentStorage } from "./unsent_storage";

const LOGOUT_PATIENCE = 5000; // ms
const REPORT_ACTION = "residence_community.residence_event_action_report";

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
                    choose: askAgain,
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
