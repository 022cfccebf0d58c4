"""Indicators: from published parts to wholes, edition by edition."""

from __future__ import annotations

import numpy as np
import pandas as pd

from par_eval.facts import Facts
from par_eval.series.breaks import breaks_between
from par_eval.series.parts import Span, leaves_of, plain, span_of
from par_eval.values import MissingValueError

__all__ = ["compose", "composition", "direction"]


def composition(facts: Facts, indicator: str) -> dict[int, tuple[str, ...]]:
    """Published parts that make up an indicator, edition by edition.

    A part belongs to a year's edition if any province has a value for it.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, with or without a span.

    Returns
    -------
    dict
        Parts by year, for the years in which there is at least one.
    """
    facts.indicator(plain(indicator))
    leaves = [leaf for leaf in leaves_of(facts, indicator) if leaf in facts.leaves]
    span = span_of(indicator)
    if span:
        leaves = [leaf for leaf in leaves if _whole_through(facts, leaf, span)]
    by_year: dict[int, list[str]] = {}
    for leaf in leaves:
        for year in facts.editions[leaf]:
            if span is None or span.start <= year <= span.end:
                by_year.setdefault(year, []).append(leaf)
    return {year: tuple(by_year[year]) for year in sorted(by_year)}


def _whole_through(facts: Facts, leaf: str, span: Span) -> bool:
    """Whether a part is in the editions of both ends and does not break between."""
    if not {span.start, span.end} <= set(facts.editions[leaf]):
        return False
    between = breaks_between(facts, leaf, span.start, span.end)
    return not [b for b in between if b.severity == "hard" or not span.allow_soft]


def compose(facts: Facts, indicator: str) -> pd.DataFrame:
    """Values of an indicator: as published, or the sum of its edition's parts.

    A province that lacks one part of an edition has no value for the whole: missing
    stays missing (rule 10).

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, with or without a span.

    Returns
    -------
    DataFrame
        Index year, columns province.

    Raises
    ------
    MissingValueError
        If an indicator with a span has no part without a break.
    """
    parts = composition(facts, indicator)
    span = span_of(indicator)
    if span and not parts:
        raise MissingValueError(
            f"{plain(indicator)} has no part without a break from {span.start} to "
            f"{span.end}"
        )
    rows = {
        year: sum(facts.leaves[leaf].loc[year] for leaf in leaves)
        for year, leaves in parts.items()
    }
    columns = pd.Index(facts.tables["provinces"]["province"], name="province")
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    frame.index.name = "year"
    if span:
        ends = frame.loc[[span.start, span.end]].notna().all()
        frame.loc[:, ~ends] = np.nan
    return frame.astype(float)


def direction(facts: Facts, indicator: str) -> int:
    """Sign that makes a higher value the better one (direction is data).

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id, with or without a span.

    Returns
    -------
    int
        1, or -1 where a lower value is better.
    """
    return -1 if facts.indicator(plain(indicator))["direction"] == "down" else 1
