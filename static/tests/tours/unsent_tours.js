import { ConnectionLostError, rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { expectNumbers, openCard, typeCounts } from "./tour_utils";

const tours = registry.category("web_tour.tours");

const SAVE = ".o_statusbar_buttons > button:first-child[name=action_done]";
const NOTICE = ".o_notification:contains(kept on this device)";
const originalRpc = rpc._rpc;

const findKept = () =>
    Object.keys(localStorage).filter((key) =>
        key.startsWith("residence_community.unsent/")
    );

function lose(url) {
    const lost = Promise.reject(new ConnectionLostError(url));
    lost.abort = () => null;
    return lost;
}

/** The network is cut: nothing arrives, or what arrives is not answered. */
function cutNetwork({ doesArrive = false } = {}) {
    return {
        content: "The network is lost",
        trigger: ".o_web_client",
        run() {
            rpc._rpc = (url, ...params) => {
                if (!doesArrive || !url.endsWith("/web_save")) {
                    return lose(url);
                }
                const lost = originalRpc(url, ...params).then(() => lose(url));
                lost.abort = () => null;
                return lost;
            };
        },
    };
}

const networkIsBack = {
    content: "The network is back",
    trigger: ".o_web_client",
    run() {
        rpc._rpc = originalRpc;
        window.dispatchEvent(new Event("online"));
    },
};

function expectKept(number) {
    return {
        content: `${number} forms are kept on this device`,
        trigger: ".o_web_client",
        run() {
            if (findKept().length !== number) {
                throw new Error(`${findKept().length} kept, not ${number}`);
            }
        },
    };
}

const kept = [
    { trigger: NOTICE },
    { content: "Back where she came from", trigger: ".o_residence_today" },
    expectKept(1),
];

const sent = [
    { trigger: ".o_notification:contains(saved)" },
    {
        trigger: `.o_web_client:not(:has(${NOTICE.replace(/:contains.*/, ":contains(kept)")}))`,
    },
    expectKept(0),
];

/** The form opened again, with what was refused in it: mended and saved. */
const takeOneOutsiderAway = [
    expectNumbers(2, 0, 0, 0, 0, 3),
    {
        trigger: ".o_residence_count_row:last button:has(.fa-minus)",
        run: "click",
    },
    expectNumbers(2, 0, 0, 0, 0, 2),
    { trigger: SAVE, run: "click" },
    { trigger: ".o_notification:contains(Wrap-up saved)" },
    expectKept(0),
];

tours.add("residence_unsent_report", {
    steps: () => [
        openCard("Autumn meal"),
        ...typeCounts(2, 2, 4, 9, 1, 2),
        cutNetwork(),
        { trigger: SAVE, run: "click" },
        ...kept,
        { trigger: "article:contains(Autumn meal):contains(kept on this device)" },
        networkIsBack,
        ...sent,
        { trigger: ".o_residence_today:not(:contains(Autumn meal))" },
    ],
});

tours.add("residence_unsent_answer", {
    steps: () => [
        { trigger: "button:contains(Note a past event)", run: "click" },
        {
            trigger: ".o_form_view [name=event_type_id] input",
            run: "edit Shared meal",
        },
        { trigger: ".dropdown-item:contains(Shared meal)", run: "click" },
        { trigger: ".o_residence_count" },
        ...typeCounts(1, 0, 3, 0, 0, 0),
        cutNetwork({ doesArrive: true }),
        { trigger: SAVE, run: "click" },
        ...kept,
        networkIsBack,
        ...sent,
    ],
});

tours.add("residence_unsent_left", {
    steps: () => [
        openCard("Autumn meal"),
        {
            trigger: ".o_residence_count_row:contains(Adults) button:has(.fa-plus)",
            run: "click",
        },
        cutNetwork(),
        { trigger: ".o_navbar_breadcrumbs .o_back_button", run: "click" },
        ...kept,
        networkIsBack,
        ...sent,
    ],
});

tours.add("residence_unsent_conflict", {
    steps: () => [
        openCard("Autumn meal"),
        ...typeCounts(2, 2, 4, 9, 1, 2),
        {
            content: "A colleague counts the same meal",
            trigger: ".o_web_client",
            async run() {
                const id = Number(location.pathname.split("/").pop());
                const row = document.querySelectorAll(".o_residence_count_number")[2];
                await rpc("/web/dataset/call_kw/residence.event/web_save", {
                    model: "residence.event",
                    method: "web_save",
                    args: [
                        [id],
                        {
                            attendance_grid: [
                                { bracket_id: Number(row.dataset.key), quantity: 7 },
                            ],
                        },
                    ],
                    kwargs: { specification: {} },
                });
            },
        },
        cutNetwork(),
        { trigger: SAVE, run: "click" },
        ...kept,
        networkIsBack,
        {
            trigger:
                ".modal:contains(Changed meanwhile):contains(Adults) td:contains(7)",
        },
        { trigger: ".modal .oi-arrow-left", run: "click" },
        {
            content: "Not answered yet: it is kept",
            trigger: ".o_notification button:contains(Choose)",
            run: "click",
        },
        { trigger: ".modal button:contains(Keep what I typed)", run: "click" },
        ...sent,
    ],
});

tours.add("residence_unsent_refused", {
    steps: () => [
        openCard("Autumn meal"),
        ...typeCounts(2, 0, 0, 0, 0, 3),
        cutNetwork(),
        { trigger: SAVE, run: "click" },
        ...kept,
        networkIsBack,
        {
            content: "Three outsiders of two: the server refuses, nothing is lost",
            trigger: ".o_notification:contains(was not saved) button:contains(Open It)",
            run: "click",
        },
        { trigger: ".o_residence_count" },
        ...takeOneOutsiderAway,
    ],
});

tours.add("residence_unsent_settled", {
    steps: () => [
        {
            trigger:
                ".o_residence_settle:contains(Autumn meal) button:contains(It was held)",
            run: "click",
        },
        {
            trigger: ".o_residence_settle button.btn-primary:contains(Count)",
            run: "click",
        },
        { trigger: ".o_residence_count" },
        ...typeCounts(2, 0, 0, 0, 0, 3),
        cutNetwork(),
        { trigger: SAVE, run: "click" },
        ...kept,
        {
            content: "It is asked no more whether it was held",
            trigger:
                "article:not(.o_residence_settle):contains(Autumn meal):contains(kept on this device)",
        },
        networkIsBack,
        { trigger: ".o_notification:contains(was not saved)" },
        openCard("Autumn meal"),
        { trigger: ".o_residence_count" },
        {
            content: "What was typed is in the form again",
            trigger: ".o_residence_count_row:last:contains(3)",
        },
        ...takeOneOutsiderAway,
    ],
});

tours.add("residence_unsent_logout", {
    steps: () => [
        openCard("Autumn meal"),
        ...typeCounts(2, 0, 0, 0, 0, 0),
        cutNetwork(),
        { trigger: SAVE, run: "click" },
        ...kept,
        { trigger: ".o_user_menu button", run: "click" },
        {
            trigger: "[data-menu=logout]",
            run: "click",
        },
        { trigger: ".modal button:contains(Stay)", run: "click" },
        { trigger: ".o_residence_today" },
        expectKept(1),
        networkIsBack,
        ...sent,
    ],
});
