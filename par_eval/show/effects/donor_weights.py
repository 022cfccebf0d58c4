"""Donor weights: who makes up what the treated is compared with."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import count_of
from par_eval.impact import Estimate
from par_eval.language import decimal
from par_eval.show.effects.drawing import bars_height, row_names
from par_eval.show.effects.measures import WEIGHT
from par_eval.show.effects.study import Study
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.numbers import columns_of
from par_eval.show.style import Size, colour
from par_eval.values import ParEvalError, Quantity, Text, counted, quantities, text

__all__ = ["donor_weights"]

HALF = 0.5
THRESHOLD = 0.01
MOST = 15
"""Bars, however many donors reach the threshold."""
ROUNDING = 1e-9


def donor_weights(
    estimate: Estimate, study: Study, *, threshold: float = THRESHOLD
) -> Exhibit:
    """Weights of donors from a threshold on, and how few carry half of the weight.

    Parameters
    ----------
    estimate : Estimate
        With unit weights.
    study : Study
        What the estimate is about.
    threshold : float
        Weight from which on a donor has a bar of its own, the 15 heaviest at most.

    Returns
    -------
    Exhibit
        Figure; its title says how many donors carry half of the weight.

    Raises
    ------
    ParEvalError
        If the estimate has no unit weights, or none reaches the threshold.

    Examples
    --------
    >>> weights = {"unit": pd.Series({"a": 0.75, "b": 0.25})}
    >>> found = Estimate("synthetic control", 1.0, weights=weights)
    >>> donor_weights(found, Study("mine", "waiting time", "days", "d")).id
    'weights-mine'
    """
    if "unit" not in estimate.weights:
        raise ParEvalError(
            f"the estimate by {estimate.method} weighs no units; give one by synthetic "
            "control or synthetic difference in differences"
        )
    weights = estimate.weights["unit"].sort_values(ascending=False, kind="stable")
    shown = weights[weights >= threshold].iloc[:MOST]
    if shown.empty:
        raise ParEvalError(
            f"no donor weighs {threshold:g} or more; the largest weight is "
            f"{weights.max():.3g}; give a lower threshold"
        )
    numbers = _numbers(shown, estimate, study)

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_weights(ax, shown, study, size, language)

    told = _told(weights, shown, estimate, study)
    return Exhibit(
        id=f"weights-{study.key}",
        kind="figure",
        facts=study.facts,
        title=_title(told),
        subtitle=text(
            "Weights of donors by {method}; all weights sum to one.",
            method=METHODS.get(estimate.method, estimate.method),
        ),
        alternative=text(
            "Bars of weights, the heaviest first. {title}. The numbers stand in the "
            "table below.",
            title=_title(told),
        ),
        sources=study.sources,
        numbers=numbers,
        notes=(_note(told),),
        grid=Grid(
            text("Donor"),
            {unit: study.name(unit) for unit in shown.index},
            {"weight": text("Weight")},
            {
                (unit, "weight"): number
                for unit, number in zip(shown.index, quantities(numbers), strict=True)
            },
        ),
        draw=draw,
        heights=bars_height(len(shown)),
        cited=study.cited,
    )


METHODS = {
    "synthetic control": text("synthetic control"),
    "synthetic difference in differences": text("synthetic difference in differences"),
}
"""Words for the methods that weigh donors."""


def _weight(
    units: list[object], value: float, estimate: Estimate, study: Study
) -> Quantity:
    periods = list(estimate.effects.index)
    of = tuple(study.input(unit, periods) for unit in units)
    return Quantity(float(value), "share", WEIGHT, of)


def _told(
    weights: pd.Series, shown: pd.Series, estimate: Estimate, study: Study
) -> dict[str, Quantity]:
    """Fewest donors with half of the weight, all donors, and those with a bar."""
    few = int((weights.cumsum() < HALF - ROUNDING).sum()) + 1
    periods = list(estimate.effects.index)

    def number(units: list[object]) -> Quantity:
        return count_of([study.input(unit, periods) for unit in units], "donors")

    heavy, drawn, every = (
        list(chosen.index) for chosen in (weights.iloc[:few], shown, weights)
    )
    return {
        "few": number(heavy),
        "carried": _weight(heavy, weights.iloc[:few].sum(), estimate, study),
        "drawn": number(drawn),
        "shown": _weight(drawn, shown.sum(), estimate, study),
        "all": number(every),
    }


def _title(told: dict[str, Quantity]) -> Text:
    return counted(
        "{number} of {all} donors carries {carried} of the weight",
        "{number} of {all} donors carry {carried} of the weight",
        int(told["few"].value),
        number=told["few"],
        all=told["all"],
        carried=told["carried"],
    )


def _note(told: dict[str, Quantity]) -> Text:
    return counted(
        "The {number} donor with a bar carries {shown}, all others together the rest.",
        "The {number} donors with a bar carry {shown}, all others together the rest.",
        int(told["drawn"].value),
        number=told["drawn"],
        shown=told["shown"],
    )


def _numbers(shown: pd.Series, estimate: Estimate, study: Study) -> pd.DataFrame:
    rows = []
    for unit, value in shown.items():
        number = _weight([unit], value, estimate, study)
        rows.append(
            {"unit_name": str(unit), "measure": number.measure, "of": number.of}
            | {"value": number.value, "unit": number.unit}
        )
    return pd.DataFrame(rows, columns=columns_of("unit_name"))


def draw_weights(
    ax: Axes, shown: pd.Series, study: Study, size: Size, language: str
) -> Axes:
    """Draw a bar for each donor, with its weight at the end.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    shown : Series
        Weights, the heaviest first.
    study : Study
        What is shown.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    Axes
    """
    rows = range(len(shown))
    ax.barh(rows, shown, height=0.62, color=colour("mark"))
    row_names(ax, [study.name(unit) for unit in shown.index], size, language)
    ax.set_xlim(0, float(shown.max()) * (1.25 if size.narrow else 1.12))
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    for row, value in zip(rows, shown, strict=True):
        ax.annotate(
            decimal(float(value), language, 2),
            (float(value), row),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=10.0 if size.narrow else 11.0,
            color=colour("ink"),
        )
    return ax
