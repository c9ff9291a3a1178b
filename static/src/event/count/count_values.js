import { toRaw, useComponent, useState } from "@odoo/owl";
import { useBus } from "@web/core/utils/hooks";

/**
 * The record's values as the person typed them last.
 *
 * The record takes changes one after the other, behind whatever it is busy with (a
 * slow request on a patchy network). Two quick taps must not both start from the number
 * before them: what is on its way in is kept here, and read first.
 */
export function useCountValues() {
    const component = useComponent();
    const state = useState({ changes: null });

    function read(name) {
        const changes = state.changes;
        return changes && name in changes
            ? changes[name]
            : component.props.record.data[name];
    }

    async function update(changes) {
        const pending = { ...state.changes, ...changes };
        state.changes = pending;
        await component.props.record.update({ ...pending });
        if (toRaw(state.changes) === pending) {
            state.changes = null;
        }
    }

    // the page is being closed: what still waits joins the last save
    useBus(component.props.record.model.bus, "WILL_SAVE_URGENTLY", () => {
        if (state.changes) {
            component.props.record.update({ ...state.changes });
        }
    });

    return { read, update };
}
