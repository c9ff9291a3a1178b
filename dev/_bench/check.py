"""Hold the data that SQL made to what Odoo computes. Argument: the database's name.

Every stored computed field of the tables filled is computed again on a sample. Ends
with 1 and says which ones differ.
"""

import sys

import inside

SAMPLE = 60
MODELS = (
    *("residence.event", "residence.attendance", "residence.presence"),
    *("residence.booking", "residence.resident", "residence.space"),
    "residence.funding.allocation",
)
OWN = {"write_date", "write_uid", "create_date", "create_uid"}
# Typed over what is computed: the data has its own.
TYPED = {"name", "place", "planned_cost", "setup_minutes", "cleanup_minutes"}
TYPED |= {"start", "stop", "actual_cost"}


def main(database):
    registry = inside.open_registry(database)
    wrong = []
    with inside.environment(registry) as env:
        for model_name in MODELS:
            if model_name in env:
                wrong += _differing(env[model_name])
    for line in wrong:
        print(line)
    sys.exit(1 if wrong else 0)


def _differing(model):
    """Yield a line for each field that is not what Odoo makes of it."""
    last = model.search([], order="id desc", limit=1).id
    places = range(1, last + 1, max(1, last // SAMPLE))
    ids = model.search([("id", "in", list(places))], order="id").ids
    names = [
        name
        for name, field in model._fields.items()
        if field.compute and field.store and name not in OWN
        if not (name in TYPED and not field.related and not field.readonly)
    ]
    sample = model.browse(ids)
    for name in names:
        field = model._fields[name]
        before = [record[name] for record in sample]
        model.env.add_to_compute(field, sample)
        after = [record[name] for record in sample]
        pairs = [
            (record.id, old, new)
            for record, old, new in zip(sample, before, after, strict=True)
            if (old or False) != (new or False)
        ]
        if pairs:
            yield f"{field}: {len(pairs)} of {len(ids)} differ, such as {pairs[0]}"


main(*sys.argv[1:])
