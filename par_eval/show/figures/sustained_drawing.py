"""Drawing the gains: one short path for each, running downwards in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from par_eval.evaluation.spans import Gain
from par_eval.language import decimal, say
from par_eval.show.carrier import capital
from par_eval.show.figures.layout import in_pixels, wrapped
from par_eval.show.style import Size, colour
from par_eval.show.sustained_cells import gain_words
from par_eval.values import Name, Text, text

__all__ = ["draw_gains", "gain_heights"]

TOP, FOOT = 26, 26
"""Pixels above the first row, and below the last one."""

ROW = {"wide": 64, "narrow": 110}
"""Height of a row."""

MIDDLE = {"wide": 32, "narrow": 64}
"""Pixels from the top of a row to the middle of its path."""

SPAN = {"wide": (216.0, 530.0), "narrow": (12.0, 206.0)}
"""Where the paths may lie, from left to right."""

ASIDE = {"wide": 560.0, "narrow": 222.0}
"""Where the numbers and the verdict begin."""

STEPS = ("baseline", "endline", "later")
DEEP = 13.0
"""Pixels from one step in time to the next."""


def gain_heights(gains: tuple[Gain, ...]) -> tuple[int, int]:
    """Heights of the wide and of the narrow drawing, in pixels.

    Parameters
    ----------
    gains : tuple of Gain
        What is drawn.

    Returns
    -------
    (int, int)

    Examples
    --------
    >>> wide, narrow = gain_heights((Gain("a", "held"),))
    >>> wide < narrow
    True
    """
    return tuple(TOP + FOOT + ROW[name] * len(gains) for name in ("wide", "narrow"))  # type: ignore[return-value]


def draw_gains(
    ax: Axes,
    gains: tuple[Gain, ...],
    names: Mapping[str, Name | Text],
    size: Size,
    language: str,
) -> Axes:
    """Draw the path of each gain beside that of the typical province.

    Parameters
    ----------
    ax : Axes
        Axes to draw on.
    gains : tuple of Gain
        Those that can be followed after the period.
    names : mapping of str to Name or Text
        Their names.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    Axes
        The same axes.
    """
    in_pixels(ax, size)
    scale = _scale(ax, gains, size, language)
    for place, gain in enumerate(gains):
        top = TOP + place * ROW[size.name]
        if place:
            ax.plot([0, size.width], [top, top], color=colour("rule"), linewidth=0.7)
        middle = top + MIDDLE[size.name]
        before = [scale(0)] * 2, [middle - 2 * DEEP, middle + 2 * DEEP]
        ax.plot(*before, color=colour("ink"), linewidth=1)
        _path(ax, _values(gain, typical=True), middle, scale, typical=True)
        _path(ax, _values(gain, typical=False), middle, scale, typical=False)
        _name(ax, names[gain.indicator], top, middle, size, language)
        _aside(ax, gain, middle, size, language)
    return ax


def _values(gain: Gain, *, typical: bool) -> list[float]:
    """Distance from the baseline at each step."""
    keys = ("typical", "whole_typical") if typical else ("change", "whole_change")
    return [0.0, *(gain.told[key].value for key in keys)]


def _scale(
    ax: Axes, gains: tuple[Gain, ...], size: Size, language: str
) -> Callable[[float], float]:
    """Turn points into pixels; name the level before, and some others at the foot."""
    every = [v for g in gains for t in (True, False) for v in _values(g, typical=t)]
    low, high = min(every), max(every)
    left, right = SPAN[size.name]

    def at(value: float) -> float:
        return left + (right - left) * (value - low) / max(high - low, 1e-9)

    foot = size.height - FOOT
    ticks = MaxNLocator(3 if size.narrow else 5).tick_values(low, high)
    for tick in (float(t) for t in ticks if low <= t <= high):
        ax.plot([at(tick)] * 2, [foot, foot + 4], color=colour("mark"), linewidth=0.8)
        ax.text(
            at(tick),
            foot + 7,
            _points(tick, ticks, language),
            ha="center",
            va="top",
            fontsize=10.5,
            color=colour("ink2"),
        )
    _head(ax, at(0), size, language)
    return at


def _points(tick: float, ticks: object, language: str) -> str:
    return decimal(tick, language, 1 if abs(tick * 10 % 1) < 1e-6 else 2, signed=True)


def _head(ax: Axes, zero: float, size: Size, language: str) -> None:
    """Words above the line of the level before."""
    words = say(text("level before the gain"), language)
    near = zero < size.width / 3
    ax.text(
        zero - (4 if near else -4),
        2,
        words,
        ha="left" if near else "right",
        va="top",
        fontsize=10.5,
        color=colour("ink2"),
    )


def _path(
    ax: Axes,
    values: list[float],
    middle: float,
    scale: Callable[[float], float],
    *,
    typical: bool,
) -> None:
    tone = colour("mark") if typical else colour("accent")
    x = [scale(value) for value in values]
    y = [middle + DEEP * (step - 1) for step in range(len(STEPS))]
    down = values[2] < values[1]
    for part, dashed in ((slice(0, 2), False), (slice(1, 3), down)):
        ax.plot(
            x[part],
            y[part],
            color=tone,
            linewidth=1.5 if typical else 2.4,
            linestyle=(0, (3, 1.8)) if dashed else "-",
            zorder=2 if typical else 3,
        )
    for step, marker in enumerate("ooD"):
        ax.plot(
            x[step],
            y[step],
            marker,
            markersize=(5 if typical else 7.5) - (1 if marker == "D" else 0),
            color=tone,
            markerfacecolor=colour("paper") if step == 0 else tone,
            markeredgewidth=1.4,
            zorder=4 if typical else 5,
        )


def _name(
    ax: Axes, name: Name | Text, top: float, middle: float, size: Size, language: str
) -> None:
    words = capital(say(name, language))
    if size.narrow:
        ax.text(2, top + 6, wrapped(words, 46), ha="left", va="top", fontsize=11)
    else:
        ax.text(2, middle, wrapped(words, 27), ha="left", va="center", fontsize=12)


def _aside(ax: Axes, gain: Gain, middle: float, size: Size, language: str) -> None:
    """Change at the end of the period and after it, and the verdict below."""
    numbers = " → ".join(
        decimal(gain.told[key].value, language, 2, signed=True)
        for key in ("change", "whole_change")
    )
    left = ASIDE[size.name]
    letter = 10.5 if size.narrow else 11.5
    ax.text(
        left,
        middle - 4,
        numbers,
        ha="left",
        va="bottom",
        fontweight="bold",
        color=colour("accent"),
        fontsize=letter,
    )
    words = wrapped(say(gain_words(gain), language), 20 if size.narrow else 26)
    ax.text(left, middle - 1, words, ha="left", va="top", fontsize=letter)
