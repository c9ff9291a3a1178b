import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useTap } from "../../today/tap_hook";

/** « Accueil libre »: one big « +1 » for each person who drops in, no name asked. */
export class OpenDoorCard extends Component {
    static template = "residence_community.OpenDoorCard";
    static props = { door: Object, showResidence: Boolean };

    setup() {
        this.passages = useTap(() => ({
            kind: "open_door",
            id: this.props.door.residence_id,
            count: this.props.door.passages,
        }));
    }

    get house() {
        const { house, residence } = this.props.door;
        return this.props.showResidence ? residence : house;
    }

    get countText() {
        const { count } = this.passages;
        return count === 1
            ? _t("1 passage today")
            : _t("%s passages today", count.toString());
    }

    get plusOneLabel() {
        return _t("One more passage: %s", this.house);
    }
}
