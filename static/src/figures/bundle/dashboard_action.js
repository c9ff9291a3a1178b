import { patch } from "@web/core/utils/patch";
import { SpreadsheetDashboardAction } from "@spreadsheet_dashboard/bundle/dashboard_action/dashboard_action";

patch(SpreadsheetDashboardAction.prototype, {
    /** Whether the open dashboard shows residences: the server refuses to share it. */
    get showsResidences() {
        const dashboard = this.loader.getActiveDashboard();
        if (dashboard?.translationNamespace === "residence_community") {
            return true;
        }
        const getters = dashboard?.model?.getters;
        return Boolean(
            getters
                ?.getPivotIds()
                .some((id) =>
                    getters.getPivotCoreDefinition(id).model?.startsWith("residence.")
                )
        );
    },
});
