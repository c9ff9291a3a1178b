import { useEffect, useExternalListener, useRef, useState } from "@odoo/owl";

/**
 * Which row of the count is typed in, and where the focus goes with it.
 *
 * A number that was just tapped is selected: the first digit replaces it.
 */
export function useTyping() {
    const root = useRef("root");
    const state = useState({ key: null, isSelected: true });

    function select(key) {
        Object.assign(state, { key, isSelected: true });
    }

    function close() {
        state.key = null;
    }

    /** Put the focus on the row that is typed in, where the keypad does not cover it. */
    function reveal(key) {
        const button = key !== null && root.el?.querySelector(`[data-key="${key}"]`);
        if (button) {
            button.focus({ preventScroll: true });
            button.scrollIntoView({ block: "nearest" });
        }
    }

    useEffect(reveal, () => [state.key]);
    useExternalListener(document, "focusin", ({ target }) => {
        if (!root.el?.contains(target)) {
            close(); // another field has its own keyboard
        }
    });

    return {
        state,
        select,
        close,
        /** Open the keypad on a row; a number being typed there stays as it is. */
        open(key) {
            if (state.key !== key) {
                select(key);
            }
        },
    };
}
