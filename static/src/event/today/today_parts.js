import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { EventCard } from "./event_card";
import { OpenDoorCard } from "./open_door_card";
import { CALENDAR_ACTION, REPORT_ACTION, useOpenEvent } from "./open_event";
import { SettleCard } from "./settle_card";

// After three weeks away, thirteen bilans at once would only discourage.
const FIRST_REPORTS = 4;

/** « Bilans à compléter »: the latest first. */
export class WrapUpsPart extends Component {
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
export class DayPart extends Component {
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
export class NextPart extends Component {
    static template = "residence_community.NextPart";
    static components = { EventCard };
    static props = { cards: Array };

    setup() {
        this.openEvent = useOpenEvent().openEvent;
    }
}

/** Said to whoever is in no residence's team. */
export class NoResidencePart extends Component {
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
