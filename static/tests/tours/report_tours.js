import { registry } from "@web/core/registry";
import {
    expectNoSideScroll,
    expectNumbers,
    openCard,
    saveReport,
    tapKey,
    typeCounts,
} from "./tour_utils";

const tours = registry.category("web_tour.tours");

tours.add("residence_report_keypad", {
    steps: () => [
        { trigger: ".o_residence_to_complete:contains(Autumn meal)" },
        expectNoSideScroll(),
        openCard("Autumn meal"),
        { trigger: ".o_residence_count" },
        expectNumbers("–", "–", "–", "–", "–", "0"),
        expectNoSideScroll(),
        ...typeCounts(2, 2, 4, 9, 1, 2),
        expectNumbers(2, 2, 4, 9, 1, 2),
        { trigger: ".o_residence_count_total:contains(18)" },
        expectNoSideScroll(),
        ...saveReport,
        { trigger: ".o_residence_today:not(:contains(Autumn meal))" },
    ],
});

tours.add("residence_report_reopen", {
    steps: () => [
        openCard("Autumn meal"),
        ...typeCounts(1, 2, 3, 4, 5, 0),
        ...saveReport,
        {
            content: "The word that says it is saved has the way back in",
            trigger: ".o_notification button:contains(Reopen)",
            run: "click",
        },
        { trigger: ".o_form_view .o_residence_count" },
        expectNumbers(1, 2, 3, 4, 5, 0),
    ],
});

tours.add("residence_report_last_time", {
    steps: () => [
        openCard("Autumn meal"),
        {
            trigger: "button:contains(Same as last time)",
            run: "click",
        },
        {
            content: "What comes from last time says so",
            trigger: ".o_residence_count .alert:contains(To check)",
        },
        expectNumbers(3, "–", 5, 9, "–", 1),
        { trigger: ".o_residence_count_row:contains(Adults):contains(to check)" },
        {
            trigger: ".o_residence_count_row:contains(Adults) button:has(.fa-plus)",
            run: "click",
        },
        {
            content: "A row she touched is hers",
            trigger: ".o_residence_count_row:contains(Adults):not(:contains(to check))",
        },
        { trigger: ".o_residence_count button:contains(Erase)", run: "click" },
        expectNumbers("–", "–", "–", "–", "–", "0"),
        { trigger: "button:contains(Same as last time):not(.invisible)", run: "click" },
        expectNumbers(3, "–", 5, 9, "–", 1),
        ...saveReport,
    ],
});

tours.add("residence_report_left", {
    steps: () => [
        openCard("Autumn meal"),
        { trigger: "button:contains(Same as last time)", run: "click" },
        { trigger: ".o_residence_count .alert:contains(To check)" },
        {
            content: "One row is hers, the others nobody looked at",
            trigger: ".o_residence_count_row:contains(Adults) button:has(.fa-plus)",
            run: "click",
        },
        { trigger: ".o_residence_count_total:contains(18)" },
        { trigger: ".o_navbar_breadcrumbs .o_back_button", run: "click" },
        { trigger: ".o_residence_today" },
    ],
});

tours.add("residence_report_keyboard", {
    steps: () => [
        openCard("Autumn meal"),
        {
            trigger: ".o_residence_count_number:first",
            run: "click",
        },
        { trigger: ".o_residence_count_number:first.o_residence_count_selected" },
        ...[
            "1",
            "5",
            "Backspace",
            "2",
            "Enter",
            "ArrowUp",
            "ArrowUp",
            "Enter",
            "7",
        ].map((key) => ({
            content: `Key ${key} of the keyboard`,
            trigger: ".o_residence_count_active",
            run: `press ${key}`,
        })),
        expectNumbers(12, 2, 7, "–", "–", "0"),
        {
            trigger: ".o_residence_count_active",
            run: "press Escape",
        },
        { trigger: ".o_residence_count:not(:has(.o_residence_keypad))" },
        ...saveReport,
    ],
});

tours.add("residence_report_externals", {
    steps: () => [
        openCard("Autumn meal"),
        ...typeCounts(2, 0, 0, 0, 0, 3),
        {
            content:
                "More outsiders than people: said kindly, before the server refuses",
            trigger:
                ".o_residence_count .alert:contains(3 people from outside, 2 in all)",
        },
        { trigger: ".o_residence_count_number:last", run: "click" },
        tapKey("1"),
        { trigger: ".o_residence_count:not(:has(.alert))" },
        ...saveReport,
    ],
});

let keptEntry = null;
const findKept = () =>
    Object.entries(localStorage).find(([key]) =>
        key.startsWith("residence_community.count/")
    );

tours.add("residence_report_unsent", {
    steps: () => [
        openCard("Autumn meal"),
        {
            trigger: ".o_residence_count_row:contains(Adults) button:has(.fa-plus)",
            run: "click",
        },
        {
            trigger: ".o_residence_count_total:contains(1)",
            run() {
                keptEntry = findKept();
            },
        },
        { content: "Give it up", trigger: ".o_form_button_cancel", run: "click" },
        {
            content: "What was given up is forgotten. Then the phone closes the page.",
            trigger: ".o_residence_count_total:contains(–)",
            run() {
                if (!keptEntry || findKept()) {
                    throw new Error("Typed numbers are kept until saved or given up");
                }
                localStorage.setItem(...keptEntry);
            },
        },
        { trigger: ".o_navbar_breadcrumbs .o_back_button", run: "click" },
        openCard("Autumn meal"),
        { trigger: ".o_residence_count .alert:contains(not sent yet)" },
        expectNumbers("–", "–", 1, "–", "–", "0"),
        ...saveReport,
        {
            trigger: ".o_residence_today",
            run() {
                if (findKept()) {
                    throw new Error("What is saved needs no keeping");
                }
            },
        },
    ],
});
