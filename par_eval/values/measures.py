"""Measures: what kind of number a quantity is."""

from __future__ import annotations

from dataclasses import dataclass

from par_eval.values.texts import Text

__all__ = ["MEASURES", "Measure", "define"]


@dataclass(frozen=True)
class Measure:
    """What kind of number a quantity is.

    Parameters
    ----------
    key : str
        Name used in the id of a quantity, such as ``median``.
    sentence : Text
        What it is, in a phrase for readers.
    not_for : Text
        What it must not be used for.
    operation : str
        How it follows from its inputs, for anyone who recomputes it: one of
        observation, sum, difference, mean, median, rank, percentile, share, count,
        or a word of its own that is none of these.
    decimals : int
        Printed decimals.
    function : str
        Dotted name of the function that computes it, below ``par_eval``.
    signed : bool
        Whether a plus sign is printed.
    """

    key: str
    sentence: Text
    not_for: Text
    operation: str
    decimals: int
    function: str
    signed: bool = False


MEASURES: dict[str, Measure] = {}
"""Every measure by its key; each module defines those that it computes."""


def define(measure: Measure) -> str:
    """Enter a measure in `MEASURES` and return its key.

    Parameters
    ----------
    measure : Measure
        The measure; the same one may be entered again.

    Returns
    -------
    str
        Its key, which quantities name.

    Raises
    ------
    ValueError
        If another measure already has the key.
    """
    if MEASURES.setdefault(measure.key, measure) != measure:
        raise ValueError(f"measure {measure.key!r} is defined twice")
    return measure.key
