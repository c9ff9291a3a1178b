import { uuid } from "@web/core/utils/strings";

/** What goes with a save, so that the server compares and never does it twice. */

const UPDATE = 1; // Odoo's command of a line that changed
const CONFLICT = "EditConflict";

// the screen knows more of a row than what is compared
const ROWS = {
    attendance_grid: ({ bracket_id, quantity }) => ({ bracket_id, quantity }),
    presence_grid: ({ resident_id, role }) => ({ resident_id, role }),
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

const isLines = (value) => Array.isArray(value) && value.every(Array.isArray);

/** A value as it is compared: of grids, what counts; of lines, those that changed. */
function slim(name, value) {
    if (name in ROWS) {
        return (value || []).map(ROWS[name]);
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
 * @param {Object[]} tried what was sent before, in doubt
 * @param {null | ((name: string, value: any) => any)} getOpened
 */
export function getBase(changes, tried, getOpened) {
    const base = {};
    for (const [name, value] of Object.entries(changes)) {
        const opened = getOpened ? [slim(name, getOpened(name, value))] : [];
        const sent = tried.filter((one) => name in one);
        base[name] = [...opened, ...sent.map((one) => slim(name, one[name]))];
    }
    return base;
}
