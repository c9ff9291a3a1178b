import { EventBus, onWillDestroy, reactive, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { uuid } from "@web/core/utils/strings";
import { session } from "@web/session";

const UNDO_DELAY = 8000; // ms during which the last taps can be taken back

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

/** Passages kept since yesterday are sent for yesterday. */
function isOfToday({ kind, at }) {
    return (
        kind !== "open_door" ||
        !at ||
        new Date(at).toDateString() === new Date().toDateString()
    );
}

/**
 * A counter with a big « +1 »: shown at once, sent by the queue, undone for a while.
 *
 * @param {() => { kind: string, id: number, count: number }} getCounter
 */
export function useTap(getCounter) {
    const queue = useService("residence_tap_queue");
    const pending = useState(queue.state);
    const state = useState({ undoable: 0 });
    let timer = null;

    function forgetUndo() {
        browser.clearTimeout(timer);
        state.undoable = 0;
    }

    function add(delta) {
        const { kind, id } = getCounter();
        queue.add(kind, id, delta);
        browser.clearTimeout(timer);
        state.undoable += delta;
        if (state.undoable) {
            timer = browser.setTimeout(forgetUndo, UNDO_DELAY);
        }
    }

    onWillDestroy(() => browser.clearTimeout(timer));

    return {
        get count() {
            const { kind, id, count } = getCounter();
            // read through useState, so that the screen follows the queue
            const taps = pending.taps.filter(
                (tap) => tap.kind === kind && tap.id === id && isOfToday(tap)
            );
            return Math.max(
                0,
                taps.reduce((sum, tap) => sum + tap.delta, count)
            );
        },
        get isWaiting() {
            return pending.isWaiting;
        },
        get canUndo() {
            return state.undoable > 0;
        },
        tap: () => add(1),
        undo: () => add(-1),
    };
}
