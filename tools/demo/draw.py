"""Numbers drawn for the demo: scattered as life is, exact in total. No Odoo in here."""

from collections import Counter
from random import Random

GENERATIONS = {
    "children": 12,
    "youth": 10,
    "adults": 25,
    "elders": 48,
    "unspecified": 5,
}


def make_rng(seed):
    """Return a source of numbers, always the same ones for a seed."""
    return Random(seed)  # noqa: S311 it keeps no secret


def spread(rng, total, weights, bounds, noise):
    """Return whole numbers that add up to ``total``, scattered around ``weights``.

    :param weights: what the numbers are in proportion to, one each.
    :param bounds: least and most of each number; ``total`` must be within reach.
    :param noise: standard deviation.
    """
    low, high = bounds
    if not low * len(weights) <= total <= high * len(weights):
        raise ValueError(f"{total} cannot be spread over {len(weights)}")
    scale = total / sum(weights)
    numbers = [
        min(high, max(low, round(rng.gauss(weight * scale, noise))))
        for weight in weights
    ]
    while gap := total - sum(numbers):
        index, step = rng.randrange(len(numbers)), 1 if gap > 0 else -1
        if low <= numbers[index] + step <= high:
            numbers[index] += step
    return numbers


def by_generation(rng, people):
    """Return how many of ``people`` are of each generation: {key: people}."""
    drawn = Counter(
        rng.choices(list(GENERATIONS), weights=GENERATIONS.values(), k=people)
    )
    return {key: drawn[key] for key in GENERATIONS}


def share_leading(rng, events, shares, inclination, others=0):
    """Set who led each event, so that the shares are exact.

    :param shares: percent of the events led by residents, and by both.
    :param others: events beside these, which the team leads; they count in the shares.
    :param inclination: how readily residents take up a type, {type: 0 to 3}.
    """
    ranked = sorted(
        events,
        key=lambda event: inclination.get(event["kind"], 0) + 1.5 * rng.random(),
        reverse=True,
    )
    residents, both = (round(share * (len(events) + others) / 100) for share in shares)
    for rank, event in enumerate(ranked):
        if rank < residents:
            event["led_by"] = "residents"
            event["volunteer_hours"] = rng.choice((2.0, 3.0, 4.0, 5.5, 6.0))
        elif rank < residents + both:
            event["led_by"] = "shared"
            event["volunteer_hours"] = rng.choice((1.0, 1.5, 2.0, 2.5, 4.0))
