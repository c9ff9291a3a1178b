import { registry } from "@web/core/registry";
import { expectNoSideScroll } from "./tour_utils";

const tours = registry.category("web_tour.tours");

tours.add("residence_export_progress", {
    steps: () => [
        { trigger: ".o_form_view .o_arrow_button_current:contains(Waiting)" },
        { trigger: ".o_form_view .o_progressbar:contains(0)" },
        expectNoSideScroll(),
        {
            content: "The form goes on by itself",
            trigger: ".o_form_view .o_progressbar:contains(50)",
        },
        { trigger: ".o_form_view button[name=action_download]" },
        { trigger: ".o_form_view:not(:has(.o_progressbar))" },
    ],
});

tours.add("residence_export_given_up", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Waiting) .o_progressbar" },
        expectNoSideScroll(),
        { trigger: ".o_kanban_record:contains(Waiting)", run: "click" },
        { trigger: ".o_form_view button[name=action_cancel]", run: "click" },
        {
            content: "What is lost is said before",
            trigger: ".modal:contains(is lost) .btn-primary",
            run: "click",
        },
        { trigger: ".o_form_view button[name=action_again]" },
        { trigger: ".o_form_view:not(:has(.o_progressbar))" },
    ],
});
