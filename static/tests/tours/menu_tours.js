import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const MODULE = "residence_community";
/** Open a menu of the top bar and wait for the screen of that title. */
function openMenu(section, menu, title) {
    return [
        {
            trigger: `.o_menu_sections [data-menu-xmlid="${MODULE}.${section}"]`,
            run: "click",
        },
        {
            trigger: `.o-dropdown--menu [data-menu-xmlid="${MODULE}.${menu}"]`,
            run: "click",
        },
        {
            content: `${menu} shows its screen`,
            trigger: `.o_breadcrumb:contains(${title}), .modal-title:contains(${title})`,
        },
        { trigger: ".o_view_controller" },
    ];
}

const FIELD = [
    ...openMenu("menu_events", "menu_event_calendar", "Calendar"),
    { trigger: ".o_calendar_view" },
    ...openMenu("menu_events", "menu_event_all", "All Events"),
    { trigger: ".o_list_view" },
];
const ONE_EVENT = [
    { trigger: ".o_list_view .o_data_row:contains(Autumn meal)" },
    { trigger: ".o_switch_view.o_kanban", run: "click" },
    { trigger: ".o_kanban_record:contains(Autumn meal)", run: "click" },
    { trigger: ".o_form_view button:contains(Do the Wrap-up)" },
];
const HOUSE = [
    ...openMenu("menu_house", "menu_residence", "Residences"),
    ...openMenu("menu_house", "menu_space", "Shared Spaces"),
];
const BOOKINGS = openMenu("menu_house", "menu_booking", "Bookings and Loans");
const FIGURES = [
    ...openMenu("menu_figures", "menu_activity_report", "Analysis"),
    { trigger: ".o_pivot_view" },
    ...openMenu("menu_figures", "menu_activity_years", "From One Year to the Next"),
    { trigger: ".o_graph_view" },
    ...openMenu("menu_figures", "menu_export", "Workbooks to download"),
];
const CONFIGURATION = [
    ...openMenu("menu_configuration", "menu_event_type", "Event Types"),
    ...openMenu("menu_configuration", "menu_age_bracket", "Generations"),
];

/** The role has these sections in its top bar, and no other. */
function expectSections(...sections) {
    return {
        trigger: ".o_menu_sections",
        run() {
            const shown = [...this.anchor.querySelectorAll("[data-menu-xmlid]")].map(
                (element) => element.dataset.menuXmlid.split(".")[1]
            );
            if (shown.join() !== sections.join()) {
                throw new Error(`Sections ${shown.join()}, not ${sections.join()}`);
            }
        },
    };
}

tours.add("residence_menus_coordinator", {
    steps: () => [
        expectSections(
            "menu_today",
            "menu_events",
            "menu_house",
            "menu_community",
            "menu_toolbox",
            "menu_figures"
        ),
        ...FIELD,
        ...ONE_EVENT,
        ...HOUSE,
        ...BOOKINGS,
        ...FIGURES,
    ],
});

tours.add("residence_menus_management", {
    steps: () => [
        expectSections("menu_house", "menu_community", "menu_toolbox", "menu_figures"),
        ...HOUSE,
        ...FIGURES,
    ],
});

tours.add("residence_menus_administrator", {
    steps: () => [
        expectSections(
            "menu_events",
            "menu_house",
            "menu_community",
            "menu_toolbox",
            "menu_figures",
            "menu_configuration"
        ),
        ...FIELD,
        ...HOUSE,
        ...BOOKINGS,
        ...CONFIGURATION,
        ...FIGURES,
    ],
});
