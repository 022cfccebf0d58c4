"""Coverage: which series have values in which years, and where they break."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import Evaluation, count_of, over_period
from par_eval.facts import Facts
from par_eval.series import leaves_of
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.coverage_drawing import draw_coverage, heights
from par_eval.show.figures.coverage_rows import (
    CoverageRow,
    coverage_rows,
    years_text,
)
from par_eval.show.grid import Grid
from par_eval.show.numbers import columns_of
from par_eval.show.style import Size
from par_eval.values import Joined, Quantity, Text, address, quantities, text

__all__ = ["coverage"]


def coverage(evaluation: Evaluation) -> Exhibit:
    """What may be compared: years with values, gaps and breaks of every series.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure; its title counts the dimensions that can be followed across the plan.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> coverage(evaluate("Ca Mau", "2016-2020")).id
    'coverage'
    """
    facts, national = evaluation.facts, evaluation.national
    rows = coverage_rows(evaluation)
    if not any(row.values or row.places for row in rows):
        return absent(
            facts,
            "coverage",
            text("What may be compared"),
            text("No instrument of the data has a value of the province."),
        )
    years = _years(rows)
    instrument = facts.name("instruments", national.instrument)

    def draw(ax: Axes, size: Size, language: str) -> None:
        period = (national.start, national.end)
        draw_coverage(ax, rows, instrument, years, period, size, language)

    numbers = _numbers(evaluation, rows)
    return Exhibit(
        id="coverage",
        kind="figure",
        facts=facts,
        title=_title(evaluation, rows),
        subtitle=_subtitle(rows),
        alternative=_alternative(rows),
        sources=_sources(facts, rows),
        numbers=numbers,
        notes=_notes(evaluation, rows),
        grid=_grid(rows, numbers),
        draw=draw,
        heights=heights(rows),
    )


def _years(rows: tuple[CoverageRow, ...]) -> list[int]:
    """Years of the main instrument, without gaps; those of all if it has none."""
    found = [r for r in rows if r.main] or rows
    known = [y for row in found for y in (*row.values, *row.places, *row.missing)]
    return list(range(min(known), max(known) + 1))


def _numbers(evaluation: Evaluation, rows: tuple[CoverageRow, ...]) -> pd.DataFrame:
    """How many years of the plan each series has a value in."""
    lines = []
    for row in rows:
        within = [y for y in row.values if y in evaluation.national.years]
        if not within:
            continue
        cases = [address(row.indicator, evaluation.province, y) for y in within]
        count = count_of(cases, "years")
        lines.append(
            {
                "indicator": row.indicator,
                "what": "years",
                "measure": count.measure,
                "of": count.of,
                "value": float(count.value),
                "unit": count.unit,
            }
        )
    return pd.DataFrame(lines, columns=columns_of("indicator", "what"))


def _title(evaluation: Evaluation, rows: tuple[CoverageRow, ...]) -> Text:
    names = evaluation.national.dimensions
    if not names:
        return text("No dimension has a value in the years of the plan")
    known = [r for r in rows if r.indicator in names and r.followed]
    clean = [r for r in known if not r.windows.breaks]
    every, followed, unbroken = (
        count_of(over_period(evaluation, found), "dimensions")
        for found in (names, _ids(known), _ids(clean))
    )
    if not known:
        return text(
            "None of {all} dimensions can be followed across the plan", all=every
        )
    said: dict[str, Quantity] = {"followed": followed, "all": every}
    if not clean:
        return text(
            "{followed} of {all} dimensions can be followed across the plan, only "
            "across soft breaks",
            **said,
        )
    if len(clean) == len(known):
        return text(
            "{followed} of {all} dimensions can be followed across the plan, without "
            "a break",
            **said,
        )
    return text(
        "{followed} of {all} dimensions can be followed across the plan, {unbroken} "
        "of them without a break",
        unbroken=unbroken,
        **said,
    )


def _ids(rows: list[CoverageRow]) -> list[str]:
    return [row.indicator for row in rows]


def _subtitle(rows: tuple[CoverageRow, ...]) -> Joined:
    found = [
        text("Each bar is a run of years with values that may be compared."),
        text(
            "Dotted upright: hard break; slit in a bar: soft break; dotted line: no "
            "value here, though other provinces have one."
        ),
    ]
    if any(row.places for row in rows):
        found.append(text("Hollow: only the place is known, not the score."))
    found.append(text("Blue and bold: can be followed across the plan."))
    return Joined(tuple(found), "sentences")


def _alternative(rows: tuple[CoverageRow, ...]) -> Text:
    items = tuple(
        text(
            "{name}: values in {values}; across the plan: {answer}",
            name=row.name,
            values=years_text(row.values),
            answer=_answer(row),
        )
        for row in rows
    )
    return text("Chart of runs of years. {rows}.", rows=Joined(items, "semicolon"))


def _answer(row: CoverageRow) -> Text:
    """Whether a series can be followed across the plan, and from when to when."""
    found = row.windows
    if found.baseline is not None and found.endline is not None:
        first, last = found.baseline.years[0], found.endline.years[-1]
        return text("followed from {first} to {last}", first=first, last=last)
    if found.refused:
        years = tuple(sorted({b.year for b in found.breaks}))
        return text("not followed: hard break in {years}", years=Joined(years))
    return text("not followed: values are missing")


def _notes(evaluation: Evaluation, rows: tuple[CoverageRow, ...]) -> tuple[Text, ...]:
    facts = evaluation.facts
    notes = []
    table = facts.tables["missing"]
    held = table[
        (table["instrument"] == evaluation.national.instrument)
        & (table["province"] == evaluation.province)
        & (table["withheld"] == "yes")
    ]
    if len(held):
        notes.append(
            text(
                "Held back by the publisher, in whole or in part: {years}.",
                years=Joined(tuple(sorted(int(year) for year in held["year"]))),
            )
        )
    if any(b.documented is False for row in rows for b in row.breaks):
        notes.append(
            text("Some breaks are inferred from national means; no document was seen.")
        )
    notes.append(
        text(
            "An empty year: not published, or not in the data; a whole has every break "
            "of its parts."
        )
    )
    return tuple(notes)


def _sources(facts: Facts, rows: tuple[CoverageRow, ...]) -> tuple[str, ...]:
    """Sources of the main series and their breaks, and of the other instruments."""
    found: set[str] = set()
    for row in rows:
        if row.main:
            found |= set(facts.sources_of(leaves_of(facts, row.indicator)))
            found |= {b.source for b in row.breaks if b.documented}
        else:
            own = facts.instrument(str(facts.indicator(row.indicator)["instrument"]))
            found |= {str(own["source"])} if own.get("source") else set()
    return tuple(sorted(found))


def _grid(rows: tuple[CoverageRow, ...], numbers: pd.DataFrame) -> Grid:
    columns = {
        "values": text("Years with a value"),
        "missing": text("Missing, others have one"),
        "breaks": text("Breaks"),
        "answer": text("Across the plan"),
        "count": text("Years of the plan"),
    }
    cells: dict[tuple[object, object], object] = {}
    counts = dict(zip(numbers["indicator"], quantities(numbers), strict=True))
    for row in rows:
        said = {
            "values": _values(row),
            "missing": years_text(row.missing),
            "breaks": _breaks(row),
            "answer": _answer(row),
            "count": counts.get(row.indicator, "–"),
        }
        cells |= {(row.indicator, key): words for key, words in said.items()}
    names = {row.indicator: row.name for row in rows}
    words = frozenset(columns) - {"count"}
    return Grid(text("Series"), names, columns, cells, words)


def _values(row: CoverageRow) -> Text | str:
    if not row.places:
        return years_text(row.values)
    places = years_text(row.places)
    if not row.values:
        return text("place only: {places}", places=places)
    values = years_text(row.values)
    return text("{values}; place only: {places}", values=values, places=places)


def _breaks(row: CoverageRow) -> Joined | str:
    """Years before which breaks lie; each by itself, since none is a span."""
    said = []
    if row.hard_years:
        said.append(text("hard: {years}", years=_listed(row.hard_years)))
    if row.soft_years:
        said.append(text("soft: {years}", years=_listed(row.soft_years)))
    return Joined(tuple(said), "semicolon") if said else "–"


def _listed(years: tuple[int, ...]) -> str:
    return ", ".join(str(year) for year in years)
