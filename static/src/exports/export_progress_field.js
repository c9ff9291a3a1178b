import { useEffect } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import {
    ProgressBarField,
    progressBarField,
} from "@web/views/fields/progress_bar/progress_bar_field";

const EVERY = 2000; // milliseconds

/**
 * How far a workbook is: the record is read again while the bar is on the screen.
 *
 * It asks rather than being told, so that it goes on where web sockets do not get
 * through; the view shows it only while there is something to wait for.
 */
export class ExportProgressField extends ProgressBarField {
    setup() {
        super.setup();
        this.isReading = false;
        useEffect(
            () => {
                this.timer = browser.setInterval(() => this.refresh(), EVERY);
                return () => browser.clearInterval(this.timer);
            },
            () => []
        );
    }

    async refresh() {
        if (this.isReading || document.hidden) {
            return;
        }
        this.isReading = true;
        try {
            await this.props.record.load();
        } catch (error) {
            // without network, the next time may do; nothing else gets better by itself
            if (!(error instanceof ConnectionLostError)) {
                browser.clearInterval(this.timer);
                throw error;
            }
        } finally {
            this.isReading = false;
        }
    }
}

registry.category("fields").add("residence_export_progress", {
    ...progressBarField,
    component: ExportProgressField,
    fieldDependencies: [{ name: "state", type: "selection" }],
});
