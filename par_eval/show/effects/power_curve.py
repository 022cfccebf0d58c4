"""Power curve: the chance that the placebo test sees an effect of each size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from par_eval.impact import Power
from par_eval.language import decimal, say
from par_eval.show.carrier import capital
from par_eval.show.effects.drawing import font_of, name_upwards, ticks_across
from par_eval.show.effects.measures import ADDED, SEEN, SMALLEST
from par_eval.show.effects.study import Study
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.labels import Label, beside, place
from par_eval.show.figures.layout import wrapped
from par_eval.show.grid import Grid
from par_eval.show.numbers import columns_of
from par_eval.show.style import Size, colour
from par_eval.values import Text, quantities, text

__all__ = ["power_curve"]

STEP = 5
"""Every which size of the curve stands in the table below it."""


def power_curve(found: Power, study: Study) -> Exhibit:
    """Chance to see an effect by its size, and the smallest that is seen often enough.

    Parameters
    ----------
    found : Power
        As `par_eval.impact.smallest_detectable_effect` gives it.
    study : Study
        What the estimate is about.

    Returns
    -------
    Exhibit
        Figure; its title names the smallest detectable effect, or says that there is
        none.

    Examples
    --------
    >>> curve = pd.DataFrame({"share": [0.0, 0.9], "up": [0.0, 1.0]}, index=[0.0, 2.0])
    >>> curve = curve.assign(down=0.8)
    >>> found = Power("difference", 2.0, 0.8, 0.95, curve, pd.DataFrame(), "placebo")
    >>> power_curve(found, Study("mine", "waiting time", "days", "d")).id
    'power-mine'
    """
    numbers = _numbers(found, study)

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_power(ax, found, study, size, language)

    title = _title(found, study)
    return Exhibit(
        id=f"power-{study.key}",
        kind="figure",
        facts=study.facts,
        title=title,
        subtitle=text(
            "{outcome}: share of placebo units with an added effect that the test "
            "sees, by the size of the effect, {unit}. Thin: effects up, and down.",
            outcome=study.outcome,
            unit=study.unit,
        ),
        alternative=text(
            "Rising line of the chance to see an effect over its size. {title}.",
            title=title,
        ),
        sources=study.sources,
        numbers=numbers,
        notes=(
            text("Found on the donors alone: the treated itself is not looked at."),
        ),
        grid=_grid(numbers, study),
        draw=draw,
        heights=(360, 320),
        cited=study.cited,
    )


def _title(found: Power, study: Study) -> Text:
    percent = f"{found.power * 100:.0f}"
    if found.smallest is None:
        return text(
            "{treated}: no effect, however large, would be seen in {percent}% of cases",
            treated=study.treated,
            percent=percent,
        )
    return text(
        "{treated}: an effect must reach {smallest} {unit} to be seen in {percent}% "
        "of cases",
        treated=study.treated,
        smallest=study.number(SMALLEST, found.smallest, (study.every,)),
        unit=study.unit,
        percent=percent,
    )


def _numbers(found: Power, study: Study) -> pd.DataFrame:
    """Share seen at each size of the effect."""
    rows = [
        {"effect": size, "measure": SEEN, "of": (study.every, f"{size:.6g}")}
        | {"value": float(share) * 100, "unit": "percent"}
        for size, share in found.curve["share"].items()
    ]
    return pd.DataFrame(rows, columns=columns_of("effect"))


def _grid(numbers: pd.DataFrame, study: Study) -> Grid:
    """Some sizes of the effect, and the share seen of each."""
    kept = list(zip(numbers["effect"], quantities(numbers), strict=True))[::STEP]
    return Grid(
        text("Size of the effect"),
        {size: study.number(ADDED, size, (study.every,)) for size, _ in kept},
        {"share": text("Seen, percent")},
        {(size, "share"): number for size, number in kept},
    )


def draw_power(ax: Axes, found: Power, study: Study, size: Size, language: str) -> Axes:
    """Draw the share seen over the size of the effect, and the smallest one.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    found : Power
        The curve.
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
    across = found.curve.index.to_numpy(float)
    wide = float(np.ptp(across)) or 1.0
    ax.set_xlim(
        across[0] - 0.01 * wide, across[-1] + (0.3 if size.narrow else 0.2) * wide
    )
    ax.set_ylim(-2, 108)
    for way in ("up", "down"):
        line = found.curve[way].to_numpy(float) * 100
        ax.plot(across, line, color=colour("mark"), linewidth=1.2, zorder=2)
    whole = found.curve["share"].to_numpy(float) * 100
    ax.plot(across, whole, color=colour("accent"), linewidth=2.6, zorder=3)
    name_upwards(ax, text("share seen, percent"), size, language, signed=False)
    ticks_across(ax, size, language, signed=False)
    ax.set_xticks([t for t in ax.get_xticks() if t <= across[-1] + 1e-9])
    ax.set_xlabel(
        capital(say(text("size of the effect, {unit}", unit=study.unit), language)),
        loc="left",
        fontsize=font_of(size),
        labelpad=6,
    )
    place(ax, _labels(ax, found, study, size, language))
    return ax


def _labels(
    ax: Axes, found: Power, study: Study, size: Size, language: str
) -> Iterator[Label]:
    """The smallest detectable effect, then what each line is."""
    font: dict[str, Any] = {"fontsize": 10.0 if size.narrow else 11.0, "zorder": 7}
    at = float(found.curve.index[-1])
    if found.smallest is not None:
        dotted: dict[str, Any] = {
            "color": colour("ink3"),
            "lw": 1.2,
            "linestyle": (0, (1, 2)),
        }
        ax.plot([found.smallest] * 2, [0, found.power * 100], **dotted)
        ax.plot([0, found.smallest], [found.power * 100] * 2, **dotted)
        value = decimal(found.smallest, language, study.decimals)
        words = say(
            text("{value} {unit}: seen in {percent}%", value=value, unit=study.unit,
                 percent=f"{found.power * 100:.0f}"),
            language,
        )  # fmt: skip
        words = wrapped(words, 16 if size.narrow else 20)
        style = {**font, "color": colour("accent"), "fontweight": "bold"}
        yield Label(
            words,
            tuple(
                spot
                for side in ("right", "left")
                for y in (found.power * 50, found.power * 25)
                for spot in beside(found.smallest, y, (side,), 8)
            ),
            {**style, "bbox": {"facecolor": colour("paper"), "edgecolor": "none"}},
            needed=True,
        )
    ends = {
        "share": text("both"),
        "up": text("effects up"),
        "down": text("effects down"),
    }
    for name, meant in ends.items():
        y = float(found.curve[name].iloc[-1]) * 100
        places = tuple(
            spot for lower in (0, 8, -8, 16, -16, 24) for spot in
            beside(at, y - lower, ("right",), 7)
        )  # fmt: skip
        role = "accent" if name == "share" else "ink2"
        style = {**font, "color": colour(role)}
        yield Label(say(meant, language), places, style, needed=name == "share")
