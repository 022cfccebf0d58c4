"""Rows of the coverage chart: the years in which a series has values, its breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from par_eval.evaluation import Evaluation, Windows
from par_eval.facts import Facts
from par_eval.series import Break, breaks_between, hard
from par_eval.show.figures.common import runs
from par_eval.values import Name

__all__ = ["CoverageRow", "coverage_rows", "years_text"]


@dataclass(frozen=True)
class CoverageRow:
    """What is known of one series of the province.

    Parameters
    ----------
    indicator : str
        Indicator id.
    name : Name
        Of the indicator; of the instrument where it stands for another one.
    main : bool
        Whether it belongs to the instrument that answers the questions.
    values : tuple of int
        Years with a value of the province.
    places : tuple of int
        Further years, of which only its printed place is known.
    missing : tuple of int
        Years in which other provinces have one or the other, and this one neither.
    breaks : tuple of Break
        Breaks between the years of the series, of either kind (rule 3).
    windows : Windows
        Baseline and endline in the plan period, or why there are none (rule 1).
    """

    indicator: str
    name: Name
    main: bool
    values: tuple[int, ...]
    places: tuple[int, ...]
    missing: tuple[int, ...]
    breaks: tuple[Break, ...]
    windows: Windows

    @property
    def followed(self) -> bool:
        """Whether its change over the plan period may be stated."""
        return self.windows.baseline is not None and self.windows.endline is not None

    @property
    def hard_years(self) -> tuple[int, ...]:
        """Years that may not be compared with those before them."""
        return tuple(sorted({b.year for b in hard(self.breaks)}))

    @property
    def soft_years(self) -> tuple[int, ...]:
        """Years before which only soft breaks lie."""
        every = {b.year for b in self.breaks}
        return tuple(sorted(every - set(self.hard_years)))


def coverage_rows(evaluation: Evaluation) -> tuple[CoverageRow, ...]:
    """The headline, its dimensions and the headlines of the other instruments.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    tuple of CoverageRow
        Those that any province has a value or a printed place of.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> rows = coverage_rows(evaluate("Ca Mau", "2016-2020"))
    >>> rows[0].main, rows[-1].main
    (True, False)
    """
    facts, national = evaluation.facts, evaluation.national
    main = {
        name: facts.name("indicators", name)
        for name in (national.headline, *facts.parts.get(national.headline, ()))
    }
    others = {
        str(row["headline"]): facts.label(str(row["instrument"]), row)
        for row in facts.tables["instruments"].to_dict("records")
        if row["instrument"] != national.instrument
    }
    found = [_row(evaluation, name, label, True) for name, label in main.items()]
    found += [_row(evaluation, name, label, False) for name, label in others.items()]
    return tuple(row for row in found if row.values or row.places or row.missing)


def _row(evaluation: Evaluation, indicator: str, name: Name, main: bool) -> CoverageRow:
    facts, code = evaluation.facts, evaluation.province
    frame = facts.series(indicator).dropna(how="all")
    values = {int(year) for year in frame[code].dropna().index}
    printed = _printed(facts, indicator)
    places = set(printed["year"][printed["place"] == code].astype(int)) - values
    every = {int(year) for year in frame.index} | set(printed["year"].astype(int))
    return CoverageRow(
        indicator=indicator,
        name=name,
        main=main,
        values=tuple(sorted(values)),
        places=tuple(sorted(places)),
        missing=tuple(sorted(every - values - places)),
        breaks=_breaks(facts, indicator, every),
        windows=evaluation.windows(indicator),
    )


def _printed(facts: Facts, indicator: str) -> pd.DataFrame:
    """Places of provinces that a source prints and the data goes by."""
    table = facts.table("reported")
    return table[
        (table["indicator"] == indicator)
        & (table["scope"] == "province")
        & (table["statistic"] == "rank")
        & (table["used"] == "yes")
    ]


def _breaks(facts: Facts, indicator: str, years: set[int]) -> tuple[Break, ...]:
    return breaks_between(facts, indicator, min(years), max(years)) if years else ()


def years_text(years: Iterable[int]) -> str:
    """Years in digits, those that follow one another as first and last.

    Parameters
    ----------
    years : iterable of int
        Years, in any order.

    Returns
    -------
    str
        A dash where there is none.

    Examples
    --------
    >>> years_text([2004, 2001, 2002, 2003, 2006])
    '2001–2004, 2006'
    """
    spans = [
        f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs(years)
    ]
    return ", ".join(spans) or "–"
