"""Words for an indicator with its instrument, for a place and for a value."""

from __future__ import annotations

from par_eval.evaluation.standing import ALL_PROVINCES
from par_eval.facts import Facts
from par_eval.series.place import Place
from par_eval.values import Name, Quantity, Text, address, text, unit_words

__all__ = ["QUARTERS", "indicator_words", "is_indicator", "place_words", "value_words"]

QUARTERS = {
    1: text("the best quarter"),
    2: text("the second quarter"),
    3: text("the third quarter"),
    4: text("the lowest quarter"),
}
"""Words for the quarters of the provinces by rank."""


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


def place_words(place: Place, *, of_many: bool = True) -> Text | Quantity:
    """Place of how many provinces, or its bounds.

    Parameters
    ----------
    place : Place
        Place of a province in one year.
    of_many : bool
        Whether it says among how many; it may go without where that was just said.

    Returns
    -------
    Text or Quantity

    Examples
    --------
    >>> place = Place(3, 5, 63, "computed", ("papi.total/P63/2018",), (), True)
    >>> place_words(place).values["of"].of
    ('papi.total/*/2018',)
    """
    indicator, _, year = place.of_addresses[0].split("/")
    every = (address(indicator, "*", int(year)),)
    of = Quantity(place.of, "provinces", ALL_PROVINCES, every)
    numbers = place.quantities
    if not of_many:
        return _bare(numbers)
    if len(numbers) == 1:
        return text("{rank} of {of}", rank=numbers[0], of=of)
    best, worst = numbers
    if place.high - place.low == 1:
        return text("{best} or {worst} of {of}", best=best, worst=worst, of=of)
    return text("{best} to {worst} of {of}", best=best, worst=worst, of=of)


def _bare(numbers: tuple[Quantity, ...]) -> Text | Quantity:
    if len(numbers) == 1:
        return numbers[0]
    best, worst = numbers
    if worst.value - best.value == 1:
        return text("{best} or {worst}", best=best, worst=worst)
    return text("{best} to {worst}", best=best, worst=worst)


def value_words(value: Quantity) -> Text | Quantity:
    """Number with its unit, as a table has it.

    Parameters
    ----------
    value : Quantity
        The number.

    Returns
    -------
    Text or Quantity
        The sign of percent stands close to the number; a place needs no unit.

    Examples
    --------
    >>> value_words(Quantity(80, "percent", "target_value", ("a/P1/2020",))).message
    '{value}%'
    """
    if value.unit == "percent":
        return text("{value}%", value=value)
    if value.unit in ("rank", "index", "share"):
        return value
    return text("{value} {unit}", value=value, unit=unit_words(value.unit))
