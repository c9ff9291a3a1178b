import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

/** « Programme »: the poster of the week or the month, or its text, in two taps. */
export class ProgrammeMenu extends Component {
    static template = "residence_community.ProgrammeMenu";
    static components = { Dropdown, DropdownItem };
    static props = { programmes: Array };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
    }

    get hasSeveral() {
        return this.props.programmes.length > 1;
    }

    async run(method, programme, { kind, day }) {
        this.action.doAction(
            await this.orm.call("residence.residence", method, [
                [programme.id],
                kind,
                day,
            ])
        );
    }
}

registry.category("residence_today_parts").add("programmes", {
    Component: ProgrammeMenu,
    place: "head",
    getProps: (today) => today.programmes.length && { programmes: today.programmes },
});
