import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";

/** A good word from her own month, compared with nobody. */
export class GoodWordPart extends Component {
    static template = "residence_community.GoodWordPart";
    static props = { month: String, parts: Array };
}

registry.category("residence_today_parts").add(
    "good_word",
    {
        Component: GoodWordPart,
        place: "left",
        getProps: (today) => today.good_word,
    },
    { sequence: 10 }
);
