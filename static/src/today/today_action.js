import { Component, onWillStart, useExternalListener, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { EventCard } from "../event/today/event_card";
import { IdeaBox } from "../together/idea_box";
import { OpenDoorCard } from "../event/today/open_door_card";
import { SettleCard } from "../event/today/settle_card";
import { TalkBox } from "../coaching/talk_box";
import { PaperCard } from "../programme/paper_card";
import { ProgrammeMenu } from "../programme/programme_menu";

const { DateTime } = luxon;

const REPORT_ACTION = "residence_community.residence_event_action_report";
const CALENDAR_ACTION = "residence_community.residence_event_action_calendar";

// After three weeks away, thirteen bilans at once would only discourage.
const FIRST_REPORTS = 4;

// The last answer: shown where there is no network when she comes back to the screen.
let lastAnswer = null;

/** « Aujourd'hui », the animator's home: what waits, what is on, what comes. */
export class TodayAction extends Component {
    static template = "residence_community.TodayAction";
    static components = {
        EventCard,
        IdeaBox,
        Layout,
        OpenDoorCard,
        PaperCard,
        ProgrammeMenu,
        SettleCard,
        TalkBox,
    };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.taps = useService("residence_tap_queue");
        this.unsent = useService("residence_unsent");
        this.kept = useState(this.unsent.state);
        this.state = useState({ today: null, isOffline: false, showsAll: false });
        this.answered = 0;
        onWillStart(async () => {
            this.isCoordinator = await user.hasGroup(
                "residence_community.group_coordinator"
            );
            await this.refresh();
        });
        useBus(this.taps.bus, "ACKNOWLEDGED", ({ detail }) =>
            this.onTapCounted(detail)
        );
        useBus(this.taps.bus, "CAUGHT_UP", () => this.refresh());
        useBus(this.taps.bus, "SETTLED", () => this.refresh());
        useBus(this.unsent.bus, "SENT", () => this.refresh());
        useExternalListener(document, "visibilitychange", () => {
            if (document.visibilityState === "visible") {
                this.refresh();
            }
        });
        useExternalListener(window, "online", () => this.refresh());
    }

    get date() {
        return DateTime.now().toLocaleString({
            weekday: "long",
            day: "numeric",
            month: "long",
        });
    }

    get reports() {
        const latestFirst = [...this.state.today.to_complete].reverse();
        return this.state.showsAll ? latestFirst : latestFirst.slice(0, FIRST_REPORTS);
    }

    /** A wrap-up that waits on this device has answered already. */
    isToSettle(card) {
        return card.to_settle && !this.kept.entries.some(({ id }) => id === card.id);
    }

    get hiddenReports() {
        return this.state.today.to_complete.length - this.reports.length;
    }

    get hiddenText() {
        return _t("Show the %s before", this.hiddenReports);
    }

    get doors() {
        return this.state.today.open_door;
    }

    async refresh() {
        const answered = this.answered;
        try {
            const today = await this.orm.call("residence.event", "get_today");
            if (answered !== this.answered) {
                return this.refresh(); // a tap was counted meanwhile: that answer is old
            }
            lastAnswer = { today, uid: user.userId };
            Object.assign(this.state, { today, isOffline: false });
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.state.isOffline = true;
            if (!this.state.today && lastAnswer?.uid === user.userId) {
                this.state.today = lastAnswer.today;
            }
        }
    }

    onTapCounted({ kind, id, count }) {
        this.answered++;
        if (count === null || !this.state.today) {
            return;
        }
        const { today, next, open_door: doors } = this.state.today;
        if (kind === "open_door") {
            const door = doors.find((other) => other.residence_id === id);
            if (door) {
                door.passages = count;
            }
        } else if (kind === "expected") {
            const card = [...today, ...next].find((other) => other.id === id);
            if (card) {
                card.expected = count;
            }
        }
    }

    /** Open the wrap-up, with what this device keeps of it laid over the form. */
    openReport({ id }) {
        const kept = this.kept.entries.find((entry) => entry.id === id);
        return this.action.doAction(REPORT_ACTION, {
            props: { resId: id },
            additionalContext: kept ? { residence_unsent: kept.sending.form } : {},
        });
    }

    openEvent({ id }) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "residence.event",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openMeeting({ model, id }) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
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

    openCalendar() {
        return this.action.doAction(CALENDAR_ACTION);
    }
}

registry.category("actions").add("residence_today", TodayAction);
