import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { useTap } from "../../today/tap_hook";

/** An animation on « Aujourd'hui »: tapped to be opened, « +1 » for one who signs up. */
export class EventCard extends Component {
    static template = "residence_community.EventCard";
    static props = {
        card: Object,
        showDay: { type: Boolean, optional: true },
        isToComplete: { type: Boolean, optional: true },
        onOpen: Function,
    };

    setup() {
        this.kept = useState(useService("residence_unsent").state);
        this.signedUp = useTap(() => ({
            kind: "expected",
            id: this.props.card.id,
            count: this.props.card.expected,
        }));
    }

    get when() {
        const { day, hour } = this.props.card;
        return this.props.showDay ? `${day} ${hour}` : hour;
    }

    get where() {
        const { place, residence } = this.props.card;
        return [place, residence].filter(Boolean).join(" · ");
    }

    /** People still sign up; once it has started, it is the bilan that waits. */
    get takesSignUps() {
        const { has_started: hasStarted, state } = this.props.card;
        return !hasStarted && ["draft", "planned"].includes(state);
    }

    get places() {
        const { capacity } = this.props.card;
        return capacity ? `${this.signedUp.count} / ${capacity}` : this.signedUp.count;
    }

    get doneText() {
        const { attendance } = this.props.card;
        return attendance === null
            ? _t("wrap-up saved")
            : _t("wrap-up saved: %s people", attendance);
    }

    /** Typed on this device, and not sent yet. */
    get isKept() {
        return this.kept.entries.some(({ id }) => id === this.props.card.id);
    }

    get plusOneLabel() {
        return _t("One more signed up: %s", this.props.card.name);
    }
}
