import "@web/core/debug/debug_menu_items";
import { registry } from "@web/core/registry";

// The server refuses it, see controllers/superuser.py: nobody is offered a dead end.
registry.category("debug").category("default").remove("becomeSuperuser");
