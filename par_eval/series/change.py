"""Changes between two years, and their refusal where the series breaks."""

from __future__ import annotations

import numpy as np
import pandas as pd

from par_eval.facts import Facts
from par_eval.series.breaks import Break, breaks_between, describe, hard
from par_eval.series.indicators import composition
from par_eval.series.parts import plain, unbroken
from par_eval.series.standing import COUNT, RANK, rank_in
from par_eval.values import (
    ComparabilityError,
    Measure,
    MissingValueError,
    Quantity,
    Result,
    Text,
    address,
    define,
    identity,
    text,
)

__all__ = ["CHANGE", "MEAN", "change", "change_on_unbroken_parts", "soft_note"]

CHANGE = define(
    Measure(
        key="change",
        sentence=text("Change of a score from one year to another"),
        not_for=text("The effect of a reform: other provinces changed as well."),
        operation="difference",
        decimals=2,
        function="series.change",
        signed=True,
    )
)
MEAN = define(
    Measure(
        key="mean_change",
        sentence=text("Mean change of the provinces that have both values"),
        not_for=text("What would have happened without a reform."),
        operation="mean",
        decimals=2,
        function="series.change_on_unbroken_parts",
        signed=True,
    )
)


def change(
    facts: Facts, indicator: str, province: str, start: int, end: int
) -> Quantity:
    """Change of an indicator between two years, refused across a hard break (rule 3).

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, of a part or of a whole.
    province : str
        Code or name of the province.
    start, end : int
        Years compared.

    Returns
    -------
    Quantity
        Value at `end` minus value at `start`, in the unit of the indicator. Soft
        breaks in between stand in its notes.

    Raises
    ------
    ComparabilityError
        If a hard break lies between; it names the break and carries the change on
        the parts without a break, where there are any.
    MissingValueError
        If one of the two values was not published.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> moved = change(facts, headline, "Ca Mau", 2016, 2017)
    >>> moved.unit, len(moved.notes)
    ('points', 1)
    """
    code = facts.province(province)
    between = breaks_between(facts, indicator, start, end)
    if hard(between):
        raise _refusal(facts, indicator, code, (start, end), hard(between))
    ends = [value_at(facts, indicator, code, year) for year in (end, start)]
    unit = str(facts.indicator(plain(indicator))["unit"])
    notes = tuple(soft_note(b) for b in between)
    of = tuple(address(indicator, code, year) for year in (end, start))
    return Quantity(ends[0] - ends[1], unit, CHANGE, of, notes=notes)


def soft_note(found: Break) -> Text:
    """Sentence that marks a number which crosses a soft break (rule 3).

    Parameters
    ----------
    found : Break
        The soft break.

    Returns
    -------
    Text
        Its year, and what happened.

    Examples
    --------
    >>> from par_eval.values import Name
    >>> what = Name("a/2017", {"en": "New sample"})
    >>> soft_note(Break("a", 2017, "soft", "sample", True, what, "S1")).values["year"]
    2017
    """
    return text("Soft break {year}: {what}.", year=found.year, what=found.what)


def value_at(facts: Facts, indicator: str, province: str, year: int) -> float:
    """One value of an indicator.

    Raises
    ------
    MissingValueError
        If it was not published.
    """
    frame = facts.series(indicator)
    value = frame[province].get(year, np.nan)
    if pd.isna(value):
        raise MissingValueError(
            f"{indicator} has no value for {province} in {year}; missing values are "
            "not filled in"
        )
    return float(value)


def change_on_unbroken_parts(
    facts: Facts,
    indicator: str,
    province: str,
    start: int,
    end: int,
    *,
    allow_soft: bool = False,
) -> Result:
    """Change of an indicator on those of its parts that did not break in between.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id of a whole.
    province : str
        Code or name of the province.
    start, end : int
        Years compared.
    allow_soft : bool
        Whether parts with a soft break stay in.

    Returns
    -------
    Result
        Traced frame with the key column ``what``: ``change`` of the province,
        ``national_change`` (mean over the provinces with both values),
        ``rank_before`` and ``rank_after`` among these, and ``provinces``, their
        number.

    Raises
    ------
    MissingValueError
        If no part is without a break, or the province lacks a value.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> result = change_on_unbroken_parts(facts, headline, "Ca Mau", 2019, 2020)
    >>> list(result.numbers["what"])[:2]
    ['change', 'national_change']
    """
    code = facts.province(province)
    first, last = min(start, end), max(start, end)
    name = unbroken(indicator, first, last, allow_soft=allow_soft)
    unit = str(facts.indicator(plain(indicator))["unit"])
    ends = [value_at(facts, name, code, year) for year in (end, start)]
    frame = facts.series(name)
    moved = (frame.loc[end] - frame.loc[start]).dropna()
    own = [address(name, code, year) for year in (end, start)]
    every = [address(name, "*", year) for year in (end, start)]
    ranks = [rank_in(facts, name, frame.loc[year], code) for year in (end, start)]
    nation = (identity(CHANGE, every),)
    rows = [
        ("change", CHANGE, tuple(own), ends[0] - ends[1], unit),
        ("national_change", MEAN, nation, moved.mean(), unit),
        ("rank_before", RANK, (own[1], every[1]), ranks[1], "rank"),
        ("rank_after", RANK, (own[0], every[0]), ranks[0], "rank"),
        ("provinces", COUNT, nation, len(moved), "provinces"),
    ]
    columns = ["what", "measure", "of", "value", "unit"]
    numbers = pd.DataFrame(rows, columns=columns).assign(low=np.nan, high=np.nan)
    parts = len(composition(facts, name)[end])
    note = text("On the {parts} parts without a break.", parts=parts)
    return Result("change_on_unbroken_parts", numbers, (note,))


def _refusal(
    facts: Facts,
    indicator: str,
    province: str,
    years: tuple[int, int],
    breaks: tuple[Break, ...],
) -> ComparabilityError:
    """Refused change, with the change on unbroken parts beside it."""
    message = (
        f"{indicator} may not be compared between {years[0]} and {years[1]}: "
        f"{describe(breaks, facts.languages[0])}."
    )
    try:
        result = change_on_unbroken_parts(facts, indicator, province, *years)
    except MissingValueError as error:
        none = not composition(facts, unbroken(indicator, min(years), max(years)))
        why = "No part of it can be followed without a break" if none else str(error)
        return ComparabilityError(f"{message} {why}.", breaks)
    row = result.numbers.iloc[0]
    beside = Quantity(
        row["value"], row["unit"], row["measure"], row["of"], notes=result.notes
    )
    message += (
        f" On its parts without a break it moved by {beside.value:+.2f} {beside.unit}."
    )
    return ComparabilityError(message, breaks, beside)
