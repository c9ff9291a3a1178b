import { Component, onWillStart, useState } from "@odoo/owl";
import { deserializeDate, toLocaleDateString } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { sendOnce } from "../../core/send_once";
import { useTap } from "../../today/tap_queue_service";

const UNDO_DELAY = 8000; // ms
// After three weeks away, thirteen bilans at once would only discourage.
const FIRST_REPORTS = 4;

const REPORT_ACTION = "residence_community.residence_event_action_report";
const CALENDAR_ACTION = "residence_community.residence_event_action_calendar";

/** How a card of « Aujourd'hui » opens its event: the wrap-up, or the form. */
export function useOpenEvent() {
    const action = useService("action");
    const kept = useState(useService("residence_unsent").state);

    function openEvent({ id }) {
        return action.doAction({
            type: "ir.actions.act_window",
            res_model: "residence.event",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    /** Open the wrap-up, with what this device keeps of it laid over the form. */
    function openReport({ id }) {
        const entry = kept.entries.find((other) => other.id === id);
        return action.doAction(REPORT_ACTION, {
            props: { resId: id },
            additionalContext: entry ? { residence_unsent: entry.sending.form } : {},
        });
    }

    return { openEvent, openReport, kept };
}

/** An animation on « Aujourd'hui »: tapped to be opened, « +1 » for one who signs up. */
class EventCard extends Component {
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

/** « Accueil libre »: one big « +1 » for each person who drops in, no name asked. */
class OpenDoorCard extends Component {
    static template = "residence_community.OpenDoorCard";
    static props = { door: Object, showResidence: Boolean };

    setup() {
        this.passages = useTap(() => ({
            kind: "open_door",
            id: this.props.door.residence_id,
            count: this.props.door.passages,
        }));
    }

    get house() {
        const { house, residence } = this.props.door;
        return this.props.showResidence ? residence : house;
    }

    get countText() {
        const { count } = this.passages;
        return count === 1
            ? _t("1 passage today")
            : _t("%s passages today", count.toString());
    }

    get plusOneLabel() {
        return _t("One more passage: %s", this.house);
    }
}

/**
 * The morning after an evening without the team: « S'est tenue / N'a pas eu lieu / Je
 * ne sais pas ». Held, it is counted or not; not known, it is asked again later.
 */
class SettleCard extends Component {
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
    settle(method, getText, undo) {
        const ids = [this.props.card.id];
        return sendOnce(this, async () => {
            const answer = await this.orm.call("residence.event", method, [ids]);
            let close = null;
            const undoButton = {
                name: _t("Undo"),
                onClick: async () => {
                    close();
                    await this.orm.call("residence.event", undo, [ids]);
                    this.taps.bus.trigger("SETTLED");
                },
            };
            close = this.notification.add(getText(answer), {
                type: "success",
                autocloseDelay: UNDO_DELAY,
                buttons: undo ? [undoButton] : [],
            });
            this.taps.bus.trigger("SETTLED");
        });
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

/** « Bilans à compléter »: the latest first. */
class WrapUpsPart extends Component {
    static template = "residence_community.WrapUpsPart";
    static components = { EventCard, SettleCard };
    static props = { cards: Array };

    setup() {
        const { openReport, kept } = useOpenEvent();
        Object.assign(this, { openReport, kept });
        this.state = useState({ showsAll: false });
    }

    get reports() {
        const latestFirst = [...this.props.cards].reverse();
        return this.state.showsAll ? latestFirst : latestFirst.slice(0, FIRST_REPORTS);
    }

    /** A wrap-up that waits on this device has answered already. */
    isToSettle(card) {
        return card.to_settle && !this.kept.entries.some(({ id }) => id === card.id);
    }

    get hiddenReports() {
        return this.props.cards.length - this.reports.length;
    }

    get hiddenText() {
        return _t("Show the %s before", this.hiddenReports);
    }
}

/** The open doors and events of the day, and what one does standing up. */
class DayPart extends Component {
    static template = "residence_community.DayPart";
    static components = { EventCard, OpenDoorCard };
    static props = { doors: Array, cards: Array, refresh: Function };

    setup() {
        this.action = useService("action");
        const { openEvent, openReport } = useOpenEvent();
        Object.assign(this, { openEvent, openReport });
        const unsent = useService("residence_unsent");
        useBus(unsent.bus, "SENT", () => this.props.refresh());
        this.openToday = this.openToday.bind(this);
    }

    openToday(card) {
        const isOpen = ["draft", "planned"].includes(card.state);
        return card.has_started && isOpen
            ? this.openReport(card)
            : this.openEvent(card);
    }

    notePast() {
        return this.action.doAction(REPORT_ACTION, {
            additionalContext: { residence_past_event: true },
        });
    }

    plan() {
        return this.openEvent({ id: false });
    }
}

/** « Les 7 prochains jours ». */
class NextPart extends Component {
    static template = "residence_community.NextPart";
    static components = { EventCard };
    static props = { cards: Array };

    setup() {
        this.openEvent = useOpenEvent().openEvent;
    }
}

/** Said to whoever is in no residence's team. */
class NoResidencePart extends Component {
    static template = "residence_community.NoResidencePart";
    static props = {};

    setup() {
        this.action = useService("action");
        onWillStart(async () => {
            this.isCoordinator = await user.hasGroup(
                "residence_community.group_coordinator"
            );
        });
    }

    openCalendar() {
        return this.action.doAction(CALENDAR_ACTION);
    }
}

registry
    .category("residence_today_parts")
    .add("no_residence", {
        Component: NoResidencePart,
        place: "empty",
        getProps: (today) => !today.open_door.length && {},
    })
    .add(
        "wrap_ups",
        {
            Component: WrapUpsPart,
            place: "left",
            getProps: (today) =>
                today.to_complete.length && { cards: today.to_complete },
        },
        { sequence: 20 }
    )
    .add(
        "day",
        {
            Component: DayPart,
            place: "left",
            getProps: (today, refresh) => ({
                doors: today.open_door,
                cards: today.today,
                refresh,
            }),
        },
        { sequence: 30 }
    )
    .add(
        "next",
        {
            Component: NextPart,
            place: "right",
            getProps: (today) => ({ cards: today.next }),
        },
        { sequence: 20 }
    );

registry
    .category("residence_taps")
    .add("open_door", {
        // by one clock, right or wrong: how long ago, not when
        getCall: ({ id, token, delta, at = Date.now() }) => [
            "residence.event",
            "tap_open_door",
            [id, token, delta, Math.max(0, Math.round((Date.now() - at) / 1000))],
        ],
        show({ open_door: doors }, { id, count }) {
            const door = doors.find((other) => other.residence_id === id);
            if (door) {
                door.passages = count;
            }
        },
    })
    .add("expected", {
        getCall: ({ id, token, delta }) => [
            "residence.event",
            "tap_expected",
            [[id], token, delta],
        ],
        show({ today, next }, { id, count }) {
            const card = [...today, ...next].find((other) => other.id === id);
            if (card) {
                card.expected = count;
            }
        },
    });
