"""Peers: the change of the province beside those of its region and of the nation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from par_eval.evaluation.changes import (
    PERIOD_CHANGE,
    TYPICAL_CHANGE,
    change_id,
)
from par_eval.evaluation.moves import Pair, moves_between
from par_eval.evaluation.subject import Subject
from par_eval.series import COUNT, plain
from par_eval.values import Quantity, Text, identity, text, unit_words

__all__ = ["Peers", "peers"]


@dataclass(frozen=True)
class Peers:
    """Change of the province beside those of its region and of the nation.

    Parameters
    ----------
    indicator : str
        Dimension that can be followed over the period.
    years : (int, int)
        First year of the baseline and last year of the endline.
    change : Quantity
        Change of the province.
    region, nation : Quantity
        Median change of the provinces of its region, and of all provinces.
    of_region, of_nation : Quantity
        How many provinces these are.
    text : Text
        The three changes in words.
    """

    indicator: str
    years: tuple[int, int]
    change: Quantity
    region: Quantity
    nation: Quantity
    of_region: Quantity
    of_nation: Quantity
    text: Text


def peers(subject: Subject) -> Iterator[Peers]:
    """Changes of the dimensions that can be followed, beside region and nation.

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Yields
    ------
    Peers
        In the order of the dimensions.
    """
    for name in subject.national.dimensions:
        found = subject.windows(name)
        if found.baseline and found.endline:
            yield _peer(subject, name, (found.baseline, found.endline))


def _peer(subject: Subject, name: str, pair: Pair) -> Peers:
    facts, code = subject.facts, subject.province
    region = facts.region_of(code)
    moves = moves_between(subject.national, name, pair)
    unit = str(facts.indicator(plain(name))["unit"])
    own = change_id(name, code, *pair)
    change = Quantity(float(moves[code]), unit, PERIOD_CHANGE, own)
    medians, counts = [], []
    near = moves[list(facts.members(region))]
    for place, group in ((f"@{region}", near), ("*", moves)):
        of = (identity(PERIOD_CHANGE, change_id(name, place, *pair)),)
        medians.append(Quantity(float(group.median()), unit, TYPICAL_CHANGE, of))
        counts.append(Quantity(int(group.notna().sum()), "provinces", COUNT, of))
    words = text(
        "{name}: the province moved by {change} {unit}, the typical province of its "
        "region ({region_name}) by {region}, of the whole country by {nation}.",
        name=facts.name("indicators", name),
        change=change,
        unit=unit_words(unit),
        region_name=facts.name("regions", region),
        region=medians[0],
        nation=medians[1],
    )
    years = (pair[0].years[0], pair[1].years[-1])
    return Peers(
        indicator=name,
        years=years,
        change=change,
        region=medians[0],
        nation=medians[1],
        of_region=counts[0],
        of_nation=counts[1],
        text=words,
    )
