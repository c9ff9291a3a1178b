import { onWillDestroy, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useService } from "@web/core/utils/hooks";

const UNDO_DELAY = 8000; // ms during which the last taps can be taken back

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
