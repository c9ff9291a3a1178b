import { useComponent, useState } from "@odoo/owl";
import { serializeDateTime } from "@web/core/l10n/dates";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";

/**
 * The count of the previous event of the same type and residence, asked for where
 * nobody has counted this one yet.
 *
 * @returns {{ value: null | { label: string, date: string, rows: Object } }}
 */
export function useLastCountOffer(gridName) {
    const component = useComponent();
    const orm = useService("orm");
    const state = useState({ value: null });
    let asked = null;

    function getParams({ data }) {
        const { residence_id: residence, event_type_id: kind, start } = data;
        return residence && kind && start && !component.props.readonly
            ? [residence.id, kind.id, serializeDateTime(start)]
            : null;
    }

    async function ask(record) {
        const params = getParams(record);
        const key = JSON.stringify(params);
        if (key === asked) {
            return;
        }
        asked = key;
        state.value = null;
        const rows = record.data[gridName] || [];
        if (!params || rows.some((row) => row.quantity !== null)) {
            return;
        }
        try {
            const offer = await orm.silent.call(
                "residence.event",
                "get_last_count",
                params
            );
            if (asked === key && offer.rows) {
                state.value = offer;
            }
        } catch {
            asked = null; // no network: a comfort, offered again at the next change
        }
    }

    // not awaited: the count must not wait for the network
    useRecordObserver((record) => {
        ask(record);
    });
    return state;
}
