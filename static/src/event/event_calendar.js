import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { calendarView } from "@web/views/calendar/calendar_view";

/** The programme: on a phone it opens on the day, and what is cancelled looks so. */
export class EventCalendarModel extends calendarView.Model {
    getLocalStorageScale() {
        const isNew = !browser.localStorage.getItem(this.storageKey);
        return isNew && this.env.isSmall ? "day" : super.getLocalStorageScale();
    }

    normalizeRecord(rawRecord) {
        return {
            ...super.normalizeRecord(rawRecord),
            isHatched: rawRecord.state === "draft",
            isStriked: rawRecord.state === "cancelled",
        };
    }
}

registry.category("views").add("residence_event_calendar", {
    ...calendarView,
    Model: EventCalendarModel,
});
