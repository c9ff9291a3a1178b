import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { ControllerNotFoundError } from "@web/webclient/actions/action_service";

const REPORT_ACTION = "residence_community.residence_event_action_report";

/**
 * What follows a saved bilan: a word, a way back in, and back to where she came from.
 *
 * The form is left at once: it would show a bilan that is done as if it were to do.
 * Kept on this device (no event yet), it is left too, and the notice of that stays.
 */
async function reportSaved(env, { params, context }) {
    const { action, notification, orm } = env.services;
    const ids = params.event_ids || context.active_ids || [];

    let close = null;
    async function reopen() {
        close();
        await orm.call("residence.event", "action_reopen", [ids]);
        if (ids.length === 1) {
            await action.doAction(REPORT_ACTION, { props: { resId: ids[0] } });
        }
    }

    if (ids.length) {
        close = notification.add(_t("Wrap-up saved"), {
            type: "success",
            autocloseDelay: 8000,
            buttons: [{ name: _t("Reopen the Wrap-up"), onClick: reopen }],
        });
    }
    try {
        await action.restore();
    } catch (error) {
        if (error instanceof ConnectionLostError) {
            // « Aujourd'hui » opens without the network
            const today = { type: "ir.actions.client", tag: "residence_today" };
            await action.doAction(today, { clearBreadcrumbs: true });
            return;
        }
        if (!(error instanceof ControllerNotFoundError)) {
            throw error;
        }
        // nowhere to go back to: the bilan was the first screen, opened by its address
        const isAnimator = await user.hasGroup("residence_community.group_animator");
        await action.doAction(
            isAnimator
                ? "residence_community.residence_today_action"
                : "residence_community.residence_event_action",
            { clearBreadcrumbs: true }
        );
    }
}

registry.category("actions").add("residence_report_saved", reportSaved);
