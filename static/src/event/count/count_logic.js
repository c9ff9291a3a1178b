/**
 * The rules of the count, without a screen: what a digit, an arrow or « Suivant » does.
 *
 * A quantity is a whole number, or null where nobody counted: blank is not 0.
 */

/** The most people one row takes; the server refuses more in all. */
export const MAX_QUANTITY = 2000;

/** Key of the row « dont personnes extérieures », after the generations. */
export const EXTERNAL = "external";

/**
 * @param {number|null} quantity
 * @param {number} digit
 * @param {boolean} selected as in a field whose text is selected: a digit replaces it
 * @returns {number|null} unchanged where it would go over the maximum
 */
export function typeDigit(quantity, digit, selected) {
    const typed = selected ? digit : (quantity ?? 0) * 10 + digit;
    return typed > MAX_QUANTITY ? quantity : typed;
}

/** Take the last digit off; all of them where the number is selected. */
export function erase(quantity, selected) {
    return selected || quantity === null || quantity < 10
        ? null
        : Math.floor(quantity / 10);
}

/** Add or take one: + on blank makes 1, − never goes below 0 nor fills a blank. */
export function step(quantity, delta) {
    if (quantity === null) {
        return delta > 0 ? delta : null;
    }
    return Math.min(MAX_QUANTITY, Math.max(0, quantity + delta));
}

/** @returns {number|null} people in all, null where no row was counted */
export function sumRows(rows) {
    const counted = rows.filter((row) => row.quantity !== null);
    return counted.length
        ? counted.reduce((total, row) => total + row.quantity, 0)
        : null;
}

/** @returns {any} the key after (or, with -1, before) `key`, null past the ends */
export function neighbourKey(keys, key, offset = 1) {
    return keys[keys.indexOf(key) + offset] ?? null;
}

const KEY_ACTIONS = {
    ArrowUp: { name: "step", delta: 1 },
    "+": { name: "step", delta: 1 },
    ArrowDown: { name: "step", delta: -1 },
    "-": { name: "step", delta: -1 },
    Backspace: { name: "erase" },
    Delete: { name: "erase" },
    Enter: { name: "next" },
    Escape: { name: "close" },
};

/**
 * What a key of a real keyboard asks for, null for the keys that are not ours.
 *
 * French keyboards have the digits under Shift: the key's place says it too.
 * @param {KeyboardEvent} ev
 */
export function readKey({ key, code, ctrlKey, altKey, metaKey }) {
    if (ctrlKey || altKey || metaKey) {
        return null;
    }
    const digit = /^\d$/.test(key) ? key : /^Digit(\d)$/.exec(code || "")?.[1];
    return digit ? { name: "digit", digit: Number(digit) } : KEY_ACTIONS[key] || null;
}
