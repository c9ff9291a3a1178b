import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** Ask whether to log out though forms are not sent; resolves to true or false. */
export function askToErase(dialog) {
    return new Promise((resolve) =>
        dialog.add(
            ConfirmationDialog,
            {
                title: _t("Not sent yet"),
                body: _t(
                    "What this device keeps has not been sent. Logging out erases it."
                ),
                confirmLabel: _t("Log Out and Erase It"),
                confirm: () => resolve(true),
                cancelLabel: _t("Stay"),
                cancel: () => resolve(false),
            },
            { onClose: () => resolve(false) }
        )
    );
}

const menu = registry.category("user_menuitems");
const getLogOut = menu.get("log_out");
menu.add(
    "log_out",
    (env) => {
        const item = getLogOut(env);
        return {
            ...item,
            callback: async () => {
                if (await env.services.residence_unsent.canLogOut()) {
                    item.callback();
                }
            },
        };
    },
    { force: true }
);
