import { registry } from "@web/core/registry";
import { expectNoSideScroll, openCard, saveReport, typeCounts } from "./tour_utils";

const tours = registry.category("web_tour.tours");

function type(text, selector = ".o_residence_name") {
    return { trigger: selector, run: `edit ${text}` };
}

function expectName(text) {
    return { trigger: `.o_residence_presence:contains(${text})` };
}

tours.add("residence_names_noted", {
    steps: () => [
        openCard("Autumn meal"),
        ...typeCounts(0, 0, 1, 0, 0, 0),
        {
            content: "Names are folded until somebody wants them",
            trigger: "button:contains(Note who was there)",
            run: "click",
        },
        expectNoSideScroll(),
        type("ines"),
        {
            content: "No photo: the icon is beside the name before it is picked",
            trigger: ".o_residence_suggestion:contains(Inès O.) .fa-ban",
            run: "click",
        },
        expectName("Inès O."),
        { trigger: ".o_residence_last", run: "click" },
        { trigger: ".o_residence_tick:contains(Odette V.)", run: "click" },
        expectName("Odette V."),
        {
            content: "A second name for one person counted: said, not refused",
            trigger: ".o_residence_presences .alert:contains(will be raised)",
        },
        {
            content: "One tap: she lent a hand",
            trigger: ".o_residence_presence:contains(Odette) .o_residence_role",
            run: "click",
        },
        { trigger: ".o_residence_role:contains(Lent a hand)" },
        type("Lola I."),
        { trigger: ".o_residence_new", run: "click" },
        type("D06", ".o_residence_dwelling"),
        { trigger: ".o_residence_make", run: "click" },
        expectName("Lola I."),
        expectNoSideScroll(),
        type("Gaston P."),
        { trigger: ".o_residence_new:contains(Gaston)", run: "click" },
        {
            content: "Saved without « Add »: whom she said is there is kept",
            trigger: ".o_residence_dwelling",
        },
        ...saveReport,
        {
            trigger: ".o_notification button:contains(Reopen)",
            run: "click",
        },
        {
            content: "The system found who came for the first time",
            trigger: ".o_residence_presence:contains(Lola I.):contains(First visit)",
        },
        { trigger: ".o_residence_presence:contains(Odette):not(:contains(First))" },
    ],
});

tours.add("residence_names_hidden", {
    steps: () => [
        { trigger: ".o_form_view .o_residence_count" },
        {
            content:
                "Of who was there the coordination sees nothing, not even how many",
            trigger:
                ".o_form_view:not(:contains(Note who was there)):not(:contains(Odette))",
        },
        { trigger: ".o_form_view:not(:has(.o_residence_presences))" },
    ],
});
