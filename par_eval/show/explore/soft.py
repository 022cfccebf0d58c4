"""Soft breaks: a change with the parts that broke softly, and without (rule 3)."""

from __future__ import annotations

from par_eval.facts import Facts
from par_eval.series import breaks_between, change_on_unbroken_parts, hard, plain
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.comparison import parts_between
from par_eval.show.explore.pieces import break_text, fact_table, sources_with
from par_eval.show.grid import Grid
from par_eval.values import (
    MissingValueError,
    Quantity,
    Text,
    quantities,
    text,
    unit_words,
)

__all__ = ["soft_parts"]

WITH, WITHOUT = "with", "without"


def soft_parts(
    facts: Facts, indicator: str, province: str, start: int, end: int
) -> Exhibit:
    """Change on the parts without a hard break, and without those that broke softly.

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

    Returns
    -------
    Exhibit
        Table of two rows: if they differ in sign, the change rests on the soft parts.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> soft_parts(facts, headline, "Ca Mau", 2016, 2017).kind
    'table'
    """
    code = facts.province(province)
    name = facts.name("indicators", plain(indicator))
    found = breaks_between(facts, indicator, start, end)
    soft = tuple(b for b in found if b not in hard(found))
    told = {
        key: _told(facts, indicator, code, (start, end), key == WITH)
        for key in (WITH, WITHOUT)
    }
    known = {key: numbers for key, numbers in told.items() if numbers}
    key = {
        "name": name,
        "province": facts.name("provinces", code),
        "start": start,
        "end": end,
    }
    if WITH not in known:
        title = text("{name}, {province}: no change from {start} to {end}", **key)
        none = text(
            "No part can be followed without a hard break, or a value is missing."
        )
        return absent(facts, "soft-parts", title, none)
    cells = {
        (row, what): quantity
        for row, numbers in known.items()
        for what, quantity in numbers.items()
    }
    return fact_table(
        facts,
        "soft-parts",
        _title(known, key),
        text(
            "Change from {start} to {end} in {unit}, mean of all provinces with both "
            "values, and rank among them in each of the two years.",
            start=start,
            end=end,
            unit=unit_words(known[WITH]["change"].unit),
        ),
        Grid(
            text("Parts"),
            {WITH: text("without a hard break"), WITHOUT: text("without any break")},
            {
                "parts": text("Number of parts"),
                "change": text("Change"),
                "national_change": text("Mean of all provinces"),
                "rank_before": text("Rank before"),
                "rank_after": text("Rank after"),
                "provinces": text("Of"),
            },
            cells,
        ),
        sources_with(facts, indicator, soft),
        details=tuple(break_text(facts, one) for one in soft),
    )


def _told(
    facts: Facts, indicator: str, code: str, ends: tuple[int, int], allow_soft: bool
) -> dict[str, Quantity]:
    """Numbers by what they are; none where no part can be followed."""
    try:
        result = change_on_unbroken_parts(
            facts, indicator, code, *ends, allow_soft=allow_soft
        )
    except MissingValueError:
        return {}
    told = dict(zip(result.numbers["what"], quantities(result.numbers), strict=True))
    parts = parts_between(facts, indicator, code, *ends, allow_soft=allow_soft)
    return {**told, "parts": parts}


def _title(known: dict[str, dict[str, Quantity]], key: dict[str, object]) -> Text:
    if WITHOUT not in known:
        return text(
            "{name}, {province}: {with_soft} with soft breaks, nothing without them",
            with_soft=known[WITH]["change"],
            **key,
        )
    if known[WITH]["parts"].value == known[WITHOUT]["parts"].value:
        return text(
            "{name}, {province}: {change} on the parts without a break, none of which "
            "broke softly",
            change=known[WITHOUT]["change"],
            **key,
        )
    return text(
        "{name}, {province}: {with_soft} with the parts that broke softly, {without} "
        "without them",
        with_soft=known[WITH]["change"],
        without=known[WITHOUT]["change"],
        **key,
    )
