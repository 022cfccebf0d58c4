"""Leave one donor out: whether the effect hangs on a single donor."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import count_of
from par_eval.impact import Estimate
from par_eval.language import decimal, say
from par_eval.show.carrier import capital
from par_eval.show.effects.drawing import bars_height, font_of, row_names, ticks_across
from par_eval.show.effects.measures import WEIGHT, WITHOUT
from par_eval.show.effects.study import Study
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.words import lines_of
from par_eval.show.grid import Grid
from par_eval.show.numbers import columns_of
from par_eval.show.style import Size, colour
from par_eval.values import ParEvalError, Quantity, Text, counted, quantities, text

__all__ = ["without_each_donor"]


MOST = 15
"""Donors that are drawn; of more those that move the effect most."""


def without_each_donor(
    estimate: Estimate, left_out: pd.DataFrame, study: Study
) -> Exhibit:
    """The effect without each donor in turn, beside that with all of them.

    Parameters
    ----------
    estimate : Estimate
        With all donors.
    left_out : DataFrame
        As `par_eval.impact.leave_one_out` gives it for the same method and panel.
    study : Study
        What the estimate is about.

    Returns
    -------
    Exhibit
        Figure; its title says how far the effect moves.

    Raises
    ------
    ParEvalError
        If the rows do not belong to the estimate.

    References
    ----------
    Abadie, Diamond and Hainmueller (2015), American Journal of Political Science 59.

    Examples
    --------
    >>> left_out = pd.DataFrame(
    ...     {"weight": [0.7, 0.3], "effect": [2.0, 1.4], "change": [0.5, -0.1]},
    ...     index=["a", "b"],
    ... )
    >>> study = Study("mine", "waiting time", "days", "d")
    >>> without_each_donor(Estimate("synthetic control", 1.5), left_out, study).id
    'without-mine'
    """
    whole = left_out["effect"] - left_out["change"]
    if left_out.empty or not np.allclose(whole, estimate.estimate):
        raise ParEvalError(
            f"the effects without a donor do not belong to the estimate by "
            f"{estimate.method}; make both by one method on the same panel"
        )
    numbers = _numbers(estimate, left_out, study)
    told = _told(estimate, left_out, study)
    most = left_out["change"].abs().nlargest(MOST).index
    drawn = left_out[left_out.index.isin(most)]

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_effects(ax, estimate, drawn, study, size, language)

    return Exhibit(
        id=f"without-{study.key}",
        kind="figure",
        facts=study.facts,
        title=_title(told),
        subtitle=text(
            "{outcome}, {unit}: average effect when one donor is left out, the "
            "heaviest first. The line is the effect with all donors.",
            outcome=study.outcome,
            unit=study.unit,
        ),
        alternative=text(
            "Dots of effects, one for each donor left out: from {low} to {high} "
            "{unit}; with all donors {effect}.",
            **told,
        ),
        sources=study.sources,
        numbers=numbers,
        notes=_notes(estimate, left_out, drawn, study),
        grid=_grid(numbers, left_out, study),
        draw=draw,
        heights=bars_height(len(drawn) + 1),
        cited=study.cited,
    )


def _told(
    estimate: Estimate, left_out: pd.DataFrame, study: Study
) -> dict[str, object]:
    low, high = (
        _without(estimate, left_out, unit, study)
        for unit in (left_out["effect"].idxmin(), left_out["effect"].idxmax())
    )
    effect = study.average(estimate)
    said = {"effect": effect, "low": low, "high": high}
    return {**said, "treated": study.treated, "unit": study.unit}


def _title(told: dict[str, object]) -> Text:
    return text(
        "{treated}: {effect} {unit}; without any one donor from {low} to {high}", **told
    )


def _notes(
    estimate: Estimate, left_out: pd.DataFrame, drawn: pd.DataFrame, study: Study
) -> tuple[Text, ...]:
    weightless = text("A donor without weight changes nothing and is not drawn.")
    rest = left_out.index.difference(drawn.index)
    if rest.empty:
        return (weightless,)
    of = [study.input(unit, estimate.effects.index) for unit in rest]
    more = counted(
        "{number} more donor, which moves the effect less, stands in the table.",
        "{number} more donors, which move the effect less, stand in the table.",
        len(rest),
        number=count_of(of, "donors"),
    )
    return weightless, more


def _without(
    estimate: Estimate, left_out: pd.DataFrame, unit: object, study: Study
) -> Quantity:
    periods = estimate.effects.index
    of = (study.input("*", periods), study.input(unit, periods))
    return study.number(WITHOUT, left_out.loc[unit, "effect"], of)


def _numbers(estimate: Estimate, left_out: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Weight of each donor, and the effect without it."""
    rows = []
    for unit, weight in left_out["weight"].items():
        of = (study.input(unit, estimate.effects.index),)
        found = {
            "weight": Quantity(float(weight), "share", WEIGHT, of),
            "effect": _without(estimate, left_out, unit, study),
        }
        rows += [
            {"unit_name": str(unit), "what": what, "measure": number.measure}
            | {"of": number.of, "value": number.value, "unit": number.unit}
            for what, number in found.items()
        ]
    return pd.DataFrame(rows, columns=columns_of("unit_name", "what"))


def _grid(numbers: pd.DataFrame, left_out: pd.DataFrame, study: Study) -> Grid:
    keys = zip(numbers["unit_name"], numbers["what"], strict=True)
    return Grid(
        text("Donor left out"),
        {str(unit): study.name(unit) for unit in left_out.index},
        {"weight": text("Its weight"), "effect": text("Effect without it")},
        dict(zip(keys, quantities(numbers), strict=True)),
    )


def draw_effects(
    ax: Axes,
    estimate: Estimate,
    left_out: pd.DataFrame,
    study: Study,
    size: Size,
    language: str,
) -> Axes:
    """Draw a dot for each donor left out, and the whole as a line.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    estimate : Estimate
        With all donors.
    left_out : DataFrame
        Effects without each.
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
    effects = left_out["effect"].to_numpy(float)
    whole = float(estimate.estimate)
    ends = [*effects, whole, 0.0]
    wide = max(ends) - min(ends) or 1.0
    room = (0.42 if size.narrow else 0.14) * wide
    ax.set_xlim(min(ends) - room, max(ends) + room)
    names = [text("all donors"), *(study.name(unit) for unit in left_out.index)]
    row_names(ax, names, size, language)
    ax.axvline(0, color=colour("ink3"), linewidth=0.8, zorder=1)
    ax.plot([whole, whole], [0, len(effects)], color=colour("accent"), lw=1.4, zorder=2)
    rows = np.arange(1, len(effects) + 1)
    for row, effect in zip(rows, effects, strict=True):
        ax.plot([whole, effect], [row, row], color=colour("mark"), lw=1.2, zorder=2)
    dot: dict[str, Any] = {"linestyle": "none", "marker": "o", "zorder": 3}
    ax.plot(effects, rows, color=colour("mark"), markersize=7, **dot)
    ax.plot([whole], [0], color=colour("accent"), markersize=9, **dot)
    dots = [(whole, 0.0), *zip(effects, rows.astype(float), strict=True)]
    _values(ax, dots, whole, study, size, language)
    ticks_across(ax, size, language)
    words = text("{outcome}, {unit}", outcome=study.outcome, unit=study.unit)
    lines = lines_of(capital(say(words, language)), size.width - 60, font_of(size))
    style: dict[str, Any] = {"fontsize": font_of(size), "loc": "right"}
    ax.set_xlabel("\n".join(lines), labelpad=6, **style)
    return ax


def _values(
    ax: Axes,
    dots: list[tuple[float, float]],
    whole: float,
    study: Study,
    size: Size,
    language: str,
) -> None:
    """The value of each dot on the side away from the line."""
    for effect, row in dots:
        way = 1 if effect > whole else -1
        own = row == 0
        ax.annotate(
            decimal(effect, language, study.decimals, signed=True),
            (effect, row),
            xytext=(way * 9, 0),
            textcoords="offset points",
            ha="left" if way > 0 else "right",
            va="center",
            fontsize=10.0 if size.narrow else 11.0,
            color=colour("accent") if own else colour("ink"),
            fontweight="bold" if own else "normal",
            bbox={"facecolor": colour("paper"), "edgecolor": "none", "pad": 0.5},
        )
