import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { sendOnce } from "../core/send_once";

/** « J'aimerais un temps d'échange »: one tap, no reason asked, taken back as easily. */
class TalkBox extends Component {
    static template = "residence_community.TalkBox";
    static props = { talks: Array, onChanged: Function };

    setup() {
        this.notification = useService("notification");
        this.orm = useService("orm");
        this.state = useState({ isSending: false });
    }

    getLabel({ coordinator }) {
        return coordinator
            ? _t("I would like a talk with %s", coordinator)
            : _t("I would like a talk");
    }

    ask({ residence_id: residenceId }) {
        return this.call("ask", [residenceId]);
    }

    takeBack({ talk_id: talkId }) {
        return this.call("take_back", [[talkId]]);
    }

    call(method, args) {
        const { onChanged } = this.props;
        return sendOnce(this, async () => {
            await this.orm.call("residence.coaching.talk", method, args);
            await onChanged();
        });
    }
}

registry.category("residence_today_parts").add(
    "talks",
    {
        Component: TalkBox,
        place: "left",
        getProps: (today, refresh) =>
            today.talks.length && { talks: today.talks, onChanged: refresh },
    },
    { sequence: 50 }
);

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
