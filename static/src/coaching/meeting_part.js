import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

/** Her next meetings, in words that anybody may see: residents look at the screen. */
export class MeetingPart extends Component {
    static template = "residence_community.MeetingPart";
    static props = { meetings: Array };

    setup() {
        this.action = useService("action");
    }

    open({ model, id }) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("residence_today_parts").add(
    "meetings",
    {
        Component: MeetingPart,
        place: "right",
        getProps: (today) => today.meetings.length && { meetings: today.meetings },
    },
    { sequence: 10 }
);
