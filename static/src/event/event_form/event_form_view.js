import { onMounted } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { formView } from "@web/views/form/form_view";
import { EventRecord } from "./event_record";

const REPORT_METHODS = ["action_done", "action_done_uncounted"];

export class EventFormModel extends formView.Model {
    static Record = EventRecord;
    static services = [...formView.Model.services, "residence_unsent"];

    setup(params, services) {
        super.setup(...arguments);
        this.unsent = services.residence_unsent;
    }
}

/** The form of an event, its bilan too: made for two people and a patchy network. */
export class EventFormController extends formView.Controller {
    setup() {
        super.setup();
        this.unsent = useService("residence_unsent");
        useBus(this.unsent.bus, "SENT", ({ detail }) => this.onSent(detail));
        onMounted(() => {
            const entry = this.unsent.find(this.props.context.residence_unsent);
            if (entry) {
                this.model.root.restore(entry);
            }
        });
    }

    /** What was kept on this device has arrived: show the event as it now is. */
    async onSent({ form, token, id }) {
        const { root } = this.model;
        const isAll =
            root._form === form
                ? root.acknowledge(token, id)
                : root.resId === id && !(await root.isDirty());
        if (isAll) {
            await this.model.load({ resId: id });
        }
    }

    async beforeExecuteActionButton(clickParams) {
        if (!REPORT_METHODS.includes(clickParams.name)) {
            return super.beforeExecuteActionButton(...arguments);
        }
        const sent = await this.model.root.sendReport(clickParams.name);
        if (sent) {
            await this.actionService.doAction({
                type: "ir.actions.client",
                tag: "residence_report_saved",
                params: { event_ids: sent.id ? [sent.id] : [] },
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
