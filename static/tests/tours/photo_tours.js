import { registry } from "@web/core/registry";
import {
    expectNoSideScroll,
    expectNumbers,
    openCard,
    saveReport,
    typeCounts,
} from "./tour_utils";

const tours = registry.category("web_tour.tours");

/** Hand files to the hidden input, as the camera or the gallery does. */
function choose(content, getFiles) {
    return {
        content,
        trigger: ".o_residence_photos:has(input[type=file]:not(:visible))",
        async run() {
            const input = this.anchor.querySelector("input[type=file]");
            const transfer = new window.DataTransfer();
            for (const file of await getFiles()) {
                transfer.items.add(file);
            }
            input.files = transfer.files;
            input.dispatchEvent(new Event("change"));
        },
    };
}

async function newPhoto(name) {
    const canvas = Object.assign(document.createElement("canvas"), {
        width: 2400,
        height: 1200,
    });
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    return new window.File([blob], name, { type: "image/png" });
}

tours.add("residence_report_photos", {
    steps: () => [
        openCard("Autumn meal"),
        ...typeCounts(2, 2, 4, 9, 1, 0),
        choose("Two photos at once", async () => [
            await newPhoto("one.png"),
            await newPhoto("two.png"),
        ]),
        { trigger: ".o_residence_photo:eq(1) img" },
        expectNoSideScroll(),
        {
            content: "Never published unless somebody says so",
            trigger: ".o_residence_photo:first select:value(private)",
            run: "select nobody",
        },
        choose("A text called .jpg", () => [
            new window.File(["Bonjour"], "table.jpg", { type: "image/jpeg" }),
        ]),
        { trigger: ".o_notification:contains(table.jpg):contains(no photo)" },
        expectNumbers(2, 2, 4, 9, 1, 0),
        ...saveReport,
    ],
});
