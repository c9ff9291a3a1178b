import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { TalkBox } from "./talk_box";

/** « Mon accompagnement »: to ask, to come, to do, and what was kept. */
export class SupportAction extends Component {
    static template = "residence_community.SupportAction";
    static components = { Layout, TalkBox };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ support: null, done: [] });
        onWillStart(() => this.refresh());
    }

    async refresh() {
        this.state.support = await this.orm.call(
            "residence.coaching.visit",
            "get_support"
        );
    }

    /** One tap closes a step; it stays in sight until she leaves, to be taken back. */
    async setDone(step, isDone) {
        const method = isDone ? "action_done" : "action_reopen";
        await this.orm.call("residence.coaching.action", method, [[step.id]]);
        step.isDone = isDone;
    }

    open({ id }) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "residence.coaching.visit",
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("residence_support", SupportAction);
