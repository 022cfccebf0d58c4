"""Cells of the table of gains: levels with their years, changes, verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from par_eval.evaluation import Window
from par_eval.evaluation.spans import GAIN_VERDICTS, Gain
from par_eval.series import hard
from par_eval.values import Joined, Quantity, Text, counted, text

__all__ = ["COLUMNS", "cells_of", "gain_words"]

COLUMNS: dict[object, object] = {
    "baseline": text("Before"),
    "endline": text("At the end"),
    "later": text("After the period"),
    "since": text("Change after the end"),
    "noise": text("Its noise"),
    "verdict": text("Verdict on the gain"),
}


def cells_of(
    gains: Iterable[Gain],
) -> Iterator[tuple[tuple[object, object], object]]:
    """Cells of every gain, by indicator and column.

    Parameters
    ----------
    gains : iterable of Gain
        In the order of the rows.

    Yields
    ------
    ((str, str), object)
        Key and content of each cell that is not empty.
    """
    for gain in gains:
        name, told = gain.indicator, gain.told
        for what in ("baseline", "endline", "later"):
            window = getattr(gain, what)
            if window is not None:
                yield (name, what), _level(told[what], window)
        if "later_change" in told:
            yield (
                (name, "since"),
                text(
                    "{change} (typical {typical})",
                    change=told["later_change"],
                    typical=told["later_typical"],
                ),
            )
        if "later_noise" in told:
            yield (name, "noise"), told["later_noise"]
        yield (name, "verdict"), _verdict(gain)


def _level(level: Quantity, window: Window) -> Text:
    return text("{level} ({years})", level=level, years=Joined(window.years))


def _verdict(gain: Gain) -> Text:
    """The verdict, what noise explains of it, and the breaks that count."""
    words = gain_words(gain)
    years = tuple(sorted({b.year for b in hard(gain.breaks)}))
    if gain.verdict == "not_comparable":
        return counted(
            "{verdict}: hard break in {years}",
            "{verdict}: hard breaks in {years}",
            len(years),
            verdict=words,
            years=Joined(years),
        )
    soft = tuple(sorted({b.year for b in gain.breaks if b.severity == "soft"}))
    if soft and gain.later is not None:
        return counted(
            "{verdict}; crosses a soft break ({years})",
            "{verdict}; crosses soft breaks ({years})",
            len(soft),
            verdict=words,
            years=Joined(soft),
        )
    return words


def gain_words(gain: Gain) -> Text:
    """Verdict on a gain, with what noise alone can explain of it.

    Parameters
    ----------
    gain : Gain
        With its verdict.

    Returns
    -------
    Text

    Examples
    --------
    >>> gain_words(Gain("a", "lost", loss_beyond_noise=False)).message
    '{verdict} (loss within noise)'
    """
    verdict = GAIN_VERDICTS[gain.verdict]
    if gain.loss_beyond_noise is False:
        return text("{verdict} (loss within noise)", verdict=verdict)
    if gain.verdict == "held" and gain.gain_beyond_noise is False:
        return text("{verdict} (gain within noise)", verdict=verdict)
    return verdict
