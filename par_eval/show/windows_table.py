"""Table of the windows of each change, or why a change is refused."""

from __future__ import annotations

from par_eval.evaluation import (
    Evaluation,
    Windows,
    change_range,
    count_of,
    over_period,
    parts_of,
    spanned,
)
from par_eval.series import hard, leaves_of, plain
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells
from par_eval.values import Joined, Quantity, Text, counted, quantities, text

__all__ = ["windows_table"]


def windows_table(evaluation: Evaluation) -> Exhibit:
    """Baseline, endline and change of each dimension, or why a change is refused.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; beside each refusal stand the windows that exist and the change on
        the parts without a break.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> windows_table(evaluate("Ca Mau", "2016-2020")).id
    'windows'
    """
    facts, national = evaluation.facts, evaluation.national
    names = [*national.dimensions, national.headline]
    numbers = evaluation.trends.numbers
    cells: Cells = {}
    for name in names:
        cells |= _window_cells(evaluation, name)
    rows = {name: facts.name("indicators", name) for name in names}
    leaves = [leaf for name in names for leaf in leaves_of(facts, name)]
    breaks = [b for name in names for b in evaluation.windows(name).breaks]
    return Exhibit(
        id="windows",
        kind="table",
        facts=facts,
        title=_windows_title(evaluation, names),
        subtitle=text(
            "Change of the score from baseline to endline; typical: median of the "
            "provinces over the same years; place: by change, among all provinces. In "
            "brackets: range over other defensible windows."
        ),
        alternative=text("Table of the windows of each dimension and their changes."),
        sources=tuple(sorted({*facts.sources_of(leaves), *(b.source for b in breaks)})),
        numbers=numbers,
        notes=evaluation.trends.notes,
        details=_break_notes(evaluation, names),
        grid=Grid(
            text("Dimension"),
            rows,
            {
                "windows": text("Baseline and endline"),
                "change": text("Change"),
                "typical": text("Typical"),
                "place": text("Place"),
                "unbroken": text("On parts without a break"),
            },
            cells,
            frozenset({"windows", "unbroken"}),
        ),
    )


def _window_cells(evaluation: Evaluation, name: str) -> Cells:
    found = evaluation.windows(name)
    cells: Cells = {(name, "unbroken"): _unbroken_cell(evaluation, name)}
    if found.baseline is None or found.endline is None:
        cells[name, "windows"] = _refusal(evaluation, name, found)
        return cells
    said = _said(evaluation, name)
    cells[name, "windows"] = text(
        "{baseline} to {endline}",
        baseline=_window(found.baseline.years, found.baseline.mark),
        endline=_window(found.endline.years, found.endline.mark),
    )
    cells[name, "change"] = _with_range(said["change"])
    cells[name, "typical"] = said["typical"]
    cells[name, "place"] = text("{rank} of {of}", rank=said["place"], of=said["of"])
    return cells


def _said(evaluation: Evaluation, name: str) -> dict[str, Quantity]:
    numbers = evaluation.trends.numbers
    rows = numbers[numbers["indicator"] == name]
    return dict(zip(rows["what"], quantities(rows), strict=True))


def _with_range(change: Quantity) -> Quantity | Text:
    ends = change_range(change)
    if ends is None:
        return change
    return text("{change} ({low} to {high})", change=change, low=ends[0], high=ends[1])


def _window(years: tuple[int, ...], mark: str) -> Text | int:
    if mark == "late":
        return text("{year} (late)", year=years[0])
    if mark == "single":
        return text("{year} (single)", year=years[0])
    return text("mean of {years}", years=Joined(years))


def _refusal(evaluation: Evaluation, name: str, found: Windows) -> Text | Joined:
    """Why there is no change over the period, and the windows that exist."""
    if not found.refused:
        return text("no two comparable years with data")
    years = tuple(sorted({b.year for b in hard(found.breaks)}))
    refusal = counted(
        "refused: hard break in {years}",
        "refused: hard breaks in {years}",
        len(years),
        years=Joined(years),
    )
    runs = _runs(evaluation, name)
    return Joined((refusal, *runs), "semicolon")


def _runs(evaluation: Evaluation, name: str) -> tuple[Text, ...]:
    numbers = evaluation.trends.numbers
    rows = numbers[numbers["indicator"] == name]
    said = []
    for (first, last), pair in rows.groupby(["first", "last"]):
        change, typical = quantities(pair)
        said.append(
            text(
                "{first} to {last}: {change} (typical {typical})",
                first=int(first),
                last=int(last),
                change=change,
                typical=typical,
            )
        )
    return tuple(said)


def _unbroken_cell(evaluation: Evaluation, name: str) -> object:
    """The change on parts without a break, beside every change that crosses one."""
    linked = spanned(evaluation, name)
    if linked is None:
        crossed = evaluation.windows(name).breaks
        return text("no part without a break") if crossed else "–"
    said = _said(evaluation, linked)
    if "change" not in said:
        return "–"
    parts = parts_of(evaluation, linked)
    return counted(
        "{change} (typical {typical}) on {number} part",
        "{change} (typical {typical}) on {number} parts",
        int(parts.value),
        number=parts,
        change=said["change"],
        typical=said["typical"],
    )


def _windows_title(evaluation: Evaluation, names: list[str]) -> Text:
    dimensions = [n for n in names if n != evaluation.national.headline]
    told = [n for n in dimensions if evaluation.windows(n).baseline is not None]
    if len(told) == len(dimensions):
        return text("Every dimension can be followed through the plan")
    return text(
        "{told} of {all} dimensions can be followed through the plan",
        told=count_of(over_period(evaluation, told), "dimensions"),
        all=count_of(over_period(evaluation, dimensions), "dimensions"),
    )


def _break_notes(evaluation: Evaluation, names: list[str]) -> tuple[Text, ...]:
    """What the breaks are, each cause once."""
    seen: dict[tuple[int, str], Text] = {}
    for name in names:
        for found in evaluation.windows(name).breaks:
            where = evaluation.facts.name("indicators", plain(found.indicator))
            kind = text("hard") if found.severity == "hard" else text("soft")
            seen[found.year, found.indicator] = text(
                "{year}, {where} ({kind}): {what}.",
                year=found.year,
                where=where,
                kind=kind,
                what=found.what,
            )
    return tuple(seen[key] for key in sorted(seen))
