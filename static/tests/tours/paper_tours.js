import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { expectNoSideScroll } from "./tour_utils";

const tours = registry.category("web_tour.tours");

const CARD = ".o_residence_to_prepare article:contains(Summer party)";
const LIMIT = 1000; // characters of a text to share

/** Each step of a tour may take ten seconds: enough to print a page. */
function expectPrinted(count) {
    return {
        content: `The server has sent paper ${count}`,
        trigger: "body",
        async run() {
            for (let wait = 0; wait < 90; wait++) {
                const sent = browser.performance
                    .getEntriesByType("resource")
                    .filter(({ name }) => name.includes("/report/download"));
                if (sent.length >= count) {
                    const failed = sent.filter(
                        ({ responseStatus }) => responseStatus !== 200
                    );
                    if (failed.length) {
                        throw new Error("A paper was not printed");
                    }
                    return;
                }
                await new Promise((resolve) => setTimeout(resolve, 100));
            }
            throw new Error("No paper came");
        },
    };
}

function checkText(text) {
    if (text.length >= LIMIT || !text.includes("Summer party")) {
        throw new Error(`${text.length} characters: ${text}`);
    }
    if (/Zzsecret|Tour animator/.test(text)) {
        throw new Error(`A name or a note is shared: ${text}`);
    }
}

tours.add("residence_papers", {
    steps: () => [
        { trigger: `${CARD}:contains(To print before)` },
        expectNoSideScroll(),
        {
            content: "A paper that waits is printed in one tap",
            trigger: `${CARD} button:contains(Poster)`,
            run: "click",
        },
        expectPrinted(1),
        {
            content: "It is proposed no more",
            trigger: `${CARD}:not(:has(button:contains(Poster)))`,
        },
        {
            content: "The programme for the hall, in two taps",
            trigger: ".o_residence_programme",
            run: "click",
        },
        { trigger: ".o_residence_print:contains(Week of):first", run: "click" },
        expectPrinted(2),
        {
            content: "Whatever is not proposed is printed from the event",
            trigger: `${CARD} button:contains(Summer party)`,
            run: "click",
        },
        { trigger: ".o_form_view [name=bring] input" },
        { trigger: ".o_statusbar_buttons .o-dropdown", run: "click" },
        {
            trigger: ".o-dropdown--menu button[name=action_open_papers]",
            run: "click",
        },
        {
            trigger: ".modal .o_residence_papers button:contains(Flyers, 4)",
            run: "click",
        },
        expectPrinted(3),
    ],
});

/** Tap « Programme », then the first week to copy. */
const copyWeek = [
    { trigger: ".o_residence_programme", run: "click" },
    { trigger: ".o_residence_copy:contains(Week of):first", run: "click" },
];

tours.add("residence_copy_text", {
    steps: () => [
        {
            content: "Without HTTPS a browser lets no page write to the clipboard",
            trigger: ".o_residence_programme",
            run() {
                Object.defineProperty(navigator, "clipboard", { value: undefined });
            },
        },
        ...copyWeek,
        {
            content: "The text is shown instead, to be copied all the same",
            trigger: ".modal textarea",
            run() {
                checkText(this.anchor.value);
            },
        },
        {
            content: "A tour's click is no tap: the browser refuses even the old way",
            trigger: ".modal .btn-primary:contains(Copy)",
            run: "click",
        },
        {
            trigger: ".modal:contains(The text is selected) textarea",
            run() {
                const { selectionStart, selectionEnd, value } = this.anchor;
                checkText(value.slice(selectionStart, selectionEnd));
            },
        },
        { trigger: ".modal .btn-secondary:contains(Close)", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
