import { describe, expect, test } from "@odoo/hoot";
import { copyText } from "@residence_community/programme/copy_text";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";

describe.current.tags("headless");

const TEXT = "Maison des Projets\nSemaine du 11 au 17 mai";

function makeEnv() {
    return {
        services: {
            notification: { add: (_text, { type }) => expect.step(type) },
            dialog: { add: (_dialog, props) => expect.step(props.text) },
        },
    };
}

test("where the browser lets us, the text is in the clipboard at once", async () => {
    await copyText(makeEnv(), TEXT);
    expect.verifySteps(["success"]);
    expect(await browser.navigator.clipboard.readText()).toBe(TEXT);
});

test("where it does not, the text is shown to be copied by hand", async () => {
    patchWithCleanup(browser.navigator.clipboard, {
        writeText: () => Promise.reject(new Error("not allowed")),
    });
    await copyText(makeEnv(), TEXT);
    expect.verifySteps([TEXT]);
});
