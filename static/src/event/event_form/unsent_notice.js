import { _t } from "@web/core/l10n/translation";

/**
 * What the notice of kept forms says: first what was refused, then what was asked.
 *
 * @param {Object[]} entries kept forms, at least one
 * @param {Set} unanswered forms whose question was closed
 * @param {Object} actions open(entry), drop(entry), choose()
 */
export function getNotice(entries, unanswered, { open, drop, choose }) {
    const refused = entries.find((entry) => entry.refusal);
    if (refused) {
        return {
            text: _t("%(event)s was not saved: %(reason)s", {
                event: refused.name,
                reason: refused.refusal,
            }),
            type: "warning",
            buttons: [
                { name: _t("Open It"), onClick: () => open(refused) },
                { name: _t("Drop It"), onClick: () => drop(refused) },
            ],
        };
    }
    const asked = entries.find(({ sending }) => unanswered.has(sending.form));
    if (asked) {
        return {
            text: _t("%s was changed meanwhile: choose what counts.", asked.name),
            type: "info",
            buttons: [{ name: _t("Choose"), onClick: choose }],
        };
    }
    const [first, ...others] = entries;
    return {
        text: others.length
            ? _t(
                  "%s events kept on this device, sent as soon as the network is back",
                  entries.length
              )
            : _t(
                  "%s: kept on this device, sent as soon as the network is back",
                  first.name
              ),
        type: "info",
        buttons: [],
    };
}
