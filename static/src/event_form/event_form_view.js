import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";
import { EventRecord } from "./event_record";

const REPORT_METHODS = ["action_done", "action_done_uncounted"];

export class EventFormModel extends formView.Model {
    static Record = EventRecord;
}

/** The form of an event, its bilan too: made for two people and a patchy network. */
export class EventFormController extends formView.Controller {
    async beforeExecuteActionButton(clickParams) {
        if (!REPORT_METHODS.includes(clickParams.name)) {
            return super.beforeExecuteActionButton(...arguments);
        }
        const id = await this.model.root.sendReport(clickParams.name);
        if (id) {
            await this.actionService.doAction({
                type: "ir.actions.client",
                tag: "residence_report_saved",
                params: { event_ids: [id] },
            });
        }
        return false; // saved and done in one request
    }
}

registry.category("views").add("residence_event_form", {
    ...formView,
    Controller: EventFormController,
    Model: EventFormModel,
});
