import { describe, expect, test } from "@odoo/hoot";
import {
    MAX_QUANTITY,
    erase,
    neighbourKey,
    readKey,
    step,
    sumRows,
    typeDigit,
} from "@residence_community/event/count/count_logic";

describe.current.tags("headless");

test("a digit replaces a selected number, follows one that is typed", () => {
    expect(typeDigit(null, 7, true)).toBe(7);
    expect(typeDigit(12, 7, true)).toBe(7);
    expect(typeDigit(1, 7, false)).toBe(17);
    expect(typeDigit(null, 0, false)).toBe(0);
});

test("no row takes more than the maximum", () => {
    expect(typeDigit(200, 0, false)).toBe(MAX_QUANTITY);
    expect(typeDigit(200, 1, false)).toBe(200);
    expect(step(MAX_QUANTITY, 1)).toBe(MAX_QUANTITY);
});

test("erasing goes back to blank, which is not 0", () => {
    expect(erase(17, false)).toBe(1);
    expect(erase(1, false)).toBe(null);
    expect(erase(0, false)).toBe(null);
    expect(erase(17, true)).toBe(null);
    expect(erase(null, false)).toBe(null);
});

test("plus on blank makes 1, minus stops at 0 and leaves a blank", () => {
    expect(step(null, 1)).toBe(1);
    expect(step(null, -1)).toBe(null);
    expect(step(1, -1)).toBe(0);
    expect(step(0, -1)).toBe(0);
});

test("the total is blank as long as nobody counted", () => {
    expect(sumRows([{ quantity: null }, { quantity: null }])).toBe(null);
    expect(sumRows([{ quantity: 0 }, { quantity: null }])).toBe(0);
    expect(sumRows([{ quantity: 9 }, { quantity: null }, { quantity: 4 }])).toBe(13);
});

test("next goes down the rows and ends", () => {
    expect(neighbourKey([3, 5, "external"], 3)).toBe(5);
    expect(neighbourKey([3, 5, "external"], "external")).toBe(null);
});

test("the keys of a keyboard, French ones included", () => {
    expect(readKey({ key: "7", code: "Numpad7" })).toEqual({ name: "digit", digit: 7 });
    expect(readKey({ key: "è", code: "Digit7" })).toEqual({ name: "digit", digit: 7 });
    expect(readKey({ key: "Enter", code: "Enter" })).toEqual({ name: "next" });
    expect(readKey({ key: "7", code: "Digit7", ctrlKey: true })).toBe(null);
    expect(readKey({ key: "Tab", code: "Tab" })).toBe(null);
});
