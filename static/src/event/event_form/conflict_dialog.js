import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** « Modifié entre-temps »: what was typed here, what was saved elsewhere, whose counts. */
export class ConflictDialog extends Component {
    static template = "residence_community.ConflictDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        clashes: Object,
        eventName: { type: String, optional: true },
        onChosen: Function,
    };

    get cells() {
        return Object.entries(this.props.clashes);
    }

    choose(choice) {
        this.props.onChosen(choice);
        this.props.close();
    }
}

/**
 * @returns {Promise<"mine" | "theirs" | null>} null where it was closed unanswered
 */
export function askAboutConflict(dialog, clashes, eventName) {
    return new Promise((resolve) => {
        dialog.add(
            ConflictDialog,
            { clashes, eventName, onChosen: resolve },
            { onClose: () => resolve(null) }
        );
    });
}
