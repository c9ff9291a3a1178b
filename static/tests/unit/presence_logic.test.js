import { describe, expect, test } from "@odoo/hoot";
import {
    add,
    fold,
    missing,
    personKey,
    remove,
    suggest,
    turnRole,
} from "@residence_community/people/presence_logic";

describe.current.tags("headless");

const person = (resident_id, name, dwelling) => ({
    resident_id,
    name,
    dwelling,
    key: personKey({ name, dwelling }),
});
const PEOPLE = [
    person(1, "Odette V.", "A02"),
    person(2, "Inès O.", "B07"),
    person(3, "Thi-Mai D.", "A14"),
    person(4, "Claudette M.", "C01"),
];
const names = (people) => people.map(({ name }) => name);

test("text is compared as the server does (tests/pure/test_names.py)", () => {
    expect(fold("  INÈS   O. ")).toBe("ines o");
    expect(fold("Thi-Mai D.")).toBe("thi mai d");
    expect(fold("…")).toBe("");
    expect(fold(undefined)).toBe("");
    expect(personKey({ name: "Thi-Mai D.", dwelling: "a 14" })).toBe("thi mai d a14");
});

test("a few letters, without accents, in any order, or a dwelling", () => {
    expect(names(suggest(PEOPLE, [], "ines"))).toEqual(["Inès O."]);
    expect(names(suggest(PEOPLE, [], "a02 ode"))).toEqual(["Odette V."]);
    expect(names(suggest(PEOPLE, [], "A14"))).toEqual(["Thi-Mai D."]);
    expect(suggest(PEOPLE, [], "  ")).toEqual([]);
    expect(suggest(PEOPLE, [], "zoe")).toEqual([]);
});

test("whose name begins with it comes first; one letter means a beginning", () => {
    expect(names(suggest(PEOPLE, [], "ode"))).toEqual(["Odette V."]);
    expect(names(suggest(PEOPLE, [], "dett"))).toEqual(["Odette V.", "Claudette M."]);
    expect(names(suggest(PEOPLE, [], "o"))).toEqual(["Odette V.", "Inès O."]);
    expect(names(suggest(PEOPLE, [], "m"))).toEqual(["Thi-Mai D.", "Claudette M."]);
});

test("nobody is proposed, nor added, twice", () => {
    let rows = add([], PEOPLE[0]);
    expect(suggest(PEOPLE, rows, "odette")).toEqual([]);
    expect(add(rows, PEOPLE[0])).toBe(rows);
    rows = add(rows, { name: " Lola I. ", dwelling: "D06" });
    expect(rows[1].name).toBe("Lola I.");
    expect(add(rows, { name: "lola i", dwelling: "d 06" })).toBe(rows);
    expect(missing(PEOPLE, rows)).toHaveLength(3);
});

test("one tap goes round the roles, of one person alone", () => {
    let rows = add(add([], PEOPLE[0]), { name: "Lola I.", dwelling: "D06" });
    rows = turnRole(rows, rows[1]);
    expect(rows.map(({ role }) => role)).toEqual(["participant", "co_organizer"]);
    rows = turnRole(rows, rows[1]);
    expect(rows[1].role).toBe("lead");
    expect(turnRole(rows, rows[1])[1].role).toBe("participant");
});

test("taking somebody off leaves the others", () => {
    const rows = add(add([], PEOPLE[0]), { name: "Lola I.", dwelling: "D06" });
    expect(names(remove(rows, rows[1]))).toEqual(["Odette V."]);
    expect(names(remove(rows, rows[0]))).toEqual(["Lola I."]);
});
