import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

/** « J'aimerais un temps d'échange »: one tap, no reason asked, taken back as easily. */
export class TalkBox extends Component {
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

    async call(method, args) {
        if (this.state.isSending) {
            return;
        }
        this.state.isSending = true;
        const { onChanged } = this.props;
        try {
            await this.orm.call("residence.coaching.talk", method, args);
            await onChanged();
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.notification.add(_t("No network: tap again in a moment."), {
                type: "warning",
            });
        } finally {
            this.state.isSending = false;
        }
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
