import "@web/core/debug/debug_menu_items";
import { registry } from "@web/core/registry";
import { session } from "@web/session";

// The server refuses it, see controllers/superuser.py: nobody is offered a dead end.
if (!session.residence_opens_confidences) {
    registry.category("debug").category("default").remove("becomeSuperuser");
}
