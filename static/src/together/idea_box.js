import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { uuid } from "@web/core/utils/strings";
import { sendOnce } from "../core/send_once";

const MAX_LENGTH = 200; // as the field on the server

/** « Une idée ? »: one line, noted without leaving « Aujourd'hui ». */
export class IdeaBox extends Component {
    static template = "residence_community.IdeaBox";
    static props = { places: Array };

    setup() {
        this.action = useService("action");
        this.notification = useService("notification");
        this.orm = useService("orm");
        this.maxLength = MAX_LENGTH;
        this.state = useState({
            text: "",
            placeId: this.props.places[0].residence_id,
            isSending: false,
        });
        // the same line sent again after a lost answer is noted once
        this.token = uuid() + uuid();
    }

    get hasPlaces() {
        return this.props.places.length > 1;
    }

    onPlaceChange(ev) {
        this.state.placeId = Number(ev.target.value);
    }

    async note() {
        const text = this.state.text.trim();
        if (text) {
            await sendOnce(
                this,
                () => this.send(text),
                _t("No network: your line stays here. Tap “Note It” again in a moment.")
            );
        }
    }

    async send(text) {
        await this.orm.call("residence.idea", "note_idea", [
            this.state.placeId,
            text,
            this.token,
        ]);
        this.token = uuid() + uuid();
        this.state.text = "";
        this.notification.add(_t("Idea noted"), {
            type: "success",
            buttons: [{ name: _t("Idea Box"), onClick: () => this.open() }],
        });
    }

    open() {
        return this.action.doAction("residence_community.residence_idea_action");
    }
}

registry.category("residence_today_parts").add(
    "ideas",
    {
        Component: IdeaBox,
        place: "left",
        getProps: (today) => today.open_door.length && { places: today.open_door },
    },
    { sequence: 40 }
);
