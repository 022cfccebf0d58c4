"""Window pairs: baseline and endline under every combination of their options."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from par_eval.evaluation.moves import Pair
from par_eval.evaluation.period_pairs import pair_of, usual_pair
from par_eval.evaluation.specifications.options import WINDOWS
from par_eval.evaluation.subject import Subject
from par_eval.evaluation.windows import Window

__all__ = ["telling", "window_pairs"]


def window_pairs(
    subject: Subject, indicator: str, options: Mapping[str, tuple[str, ...]]
) -> dict[tuple[str, ...], Pair]:
    """Baseline and endline of an indicator under each combination of options.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id, with or without a span.
    options : mapping of str to tuple of str
        Options of each choice, as `listed` gives them.

    Returns
    -------
    dict of tuple of str to (Window, Window)
        By the options of the choices of `WINDOWS`, in their order; an option that
        makes no difference gives the pair that it does not change. Empty where no
        change may be stated.
    """
    own = pair_of(subject, indicator)
    if own is None:
        return {}
    by_outliers = {
        "next_year": own,
        "single": usual_pair(subject, indicator, flagged=False) or own,
        "admit": usual_pair(subject, indicator, flagged=True) or own,
    }
    return {
        (start, end, outliers): (
            _cut(by_outliers[outliers][0], start),
            _cut(by_outliers[outliers][1], end),
        )
        for start, end, outliers in product(*(options[choice] for choice in WINDOWS))
    }


def telling(
    pairs: Mapping[tuple[str, ...], Pair], options: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Options that give other windows than the default, whatever the other options.

    Parameters
    ----------
    pairs : mapping of tuple of str to (Window, Window)
        Result of `window_pairs`.
    options : mapping of str to tuple of str
        Options of each choice, in the order of the keys of `pairs`.

    Returns
    -------
    dict of str to tuple of str
        Each choice with its default and the options that make a difference.
    """
    found = {}
    for axis, (choice, (default, *others)) in enumerate(options.items()):
        kept = [
            option
            for option in others
            if any(
                pair != pairs[(*key[:axis], default, *key[axis + 1 :])]
                for key, pair in pairs.items()
                if key[axis] == option
            )
        ]
        found[choice] = (default, *kept)
    return found


def _cut(window: Window, option: str) -> Window:
    """The window itself, or its last year alone."""
    if option == "last_year" and len(window.years) > 1:
        return Window(window.years[-1:], "single")
    return window
