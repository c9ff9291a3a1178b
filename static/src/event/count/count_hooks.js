import {
    onMounted,
    toRaw,
    useComponent,
    useExternalListener,
    useState,
} from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import {
    deserializeDate,
    serializeDateTime,
    toLocaleDateString,
} from "@web/core/l10n/dates";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { useSetupAction } from "@web/search/action_hook";
import { session } from "@web/session";
import { EXTERNAL } from "./count_logic";

/**
 * The record's values as the person typed them last.
 *
 * The record takes changes one after the other, behind whatever it is busy with (a
 * slow request on a patchy network). Two quick taps must not both start from the number
 * before them: what is on its way in is kept here, and read first.
 */
export function useCountValues() {
    const component = useComponent();
    const state = useState({ changes: null });

    function read(name) {
        const changes = state.changes;
        return changes && name in changes
            ? changes[name]
            : component.props.record.data[name];
    }

    async function update(changes) {
        const pending = { ...state.changes, ...changes };
        state.changes = pending;
        await component.props.record.update({ ...pending });
        if (toRaw(state.changes) === pending) {
            state.changes = null;
        }
    }

    // the page is being closed: what still waits joins the last save
    useBus(component.props.record.model.bus, "WILL_SAVE_URGENTLY", () => {
        if (state.changes) {
            component.props.record.update({ ...state.changes });
        }
    });

    return { read, update };
}

/**
 * The count of the previous event of the same type and residence, asked for where
 * nobody has counted this one yet.
 *
 * @returns {{ value: null | { label: string, date: string, rows: Object } }}
 */
function useLastCountOffer(gridName) {
    const component = useComponent();
    const orm = useService("orm");
    const state = useState({ value: null });
    let asked = null;

    function getParams({ data }) {
        const { residence_id: residence, event_type_id: kind, start } = data;
        return residence && kind && start && !component.props.readonly
            ? [residence.id, kind.id, serializeDateTime(start)]
            : null;
    }

    async function ask(record) {
        const params = getParams(record);
        const key = JSON.stringify(params);
        if (key === asked) {
            return;
        }
        asked = key;
        state.value = null;
        const rows = record.data[gridName] || [];
        if (!params || rows.some((row) => row.quantity !== null)) {
            return;
        }
        try {
            const offer = await orm.silent.call(
                "residence.event",
                "get_last_count",
                params
            );
            if (asked === key && offer.rows) {
                state.value = offer;
            }
        } catch {
            asked = null; // no network: a comfort, offered again at the next change
        }
    }

    // not awaited: the count must not wait for the network
    useRecordObserver((record) => {
        ask(record);
    });
    return state;
}

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

/**
 * What was typed and not saved yet, kept by the browser: numbers, nobody's name.
 *
 * A form saves by itself when the phone goes dark. Without a network that save is lost,
 * and so are the numbers once the phone has closed the page to spare its memory.
 */
export function useUnsentCount(values, gridName) {
    const component = useComponent();
    const state = useState({ isRestored: false });
    const getKey = () =>
        `residence_community.count/${session.db}/${user.userId}/${component.props.record.resId}`;

    const read = () => ({
        external: values.read("external_count") || 0,
        quantities: Object.fromEntries(
            (values.read(gridName) || []).map((row) => [row.bracket_id, row.quantity])
        ),
    });

    function forget() {
        state.isRestored = false;
        browser.localStorage.removeItem(getKey());
    }

    function restore() {
        const kept = browser.localStorage.getItem(getKey());
        const { resId, data } = component.props.record;
        const isOpen = resId && !component.props.readonly && data.state !== "done";
        if (!kept) {
            return;
        }
        if (!isOpen || kept === JSON.stringify(read())) {
            forget();
            return;
        }
        const { external, quantities } = JSON.parse(kept);
        const rows = (values.read(gridName) || []).map((row) => ({
            ...row,
            quantity: quantities[row.bracket_id] ?? row.quantity,
        }));
        values.update({ [gridName]: rows, external_count: external });
        state.isRestored = true;
    }

    let wasDirty = false;
    let isClosing = false;
    useRecordObserver(({ dirty }) => {
        if (wasDirty && !dirty && !isClosing) {
            forget(); // saved, or given up
        }
        wasDirty = dirty;
    });
    // the last save of a page that closes looks done at once, network or not
    useBus(component.props.record.model.bus, "WILL_SAVE_URGENTLY", () => {
        isClosing = true;
    });
    onMounted(restore);

    return {
        state,
        /** Keep what is shown; `isLeftOut` tells the rows that nobody typed. */
        keep(isLeftOut) {
            isClosing = false;
            const { external, quantities } = read();
            for (const key in quantities) {
                if (isLeftOut(Number(key))) {
                    quantities[key] = null;
                }
            }
            if (component.props.record.resId) {
                const kept = JSON.stringify({ external, quantities });
                browser.localStorage.setItem(getKey(), kept);
            }
        },
    };
}
