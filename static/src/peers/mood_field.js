import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const MAXIMUM = 99;

/**
 * « Météo du tour de table »: five faces, a counter each, for the whole group at once.
 *
 * The field holds all faces, [{face, label, count}], written as a whole; it is false
 * for whoever is not a member. No name, no author.
 */
export class MoodField extends Component {
    static template = "residence_community.MoodField";
    static props = { ...standardFieldProps };

    get faces() {
        return this.props.record.data[this.props.name] || [];
    }

    get noted() {
        return this.faces.filter(({ count }) => count);
    }

    getLessLabel(label) {
        return _t("One less: %s", label);
    }

    add(face, delta) {
        const faces = this.faces.map((other) => {
            const count = other.count + (other.face === face.face ? delta : 0);
            return { ...other, count: Math.min(Math.max(count, 0), MAXIMUM) };
        });
        return this.props.record.update({ [this.props.name]: faces });
    }
}

registry.category("fields").add("residence_peer_mood", {
    component: MoodField,
    displayName: _t("Weather of the round table"),
    supportedTypes: ["json"],
    isEmpty: () => false,
});
