"""Reading what people typed in the count. No Odoo in here."""


def read_grid(grid):
    """Return {bracket id: quantity or None} from the count's rows.

    :param list grid: rows as {"bracket_id": int, "quantity": int or None, …}.
    :raise ValueError: where it is not made of such rows; the message is for logs.
    """
    if not isinstance(grid, list):
        raise ValueError("not a list of rows")
    counts = {}
    for row in grid:
        bracket_id, quantity = row.get("bracket_id"), row.get("quantity")
        if type(bracket_id) is not int or type(quantity) not in (int, type(None)):
            raise ValueError("a row needs a bracket and a whole number, or nothing")
        counts[bracket_id] = quantity
    return counts
