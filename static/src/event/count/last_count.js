import { useComponent, useExternalListener, useState } from "@odoo/owl";
import { deserializeDate, toLocaleDateString } from "@web/core/l10n/dates";
import { useBus } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { useSetupAction } from "@web/search/action_hook";
import { EXTERNAL } from "./count_logic";
import { useLastCountOffer } from "./last_count_offer";

// What « Comme la dernière fois » fills in beside the rows, where the view has it.
const REPEATED_FIELDS = [
    "external_count",
    "actual_cost",
    "staff_hours",
    "volunteer_hours",
];

/**
 * « Comme la dernière fois »: start from the count of the previous event of the type.
 *
 * What it fills in is marked « à vérifier » until the person touches it or saves. A
 * form saves by itself when it is left or the phone goes dark; numbers that nobody
 * looked at are taken back before that, so that nothing invented is ever stored.
 */
export function useLastCount(values, gridName) {
    const component = useComponent();
    const getRecord = () => component.props.record;
    const offered = useLastCountOffer(gridName);
    const state = useState({ filled: null });
    let shown = null;

    useRecordObserver((current) => {
        const isSaved = !current.dirty && !state.filled?.suspended;
        if (current.id !== shown || isSaved) {
            state.filled = null;
        }
        shown = current.id;
    });

    const rows = () => values.read(gridName) || [];
    const withQuantities = (quantityOf) =>
        rows().map((row) => ({ ...row, quantity: quantityOf(row) }));

    function fill() {
        const offer = offered.value;
        const { activeFields } = getRecord();
        const present = REPEATED_FIELDS.filter((name) => name in activeFields);
        const before = Object.fromEntries(
            present.map((name) => [name, values.read(name)])
        );
        const fields = {};
        for (const name of present) {
            // what was typed already is better than last time's
            if (!before[name] && offer[name]) {
                fields[name] = offer[name];
            }
        }
        const quantities = offer.rows;
        const toCheck = Object.keys(quantities).map(Number);
        state.filled = {
            label: offer.label,
            date: toLocaleDateString(deserializeDate(offer.date)),
            quantities,
            fields,
            before,
            toCheck: fields.external_count ? [...toCheck, EXTERNAL] : toCheck,
            suspended: false,
        };
        return values.update({
            [gridName]: withQuantities((row) => quantities[row.bracket_id] ?? null),
            ...fields,
        });
    }

    /** Changes that put back what was there before, in the rows that `keys` tell. */
    function getUndo(isUndone) {
        const { before, fields } = state.filled;
        const changes = {
            [gridName]: withQuantities((row) =>
                isUndone(row.bracket_id) ? null : row.quantity
            ),
        };
        for (const name in fields) {
            const isRow = name === "external_count";
            if (isRow ? isUndone(EXTERNAL) : values.read(name) === fields[name]) {
                changes[name] = before[name];
            }
        }
        return changes;
    }

    function undo() {
        const changes = getUndo(() => true);
        state.filled = null;
        return values.update(changes);
    }

    function isToCheck(key) {
        return Boolean(state.filled?.toCheck.includes(key));
    }

    function check(key) {
        if (isToCheck(key)) {
            state.filled.toCheck = state.filled.toCheck.filter(
                (other) => other !== key
            );
        }
    }

    function suspend() {
        const { filled } = state;
        if (filled?.toCheck.length && !filled.suspended && getRecord().dirty) {
            const changes = getUndo(isToCheck);
            filled.suspended = true;
            values.update(changes);
        }
    }

    function resume() {
        if (state.filled?.suspended) {
            const { fields, quantities } = state.filled;
            const changes = {
                [gridName]: withQuantities((row) =>
                    isToCheck(row.bracket_id)
                        ? quantities[row.bracket_id]
                        : row.quantity
                ),
            };
            for (const name in fields) {
                if (!values.read(name)) {
                    changes[name] = fields[name];
                }
            }
            values.update(changes).then(() => {
                if (state.filled) {
                    state.filled.suspended = false;
                }
            });
        }
    }

    useSetupAction({ beforeLeave: suspend });
    useBus(getRecord().model.bus, "WILL_SAVE_URGENTLY", suspend);
    useExternalListener(document, "visibilitychange", () =>
        document.visibilityState === "hidden" ? suspend() : resume()
    );

    return {
        get offer() {
            const offer = offered.value;
            const fits = offer && rows().some((row) => row.bracket_id in offer.rows);
            return fits ? offer : null;
        },
        get filled() {
            return state.filled?.suspended ? null : state.filled;
        },
        fill,
        undo,
        check,
        isToCheck,
    };
}
