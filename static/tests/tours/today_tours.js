import { registry } from "@web/core/registry";
import { expectNoSideScroll } from "./tour_utils";

const tours = registry.category("web_tour.tours");

const DOOR = ".o_residence_of_today article:contains(Open door)";

tours.add("residence_open_door", {
    steps: () => [
        { trigger: `${DOOR}:contains(0 passages today)` },
        expectNoSideScroll(),
        { trigger: `${DOOR} .o_residence_plus_one`, run: "click" },
        { trigger: `${DOOR}:contains(1 passage today)` },
        { trigger: `${DOOR} .o_residence_plus_one`, run: "click" },
        { trigger: `${DOOR}:contains(2 passages today)` },
        { trigger: `${DOOR} .o_residence_plus_one`, run: "click" },
        { trigger: `${DOOR}:contains(3 passages today)` },
        { trigger: `${DOOR} button:contains(Undo)`, run: "click" },
        { trigger: `${DOOR}:contains(2 passages today)` },
        {
            content: "Every tap has been answered",
            trigger: ".o_residence_today",
            async run() {
                const isWaiting = () =>
                    Object.keys(localStorage).some((key) =>
                        key.startsWith("residence_community.taps/")
                    );
                while (isWaiting()) {
                    await new Promise((resolve) => setTimeout(resolve, 50));
                }
            },
        },
    ],
});

tours.add("residence_sign_up", {
    steps: () => [
        {
            trigger:
                ".o_residence_today article:contains(Evening meal):contains(17 / 30)",
        },
        {
            content: "« +1 » counts, and does not open the card",
            trigger: "article:contains(Evening meal) button:contains(+1)",
            run: "click",
        },
        { trigger: ".o_residence_today article:contains(18 / 30)" },
        {
            content: "The card itself opens the event",
            trigger: "article:contains(Evening meal) .o_residence_card_open",
            run: "click",
        },
        { trigger: ".o_form_view [name=expected_count] input:value(18)" },
    ],
});

tours.add("residence_today_empty", {
    steps: () => [
        { trigger: ".o_residence_of_today:contains(Nothing planned today)" },
        { trigger: ".o_residence_next:contains(Nothing on the programme yet)" },
        { trigger: "button:contains(Note a past event)", run: "click" },
        { trigger: ".o_form_view [name=event_type_id] input" },
    ],
});

tours.add("residence_today_no_residence", {
    steps: () => [
        {
            trigger: ".o_residence_no_residence button:contains(Open the Calendar)",
            run: "click",
        },
        { trigger: ".o_calendar_view" },
    ],
});
