import { registry } from "@web/core/registry";
import { expectNoSideScroll } from "./tour_utils";

const tours = registry.category("web_tour.tours");

tours.add("residence_support", {
    steps: () => [
        {
            content: "One tap on Today asks for a talk",
            trigger: ".o_residence_today button:contains(I would like a talk)",
            run: "click",
        },
        {
            content: "Taken back as easily",
            trigger: ".o_residence_talk_asked button:contains(Take It Back)",
            run: "click",
        },
        {
            trigger: ".o_residence_today button:contains(I would like a talk)",
            run: "click",
        },
        { trigger: ".o_residence_talk_asked" },
        {
            content: "The next meeting, in words that residents may see",
            trigger: ".o_residence_meeting:contains(Meeting) .o_residence_card_open",
            run: "click",
        },
        {
            content: "She answers: she writes in the text that both see",
            trigger: ".o_form_view [name=body] textarea",
            run: "edit The garden group carries itself",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_view:not(:has(.o_form_button_save:visible))" },
    ],
});

tours.add("residence_support_steps", {
    steps: () => [
        { trigger: ".o_residence_support_steps article:contains(Call the town hall)" },
        expectNoSideScroll(),
        {
            content: "One tap closes a step",
            trigger: ".o_residence_support_steps button:contains(It Is Done)",
            run: "click",
        },
        { trigger: ".o_residence_support_steps button:contains(Undo)" },
    ],
});

tours.add("residence_network", {
    steps: () => [
        {
            trigger:
                ".o_residence_network_people article:contains(Tour animator):contains(asks for a talk)",
        },
        expectNoSideScroll(),
        {
            trigger: ".o_residence_network_people button:contains(Plan a meeting)",
            run: "click",
        },
        {
            content: "With her, at her residence",
            trigger: ".o_form_view [name=animator_id]:has(input:value(Tour animator))",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_view button:contains(Cancel the Meeting)" },
    ],
});
