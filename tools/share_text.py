"""Plain text for WhatsApp or SMS: short, whole events only. No Odoo in here."""

LIMIT = 1000


def fit(head, blocks, tail, more, limit=LIMIT):
    """Return ``head``, as many whole ``blocks`` as fit, and ``tail``.

    :param str head, tail: lines that stay; ``tail`` may be empty.
    :param blocks: one text per event, in order.
    :param more: function of the number left out, returns the line that says so.
    :return: fewer than ``limit`` characters, provided head, tail and that line are.
    """
    for count in range(len(blocks), -1, -1):
        left = len(blocks) - count
        parts = [head, *blocks[:count], more(left) if left else "", tail]
        text = "\n".join(part for part in parts if part)
        if len(text) < limit:
            return text
    return text[: limit - 1]
