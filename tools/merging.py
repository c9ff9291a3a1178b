"""Two people saving the same thing: whose value counts, cell by cell. No Odoo here."""


def merge(mine, known, stored, chosen=None):
    """Return which cells to write, and which were changed by somebody else.

    :param dict mine: cell: value as this person leaves it.
    :param dict known: cell: the values it had for them, the one they opened first, then
        those they tried to send before. A cell that is left out is new.
    :param dict stored: cell: value now.
    :param dict chosen: cell: (value shown as somebody else's, True to overwrite it),
        for the cells that the person was asked about.
    :return: ``(kept, clashes)``: cells to write, and to ask about.
    """
    kept, clashes = {}, []
    chosen = chosen or {}
    for cell, value in mine.items():
        now, versions = stored.get(cell), known.get(cell)
        if not versions or value == now or now in versions:
            kept[cell] = value
        elif value == versions[0]:
            continue  # left as it was here, changed elsewhere
        elif cell in chosen and chosen[cell][0] == now:
            if chosen[cell][1]:
                kept[cell] = value
        else:
            clashes.append(cell)
    return kept, clashes
