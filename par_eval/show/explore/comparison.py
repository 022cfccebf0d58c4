"""Comparison: the change between two years, or the refusal in words (rule 3)."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from par_eval.evaluation import count_of
from par_eval.facts import Facts
from par_eval.series import (
    Break,
    breaks_between,
    change,
    change_on_unbroken_parts,
    composition,
    plain,
    unbroken,
)
from par_eval.show.absent import absent
from par_eval.show.carrier import capital, said
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.pieces import break_text, sources_with
from par_eval.show.numbers import empty
from par_eval.values import (
    ComparabilityError,
    Joined,
    MissingValueError,
    Quantity,
    Text,
    address,
    counted,
    quantities,
    quantities_in,
    text,
    unit_words,
)

__all__ = ["comparison", "parts_between"]


def comparison(
    facts: Facts, indicator: str, province: str, start: int, end: int
) -> Exhibit:
    """The change between two years; where a hard break lies between, the refusal.

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
    Exhibit
        Text: the change with its soft breaks, or each hard break in words; in both
        cases the change on the parts without a break where one lies between.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> comparison(facts, headline, "Ca Mau", 2019, 2020).kind
    'text'
    """
    code = facts.province(province)
    key = {
        "name": facts.name("indicators", plain(indicator)),
        "province": facts.name("provinces", code),
        "start": start,
        "end": end,
    }
    try:
        moved = change(facts, indicator, code, start, end)
    except ComparabilityError as refused:
        title = text("{name}, {province}: no change from {start} to {end}", **key)
        lines = tuple(break_text(facts, found) for found in refused.breaks)
        lead = text(
            "The change is refused: between the two years the series was broken so "
            "hard that the scores do not measure the same."
        )
        body = (lead, lines, *_on_parts(facts, indicator, code, start, end))
        return _exhibit(facts, indicator, title, body, refused.breaks)
    except MissingValueError:
        title = text("{name}, {province}: no change from {start} to {end}", **key)
        return absent(facts, "comparison", title, _missing(facts, indicator, code, key))
    title = text(
        "{name}, {province}: {change} {unit} from {start} to {end}",
        change=moved,
        unit=unit_words(moved.unit),
        **key,
    )
    if not moved.notes:
        whole = text("No break of the series is known between the two years.")
        return _exhibit(facts, indicator, title, (whole, ()), ())
    lead = text(
        "The change may be stated, with a mark: only soft breaks lie between the two "
        "years."
    )
    between = breaks_between(facts, indicator, start, end)
    lines = tuple(break_text(facts, found) for found in between)
    body = (lead, lines, *_on_parts(facts, indicator, code, start, end))
    return _exhibit(facts, indicator, title, body, between)


def _on_parts(
    facts: Facts, indicator: str, code: str, start: int, end: int
) -> tuple[Text, ...]:
    """The change on the parts without a break, beside that of the other provinces."""
    try:
        result = change_on_unbroken_parts(facts, indicator, code, start, end)
    except MissingValueError:
        name = unbroken(indicator, min(start, end), max(start, end))
        if composition(facts, name):
            return (text("On the parts without a break the province lacks a value."),)
        return (text("No part of it can be followed without a break."),)
    told = dict(zip(result.numbers["what"], quantities(result.numbers), strict=True))
    parts = parts_between(facts, indicator, code, start, end)
    return (
        counted(
            "On its {number} part without a break: {change} {unit}; mean of the "
            "{provinces} provinces with both values: {mean}.",
            "On its {number} parts without a break: {change} {unit}; mean of the "
            "{provinces} provinces with both values: {mean}.",
            int(parts.value),
            number=parts,
            change=told["change"],
            unit=unit_words(told["change"].unit),
            provinces=told["provinces"],
            mean=told["national_change"],
        ),
        text("This is a change of these parts only, not of the whole."),
    )


def parts_between(
    facts: Facts,
    indicator: str,
    code: str,
    start: int,
    end: int,
    *,
    allow_soft: bool = False,
) -> Quantity:
    """How many parts can be followed from one year to the other.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    code : str
        Code of the province.
    start, end : int
        Years compared.
    allow_soft : bool
        Whether parts with a soft break count.

    Returns
    -------
    Quantity
        In parts; the parts are its inputs.
    """
    name = unbroken(indicator, min(start, end), max(start, end), allow_soft=allow_soft)
    parts = composition(facts, name).get(end, ())
    return count_of([address(part, code, (start, end)) for part in parts], "parts")


def _missing(facts: Facts, indicator: str, code: str, key: dict) -> Text:
    """Which of the two values was not published."""
    own = facts.series(indicator)[code]
    ends = (key["start"], key["end"])
    years = tuple(year for year in ends if pd.isna(own.get(year)))
    return text(
        "No value was published for {years}, and missing values are not filled in.",
        years=Joined(years),
    )


def _exhibit(
    facts: Facts,
    indicator: str,
    title: Text,
    body: tuple,
    breaks: tuple[Break, ...],
) -> Exhibit:
    """The sentences, with the breaks as a list."""
    lead, lines, *rest = body
    numbers = [q for line in (*lines, *rest) for q in quantities_in(line)]
    return Exhibit(
        id="comparison",
        kind="text",
        facts=facts,
        title=title,
        subtitle=lead,
        alternative=Joined((lead, *rest), "sentences"),
        sources=sources_with(facts, indicator, breaks),
        numbers=empty(),
        body=_html(title, lead, lines, rest),
        extra=tuple(numbers),
    )


def _html(title: Text, lead: Text, lines: tuple, rest: list) -> Callable[[str], str]:
    def body(language: str) -> str:
        items = "".join(f"<li>{said(line, language)}</li>" for line in lines)
        listed = f"<ul>{items}</ul>" if items else ""
        after = "".join(f"<p>{said(line, language)}</p>" for line in rest)
        return (
            f"<h3>{capital(said(title, language))}</h3>"
            f"<p>{said(lead, language)}</p>{listed}{after}"
        )

    return body
