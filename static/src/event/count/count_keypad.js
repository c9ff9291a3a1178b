import { Component } from "@odoo/owl";

/**
 * The big keys under (phone) or beside (PC) the rows of the count.
 *
 * It holds no number: the count does, and says which row is typed in.
 */
export class CountKeypad extends Component {
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
