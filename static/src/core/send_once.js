import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";

/**
 * Run `send`, unless it runs already; say so where there is no network.
 *
 * What was typed stays, to be sent again by another tap.
 *
 * @param {{ state: { isSending: boolean }, notification: Object }} component
 * @param {() => Promise} send
 * @param {string} [lostText] said where the network is lost
 */
export async function sendOnce(
    { state, notification },
    send,
    lostText = _t("No network: tap again in a moment.")
) {
    if (state.isSending) {
        return;
    }
    state.isSending = true;
    try {
        await send();
    } catch (error) {
        if (!(error instanceof ConnectionLostError)) {
            throw error;
        }
        notification.add(lostText, { type: "warning" });
    } finally {
        state.isSending = false;
    }
}
