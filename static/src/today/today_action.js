import { Component, onWillStart, useExternalListener, useState } from "@odoo/owl";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const { DateTime } = luxon;

/**
 * The parts of « Aujourd'hui »; each domain adds its own, in the order of the screen.
 *
 * { Component,
 *   place: "head", "left", "right", or "empty" (alone on a screen without a residence),
 *   getProps: (today, refresh) => the component's props; nothing where it is not shown }
 */
const parts = registry.category("residence_today_parts");

// The last answer: shown where there is no network when she comes back to the screen.
let lastAnswer = null;

/** « Aujourd'hui », the animator's home: what waits, what is on, what comes. */
export class TodayAction extends Component {
    static template = "residence_community.TodayAction";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.taps = useService("residence_tap_queue");
        this.state = useState({ today: null, isOffline: false });
        this.answered = 0;
        this.refresh = this.refresh.bind(this);
        onWillStart(() => this.refresh());
        useBus(this.taps.bus, "ACKNOWLEDGED", ({ detail }) =>
            this.onTapCounted(detail)
        );
        useBus(this.taps.bus, "CAUGHT_UP", () => this.refresh());
        useBus(this.taps.bus, "SETTLED", () => this.refresh());
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

    /** What is shown at a place: [{ name, Component, props }]. */
    getParts(place) {
        return parts
            .getEntries()
            .filter(([, part]) => part.place === place)
            .map(([name, { Component: Part, getProps }]) => ({
                name,
                Component: Part,
                props: getProps(this.state.today, this.refresh),
            }))
            .filter(({ props }) => props);
    }

    async refresh() {
        const answered = this.answered;
        try {
            const today = await this.orm.call("residence.today", "get_today");
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
        if (count !== null && this.state.today) {
            this.taps.show(this.state.today, { kind, id, count });
        }
    }
}

registry.category("actions").add("residence_today", TodayAction);
