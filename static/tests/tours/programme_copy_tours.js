import { registry } from "@web/core/registry";

const SEWING = ".modal .o_kanban_record:contains(Sewing)";

registry.category("web_tour.tours").add("residence_programme_copy", {
    steps: () => [
        { trigger: "button:contains(Copy the Programme)", run: "click" },
        { trigger: `${SEWING}:contains(No space called Hall)` },
        {
            content: "A card holds all there is: tapped, it opens nothing",
            trigger: SEWING,
            run: "click",
        },
        {
            content: "The soup is not for them",
            trigger: ".modal .o_kanban_record:contains(Soup) .o_boolean_toggle input",
            run: "click",
        },
        {
            trigger: ".modal .o_kanban_record:contains(Soup) input:not(:checked)",
        },
        { trigger: ".modal button[name=action_copy]", run: "click" },
        { trigger: ".o_kanban_record:contains(Sewing):contains(To prepare)" },
    ],
});
