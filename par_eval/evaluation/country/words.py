"""Words for measures and provinces, and counts of them."""

from __future__ import annotations

from collections.abc import Iterable

from par_eval.evaluation.country.change import Change, Family
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.subject import National
from par_eval.facts import Facts
from par_eval.series import COUNT, plain, span_of
from par_eval.values import (
    Joined,
    Measure,
    Name,
    Quantity,
    Text,
    address,
    define,
    identity,
    text,
)

__all__ = [
    "count_changes",
    "count_looks",
    "count_measures",
    "count_provinces",
    "measure_words",
    "names_of",
]

LOOKS = define(
    Measure(
        key="looks",
        sentence=text(
            "Number of changes that were tested, over provinces and measures"
        ),
        not_for=text("The number of provinces: each was tested in several measures."),
        operation="looks",
        decimals=0,
        function="evaluation.country_changes",
    )
)


def measure_words(facts: Facts, indicator: str) -> Name | Text:
    """Name of a measure, which says where only some of its parts are followed.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, with or without a span.

    Returns
    -------
    Name or Text
    """
    name = facts.name("indicators", plain(indicator))
    if span_of(indicator) is None:
        return name
    return text("{name} on its parts without a break", name=name)


def names_of(facts: Facts, codes: Iterable[str]) -> Joined:
    """Names of provinces, one after the other.

    Parameters
    ----------
    facts : Facts
        Data package.
    codes : iterable of str
        Province codes.

    Returns
    -------
    Joined
    """
    return Joined(tuple(facts.name("provinces", code) for code in codes))


def count_provinces(national: National, codes: Iterable[str]) -> Quantity:
    """How many provinces, each by the address of its headline in the period.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    codes : iterable of str
        Province codes.

    Returns
    -------
    Quantity
    """
    where = [address(national.headline, code, national.years) for code in codes]
    return count_of(where, "provinces")


def count_changes(changes: Iterable[tuple[str, Change]]) -> Quantity:
    """How many changes, each by the address of its windows.

    Parameters
    ----------
    changes : iterable of (str, Change)
        Indicator id, and a change of it.

    Returns
    -------
    Quantity
    """
    where = [
        address(name, change.province, sorted({*change.first, *change.last}))
        for name, change in changes
    ]
    return count_of(where, "changes")


def count_looks(families: Iterable[Family]) -> Quantity:
    """How many changes were tested, by the typical change of each measure.

    Parameters
    ----------
    families : iterable of Family
        Measures; those whose noise is not known do not count.

    Returns
    -------
    Quantity
    """
    tested = [family for family in families if family.tested]
    number = sum(c.p is not None for family in tested for c in family.changes)
    cases = dict.fromkeys(f.changes[0].typical.id for f in tested)
    return Quantity(float(number), "changes", LOOKS, tuple(cases))


def count_measures(
    national: National, names: Iterable[str], unit: str = "dimensions"
) -> Quantity:
    """How many dimensions, or measures, each by its number of provinces.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    names : iterable of str
        Indicator ids.
    unit : str
        What is counted.

    Returns
    -------
    Quantity
    """
    years = national.years
    cases = [identity(COUNT, (address(name, "*", years),)) for name in names]
    return count_of(cases, unit)
