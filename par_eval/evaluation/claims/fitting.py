"""Whether a figure agrees with what is stated, as far as printed decimals tell."""

from __future__ import annotations

from collections.abc import Sequence

from par_eval.series.printed import EXACT, rounding
from par_eval.values import Text, text

__all__ = ["against", "agreement", "fit"]

Ends = tuple[float, float]

CLOSE = 10.0**-EXACT


def against(bounds: Ends, stated: Ends) -> bool | None:
    """Whether bounds agree with what is stated.

    Parameters
    ----------
    bounds : (float, float)
        Lowest and highest value that our figures allow.
    stated : (float, float)
        Ends of what is stated; equal for one number.

    Returns
    -------
    bool or None
        None where the bounds hold values that agree and values that do not.

    Examples
    --------
    >>> against((9, 9), (1, 10)), against((25, 43), (9, 9)), against((5, 50), (1, 7))
    (True, False, None)
    """
    if stated[0] <= bounds[0] and bounds[1] <= stated[1]:
        return True
    if bounds[1] < stated[0] or bounds[0] > stated[1]:
        return False
    return None


def fit(stated: Ends, value: float) -> bool | None:
    """Whether a value is what is stated, with the decimals that are printed.

    Parameters
    ----------
    stated : (float, float)
        Ends of what is stated; equal for one number.
    value : float
        Our value.

    Returns
    -------
    bool or None
        None where the value has too few decimals to tell.

    Examples
    --------
    >>> fit((46.04, 46.04), 46.0416), fit((46.04, 46.04), 46.06)
    (True, False)
    >>> fit((93.54, 93.54), 93.5) is None
    True
    """
    low = stated[0] - rounding(stated[0])
    high = stated[1] + rounding(stated[1])
    if low - CLOSE <= value <= high + CLOSE:
        return True
    coarse = rounding(value)
    if coarse > min(rounding(end) for end in stated):
        near = low - coarse - CLOSE <= value <= high + coarse + CLOSE
        return None if near else False
    return False


def agreement(fits: Sequence[bool | None]) -> tuple[bool | None, list[Text]]:
    """Whether several figures on one thing agree with what is stated.

    Parameters
    ----------
    fits : sequence of bool or None
        Whether each of them agrees; at least one.

    Returns
    -------
    fits, reasons : (bool or None, list of Text)
        None where they contradict each other or cannot tell, with the reason.

    Examples
    --------
    >>> agreement([True, True])
    (True, [])
    >>> agreement([True, False])[0] is None
    True
    """
    if len(set(fits)) == 1 and fits[0] is not None:
        return fits[0], []
    if None in fits:
        return None, [text("It is printed with too few decimals to tell.")]
    return None, [text("Its sources contradict each other.")]
