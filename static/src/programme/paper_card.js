import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useOpenEvent } from "../event/today/today_parts";

/** What an event of the coming fortnight waits for: a paper, a word to its partners. */
export class PaperCard extends Component {
    static template = "residence_community.PaperCard";
    static props = { card: Object, onOpen: Function, onDone: Function };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ isBusy: false });
    }

    get when() {
        const { day, hour, residence } = this.props.card;
        return [`${day} ${hour}`, residence].filter(Boolean).join(" · ");
    }

    /** Call the event; open what it answers; show what is left. */
    async run(method, ...args) {
        this.state.isBusy = true;
        try {
            const answer = await this.orm.call("residence.event", method, [
                [this.props.card.id],
                ...args,
            ]);
            if (answer?.type) {
                await this.action.doAction(answer, { onClose: this.props.onDone });
            }
            await this.props.onDone();
        } finally {
            this.state.isBusy = false;
        }
    }
}

/** « À préparer »: the coming fortnight. */
export class PapersPart extends Component {
    static template = "residence_community.PapersPart";
    static components = { PaperCard };
    static props = { cards: Array, refresh: Function };

    setup() {
        this.openEvent = useOpenEvent().openEvent;
    }
}

registry.category("residence_today_parts").add(
    "papers",
    {
        Component: PapersPart,
        place: "right",
        getProps: (today, refresh) =>
            today.papers.length && { cards: today.papers, refresh },
    },
    { sequence: 30 }
);
