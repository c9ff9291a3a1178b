"""How one cost is shared, to the cent: no euro is claimed twice. No Odoo in here."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
WHOLE = Decimal(100)


def split_amount(amount, shares):
    """Return the parts of ``amount`` that go to ``shares``, to the cent.

    Each part is the step between two rounded running totals: parts never add up to
    more than the amount, as parts rounded one by one would (0.05 € halved makes twice
    0.03 €).

    :param float amount: 0 or more.
    :param shares: percentages, 100 at most in all; the rest goes to nobody.
    """
    whole = Decimal(str(amount))
    parts, share, before = [], Decimal(0), Decimal(0)
    for one in shares:
        share += Decimal(str(one))
        after = (whole * share / WHOLE).quantize(CENT, ROUND_HALF_UP)
        parts.append(float(after - before))
        before = after
    return parts


def split_whole(amount, weights):
    """Return all of ``amount``, to the cent, in proportion to ``weights``.

    :param weights: more than 0, whatever they add up to.
    """
    whole, total = Decimal(str(amount)), sum(Decimal(str(one)) for one in weights)
    parts, weight, before = [], Decimal(0), Decimal(0)
    for one in weights:
        weight += Decimal(str(one))
        after = (whole * weight / total).quantize(CENT, ROUND_HALF_UP)
        parts.append(float(after - before))
        before = after
    return parts
