"""Gap plot: the treated less its weighted donors, among placebos."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import count_of
from par_eval.impact import Estimate, Placebos
from par_eval.language import say
from par_eval.show.effects.drawing import mark_start, name_upwards, ticks_across
from par_eval.show.effects.measures import GAP, PLACEBOS_AS_LARGE
from par_eval.show.effects.study import Study, first_treated_of
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.labels import Label, beside, place
from par_eval.show.figures.layout import wrapped
from par_eval.show.grid import Grid
from par_eval.show.numbers import columns_of
from par_eval.show.style import Size, colour
from par_eval.values import (
    ParEvalError,
    Quantity,
    Text,
    counted,
    quantities,
    text,
)

__all__ = ["gap_plot"]


def gap_plot(estimate: Estimate, placebos: Placebos, study: Study) -> Exhibit:
    """Gap of the treated from its weighted donors, among those of the placebos.

    Parameters
    ----------
    estimate : Estimate
        With effects by period.
    placebos : Placebos
        In space, by the same method on the same panel.
    study : Study
        What the estimate is about.

    Returns
    -------
    Exhibit
        Figure; its title says how many placebos are as large.

    Raises
    ------
    ParEvalError
        If the estimate has no effects by period, or the placebos are not its own.

    References
    ----------
    Abadie, Diamond and Hainmueller (2010), Journal of the American Statistical
    Association 105, figures 3 and 4.

    Examples
    --------
    >>> from par_eval.impact import placebo_in_space, synthetic_control
    >>> frame = pd.DataFrame({"unit": list("aaabbbcccddd"), "time": [1, 2, 3] * 4})
    >>> frame["y"] = [1.0, 4, 3, 4, 6, 6, 3, 3, 4, 2, 3, 9]
    >>> frame["treated"] = [0] * 11 + [1]
    >>> placebos = placebo_in_space("synthetic_control", frame)
    >>> study = Study("mine", "waiting time", "days", "d")
    >>> gap_plot(synthetic_control(frame), placebos, study).id
    'gaps-mine'
    """
    start = first_treated_of(estimate)
    _check(estimate, placebos)
    numbers = _numbers(placebos, study)

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_gaps(ax, placebos.gaps, start, study, size, language)

    told = _told(estimate, placebos, study)
    return Exhibit(
        id=f"gaps-{study.key}",
        kind="figure",
        facts=study.facts,
        title=_title(told),
        subtitle=text(
            "{outcome}, {unit}: {treated} less its weighted donors. Grey: the same for "
            "each donor, taken as treated. Dotted: {event}.",
            outcome=study.outcome,
            event=study.start,
            **told,
        ),
        alternative=text(
            "Lines of differences over time. {title}. The numbers stand in the table "
            "below.",
            title=_title(told),
        ),
        sources=study.sources,
        numbers=numbers,
        notes=_notes(placebos),
        grid=_grid(numbers, placebos, study),
        draw=draw,
        heights=(400, 350),
        cited=study.cited,
    )


def _check(estimate: Estimate, placebos: Placebos) -> None:
    """Refuse placebos whose first line is not that of the estimate."""
    own, effects = placebos.gaps.iloc[:, 0], estimate.effects["effect"]
    if not own.index.equals(effects.index) or not np.allclose(own, effects):
        raise ParEvalError(
            f"the placebos by {placebos.method} do not hold the effects of the "
            f"estimate by {estimate.method}; make both by one method on the same panel"
        )


def _told(estimate: Estimate, placebos: Placebos, study: Study) -> dict[str, object]:
    sizes = placebos.units["effect"].abs()
    others = placebos.gaps.columns[1:]
    periods = list(placebos.gaps.index)
    of = tuple(study.input(unit, periods) for unit in placebos.gaps.columns)
    large = round(placebos.p_value_effect * placebos.of) - 1
    assert 0 <= large < len(sizes)
    return {
        "treated": study.treated,
        "effect": study.average(estimate),
        "unit": study.unit,
        "start": str(first_treated_of(estimate)),
        "number": Quantity(large, "placebos", PLACEBOS_AS_LARGE, of),
        "placebos": count_of([study.input(u, periods) for u in others], "placebos"),
    }


def _title(told: dict[str, object]) -> Text:
    large = told["number"]
    assert isinstance(large, Quantity)
    return counted(
        "{treated}: {effect} {unit} on average from {start} on; {number} of {placebos} "
        "placebos is as large",
        "{treated}: {effect} {unit} on average from {start} on; {number} of {placebos} "
        "placebos are as large",
        int(large.value),
        **told,
    )


def _notes(placebos: Placebos) -> tuple[Text, ...]:
    lines = [
        text(
            "No placebo is left out, however poorly its donors fit it before the start."
        )
    ]
    if placebos.of < 20:
        lines.append(
            text("With so few placebos no share of one in twenty can be reached.")
        )
    return tuple(lines)


def _numbers(placebos: Placebos, study: Study) -> pd.DataFrame:
    """Gap of each unit in each period, the treated first."""
    gaps, rows = placebos.gaps, []
    every = study.input("*", gaps.index)
    for unit in gaps.columns:
        for period, value in gaps[unit].items():
            of = (study.input(unit, [period]), every)
            number = study.number(GAP, value, of)
            rows.append(
                {"unit_name": str(unit), "time": period, "measure": number.measure}
                | {"of": of, "value": number.value, "unit": number.unit}
            )
    return pd.DataFrame(rows, columns=columns_of("unit_name", "time"))


def _grid(numbers: pd.DataFrame, placebos: Placebos, study: Study) -> Grid:
    """Gaps of the treated by period, beside the smallest and largest placebo."""
    own = str(placebos.gaps.columns[0])
    cells: dict[tuple[object, object], object] = {}
    kept = zip(numbers["unit_name"], numbers["time"], quantities(numbers), strict=True)
    by_period: dict[object, list[Quantity]] = {}
    for unit, period, number in kept:
        if unit == own:
            cells[period, "own"] = number
        else:
            by_period.setdefault(period, []).append(number)
    for period, found in by_period.items():
        cells[period, "lowest"] = min(found, key=lambda one: one.value)
        cells[period, "highest"] = max(found, key=lambda one: one.value)
    return Grid(
        text("Period"),
        {period: str(period) for period in placebos.gaps.index},
        {
            "own": study.treated,
            "lowest": text("Lowest placebo"),
            "highest": text("Highest placebo"),
        },
        cells,
    )


def draw_gaps(
    ax: Axes,
    gaps: pd.DataFrame,
    start: object,
    study: Study,
    size: Size,
    language: str,
) -> Axes:
    """Draw the gaps, those of the treated in the accent colour.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    gaps : DataFrame
        Periods by units, the treated first.
    start : object
        First treated period.
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
    across = gaps.index.to_numpy(float)
    ax.axhline(0, color=colour("ink3"), linewidth=0.8, zorder=1)
    for unit in gaps.columns[1:]:
        ax.plot(across, gaps[unit], color=colour("mark"), linewidth=0.8, zorder=2)
    own = gaps.iloc[:, 0].to_numpy(float)
    ax.plot(across, own, color=colour("accent"), linewidth=2.6, zorder=4)
    wide = across[-1] - across[0]
    ax.set_xlim(
        across[0] - 0.02 * wide, across[-1] + (0.3 if size.narrow else 0.2) * wide
    )
    low, high = float(gaps.to_numpy().min()), float(gaps.to_numpy().max())
    ax.set_ylim(low - 0.06 * (high - low), high + 0.16 * (high - low))
    name_upwards(
        ax,
        text("{outcome}, {unit}", outcome=study.outcome, unit=study.unit),
        size,
        language,
    )
    ticks_across(ax, size, language, whole=True)
    ax.set_xticks([t for t in ax.get_xticks() if t <= across[-1]])
    at = list(gaps.index).index(start)
    labels = mark_start(
        ax, (across[at - 1] + across[at]) / 2, study.start, size, language
    )
    place(
        ax,
        [
            _own_label(across, own, study, size, language),
            *labels,
            _placebo_label(across, gaps, size, language),
        ],
    )
    return ax


def _own_label(
    across: np.ndarray, own: np.ndarray, study: Study, size: Size, language: str
) -> Label:
    """Name of the treated right of the end of its line."""
    words = wrapped(say(study.treated, language), 12 if size.narrow else 18)
    style: dict[str, Any] = {
        "color": colour("accent"),
        "fontweight": "bold",
        "fontsize": 11.0 if size.narrow else 12.5,
        "zorder": 7,
    }
    x, y = float(across[-1]), float(own[-1])
    over = {"xy": (x, y), "textcoords": "offset points", "ha": "right"}
    above = {**over, "xytext": (0, 8), "va": "bottom"}
    below = {**over, "xytext": (0, -8), "va": "top"}
    style["bbox"] = {"facecolor": colour("paper"), "edgecolor": "none", "pad": 0.5}
    where = (*beside(x, y, ("right",), 7), below, above)
    return Label(words, where, style, needed=True)


def _placebo_label(
    across: np.ndarray, gaps: pd.DataFrame, size: Size, language: str
) -> Label:
    """What the grey lines are, right of the outermost ones."""
    ends = np.sort(gaps.iloc[-1, 1:].to_numpy(float))
    places = tuple(
        spot
        for y in (ends[-1], ends[0], *ends[1:-1])
        for spot in beside(float(across[-1]), float(y), ("right",), 7)
    )
    style = {"color": colour("ink2"), "fontsize": 10.0 if size.narrow else 11.0}
    return Label(say(text("placebos"), language), places, style, needed=True)
