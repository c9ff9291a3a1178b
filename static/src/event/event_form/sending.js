import { uuid } from "@web/core/utils/strings";

/** What goes with a save, so that the server compares and never does it twice. */

const UPDATE = 1; // Odoo's command of a line that changed
const CONFLICT = "EditConflict";

// of a row of a grid, which it is and what counts
const GRIDS = {
    attendance_grid: ["bracket_id", "quantity"],
    presence_grid: ["resident_id", "role"],
};

// not crypto.randomUUID: it is missing where the site has no HTTPS
export const newToken = () => uuid() + uuid();

/** The cells somebody else changed meanwhile, where that is what the server said. */
export function getClashes(error) {
    const isConflict = error.exceptionName?.endsWith(`.${CONFLICT}`);
    return isConflict ? error.data.context.clashes : null;
}

/** What the server is told of the answer about `clashes`. */
export function choose(clashes, choice) {
    return Object.fromEntries(
        Object.entries(clashes).map(([cell, { stored }]) => [cell, [stored, choice]])
    );
}

const isLines = (value) =>
    Array.isArray(value) && value.length > 0 && value.every(Array.isArray);

function pick(row, names) {
    return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}

/** A value as it is compared: of grids, what counts; of lines, those that changed. */
function slim(name, value) {
    if (name in GRIDS) {
        return (value || []).map((row) => pick(row, GRIDS[name]));
    }
    if (isLines(value)) {
        const updates = value.filter(([code]) => code === UPDATE);
        return Object.fromEntries(updates.map(([, id, changes]) => [id, changes]));
    }
    return value;
}

/**
 * For each field that is sent, the values this person knows: the one they opened (none
 * in a new record), then those sent before without an answer.
 *
 * @param {Object} changes what is sent
 * @param {{ vals: Object }[]} tried what was sent before, in doubt
 * @param {(name: string, value: any) => any} getOpened undefined where nothing was
 */
export function getBase(changes, tried, getOpened) {
    const base = {};
    for (const [name, value] of Object.entries(changes)) {
        const opened = getOpened(name, value);
        const sent = tried.filter(({ vals }) => name in vals);
        base[name] = [
            ...(opened === undefined ? [] : [slim(name, opened)]),
            ...sent.map(({ vals }) => slim(name, vals[name])),
        ];
    }
    return base;
}

/** What is kept on the device of `vals`: no name that was there when it was opened. */
export function strip(vals, base) {
    const kept = { ...vals };
    for (const [name, [key, content]] of Object.entries(GRIDS)) {
        if (!vals[name]) {
            continue;
        }
        const opened = new Set((base[name]?.[0] || []).map((row) => row[key]));
        kept[name] = vals[name].map((row) =>
            opened.has(row[key]) || name === "attendance_grid"
                ? pick(row, [key, content])
                : pick(row, [key, content, "name", "dwelling"])
        );
    }
    return kept;
}

/** A kept value as the screen shows it, over what it shows now. */
export function lay(name, value, shown) {
    if (!(name in GRIDS)) {
        return value;
    }
    const [key, content] = GRIDS[name];
    const find = (row) =>
        row[key] && (shown || []).find((other) => other[key] === row[key]);
    if (name === "presence_grid") {
        return value.map((row) => ({ ...find(row), ...row }));
    }
    const kept = new Map(value.map((row) => [row[key], row[content]]));
    return (shown || []).map((row) =>
        kept.has(row[key]) ? { ...row, [content]: kept.get(row[key]) } : row
    );
}
