/** Steps that several tours share. */

export function openCard(name) {
    return {
        content: `One tap opens ${name}`,
        trigger: `.o_residence_today .o_residence_card_open:contains(${name})`,
        run: "click",
    };
}

export function tapKey(text) {
    return {
        content: `Key ${text}`,
        trigger: `.o_residence_keypad_keys button:contains(${text})`,
        run: "click",
    };
}

/** Type the numbers from the first row on, one « Next » after each but the last. */
export function typeCounts(...numbers) {
    return [
        {
            content: "Tap the first number: it is selected, the keypad opens",
            trigger: ".o_residence_count_number:first",
            run: "click",
        },
        { trigger: ".o_residence_count_number:first.o_residence_count_selected" },
        ...numbers.flatMap((number, index) => [
            ...String(number).split("").map(tapKey),
            tapKey(index === numbers.length - 1 ? "Finished" : "Next"),
        ]),
        {
            content: "The keypad is closed",
            trigger: ".o_residence_count:not(:has(.o_residence_keypad))",
        },
    ];
}

export function expectNumbers(...texts) {
    return {
        content: `The rows read ${texts}`,
        trigger: ".o_residence_count",
        run() {
            const shown = [
                ...this.anchor.querySelectorAll(".o_residence_count_number"),
            ];
            const read = shown.map((element) => element.textContent).join();
            if (read !== texts.join()) {
                throw new Error(`The rows read ${read} instead of ${texts.join()}`);
            }
        },
    };
}

/** A page that scrolls sideways under the thumb is a page that is not used. */
export function expectNoSideScroll() {
    return {
        content: "Nothing is wider than the screen",
        trigger: ".o_action_manager",
        run() {
            const scrolled = [
                document.documentElement,
                ...document.querySelectorAll(".o_action, .o_content"),
            ];
            for (const element of scrolled) {
                if (element.scrollWidth > element.clientWidth) {
                    throw new Error(`${element.className} scrolls sideways`);
                }
            }
        },
    };
}

export const saveReport = [
    {
        content: "The button that a phone shows first saves the wrap-up",
        trigger: ".o_statusbar_buttons > button:first-child[name=action_done]",
        run: "click",
    },
    { trigger: ".o_notification:contains(Wrap-up saved)" },
    { content: "Back where she came from", trigger: ".o_residence_today" },
];
