"""A specification curve: what each combination of choices says (rule 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

__all__ = ["Curve", "ways_of"]


def ways_of(
    values: np.ndarray, direction: int, decimals: int, middle: float = 0.0
) -> np.ndarray:
    """Which way margins point as they are printed.

    Parameters
    ----------
    values : ndarray
        Margins, in any shape.
    direction : int
        -1 where lower is better.
    decimals : int
        Decimals that are printed.
    middle : float
        Value that points neither way.

    Returns
    -------
    ndarray of int
        1 for better, -1 for worse, 0 for neither; same shape.

    Examples
    --------
    >>> ways_of(np.array([0.004, -0.3]), 1, 2).tolist()
    [0, -1]
    """
    return np.sign(np.round(values - middle, decimals)).astype(int) * direction


@dataclass(frozen=True)
class Curve:
    """A conclusion under every combination of defensible choices.

    Parameters
    ----------
    indicator : str
        Indicator id that the conclusion is on.
    unit : str
        Unit of the values.
    choices : mapping of str to sequence of str
        Options of each choice, its default first, in the order of the axes.
    values : ndarray
        Margin under each combination: one axis for each choice; missing where a
        combination leaves nothing to compare.
    direction : int
        -1 where lower is better.
    decimals : int
        Decimals in which a margin is printed, by which its way is told.
    middle : float
        Value that points neither way: 0 for margins, 50 for percentiles.

    References
    ----------
    Simonsohn, Simmons and Nelson (2020), Specification curve analysis, Nature Human
    Behaviour 4, 1208-1214.

    Examples
    --------
    >>> curve = Curve(
    ...     "a", "points", {"end": ("two", "last")}, np.array([0.2, -0.1]), 1, 2
    ... )
    >>> curve.number, curve.share, curve.worst
    (2, 0.5, -0.1)
    """

    indicator: str
    unit: str
    choices: Mapping[str, Sequence[str]]
    values: np.ndarray
    direction: int
    decimals: int
    middle: float = 0.0

    @property
    def base(self) -> float:
        """The margin under all defaults."""
        return float(self.values[(0,) * self.values.ndim])

    @cached_property
    def ways(self) -> np.ndarray:
        """1 for better, -1 for worse, 0 for neither; by the axes of `values`."""
        return ways_of(
            np.nan_to_num(self.values), self.direction, self.decimals, self.middle
        )

    @property
    def way(self) -> int:
        """Which way the margin under all defaults points."""
        return int(self.ways[(0,) * self.values.ndim])

    @cached_property
    def known(self) -> np.ndarray:
        """Which combinations can be run, by the axes of `values`."""
        return ~np.isnan(self.values)

    @property
    def number(self) -> int:
        """Combinations that can be run."""
        return int(self.known.sum())

    @property
    def share(self) -> float:
        """Share of the combinations that agree, each weighing the same."""
        return float((self.ways == self.way)[self.known].mean())

    @property
    def worst(self) -> float:
        """Margin of the combination that is least favourable to the conclusion."""
        side = (self.way or 1) * self.direction
        found = self.values[self.known]
        return float(found[np.argmin(found * side)])

    @property
    def shares(self) -> dict[str, dict[str, float]]:
        """Share that agrees under each option, whatever the other choices."""
        agree = np.where(self.known, self.ways == self.way, np.nan)
        found: dict[str, dict[str, float]] = {}
        for axis, (choice, options) in enumerate(self.choices.items()):
            rows = np.moveaxis(agree, axis, 0).reshape(len(options), -1)
            found[choice] = {
                option: float(np.nanmean(row)) if (~np.isnan(row)).any() else np.nan
                for option, row in zip(options, rows, strict=True)
            }
        return found

    def frame(self) -> pd.DataFrame:
        """One row for each combination that can be run, in order of the margin.

        Returns
        -------
        DataFrame
            A column for each choice with its option, ``value`` and ``agrees``.
        """
        places = np.argwhere(self.known)
        columns: dict[str, object] = {
            choice: np.asarray(options, dtype=object)[places[:, axis]]
            for axis, (choice, options) in enumerate(self.choices.items())
        }
        values = self.values[self.known]
        agrees = (self.ways == self.way)[self.known]
        frame = pd.DataFrame({**columns, "value": values, "agrees": agrees})
        return frame.sort_values("value", kind="stable", ignore_index=True)
