import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** « Suivi de mon réseau », the coordinator's home: who needs her this week. */
export class NetworkAction extends Component {
    static template = "residence_community.NetworkAction";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ network: null });
        onWillStart(async () => {
            this.state.network = await this.orm.call(
                "residence.coaching.visit",
                "get_network"
            );
        });
    }

    getLastText({ weeks }) {
        if (weeks === null) {
            return _t("no meeting yet");
        }
        if (weeks < 1) {
            return _t("this week");
        }
        return weeks === 1 ? _t("1 week ago") : _t("%s weeks ago", weeks);
    }

    open(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openList(name, model, domain) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: model,
            domain,
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
        });
    }

    openMeetings(person) {
        return this.openList(
            _t("Meetings with %s", person.name),
            "residence.coaching.visit",
            [["animator_id", "=", person.id]]
        );
    }

    openSteps(person) {
        return this.openList(
            _t("Next steps with %s", person.name),
            "residence.coaching.action",
            [
                ["animator_id", "=", person.id],
                ["is_open", "=", true],
            ]
        );
    }

    openEvents(place) {
        return this.openList(_t("Events: %s", place.name), "residence.event", [
            ["residence_id", "=", place.id],
        ]);
    }

    plan(person) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "residence.coaching.visit",
            views: [[false, "form"]],
            context: {
                default_animator_id: person.id,
                default_residence_id: person.places[0].id,
            },
        });
    }
}

registry.category("actions").add("residence_network", NetworkAction);
