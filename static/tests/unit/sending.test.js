import { describe, expect, test } from "@odoo/hoot";
import {
    choose,
    getBase,
    getClashes,
    lay,
    strip,
} from "@residence_community/event/event_form/sending";

describe.current.tags("headless");

const GRID = [
    { bracket_id: 1, name: "Enfants", quantity: null },
    { bracket_id: 2, name: "Adultes", quantity: 4 },
];
const ODETTE = { resident_id: 7, name: "Odette V.", dwelling: "A02", role: "lead" };
const NEW = { resident_id: null, name: "Paulo F.", dwelling: "C02", role: "lead" };

test("the values opened come first, then those tried without an answer", () => {
    const opened = { summary: "Avant", attendance_grid: GRID };
    const base = getBase(
        { summary: "Trois", attendance_grid: GRID, actual_cost: 5 },
        [{ vals: { summary: "Une" } }, { vals: { summary: "Deux" } }],
        (name) => opened[name]
    );
    expect(base).toEqual({
        summary: ["Avant", "Une", "Deux"],
        attendance_grid: [
            [
                { bracket_id: 1, quantity: null },
                { bracket_id: 2, quantity: 4 },
            ],
        ],
        actual_cost: [],
    });
});

test("of lines, those that changed", () => {
    const lines = [
        [0, "virtual_1", { amount: 3 }],
        [1, 12, { amount: 5 }],
        [2, 13],
    ];
    const opened = [[1, 12, { amount: 4 }]];
    expect(getBase({ cost_ids: lines }, [], () => opened)).toEqual({
        cost_ids: [{ 12: { amount: 4 } }],
    });
    expect(
        getBase({ cost_ids: lines }, [{ vals: { cost_ids: lines } }], () => [])
    ).toEqual({ cost_ids: [[], { 12: { amount: 5 } }] });
});

test("the device keeps no name that was there before", () => {
    const vals = { presence_grid: [ODETTE, NEW], attendance_grid: GRID, summary: "x" };
    const base = { presence_grid: [[{ resident_id: 7, role: "participant" }]] };
    const kept = strip(vals, base);
    expect(kept.presence_grid).toEqual(
        [{ resident_id: 7, role: "lead" }, NEW].map(
            ({ resident_id, role, ...named }) => ({ resident_id, role, ...named })
        )
    );
    expect(JSON.stringify(kept)).not.toInclude("Odette");
    expect(JSON.stringify(kept)).not.toInclude("Enfants");
    expect(kept.summary).toBe("x");
});

test("what was kept is laid over what is shown", () => {
    const kept = [{ bracket_id: 1, quantity: 2 }];
    expect(lay("attendance_grid", kept, GRID)).toEqual([
        { bracket_id: 1, name: "Enfants", quantity: 2 },
        GRID[1],
    ]);
    const rows = [{ resident_id: 7, role: "participant" }, NEW];
    expect(lay("presence_grid", rows, [ODETTE])).toEqual([
        { ...ODETTE, role: "participant" },
        NEW,
    ]);
    expect(lay("summary", "x", "y")).toBe("x");
});

test("only a conflict is asked about", () => {
    const clashes = { summary: { stored: "La leur" } };
    const conflict = {
        exceptionName: "odoo.addons.residence_community.models.x.EditConflict",
        data: { context: { clashes } },
    };
    expect(getClashes(conflict)).toBe(clashes);
    expect(getClashes({ exceptionName: "odoo.exceptions.UserError" })).toBe(null);
    expect(getClashes(new Error("lost"))).toBe(null);
    expect(choose(clashes, "mine")).toEqual({ summary: ["La leur", "mine"] });
});
