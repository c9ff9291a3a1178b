import { EventBus, reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { uuid } from "@web/core/utils/strings";
import { session } from "@web/session";

const PATIENCE = 3000; // ms before the screen says that a tap waits
export const GIVE_UP = 20000; // ms before a request that hangs is sent again
export const RETRY_DELAYS = [2000, 5000, 10000, 30000];

/**
 * The kinds of taps; each domain adds its own.
 *
 * { getCall: (tap) => [model, method, args], which returns the counter it changed,
 *   show: (today, { id, count }) changes what « Aujourd'hui » shows; optional }
 */
const kinds = registry.category("residence_taps");

/** True where the server understood and said no: sending again would change nothing. */
export function isRefusal(error) {
    return (
        error instanceof RPCError &&
        Boolean(error.exceptionName?.startsWith("odoo.exceptions."))
    );
}

/**
 * The taps on « +1 », sent one after the other, kept until the server has answered.
 *
 * A phone on a patchy network may lose the request or its answer: the same tap is sent
 * again under the same random token, which the server counts once. They outlive the
 * page in the browser's storage, apart for each person of a shared computer.
 */
export const tapQueueService = {
    dependencies: ["orm", "notification"],

    start(env, { orm, notification }) {
        const storageKey = `residence_community.taps/${session.db}/${user.userId}`;
        const bus = new EventBus();
        const state = reactive({ taps: load(), isWaiting: false });
        let isSending = false;
        let failures = 0;
        let retryTimer = null;

        function load() {
            try {
                return JSON.parse(browser.localStorage.getItem(storageKey)) || [];
            } catch {
                return [];
            }
        }

        function store() {
            if (state.taps.length) {
                browser.localStorage.setItem(storageKey, JSON.stringify(state.taps));
            } else {
                browser.localStorage.removeItem(storageKey);
            }
        }

        async function send(tap) {
            const [model, method, args] = kinds.get(tap.kind).getCall(tap);
            const request = orm.silent.call(model, method, args);
            const slow = browser.setTimeout(() => (state.isWaiting = true), PATIENCE);
            const hung = browser.setTimeout(() => request.abort(), GIVE_UP);
            try {
                return await request;
            } finally {
                browser.clearTimeout(slow);
                browser.clearTimeout(hung);
            }
        }

        function retryLater() {
            const delay = RETRY_DELAYS[Math.min(failures, RETRY_DELAYS.length - 1)];
            failures++;
            browser.clearTimeout(retryTimer);
            retryTimer = browser.setTimeout(flush, delay);
        }

        function acknowledge(tap, count) {
            state.taps.shift();
            store();
            failures = 0;
            bus.trigger("ACKNOWLEDGED", { ...tap, count });
        }

        async function flush() {
            if (isSending) {
                return;
            }
            isSending = true;
            while (state.taps.length) {
                const tap = state.taps[0];
                try {
                    acknowledge(tap, await send(tap));
                } catch (error) {
                    if (!isRefusal(error)) {
                        state.isWaiting = true;
                        retryLater();
                        break;
                    }
                    acknowledge(tap, null);
                    notification.add(error.data.message, { type: "warning" });
                }
            }
            isSending = false;
            if (!state.taps.length && state.isWaiting) {
                state.isWaiting = false;
                bus.trigger("CAUGHT_UP");
            }
        }

        browser.addEventListener("online", flush);
        document.addEventListener("visibilitychange", () => {
            if (document.visibilityState === "visible") {
                flush();
            }
        });
        flush();

        return {
            bus,
            state,
            /** Count one tap, now or as soon as the network lets it. */
            add(kind, id, delta) {
                // not crypto.randomUUID: it is missing where the site has no HTTPS
                state.taps.push({
                    token: uuid() + uuid(),
                    kind,
                    id,
                    delta,
                    at: Date.now(),
                });
                store();
                flush();
            },
            /** Show on « Aujourd'hui » what the server counted. */
            show(today, { kind, id, count }) {
                kinds.get(kind).show?.(today, { id, count });
            },
        };
    },
};

registry.category("services").add("residence_tap_queue", tapQueueService);
