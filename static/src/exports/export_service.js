import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const MODEL = "residence.export";

/** Tell whoever asked for a workbook, wherever they are in Odoo by now. */
export const exportService = {
    dependencies: ["action", "bus_service", "notification", "orm"],
    start(env, { action, bus_service, notification, orm }) {
        const download = async (id) =>
            action.doAction(await orm.call(MODEL, "action_download", [[id]]));
        const open = (id) =>
            action.doAction("residence_community.residence_export_action", {
                props: { resId: id },
                viewType: "form",
            });
        bus_service.subscribe(
            "residence_community/export",
            ({ id, is_done, title, message }) => {
                const close = notification.add(message, {
                    title,
                    type: is_done ? "success" : "danger",
                    sticky: true,
                    buttons: [
                        {
                            name: is_done ? _t("Download") : _t("See what happened"),
                            primary: true,
                            onClick: async () => {
                                close();
                                await (is_done ? download(id) : open(id));
                            },
                        },
                    ],
                });
            }
        );
        bus_service.start();
    },
};

registry.category("services").add("residence_export", exportService);
