import { registry } from "@web/core/registry";
import { expectNoSideScroll } from "./tour_utils";

function tick(name, status) {
    return {
        content: `One tap: ${name} was ${status}`,
        trigger: `.o_residence_presence .border-bottom:contains(${name}) button[data-status=${status}]`,
        run: "click",
    };
}

function tapFace(face) {
    return { trigger: `.o_residence_mood button[data-face=${face}]`, run: "click" };
}

registry.category("web_tour.tours").add("residence_peer_entry", {
    steps: () => [
        { trigger: "button[name=action_open_entry]", run: "click" },
        { trigger: ".o_residence_presence" },
        expectNoSideScroll(),
        { trigger: ".o_residence_presence button:contains(All present)", run: "click" },
        { trigger: ".o_residence_presence:contains(3 present of 3)" },
        tick("Yannick", "excused"),
        { trigger: ".o_residence_presence:contains(2 present of 3)" },
        tapFace("sunny"),
        tapFace("sunny"),
        tapFace("cloudy"),
        { trigger: "button[data-face=sunny]:contains(2)" },
        {
            content: "The button that a phone shows first saves the session",
            trigger: ".o_statusbar_buttons > button:first-child[name=action_done]",
            run: "click",
        },
        { trigger: ".o_notification:contains(Noted. Thank you.)" },
    ],
});
