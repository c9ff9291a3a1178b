"""What a test runs in a browser that shows the dashboard."""

import json

# Waits until all is loaded, then compares: cells by address, cells that show an error,
# figures that no data reached, in whatever order they arrive.
CHECK = """
(async () => {
    const expected = %(expected)s;
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const { env } = odoo.__WOWL_DEBUG__.root;
    const period = %(period)s;
    let model, getters, open;
    let isChosen = !period;
    for (let turn = 0; turn < 800; turn++) {
        await wait(100);
        const loader = env.services.spreadsheet_dashboard_loader;
        model = loader?.getActiveDashboard()?.model;
        if (!model) {
            continue;
        }
        if (!isChosen) {
            isChosen = true;
            const value = { type: "range", ...period };
            model.dispatch("SET_GLOBAL_FILTER_VALUE", { id: "period", value });
            continue;
        }
        getters = model.getters;
        // a chart below the screen asks for its data when it is scrolled to
        for (const id of getters.getOdooChartIds()) {
            getters.getChartDataSource(id).load();
        }
        open = getters.getOdooChartIds().filter(
            (id) => !getters.getChartDataSource(id).isReady()
        );
        const cells = getters.getSheetIds().flatMap((id) =>
            Object.values(getters.getEvaluatedCells(id))
        );
        const loading = cells.filter((cell) => /^Loading/.test(cell.formattedValue));
        if (!open.length && !loading.length && cells.length) {
            break;
        }
    }
    const wrong = [];
    if (!model || open.length) {
        wrong.push(`still loading: ${open}`);
    } else {
        for (const id of getters.getOdooChartIds()) {
            if (!getters.getChartDataSource(id).isValid()) {
                wrong.push(`chart ${id}`);
            }
        }
        for (const sheetId of getters.getSheetIds()) {
            for (const cell of Object.values(getters.getEvaluatedCells(sheetId))) {
                if (cell.type === "error") {
                    wrong.push(`${sheetId}: ${cell.value} ${cell.message}`);
                }
            }
        }
        for (const [sheetId, row, col, value] of expected) {
            const cell = getters.getEvaluatedCell({ sheetId, row, col });
            const same =
                typeof value === "number"
                    ? Math.abs(cell.value - value) < 1e-9
                    : cell.value === value;
            if (!same) {
                wrong.push(`${sheetId} ${row} ${col}: ${cell.value}, not ${value}`);
            }
        }
    }
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
        wrong.push("the page scrolls sideways");
    }
    if (document.querySelector(".o_control_panel .fa-share-alt")) {
        wrong.push("it can be shared");
    }
    if (document.querySelectorAll(".o-figure").length < %(figures)s) {
        wrong.push("figures are not drawn");
    }
    if (wrong.length) {
        console.error(wrong.join("\\n"));
    } else {
        console.log("test successful");
    }
})()
"""


def lines_of(sheet):
    """Return {name: number of its line, from 0} of the sheet of sums."""
    return {
        content: int(place[1:]) - 1
        for place, content in sheet["cells"].items()
        if place[0] == "A" and not content.startswith("=")
    }


def look(cells, figures, period=None):
    """Return the script that compares the dashboard with what is expected.

    :param cells: (sheet id, row, column, value), rows and columns from 0.
    :param figures: how many are drawn at least.
    :param Period period: chosen in the filter; left as it opens by default.
    """
    chosen = period and {"from": str(period.first), "to": str(period.last)}
    return CHECK % {
        "expected": json.dumps(cells),
        "figures": figures,
        "period": json.dumps(chosen),
    }
