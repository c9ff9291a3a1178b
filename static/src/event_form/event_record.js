import { markRaw } from "@odoo/owl";
import { x2ManyCommands } from "@web/core/orm_service";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { askAboutConflict } from "./conflict_dialog";
import { choose, getBase, getClashes, newToken } from "./sending";

const LISTS = ["one2many", "many2many"];

/** An event in a form: saved once, and not over what somebody else typed meanwhile. */
export class EventRecord extends RelationalModel.Record {
    setup() {
        super.setup(...arguments);
        this._form = newToken();
        this._chosen = {};
        this._tried = markRaw([]); // sent, and no answer came
        this._sending = null;
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
        this._sending = this._getSending(this._getSent());
        try {
            const isSaved = await super._save({
                ...options,
                onError: (error, actions) => this._onSaveError(error, options, actions),
            });
            if (isSaved) {
                this._forgetSent();
            }
            return isSaved;
        } finally {
            this._sending = null;
        }
    }

    /**
     * Save, and do what a button of the bilan does, in one request.
     *
     * @returns {Promise<number | false>} the id of the event; false where it was not sent
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
            return false;
        }
        const changes = this._getSent();
        const sending = { ...this._getSending(changes), method };
        if (this.resId) {
            sending.base.is_counted = [this._values.is_counted];
        }
        try {
            const [{ id }] = await this.model.orm.webSave(
                this.resModel,
                this.resId ? [this.resId] : [],
                changes,
                {
                    context: { ...this.context, residence_sending: sending },
                    specification: {},
                }
            );
            this.settle(id);
            return id;
        } catch (error) {
            if (await this._isConflictSettled(error)) {
                return this._sendReport(method);
            }
            return false;
        }
    }

    /** What is shown is saved: leaving the form saves nothing more. */
    settle(resId) {
        this._forgetSent();
        this._changes = markRaw({});
        this.dirty = false;
        if (!this.resId) {
            const resIds = [...this.resIds, resId];
            this.model._updateConfig(this.config, { resId, resIds }, { reload: false });
        }
    }

    async _onSaveError(error, options, actions) {
        if (getClashes(error)) {
            const isSettled = await this._isConflictSettled(error);
            return isSettled ? this._save(options) : false;
        }
        if (options.onError) {
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

    _getSent() {
        const changes = this._getChanges();
        delete changes.id;
        return changes;
    }

    _getSending(changes) {
        return {
            token: newToken(),
            form: this._form,
            base: getBase(
                changes,
                this._tried,
                this.resId && ((name, value) => this._getOpened(name, value))
            ),
            chosen: { ...this._chosen },
        };
    }

    _forgetSent() {
        this._chosen = {};
        this._tried = markRaw([]);
    }

    /** The value of a field when it was opened; of lines, of what changed in them. */
    _getOpened(name, value) {
        const field = this.fields[name];
        if (!LISTS.includes(field.type)) {
            return this._formatServerValue(field.type, this._values[name]);
        }
        return value
            .filter(([code]) => code === x2ManyCommands.UPDATE)
            .map(([code, id, changes]) => {
                const line = this.data[name]._cache[id];
                const opened = Object.keys(changes)
                    .filter((key) => line && !LISTS.includes(line.fields[key].type))
                    .map((key) => [
                        key,
                        line._formatServerValue(
                            line.fields[key].type,
                            line._values[key]
                        ),
                    ]);
                return [code, id, Object.fromEntries(opened)];
            });
    }
}
