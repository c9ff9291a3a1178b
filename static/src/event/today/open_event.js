import { useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

export const REPORT_ACTION = "residence_community.residence_event_action_report";
export const CALENDAR_ACTION = "residence_community.residence_event_action_calendar";

/** How a card of « Aujourd'hui » opens its event: the wrap-up, or the form. */
export function useOpenEvent() {
    const action = useService("action");
    const kept = useState(useService("residence_unsent").state);

    function openEvent({ id }) {
        return action.doAction({
            type: "ir.actions.act_window",
            res_model: "residence.event",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    /** Open the wrap-up, with what this device keeps of it laid over the form. */
    function openReport({ id }) {
        const entry = kept.entries.find((other) => other.id === id);
        return action.doAction(REPORT_ACTION, {
            props: { resId: id },
            additionalContext: entry ? { residence_unsent: entry.sending.form } : {},
        });
    }

    return { openEvent, openReport, kept };
}
