import { Component } from "@odoo/owl";
import { toLocaleDateTimeString } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * The hours at the residence; empty where clocks there show what this device does.
 *
 * @param {luxon.DateTime[]} moments start and end; false where there is none yet
 * @param {string} zone the residence's time zone
 */
export function getHouseHours(moments, zone) {
    const shown = moments.filter(Boolean);
    const there = shown.map((moment) => moment.setZone(zone));
    if (!zone || there.every(({ offset }, index) => offset === shown[index].offset)) {
        return "";
    }
    return there
        .map((moment, index) =>
            toLocaleDateTimeString(moment, {
                tz: zone,
                showTime: true,
                showDate: !index || !moment.hasSame(there[0], "day"),
            })
        )
        .join(" – ");
}

/** Beside dates, which Odoo shows by this device's clock: the residence's, if it differs. */
export class HouseHour extends Component {
    static template = "residence_community.HouseHour";
    static props = { ...standardWidgetProps };

    get text() {
        const { start, stop, tz } = this.props.record.data;
        const hours = getHouseHours([start, stop], tz);
        return hours && _t("At the residence: %s. Above, this device's hour.", hours);
    }
}

registry.category("view_widgets").add("residence_house_hour", {
    component: HouseHour,
    fieldDependencies: [{ name: "tz", type: "selection" }],
});
