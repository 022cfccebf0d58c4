"""Drawing an event study: dots with intervals on both sides of the start."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from par_eval.language import say
from par_eval.show.carrier import capital
from par_eval.show.effects.drawing import (
    font_of,
    mark_start,
    name_upwards,
    ticks_across,
)
from par_eval.show.effects.study import Study
from par_eval.show.figures.labels import place
from par_eval.show.style import Size, colour
from par_eval.values import text

__all__ = ["draw_event_study"]


def draw_event_study(
    ax: Axes, effects: pd.DataFrame, study: Study, size: Size, language: str
) -> Axes:
    """Draw effects by time since the start, open before it and filled from it on.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    effects : DataFrame
        As `par_eval.show.effects.event_times` gives them.
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
    times = effects.index.to_numpy(float)
    ax.set_xlim(times[0] - 0.6, times[-1] + 0.6)
    ends = np.append(effects.to_numpy().ravel(), 0.0)
    low, high = np.nanmin(ends), np.nanmax(ends)
    wide = (high - low) or 1.0
    ax.set_ylim(low - 0.08 * wide, high + 0.2 * wide)
    ax.axhline(0, color=colour("ink3"), linewidth=0.8, zorder=1)
    for time, row in effects.iterrows():
        role = "accent" if time >= 0 else "ink2"
        for kind, width in (("band_", 1.0), ("", 3.4)):
            span = [row[f"{kind}lower"], row[f"{kind}upper"]]
            if not np.isnan(span).any():
                ax.plot([time, time], span, color=colour(role), lw=width, zorder=2,
                        solid_capstyle="butt")  # fmt: skip
        ax.plot(
            [time],
            [row["effect"]],
            "o",
            markersize=8,
            markerfacecolor=colour("accent" if time >= 0 else "paper"),
            markeredgecolor=colour(role),
            markeredgewidth=1.5,
            zorder=3,
        )
    words = text("{outcome}, {unit}", outcome=study.outcome, unit=study.unit)
    name_upwards(ax, words, size, language)
    ticks_across(ax, size, language, whole=True)
    ax.set_xlabel(
        capital(say(text("periods since the start"), language)),
        loc="left",
        fontsize=font_of(size),
        labelpad=6,
    )
    place(ax, mark_start(ax, -0.5, study.start, size, language))
    return ax
