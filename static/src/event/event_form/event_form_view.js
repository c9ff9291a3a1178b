import { markRaw, onMounted } from "@odoo/owl";
import { ConnectionAbortedError, ConnectionLostError } from "@web/core/network/rpc";
import { x2ManyCommands } from "@web/core/orm_service";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { parseServerValue } from "@web/model/relational_model/utils";
import { formView } from "@web/views/form/form_view";
import { choose, getBase, getClashes, lay, newToken, strip } from "./sending";
import { askAboutConflict, sendForm } from "./unsent_service";

const REPORT_METHODS = ["action_done", "action_done_uncounted"];

const LISTS = ["one2many", "many2many"];

const isLost = (error) =>
    error instanceof ConnectionLostError || error instanceof ConnectionAbortedError;

/**
 * An event in a form: saved once, not over what somebody else typed meanwhile, and kept
 * on this device where the network is lost.
 */
export class EventRecord extends RelationalModel.Record {
    setup() {
        super.setup(...arguments);
        this._form = newToken();
        this._sending = null;
        this._kept = null; // what this device kept, laid over the form again
        this._forgetSent();
    }

    get isEvent() {
        return this.resModel === "residence.event" && !this._parentRecord;
    }

    get context() {
        return this._sending
            ? { ...super.context, residence_sending: this._sending }
            : super.context;
    }

    async _save(options = {}) {
        if (!this.isEvent) {
            return super._save(options);
        }
        const { unsent } = this.model;
        const entry = this._getEntry();
        const isClosing = this.model._urgentSave;
        if (isClosing && this.dirty && this._checkValidity({ silent: true })) {
            // whether this arrives is known at the next opening
            unsent.keep(entry, true);
        }
        const release = unsent.hold(this._form);
        let isKept = isClosing;
        this._sending = entry.sending;
        try {
            const isSaved = await super._save({
                ...options,
                onError: (error, actions) => {
                    isKept = isLost(error) && this._keep(entry);
                    if (isKept) {
                        return options.reload === false; // she is leaving: let her
                    }
                    return this._onSaveError(error, options, actions);
                },
            });
            if (isSaved && !isKept) {
                this._forgetSent();
                unsent.forget(this._form);
            }
            return isSaved;
        } finally {
            this._sending = null;
            release();
            if (isClosing) {
                this._form = newToken(); // what is kept is no longer this form's
            }
        }
    }

    /**
     * Save, and do what a button of the bilan does, in one request.
     *
     * @returns {Promise<null | { id?: number, isKept?: boolean }>} null where the person
     *      stays in the form
     */
    async sendReport(method) {
        await this.model._askChanges();
        return this.model.mutex.exec(() => this._sendReport(method));
    }

    async _sendReport(method) {
        for (const name in this.activeFields) {
            if (LISTS.includes(this.fields[name].type)) {
                this.data[name]._abandonRecords();
            }
        }
        if (!this._checkValidity({ displayNotification: true })) {
            return null;
        }
        const { orm, unsent } = this.model;
        const entry = this._getEntry(method);
        const release = unsent.hold(this._form);
        try {
            const id = await sendForm(orm, entry);
            this.settle(id);
            unsent.forget(this._form);
            return { id };
        } catch (error) {
            if (isLost(error) && this._keep(entry)) {
                this.settle();
                return { isKept: true };
            }
            return (await this._isConflictSettled(error))
                ? this._sendReport(method)
                : null;
        } finally {
            release();
        }
    }

    /** What is shown is saved, or kept: leaving the form saves nothing more. */
    settle(resId) {
        this._forgetSent();
        this._changes = markRaw({});
        this.dirty = false;
        if (resId && !this.resId) {
            const resIds = [...this.resIds, resId];
            this.model._updateConfig(this.config, { resId, resIds }, { reload: false });
        }
    }

    /** What was kept has been sent while the form stayed open; true if that is all. */
    acknowledge(token, resId) {
        const isAll = this._getEntry().sending.token === token;
        if (isAll) {
            this.settle(resId);
        }
        return isAll;
    }

    /** Lay what this device kept over the form again, to put right and save. */
    async restore({ sending, vals }) {
        this._form = sending.form;
        this._kept = { base: sending.base, lines: {} };
        const changes = {};
        for (const [name, value] of Object.entries(vals)) {
            const field = this.fields[name];
            if (!field || !(name in this.activeFields)) {
                continue;
            }
            if (LISTS.includes(field.type)) {
                this._kept.lines[name] = value;
            } else if (field.type === "many2one") {
                changes[name] = value && { id: value };
            } else {
                changes[name] = parseServerValue(
                    field,
                    lay(name, value, this.data[name])
                );
            }
        }
        await this.update(changes);
    }

    async _onSaveError(error, options, actions) {
        if (getClashes(error)) {
            const isSettled = await this._isConflictSettled(error);
            return isSettled ? this._save(options) : false;
        }
        if (options.onError && !isLost(error)) {
            return options.onError(error, actions);
        }
        throw error;
    }

    /** Ask whose values count; false where the person goes back to the form instead. */
    async _isConflictSettled(error) {
        const clashes = getClashes(error);
        if (!clashes) {
            throw error;
        }
        const choice = await askAboutConflict(this.model.dialog, clashes);
        if (choice) {
            Object.assign(this._chosen, choose(clashes, choice));
        }
        return Boolean(choice);
    }

    _getChanges(changes, options) {
        const result = super._getChanges(changes, options);
        if (this._kept && !changes) {
            for (const [name, lines] of Object.entries(this._kept.lines)) {
                result[name] = [...lines, ...(result[name] || [])];
            }
        }
        return result;
    }

    /** What is sent, and kept where there is no network. */
    _getEntry(method = null) {
        const vals = this._getChanges();
        delete vals.id;
        const content = JSON.stringify([vals, method, this._chosen]);
        const same = this._tried.find((one) => one.content === content);
        const base = getBase(vals, this._tried, (name, value) =>
            this._getOpened(name, value)
        );
        if (method && this.resId) {
            base.is_counted = [this._values.is_counted];
        }
        return {
            id: this.resId || false,
            name: this.data.name || this.data.event_type_id?.display_name || "",
            vals,
            content,
            sending: {
                token: same ? same.token : newToken(),
                form: this._form,
                base,
                method,
                chosen: { ...this._chosen },
            },
        };
    }

    _keep({ content, ...entry }) {
        const { token, base } = entry.sending;
        this._tried.push({ content, token, vals: entry.vals });
        return this.model.unsent.keep({ ...entry, vals: strip(entry.vals, base) });
    }

    _forgetSent() {
        this._chosen = {};
        this._tried = markRaw([]); // sent, and no answer came
    }

    /** The value of a field when it was opened; of lines, of what changed in them. */
    _getOpened(name, value) {
        const kept = this._kept?.base[name];
        if (kept?.length) {
            return kept[0];
        }
        if (!this.resId) {
            return undefined;
        }
        const field = this.fields[name];
        if (!LISTS.includes(field.type)) {
            return this._formatServerValue(field.type, this._values[name]);
        }
        return value
            .filter(([code]) => code === x2ManyCommands.UPDATE)
            .map(([code, id, changes]) => {
                const line = this.data[name]._cache[id];
                const names = Object.keys(changes).filter(
                    (key) => line && !LISTS.includes(line.fields[key].type)
                );
                const opened = names.map((key) => [
                    key,
                    line._formatServerValue(line.fields[key].type, line._values[key]),
                ]);
                return [code, id, Object.fromEntries(opened)];
            });
    }
}

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
