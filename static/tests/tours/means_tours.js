import { registry } from "@web/core/registry";
import { expectNoSideScroll } from "./tour_utils";

const tours = registry.category("web_tour.tours");

const CARD = ".o_residence_settle:contains(Sewing)";

tours.add("residence_settle_not_counted", {
    steps: () => [
        { trigger: `${CARD}:contains(was it held)` },
        expectNoSideScroll(),
        { trigger: `${CARD} button:contains(It was held)`, run: "click" },
        { trigger: `${CARD}:contains(How many were they)` },
        { trigger: `${CARD} button:contains(Not counted)`, run: "click" },
        { trigger: ".o_notification:contains(Held, not counted)" },
        { trigger: `.o_residence_today:not(:has(${CARD}))` },
    ],
});

tours.add("residence_settle_counted", {
    steps: () => [
        { trigger: `${CARD} button:contains(It was held)`, run: "click" },
        { trigger: `${CARD} button:contains(Count)`, run: "click" },
        { trigger: ".o_form_view .o_residence_count" },
    ],
});

tours.add("residence_settle_not_held", {
    steps: () => [
        { trigger: `${CARD} button:contains(It did not take place)`, run: "click" },
        { trigger: `.o_residence_today:not(:has(${CARD}))` },
        {
            content: "Tapped by mistake",
            trigger: ".o_notification button:contains(Undo)",
            run: "click",
        },
        { trigger: `${CARD} button:contains(It did not take place)`, run: "click" },
        { trigger: `.o_residence_today:not(:has(${CARD}))` },
    ],
});

tours.add("residence_settle_unknown", {
    steps: () => [
        { trigger: `${CARD} button:contains(I do not know)`, run: "click" },
        { trigger: ".o_notification:contains(Asked again on)" },
        { trigger: `.o_residence_today:not(:has(${CARD}))` },
    ],
});

tours.add("residence_idea_noted", {
    steps: () => [
        {
            content: "Nothing typed, nothing to send",
            trigger: ".o_residence_idea_box button:disabled",
        },
        {
            trigger: ".o_residence_idea_box input",
            run: "edit A seed library",
        },
        { trigger: ".o_residence_idea_box button:enabled", run: "click" },
        { trigger: ".o_notification:contains(Idea noted)" },
        { trigger: ".o_residence_idea_box input:value()" },
        expectNoSideScroll(),
        { trigger: ".o_notification button:contains(Idea Box)", run: "click" },
        {
            content: "On a phone, a list and no columns to swipe through",
            trigger: ".o_list_view .o_data_row:contains(A seed library) td",
            run: "click",
        },
        { trigger: ".o_form_view .o_residence_support:contains(0 supports)" },
        expectNoSideScroll(),
        { trigger: ".o_residence_support button:contains(+1)", run: "click" },
        { trigger: ".o_residence_support:contains(1 support)" },
        { trigger: ".o_residence_support button:contains(+1)", run: "click" },
        { trigger: ".o_residence_support:contains(2 supports)" },
        { trigger: ".o_residence_support button:contains(Undo)", run: "click" },
        { trigger: ".o_residence_support:contains(1 support)" },
        {
            content: "Every tap has been answered",
            trigger: ".o_residence_support",
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
        {
            content: "What the server answered is what is shown",
            trigger: ".o_residence_support:contains(1 support)",
        },
        {
            content: "The first button of a phone makes an event of it",
            trigger:
                ".o_statusbar_buttons > button:first-child[name=action_make_event]",
            run: "click",
        },
        { trigger: ".o_form_view [name=name] input:value(A seed library)" },
        { trigger: ".o_form_view [name=idea_id] input:value(A seed library)" },
    ],
});

tours.add("residence_report_itemised", {
    steps: () => [
        {
            trigger: ".o_residence_today .o_residence_card_open:contains(Autumn meal)",
            run: "click",
        },
        { trigger: "[name=actual_cost] input", run: "edit 82.40" },
        { trigger: "[name=shows_costs] input", run: "click" },
        {
            trigger: "[name=cost_ids] .o-kanban-button-new",
            run: "click",
        },
        {
            content: "What was typed is the first line, to be split",
            trigger: ".modal [name=amount] input:value(82.40)",
            run: "edit 14.60",
        },
        { trigger: ".modal [name=name] input", run: "edit Bread" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "[name=cost_ids] .o_kanban_record:contains(Bread)" },
        {
            content: "« Spent » is their sum, and no longer typed",
            trigger: "[name=actual_cost]:not(:has(input)):contains(14.60)",
        },
        expectNoSideScroll(),
        {
            trigger: ".o_statusbar_buttons > button:first-child",
            run: "hover",
        },
        { trigger: ".o_form_button_save:visible", run: "click" },
        {
            trigger:
                ".o_form_saved, .o_form_view:not(:has(.o_form_button_save:visible))",
        },
    ],
});

tours.add("residence_idea_board", {
    steps: () => [
        { trigger: ".o_kanban_group:contains(Proposed):contains(A garden bench)" },
        { trigger: ".o_kanban_group:contains(Not for now)" },
        {
            trigger: ".o_kanban_record:contains(A garden bench) button:contains(+1)",
            run: "click",
        },
        { trigger: ".o_kanban_record:contains(A garden bench):contains(4 supports)" },
        {
            trigger:
                ".o_kanban_record:contains(A garden bench) [name=action_make_event]",
            run: "click",
        },
        { trigger: ".o_form_view [name=name] input:value(A garden bench)" },
    ],
});
