import { Component, useEffect, useExternalListener, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatInteger } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { useCountValues, useLastCount, useUnsentCount } from "./count_hooks";
import {
    EXTERNAL,
    erase,
    neighbourKey,
    readKey,
    step,
    sumRows,
    typeDigit,
} from "./count_logic";

/** One row of the count: a label, −, the number (tapped to type it), +. */
class CountRow extends Component {
    static template = "residence_community.CountRow";
    static props = {
        rowKey: [Number, String],
        label: String,
        quantity: [Number, { value: null }],
        text: String,
        isActive: Boolean,
        isSelected: Boolean,
        isToCheck: Boolean,
        onStep: Function,
        onFocus: Function,
        onSelect: Function,
    };

    get lessLabel() {
        return _t("One less: %s", this.props.label);
    }

    get moreLabel() {
        return _t("One more: %s", this.props.label);
    }

    get spokenValue() {
        return this.props.quantity === null ? _t("not counted") : this.props.text;
    }
}

/**
 * The big keys under (phone) or beside (PC) the rows of the count.
 *
 * It holds no number: the count does, and says which row is typed in.
 */
class CountKeypad extends Component {
    static template = "residence_community.CountKeypad";
    static props = {
        label: String,
        value: String,
        isLast: Boolean,
        onDigit: Function,
        onErase: Function,
        onNext: Function,
        onClose: Function,
        slots: Object, // the running total
    };

    digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];
}

/**
 * Which row of the count is typed in, and where the focus goes with it.
 *
 * A number that was just tapped is selected: the first digit replaces it.
 */
function useTyping() {
    const root = useRef("root");
    const state = useState({ key: null, isSelected: true });

    function select(key) {
        Object.assign(state, { key, isSelected: true });
    }

    function close() {
        state.key = null;
    }

    /** Put the focus on the row that is typed in, where the keypad does not cover it. */
    function reveal(key) {
        const button = key !== null && root.el?.querySelector(`[data-key="${key}"]`);
        if (button) {
            button.focus({ preventScroll: true });
            button.scrollIntoView({ block: "nearest" });
        }
    }

    useEffect(reveal, () => [state.key]);
    useExternalListener(document, "focusin", ({ target }) => {
        if (!root.el?.contains(target)) {
            close(); // another field has its own keyboard
        }
    });

    return {
        state,
        select,
        close,
        /** Open the keypad on a row; a number being typed there stays as it is. */
        open(key) {
            if (state.key !== key) {
                select(key);
            }
        },
    };
}

/**
 * « Combien étions-nous ? »: one row per generation, counted standing up with a thumb.
 *
 * The field holds all rows, [{bracket_id, name, quantity or null}], written as a whole;
 * « dont personnes extérieures » is the field external_count of the same record.
 */
export class CountField extends Component {
    static template = "residence_community.CountField";
    static components = { CountKeypad, CountRow };
    static props = { ...standardFieldProps };

    setup() {
        this.values = useCountValues();
        this.lastCount = useLastCount(this.values, this.props.name);
        this.unsent = useUnsentCount(this.values, this.props.name);
        this.typing = useTyping();
    }

    get rows() {
        return this.values.read(this.props.name) || [];
    }

    get external() {
        return this.values.read("external_count") || 0;
    }

    get isBlank() {
        return this.total === null;
    }

    get total() {
        return sumRows(this.rows);
    }

    get totalText() {
        return this.format(this.total);
    }

    get externalText() {
        return _t("of whom %s from outside", this.format(this.external));
    }

    get hasTooManyExternals() {
        return this.external > (this.total ?? 0);
    }

    get externalWarning() {
        return _t(
            "%(external)s people from outside, %(total)s in all: those from outside are part of the total.",
            { external: this.format(this.external), total: this.totalText }
        );
    }

    get filledText() {
        const { label, date } = this.lastCount.filled;
        return _t("To check: taken from %(date)s, “%(label)s”", { label, date });
    }

    /** What the screen shows, in the order that « Suivant » follows. */
    get lines() {
        const generations = this.rows.map((row) => ({
            key: row.bracket_id,
            label: row.name,
            quantity: row.quantity,
        }));
        const external = {
            key: EXTERNAL,
            label: _t("of whom from outside the residence"),
            quantity: this.external,
        };
        return [...generations, external];
    }

    get typedLine() {
        return this.lines.find((line) => line.key === this.typing.state.key);
    }

    get keys() {
        return this.lines.map((line) => line.key);
    }

    get isLast() {
        return neighbourKey(this.keys, this.typing.state.key) === null;
    }

    format(quantity) {
        return quantity === null ? "–" : formatInteger(quantity);
    }

    getQuantity(key) {
        return this.lines.find((line) => line.key === key).quantity;
    }

    setQuantity(key, quantity) {
        this.lastCount.check(key);
        if (key === EXTERNAL) {
            this.values.update({ external_count: quantity ?? 0 });
        } else {
            const rows = this.rows.map((row) =>
                row.bracket_id === key ? { ...row, quantity } : { ...row }
            );
            this.values.update({ [this.props.name]: rows });
        }
        this.unsent.keep(this.lastCount.isToCheck);
    }

    onDigit(digit) {
        const { key, isSelected } = this.typing.state;
        this.setQuantity(key, typeDigit(this.getQuantity(key), digit, isSelected));
        this.typing.state.isSelected = false;
    }

    onErase() {
        const { key, isSelected } = this.typing.state;
        this.setQuantity(key, erase(this.getQuantity(key), isSelected));
        this.typing.state.isSelected = false;
    }

    onStep(key, delta) {
        this.setQuantity(key, step(this.getQuantity(key), delta));
        if (key === this.typing.state.key) {
            this.typing.state.isSelected = true;
        }
    }

    onNext() {
        // going past a number proposed by « Comme la dernière fois » is agreeing to it
        this.lastCount.check(this.typing.state.key);
        const key = neighbourKey(this.keys, this.typing.state.key);
        if (key === null) {
            this.typing.close();
        } else {
            this.typing.select(key);
        }
    }

    onKeydown(ev) {
        const { key: typed } = ev.target.dataset;
        const key = this.keys.find((candidate) => String(candidate) === typed);
        const action = key !== undefined && readKey(ev);
        if (!action || (action.name === "close" && this.typing.state.key === null)) {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        this.typing.open(key);
        const { name, digit, delta } = action;
        ({
            digit: () => this.onDigit(digit),
            erase: () => this.onErase(),
            step: () => this.onStep(key, delta),
            next: () => this.onNext(),
            close: () => this.typing.close(),
        })[name]();
    }
}

registry.category("fields").add("residence_count", {
    component: CountField,
    displayName: _t("Count per generation"),
    supportedTypes: ["json"],
    fieldDependencies: [{ name: "external_count", type: "integer" }],
    isEmpty: () => false,
});
