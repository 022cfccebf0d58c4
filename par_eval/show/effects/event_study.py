"""Event study: effects by time since the treatment began, with their intervals."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import count_of
from par_eval.impact import Estimate, Regression
from par_eval.show.effects.event_drawing import draw_event_study
from par_eval.show.effects.event_times import event_times
from par_eval.show.effects.measures import (
    BEYOND_ZERO,
    BY_EVENT_TIME,
    EVENT_HIGH,
    EVENT_LOW,
)
from par_eval.show.effects.study import Study
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.numbers import columns_of
from par_eval.show.style import Size
from par_eval.values import Quantity, Text, identity, quantities, text

__all__ = ["event_study"]

BAND = text("simultaneous band")
POINTWISE = text("interval of each period alone")


def event_study(found: Estimate | Regression, study: Study) -> Exhibit:
    """Effects by time since the treatment began, before and after it.

    Parameters
    ----------
    found : Estimate or Regression
        Average by event time (`GroupTime.aggregate`), an estimate with effects by
        period, or a two-way regression on dummies that are named by event times.
    study : Study
        What the estimate is about.

    Returns
    -------
    Exhibit
        Figure; its title says how many effects differ from zero. Where the estimate
        has no interval by period, the title says nothing on that.

    Raises
    ------
    ParEvalError
        If there is no effect by event time on both sides of the start.

    References
    ----------
    Callaway and Sant'Anna (2021), Journal of Econometrics 225, section 4, for the
    simultaneous band.

    Examples
    --------
    >>> effects = pd.DataFrame(
    ...     {"effect": [0.1, 2.0], "band_lower": [-1.0, 1.0], "band_upper": [1.0, 3.0]},
    ...     index=pd.Index([-1, 0], name="event_time"),
    ... )
    >>> study = Study("mine", "waiting time", "days", "treated units")
    >>> event_study(Estimate("staggered", 2.0, effects=effects), study).id
    'event-study-mine'
    """
    effects = event_times(found)
    numbers = _numbers(effects, study)

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_event_study(ax, effects, study, size, language)

    title = _title(effects, found, study)
    return Exhibit(
        id=f"event-study-{study.key}",
        kind="figure",
        facts=study.facts,
        title=title,
        subtitle=text(
            "{outcome}, {unit}: effect by periods since the start. {intervals} Open: "
            "before the start, where none is expected.",
            outcome=study.outcome,
            unit=study.unit,
            intervals=_intervals(effects),
        ),
        alternative=text(
            "Dots with intervals by periods since the start. {title}. The numbers "
            "stand in the table below.",
            title=title,
        ),
        sources=study.sources,
        numbers=numbers,
        notes=tuple(_notes(effects)),
        grid=_grid(numbers, effects, study),
        draw=draw,
        heights=(380, 340),
        cited=study.cited,
    )


def _notes(effects: pd.DataFrame) -> Iterator[Text]:
    yield text(
        "Effects before the start near zero do not show that trends would have been "
        "parallel after it."
    )
    every = range(effects.index.min(), effects.index.max() + 1)
    if len(effects) == len(every) - 1:
        yield text("The period without a dot is that which all are compared with.")


def _intervals(effects: pd.DataFrame) -> Text:
    if effects["band_lower"].notna().any():
        return text("Thick: interval of each period; thin: band that holds for all.")
    if effects["lower"].notna().any():
        return text("Lines: interval of each period alone, not of all together.")
    return text("The method gives no intervals by period.")


def _title(effects: pd.DataFrame, found: Estimate | Regression, study: Study) -> Text:
    low, high = _widest(effects)
    known = effects[low.notna()]
    if known.empty:
        return text(
            "{treated}: {effect} {unit} on average from the start on",
            treated=study.treated,
            effect=_average(effects, found, study),
            unit=study.unit,
        )
    beyond = (low > 0) | (high < 0)
    sides = {"after": known.index >= 0, "before": known.index < 0}
    counts = {
        side: (
            _beyond(known.index[chosen], beyond, study),
            _count(list(known.index[chosen]), study),
        )
        for side, chosen in sides.items()
    }
    return text(
        "{treated}: {late} of {after} effects from the start on differ from zero, and "
        "{early} of {before} before it",
        treated=study.treated,
        late=counts["after"][0],
        after=counts["after"][1],
        early=counts["before"][0],
        before=counts["before"][1],
    )


def _widest(effects: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The band where there is one, else the interval of each period."""
    kind = "band_" if effects["band_lower"].notna().any() else ""
    return effects[f"{kind}lower"], effects[f"{kind}upper"]


def _average(
    effects: pd.DataFrame, found: Estimate | Regression, study: Study
) -> Quantity:
    if isinstance(found, Estimate):
        return study.average(found)
    of = tuple(_id(time, study) for time in effects.index[effects.index >= 0])
    return study.number(BY_EVENT_TIME, effects.loc[0:, "effect"].mean(), of)


def _id(time: object, study: Study) -> str:
    """Id of the effect at a time since the start, which may lie before it."""
    return identity(BY_EVENT_TIME, (study.every, f"{time}"))


def _beyond(times: pd.Index, beyond: pd.Series, study: Study) -> Quantity:
    of = tuple(_id(time, study) for time in times)
    return Quantity(int(beyond[times].sum()), "effects", BEYOND_ZERO, of)


def _count(times: list[object], study: Study) -> Quantity:
    return count_of([_id(time, study) for time in times], "effects")


def _numbers(effects: pd.DataFrame, study: Study) -> pd.DataFrame:
    low, high = _widest(effects)
    words = BAND if effects["band_lower"].notna().any() else POINTWISE
    rows = []
    for time, value in effects["effect"].items():
        number = study.number(BY_EVENT_TIME, value, (study.every, f"{time}"))
        known = pd.notna(low[time])
        rows.append(
            {"event_time": time, "measure": number.measure, "of": number.of}
            | {"value": number.value, "unit": number.unit}
            | {"low": low[time], "high": high[time]}
            | {"interval": words.message if known else None}
        )
    return pd.DataFrame(rows, columns=columns_of("event_time"))


def _grid(numbers: pd.DataFrame, effects: pd.DataFrame, study: Study) -> Grid:
    cells: dict[tuple[object, object], object] = {}
    for time, number in zip(numbers["event_time"], quantities(numbers), strict=True):
        cells[time, "effect"] = number
        ends = {"low": (EVENT_LOW, number.low), "high": (EVENT_HIGH, number.high)}
        for what, (kind, end) in ends.items():
            if end is not None:
                cells[time, what] = study.number(kind, end, (number.id,))
    return Grid(
        text("Periods since the start"),
        {time: str(time).replace("-", "\N{MINUS SIGN}") for time in effects.index},
        {
            "effect": text("Effect"),
            "low": text("From"),
            "high": text("To"),
        },
        cells,
    )
