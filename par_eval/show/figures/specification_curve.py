"""Specification curve: one conclusion under every combination of choices (rule 9)."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import Evaluation
from par_eval.evaluation.robustness import Conclusion
from par_eval.series import leaves_of, plain
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.curve_drawing import curve_heights, draw_curve
from par_eval.show.figures.option_rows import CHOICES, OPTIONS, option_rows
from par_eval.show.grid import Grid
from par_eval.show.style import Size
from par_eval.values import Quantity, Text, text, unit_words

__all__ = ["specification_curve"]

NAME = "specifications"


def specification_curve(evaluation: Evaluation) -> Exhibit:
    """Margin of the change with most combinations of choices, under each of them.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure; its title says how many combinations agree. A text where the choices
        leave no change more than one combination.

    References
    ----------
    Simonsohn, Simmons and Nelson (2020), Specification curve analysis, Nature Human
    Behaviour 4, 1208-1214.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> specification_curve(evaluate("Ca Mau", "2016-2020")).id
    'specifications'
    """
    facts = evaluation.facts
    changes = [o for o in evaluation.robustness.conclusions if o.kind == "change"]
    found = [one for one in changes if one.combined]
    if not found:
        return absent(
            facts,
            NAME,
            text("Conclusions under every combination of choices"),
            text("No conclusion on a change has more than one combination of choices."),
        )
    shown = max(found, key=lambda one: one.curve.number if one.curve else 0)
    curve = shown.curve
    assert curve is not None
    rows = option_rows(facts, curve)

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_curve(ax, curve, rows, size, language)

    return Exhibit(
        id=NAME,
        kind="figure",
        facts=facts,
        title=_title(shown),
        subtitle=text(
            "Change less that of its peers, {unit}, under each combination of the "
            "listed choices, in order. Filled: it agrees; open: it does not; ringed: "
            "the choices of this report. Ticks: the options that a combination takes.",
            unit=unit_words(curve.unit),
        ),
        alternative=_title(shown),
        sources=facts.sources_of(leaves_of(facts, plain(curve.indicator))),
        numbers=_numbers(shown),
        notes=(
            text(
                "The combinations share most of their data, so their share is no "
                "probability. Of all changes the one with most combinations is shown."
            ),
        ),
        grid=_grid(shown),
        draw=draw,
        heights=curve_heights(rows, facts.languages),
    )


def _title(shown: Conclusion) -> Text:
    assert shown.combined is not None
    agreeing, number, _ = shown.combined
    said = {"name": shown.name, "verdict": shown.verdict, "number": number}
    if agreeing.value == number.value:
        return text("{name}: {verdict} in all {number} combinations", **said)
    return text(
        "{name}: {verdict} in {agreeing} of {number} combinations",
        agreeing=agreeing,
        **said,
    )


def _told(shown: Conclusion) -> dict[str, Quantity]:
    assert shown.combined is not None
    agreeing, number, worst = shown.combined
    return {
        "base": shown.base.quantity,
        "agreeing": agreeing,
        "number": number,
        "worst": worst,
    }


def _numbers(shown: Conclusion) -> pd.DataFrame:
    runs = {f"{r.choice}/{r.option}/{r.part}": r.quantity for r in shown.runs}
    rows = [
        {"what": what, **{k: v for k, v in vars(q).items() if k != "notes"}}
        for what, q in {**_told(shown), **runs}.items()
    ]
    return pd.DataFrame(rows)


def _grid(shown: Conclusion) -> Grid:
    """The margin of this report, of each single change, and the worst of all."""
    base, worst = _told(shown)["base"], _told(shown)["worst"]
    rows: dict[object, object] = {"base": text("as in this report")}
    cells: dict[tuple[object, object], object] = {("base", "margin"): base}
    for run in shown.runs:
        if run.part or run.choice not in {**CHOICES, "soft_breaks": None}:
            continue
        key = (run.choice, run.option)
        rows[key] = text(
            "{choice}: {option}",
            choice=CHOICES.get(run.choice, text("parts with a soft break")),
            option=OPTIONS[run.option],
        )
        cells[key, "margin"] = run.quantity
    rows["worst"] = text("worst of all combinations")
    cells["worst", "margin"] = worst
    return Grid(text("Choice changed"), rows, {"margin": text("Margin")}, cells)
