import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * « Qui est venu ? »: one row per person expected, one tap for « Présent ».
 *
 * The field holds all rows, [{id, name, status or false}], written as a whole.
 */
export class PeerPresenceField extends Component {
    static template = "residence_community.PeerPresenceField";
    static props = { ...standardFieldProps };

    get rows() {
        return this.props.record.data[this.props.name] || [];
    }

    get choices() {
        return [
            { status: "present", label: _t("Present"), icon: "fa-check" },
            { status: "excused", label: _t("Excused"), icon: "fa-envelope-o" },
            { status: "absent", label: _t("Absent"), icon: "fa-times" },
        ];
    }

    get presentCount() {
        return this.rows.filter((row) => row.status === "present").length;
    }

    get totalText() {
        return _t("%(present)s present of %(expected)s", {
            present: this.presentCount,
            expected: this.rows.length,
        });
    }

    getLabel(status) {
        return this.choices.find((choice) => choice.status === status)?.label ?? "–";
    }

    /** Tapped twice, a choice is taken back. */
    choose(row, status) {
        const rows = this.rows.map((other) =>
            other.id === row.id
                ? { ...other, status: other.status === status ? false : status }
                : { ...other }
        );
        return this.props.record.update({ [this.props.name]: rows });
    }

    chooseAll() {
        const rows = this.rows.map((row) => ({
            ...row,
            status: row.status || "present",
        }));
        return this.props.record.update({ [this.props.name]: rows });
    }
}

registry.category("fields").add("residence_peer_presence", {
    component: PeerPresenceField,
    displayName: _t("Who came"),
    supportedTypes: ["json"],
    isEmpty: () => false,
});
