/**
 * The rules of « Qui était là ? », without a screen.
 *
 * A row is {resident_id, name, dwelling, role, is_newcomer, image}; resident_id is null
 * for somebody who is noted for the first time, made when the event is saved.
 */

export const ROLES = ["participant", "co_organizer", "lead"];

/** Text as it is compared: as `fold` in tools/names.py, held alike by a test. */
export function fold(text) {
    const plain = (text || "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return (plain.match(/[\p{L}\p{N}]+/gu) || []).join(" ");
}

/** What makes a name and a dwelling one person's, however they are typed. */
export function personKey({ name, dwelling }) {
    return `${fold(name)} ${fold(dwelling).replaceAll(" ", "")}`.trim();
}

function isSame(row, person) {
    return row.resident_id || person.resident_id
        ? row.resident_id === person.resident_id
        : personKey(row) === personKey(person);
}

/** @returns {Object[]} those of `people` whom `rows` do not have yet */
export function missing(people, rows) {
    return people.filter((person) => !rows.some((row) => isSame(row, person)));
}

/**
 * @param {Object[]} people with `key`, what is compared
 * @returns {Object[]} whom the typed text means: all its words, in any order; those
 *     whose name begins with it come first
 */
export function suggest(people, rows, typed, limit = 6) {
    const text = fold(typed);
    if (!text) {
        return [];
    }
    const words = text.split(" ");
    const begins = (key, word) => ` ${key}`.includes(` ${word}`);
    const found = missing(people, rows).filter(({ key }) =>
        // one letter is found in everybody's name: only where a word begins
        words.every((word) =>
            text.length > 1 ? key.includes(word) : begins(key, word)
        )
    );
    const rank = ({ key }) =>
        key.startsWith(text) ? 0 : begins(key, words[0]) ? 1 : 2;
    return found.sort((one, other) => rank(one) - rank(other)).slice(0, limit);
}

/** @returns {Object[]} the rows with a person more, at most once */
export function add(rows, { resident_id, name, dwelling, image }) {
    const row = {
        resident_id: resident_id ?? null,
        name: name.trim(),
        dwelling: (dwelling || "").trim(),
        role: ROLES[0],
        is_newcomer: false,
        image: image || "unknown",
    };
    return missing([row], rows).length ? [...rows, row] : rows;
}

export function remove(rows, row) {
    return rows.filter((other) => !isSame(other, row));
}

/** One tap: participant, lent a hand, led it, and round again. */
export function turnRole(rows, row) {
    const role = ROLES[(ROLES.indexOf(row.role) + 1) % ROLES.length];
    return rows.map((other) => (isSame(other, row) ? { ...other, role } : other));
}
