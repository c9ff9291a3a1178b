import { onMounted, useComponent, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { user } from "@web/core/user";
import { useBus } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { session } from "@web/session";

/**
 * What was typed and not saved yet, kept by the browser: numbers, nobody's name.
 *
 * A form saves by itself when the phone goes dark. Without a network that save is lost,
 * and so are the numbers once the phone has closed the page to spare its memory.
 */
export function useUnsentCount(values, gridName) {
    const component = useComponent();
    const state = useState({ isRestored: false });
    const getKey = () =>
        `residence_community.count/${session.db}/${user.userId}/${component.props.record.resId}`;

    const read = () => ({
        external: values.read("external_count") || 0,
        quantities: Object.fromEntries(
            (values.read(gridName) || []).map((row) => [row.bracket_id, row.quantity])
        ),
    });

    function forget() {
        state.isRestored = false;
        browser.localStorage.removeItem(getKey());
    }

    function restore() {
        const kept = browser.localStorage.getItem(getKey());
        const { resId, data } = component.props.record;
        const isOpen = resId && !component.props.readonly && data.state !== "done";
        if (!kept) {
            return;
        }
        if (!isOpen || kept === JSON.stringify(read())) {
            forget();
            return;
        }
        const { external, quantities } = JSON.parse(kept);
        const rows = (values.read(gridName) || []).map((row) => ({
            ...row,
            quantity: quantities[row.bracket_id] ?? row.quantity,
        }));
        values.update({ [gridName]: rows, external_count: external });
        state.isRestored = true;
    }

    let wasDirty = false;
    let isClosing = false;
    useRecordObserver(({ dirty }) => {
        if (wasDirty && !dirty && !isClosing) {
            forget(); // saved, or given up
        }
        wasDirty = dirty;
    });
    // the last save of a page that closes looks done at once, network or not
    useBus(component.props.record.model.bus, "WILL_SAVE_URGENTLY", () => {
        isClosing = true;
    });
    onMounted(restore);

    return {
        state,
        /** Keep what is shown; `isLeftOut` tells the rows that nobody typed. */
        keep(isLeftOut) {
            isClosing = false;
            const { external, quantities } = read();
            for (const key in quantities) {
                if (isLeftOut(Number(key))) {
                    quantities[key] = null;
                }
            }
            if (component.props.record.resId) {
                const kept = JSON.stringify({ external, quantities });
                browser.localStorage.setItem(getKey(), kept);
            }
        },
    };
}
