import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { useTap } from "../today/tap_queue_service";

/** How many would like an idea, and « +1 »: a number, and no list of who. */
export class SupportField extends Component {
    static template = "residence_community.SupportField";
    static props = { ...standardFieldProps };

    setup() {
        const taps = useService("residence_tap_queue");
        // what the server answered last; the view does not read the record again
        this.state = useState({ count: 0 });
        useRecordObserver((record) => {
            this.state.count = record.data[this.props.name];
        });
        this.supports = useTap(() => ({
            kind: "support",
            id: this.props.record.resId,
            count: this.state.count,
        }));
        useBus(taps.bus, "ACKNOWLEDGED", ({ detail }) => {
            const { kind, id, count } = detail;
            const isMine = kind === "support" && id === this.props.record.resId;
            if (isMine && count !== null) {
                this.state.count = count;
            }
        });
    }

    get text() {
        const { count } = this.supports;
        return count === 1 ? _t("1 support") : _t("%s supports", count.toString());
    }

    get plusOneLabel() {
        return _t("One more who would like it");
    }
}

registry.category("residence_taps").add("support", {
    getCall: ({ id, token, delta }) => [
        "residence.idea",
        "tap_support",
        [[id], token, delta],
    ],
});

registry.category("fields").add("residence_support", {
    component: SupportField,
    displayName: _t("Supports, with a « +1 »"),
    supportedTypes: ["integer"],
});
