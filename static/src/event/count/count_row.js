import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** One row of the count: a label, −, the number (tapped to type it), +. */
export class CountRow extends Component {
    static template = "residence_community.CountRow";
    static props = {
        rowKey: [Number, String],
        label: String,
        quantity: [Number, { value: null }],
        text: String,
        isActive: Boolean,
        isSelected: Boolean,
        isToCheck: Boolean,
        onStep: Function,
        onFocus: Function,
        onSelect: Function,
    };

    get lessLabel() {
        return _t("One less: %s", this.props.label);
    }

    get moreLabel() {
        return _t("One more: %s", this.props.label);
    }

    get spokenValue() {
        return this.props.quantity === null ? _t("not counted") : this.props.text;
    }
}
