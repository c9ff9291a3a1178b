import { Component, useState } from "@odoo/owl";
import { deserializeDate, toLocaleDateString } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";

const UNDO_DELAY = 8000; // ms

/**
 * The morning after an evening without the team: « S'est tenue / N'a pas eu lieu / Je
 * ne sais pas ». Held, it is counted or not; not known, it is asked again later.
 */
export class SettleCard extends Component {
    static template = "residence_community.SettleCard";
    static props = { card: Object, onOpen: Function };

    setup() {
        // not through useService: « Undo » outlives the card, and maybe the screen
        const { notification, orm, residence_tap_queue: taps } = this.env.services;
        Object.assign(this, { notification, orm, taps });
        this.state = useState({ wasHeld: false, isSending: false });
    }

    get when() {
        const { day, hour, place, residence } = this.props.card;
        return [`${day} ${hour}`, place, residence].filter(Boolean).join(" · ");
    }

    setHeld(wasHeld) {
        this.state.wasHeld = wasHeld;
    }

    /** Call a method of the event, say what came of it, show the day as it now is. */
    async settle(method, getText, undo) {
        if (this.state.isSending) {
            return;
        }
        this.state.isSending = true;
        const ids = [this.props.card.id];
        try {
            const answer = await this.orm.call("residence.event", method, [ids]);
            let close = null;
            const buttons = undo && [
                {
                    name: _t("Undo"),
                    onClick: async () => {
                        close();
                        await this.orm.call("residence.event", undo, [ids]);
                        this.taps.bus.trigger("SETTLED");
                    },
                },
            ];
            close = this.notification.add(getText(answer), {
                type: "success",
                autocloseDelay: UNDO_DELAY,
                buttons: buttons || [],
            });
            this.taps.bus.trigger("SETTLED");
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.notification.add(_t("No network: tap again in a moment."), {
                type: "warning",
            });
        } finally {
            this.state.isSending = false;
        }
    }

    /** Held, and nobody counted: blank in the figures, which is not 0. */
    settleUncounted() {
        return this.settle(
            "action_done_uncounted",
            () => _t("Held, not counted"),
            "action_reopen"
        );
    }

    settleNotHeld() {
        return this.settle(
            "action_cancel",
            () => _t("Did not take place: the event is cancelled"),
            "action_plan"
        );
    }

    settleUnknown() {
        return this.settle("action_ask_later", (day) =>
            _t("Asked again on %s", toLocaleDateString(deserializeDate(day)))
        );
    }
}
