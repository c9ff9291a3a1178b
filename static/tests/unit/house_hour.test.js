import { describe, expect, test } from "@odoo/hoot";
import { mockTimeZone } from "@odoo/hoot-mock";
import { getHouseHours } from "@residence_community/core/house_hour";
import { deserializeDateTime } from "@web/core/l10n/dates";

describe.current.tags("headless");

const hours = (start, stop, zone) =>
    getHouseHours(
        [start && deserializeDateTime(start), stop && deserializeDateTime(stop)],
        zone
    ).replace(/\s/gu, " ");

test("a house across the sea has its own hour", () => {
    mockTimeZone("Europe/Paris");
    expect(
        hours("2019-05-14 14:00:00", "2019-05-14 16:00:00", "America/Martinique")
    ).toBe("May 14, 10:00 AM – 12:00 PM");
});

test("its day may be another one", () => {
    mockTimeZone("Europe/Paris");
    expect(hours("2019-05-14 19:00:00", "2019-05-14 21:00:00", "Indian/Reunion")).toBe(
        "May 14, 11:00 PM – May 15, 1:00 AM"
    );
});

test("nothing is said where both clocks show the same", () => {
    mockTimeZone("Europe/Paris");
    expect(hours("2019-05-14 10:00:00", "2019-05-14 12:00:00", "Europe/Brussels")).toBe(
        ""
    );
    expect(hours("2019-05-14 10:00:00", false, "")).toBe("");
    expect(hours(false, false, "America/Martinique")).toBe("");
});
