import { Component, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** The text itself, for browsers that do not let a page write to the clipboard. */
export class CopyTextDialog extends Component {
    static template = "residence_community.CopyTextDialog";
    static components = { Dialog };
    static props = { text: String, onCopied: Function, close: Function };

    setup() {
        this.area = useRef("area");
        this.state = useState({ isRefused: false });
    }

    get title() {
        return _t("Text to copy");
    }

    /** The old way works where the new one is forbidden: a click, a selection. */
    copy() {
        this.area.el.focus();
        this.area.el.select();
        if (document.execCommand("copy")) {
            this.props.onCopied();
            this.props.close();
        } else {
            this.state.isRefused = true;
        }
    }
}

/**
 * Copy a text, or show it to be copied by hand: nothing is lost either way.
 *
 * The browser may refuse: no HTTPS, or too long after the tap on a slow network.
 */
export async function copyText(env, text) {
    const onCopied = () =>
        env.services.notification.add(
            _t("Text copied: paste it into WhatsApp or an SMS."),
            { type: "success" }
        );
    try {
        await browser.navigator.clipboard.writeText(text);
        onCopied();
    } catch {
        env.services.dialog.add(CopyTextDialog, { text, onCopied });
    }
}

registry
    .category("actions")
    .add("residence_copy_text", (env, action) => copyText(env, action.params.text));
