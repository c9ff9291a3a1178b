import { Component, useRef, useState } from "@odoo/owl";
import { serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { useCountValues } from "../event/count/count_hooks";
import { sumRows } from "../event/count/count_logic";
import {
    add,
    fold,
    missing,
    personKey,
    remove,
    suggest,
    turnRole,
} from "./presence_logic";

// A shape each, not only a colour; and words for whoever taps or listens.
const IMAGE_STATUSES = {
    yes: { icon: "fa-camera text-success", label: _t("Photo allowed") },
    no: { icon: "fa-ban text-danger", label: _t("No photo") },
    unsigned: {
        icon: "fa-pencil-square-o text-danger",
        label: _t("No photo: a parent's signature is missing"),
    },
    expired: { icon: "fa-clock-o text-danger", label: _t("No photo: to be renewed") },
    unknown: {
        icon: "fa-question-circle-o text-muted",
        label: _t("Not asked: no photo"),
    },
};

/** May this person be photographed? An icon beside the name, seen before the photo. */
class ImageStatus extends Component {
    static template = "residence_community.ImageStatus";
    static props = { status: { type: [String, Boolean], optional: true } };

    get shown() {
        return IMAGE_STATUSES[this.props.status || "unknown"];
    }
}

class ImageStatusField extends Component {
    static template = "residence_community.ImageStatusField";
    static components = { ImageStatus };
    static props = { ...standardFieldProps };
}

registry.category("fields").add("residence_image_status", {
    component: ImageStatusField,
    supportedTypes: ["selection"],
});

const ROLE_LABELS = {
    participant: _t("Participant"),
    co_organizer: _t("Lent a hand"),
    lead: _t("Led it"),
};

/**
 * « Qui était là ? »: names, within the count, for whoever wants to note them.
 *
 * Folded until somebody asks for it. The people of the residence are fetched once:
 * typing asks nothing of the network. The field holds all rows, written as a whole.
 */
export class PresenceField extends Component {
    static template = "residence_community.PresenceField";
    static components = { ImageStatus };
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.input = useRef("input");
        this.values = useCountValues();
        this.state = useState({
            isOpen: false,
            typed: "",
            // somebody new, whose dwelling is being typed
            isNew: false,
            dwelling: "",
            people: [],
            last: {},
            showsLast: false,
            isOffline: false,
        });
        this.asked = null;
        // somebody new, said to be there, and saved without « Ajouter »
        useBus(this.props.record.model.bus, "NEED_LOCAL_CHANGES", ({ detail }) => {
            if (this.state.isNew && this.canMake) {
                detail.proms.push(this.make());
            }
        });
    }

    get rows() {
        return this.values.read(this.props.name) || [];
    }

    get isOpen() {
        return this.state.isOpen || this.rows.length > 0;
    }

    get countText() {
        const count = this.rows.length;
        return count === 1 ? _t("1 name") : _t("%s names", count);
    }

    /** Names beyond the count raise it: said before it is saved. */
    get raiseText() {
        const total = sumRows(this.values.read("attendance_grid") || []);
        return this.rows.length > (total ?? 0)
            ? _t("Names: %(named)s. Counted: %(counted)s. The total will be raised.", {
                  named: this.rows.length,
                  counted: total ?? 0,
              })
            : "";
    }

    get suggestions() {
        return suggest(this.state.people, this.rows, this.state.typed);
    }

    get lastPeople() {
        const ids = this.state.last.ids || [];
        const people = this.state.people.filter((one) => ids.includes(one.resident_id));
        return missing(people, this.rows);
    }

    get lastText() {
        return _t("Tick those of last time (%s)", this.lastPeople.length);
    }

    get newText() {
        return _t("Note somebody new: %s", this.state.typed.trim());
    }

    get canMake() {
        return Boolean(fold(this.state.typed));
    }

    roleLabel(row) {
        return ROLE_LABELS[row.role].toString();
    }

    roleTitle(row) {
        return _t("%(name)s: %(role)s. Tap to change.", {
            name: row.name,
            role: this.roleLabel(row),
        });
    }

    removeTitle(row) {
        return _t("Take off: %s", row.name);
    }

    rowKey(row) {
        return row.resident_id || personKey(row);
    }

    update(rows) {
        return this.values.update({ [this.props.name]: rows });
    }

    async open() {
        this.state.isOpen = true;
        await this.fetch();
        this.input.el?.focus();
    }

    /** Who lives there and who came last time; asked once per residence and type. */
    async fetch() {
        const {
            residence_id: residence,
            event_type_id: kind,
            start,
        } = this.props.record.data;
        if (!residence || !kind || !start) {
            return;
        }
        const params = [residence.id, kind.id, serializeDateTime(start)];
        const asked = JSON.stringify(params);
        if (asked === this.asked) {
            return;
        }
        this.asked = asked;
        try {
            const roster = await this.orm.silent.call(
                "residence.event",
                "get_roster",
                params
            );
            if (asked === this.asked) {
                Object.assign(this.state, {
                    people: roster.residents,
                    last: roster.last,
                    isOffline: false,
                });
            }
        } catch {
            this.asked = null; // asked again at the next letter
            this.state.isOffline = true;
        }
    }

    onInput(ev) {
        this.state.typed = ev.target.value;
        this.state.isNew = false;
        this.fetch();
    }

    onKeydown(ev) {
        if (ev.key !== "Enter") {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        const [first] = this.suggestions;
        if (first) {
            this.pick(first);
        } else if (this.canMake) {
            this.startNew();
        }
    }

    pick(person) {
        const updated = this.update(add(this.rows, person));
        this.clear();
        return updated;
    }

    /** Tick somebody of last time; the list stays under the thumb. */
    tick(person) {
        this.update(add(this.rows, person));
    }

    clear() {
        Object.assign(this.state, { typed: "", dwelling: "", isNew: false });
        this.input.el?.focus();
    }

    startNew() {
        Object.assign(this.state, { isNew: true, dwelling: "" });
    }

    onDwellingKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            ev.stopPropagation();
            this.make();
        }
    }

    make() {
        const { typed, dwelling } = this.state;
        return this.pick({ resident_id: null, name: typed, dwelling });
    }

    toggleLast() {
        this.state.showsLast = !this.state.showsLast;
    }

    onRole(row) {
        this.update(turnRole(this.rows, row));
    }

    onRemove(row) {
        this.fetch();
        this.update(remove(this.rows, row));
        this.state.isOpen = true;
    }
}

registry.category("fields").add("residence_presences", {
    component: PresenceField,
    displayName: _t("Who was there"),
    supportedTypes: ["json"],
    fieldDependencies: [{ name: "attendance_grid", type: "json" }],
    isEmpty: () => false,
});
