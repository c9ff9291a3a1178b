import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

// A shape each, not only a colour; and words for whoever taps or listens.
export const IMAGE_STATUSES = {
    yes: { icon: "fa-camera text-success", label: _t("Photo allowed") },
    no: { icon: "fa-ban text-danger", label: _t("No photo") },
    unsigned: {
        icon: "fa-pencil-square-o text-danger",
        label: _t("No photo: a parent's signature is missing"),
    },
    expired: { icon: "fa-clock-o text-danger", label: _t("No photo: to be renewed") },
    unknown: {
        icon: "fa-question-circle-o text-muted",
        label: _t("Not asked: no photo"),
    },
};

/** May this person be photographed? An icon beside the name, seen before the photo. */
export class ImageStatus extends Component {
    static template = "residence_community.ImageStatus";
    static props = { status: { type: [String, Boolean], optional: true } };

    get shown() {
        return IMAGE_STATUSES[this.props.status || "unknown"];
    }
}

export class ImageStatusField extends Component {
    static template = "residence_community.ImageStatusField";
    static components = { ImageStatus };
    static props = { ...standardFieldProps };
}

registry.category("fields").add("residence_image_status", {
    component: ImageStatusField,
    supportedTypes: ["selection"],
});
