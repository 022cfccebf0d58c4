"""Words for an indicator with its instrument, and for a place with its bounds."""

from __future__ import annotations

from par_eval.evaluation.standing import ALL_PROVINCES
from par_eval.facts import Facts
from par_eval.series.place import Place
from par_eval.values import Name, Quantity, Text, address, text

__all__ = ["indicator_words", "is_indicator", "place_words"]


def is_indicator(facts: Facts, name: str) -> bool:
    """Whether an id is that of an indicator.

    Parameters
    ----------
    facts : Facts
        Data package.
    name : str
        Id of an indicator, an output, a target or a reform.

    Returns
    -------
    bool

    Examples
    --------
    >>> from par_eval.series import load
    >>> is_indicator(load(), "no such indicator")
    False
    """
    return bool((facts.table("indicators")["indicator"] == name).any())


def indicator_words(facts: Facts, indicator: str) -> Name | Text:
    """Name of an indicator that says which instrument it belongs to.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.

    Returns
    -------
    Name or Text
        The name of the instrument alone where the indicator stands for the whole.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> indicator_words(facts, facts.instruments["headline"].iloc[0]).key
    'papi'
    """
    instrument = str(facts.indicator(indicator)["instrument"])
    whole = facts.name("instruments", instrument)
    if facts.instrument(instrument)["headline"] == indicator:
        return whole
    part = facts.name("indicators", indicator)
    return text("{instrument} ({indicator})", instrument=whole, indicator=part)


def place_words(place: Place, indicator: str, year: int) -> Text:
    """Place of how many provinces, or its bounds.

    Parameters
    ----------
    place : Place
        Place in one year.
    indicator : str
        Indicator id.
    year : int
        Year.

    Returns
    -------
    Text

    Examples
    --------
    >>> place = Place(3, 5, 63, "computed", ("papi.total/P63/2018",), (), True)
    >>> sorted(place_words(place, "papi.total", 2018).values)
    ['best', 'of', 'worst']
    """
    every = (address(indicator, "*", year),)
    of = Quantity(place.of, "provinces", ALL_PROVINCES, every)
    numbers = place.quantities
    if len(numbers) == 1:
        return text("{rank} of {of}", rank=numbers[0], of=of)
    best, worst = numbers
    return text("{best} to {worst} of {of}", best=best, worst=worst, of=of)
