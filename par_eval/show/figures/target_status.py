"""Target status: each target with its threshold, measurement and verdict (rule 2)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import TARGET_VERDICTS, Attainment, Evaluation
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.target_drawing import draw_targets
from par_eval.show.figures.target_rows import TargetRow, target_heights, target_rows
from par_eval.show.grid import Grid
from par_eval.show.style import Size
from par_eval.values import TRACED, Joined, Quantity, Text, counted, text

__all__ = ["target_status"]

NAME = "target-status"
MOST = 2
"""Verdicts that the title lists; where there are more, it gives their number only."""


def target_status(evaluation: Evaluation) -> Exhibit:
    """One row for each known target: what was wanted, what was measured, the verdict.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure; its title says how many measurements judge how many of the targets. A
        text where no target of the period is known.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> target_status(evaluate("Ca Mau", "2016-2020")).id
    'target-status'
    """
    facts, found = evaluation.facts, evaluation.attainment
    if not found.targets:
        return absent(
            facts,
            NAME,
            text("Targets and what was measured"),
            text("No target with a deadline in the period is known."),
        )
    rows = target_rows(evaluation)

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_targets(ax, rows, size, language)

    cited = {source for target in found.targets for source in target.sources}
    return Exhibit(
        id=NAME,
        kind="figure",
        facts=facts,
        title=_title(found),
        subtitle=Joined(tuple(_subtitle(evaluation, rows)), "sentences"),
        alternative=_alternative(rows),
        sources=tuple(sorted(cited)),
        numbers=_numbers(rows),
        notes=tuple(_notes(rows)),
        grid=_grid(rows),
        draw=draw,
        heights=target_heights(rows, facts.languages),
    )


def _title(found: Attainment) -> Text:
    known, judged = found.count("known"), found.count("judged")
    if not judged.value:
        return counted(
            "The only known target cannot be judged",
            "Not one of the {number} known targets can be judged",
            int(known.value),
            number=known,
        )
    said = {"judged": judged, "known": known, "number": found.count("measurements")}
    outcomes = tuple(
        text("{verdict}: {number}", verdict=words, number=found.count(key))
        for key, words in TARGET_VERDICTS.items()
        if any(target.verdict == key for target in found.judged_targets)
    )
    if len(outcomes) > MOST:
        return counted(
            "One measurement judges {judged} of {known} known targets",
            "{number} measurements judge {judged} of {known} known targets",
            found.measurements,
            **said,
        )
    return counted(
        "One measurement judges {judged} of {known} known targets ({outcomes})",
        "{number} measurements judge {judged} of {known} known targets ({outcomes})",
        found.measurements,
        outcomes=Joined(outcomes, "semicolon"),
        **said,
    )


def _subtitle(evaluation: Evaluation, rows: tuple[TargetRow, ...]) -> Iterator[Text]:
    province = evaluation.facts.name("provinces", evaluation.province)
    yield text(
        "Targets that fell due in the period, in percent. Heavy tick: what was wanted."
    )
    if any(row.target.measurement for row in rows):
        yield text("Dot: {province} in the year due.", province=province)
    if any(row.mean for row in rows):
        yield text("Thin tick: national mean as printed.")
    if any(row.band for row in rows):
        yield text("Grey bar: middle half of the provinces.")
    if not all(row.target.measurement for row in rows):
        yield text("Dashed: no independent measurement.")


def _notes(rows: tuple[TargetRow, ...]) -> Iterator[Text]:
    open_dots = any(
        row.target.measurement and (row.repeated or not row.target.judged)
        for row in rows
    )
    if open_dots:
        yield text(
            "An open dot repeats a measurement from above, or judges nothing, since "
            "the target was not seen in a source."
        )
    if any(not row.target.judged for row in rows):
        yield text("Not verified is not the same as not achieved.")


def _alternative(rows: tuple[TargetRow, ...]) -> Text:
    return text(
        "Chart with one row for each target. {values}.",
        values=Joined(tuple(_told(row) for row in rows), "semicolon"),
    )


def _told(row: TargetRow) -> Text:
    target = row.target
    said = {
        "name": target.short,
        "set_by": target.set_by,
        "aim": target.short_aim or text("a group, no number"),
        "verdict": TARGET_VERDICTS[target.verdict],
    }
    if target.measurement is None:
        return text("{name} ({set_by}), {aim}: {verdict}", **said)
    return text(
        "{name} ({set_by}), {aim}: measured {value}, {verdict}",
        value=target.measurement,
        **said,
    )


def _cells(row: TargetRow) -> Iterator[tuple[str, Quantity]]:
    """The numbers of a row that are drawn."""
    named = {
        "threshold": row.target.threshold,
        "measurement": row.target.measurement,
        "mean": row.mean,
    }
    named |= dict(zip(("lower_quartile", "upper_quartile"), row.band, strict=False))
    for what, quantity in named.items():
        if quantity is not None:
            yield what, quantity


def _numbers(rows: tuple[TargetRow, ...]) -> pd.DataFrame:
    found = [
        {"target": row.target.target, "what": what}
        | {column: getattr(quantity, column) for column in (*TRACED, "interval")}
        for row in rows
        for what, quantity in _cells(row)
    ]
    return pd.DataFrame(found, columns=["target", "what", *TRACED, "interval"])


def _grid(rows: tuple[TargetRow, ...]) -> Grid:
    cells: dict[tuple[object, object], object] = {}
    for row in rows:
        key = row.target.target
        cells |= {(key, what): quantity for what, quantity in _cells(row)}
        cells[key, "verdict"] = TARGET_VERDICTS[row.target.verdict]
    columns = {
        "threshold": text("Threshold"),
        "measurement": text("Result"),
        "mean": text("National mean"),
        "lower_quartile": text("Lower quartile"),
        "upper_quartile": text("Upper quartile"),
        "verdict": text("Verdict"),
    }
    drawn = {what for row in rows for what, _ in _cells(row)} | {"verdict"}
    return Grid(
        text("Target"),
        {row.target.target: _name(row) for row in rows},
        {key: label for key, label in columns.items() if key in drawn},
        cells,
    )


def _name(row: TargetRow) -> Text:
    return text("{name} ({set_by})", name=row.target.short, set_by=row.target.set_by)
