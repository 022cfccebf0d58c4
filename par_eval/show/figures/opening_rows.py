"""Rows of the chart of openings: what is known, and of how many provinces nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from par_eval.evaluation.openings import Opening
from par_eval.values import Name, Text

__all__ = ["OpeningRows", "opening_heights", "year_of"]


@dataclass(frozen=True)
class OpeningRows:
    """What the chart shows.

    Parameters
    ----------
    found : tuple of Opening
        Openings with at least one bound, in the order of their rows.
    unknown : int
        Number of provinces of which no bound is known; the own one may be among them.
    names : mapping of str to Name
        Names of the provinces.
    province : str
        Code of the own province.
    place : Text
        Words beside its mark.
    """

    found: tuple[Opening, ...]
    unknown: int
    names: Mapping[str, Name]
    province: str
    place: Text

    @property
    def own_unknown(self) -> bool:
        """Whether no bound of the own opening is known."""
        return all(opening.province != self.province for opening in self.found)

    @property
    def others_unknown(self) -> int:
        """Other provinces of which no bound is known."""
        return self.unknown - self.own_unknown


def year_of(day: pd.Timestamp) -> float:
    """A day on an axis of years, on which a year's number is its first of January.

    Parameters
    ----------
    day : Timestamp
        Day.

    Returns
    -------
    float

    Examples
    --------
    >>> year_of(pd.Timestamp("2001-07-02")) > 2001.49
    True
    """
    first = pd.Timestamp(year=day.year, month=1, day=1)
    length = 366 if day.is_leap_year else 365
    return float(day.year + (day - first).days / length)


def opening_heights(rows: OpeningRows) -> tuple[int, int]:
    """Heights of the wide and of the narrow drawing, in pixels.

    Parameters
    ----------
    rows : OpeningRows
        What is drawn.

    Returns
    -------
    (int, int)
    """
    lines = len(rows.found) + rows.own_unknown + (rows.others_unknown > 0) + 1
    return 40 + 21 * lines, 40 + 24 * lines
