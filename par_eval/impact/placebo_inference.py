"""Inference from placebo effects: one method gives error, interval and p-value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import erfc, sqrt
from statistics import NormalDist

import numpy as np

__all__ = ["Inference", "from_placebos", "normal", "share_as_large"]

ROUNDING = 1e-9
"""Differences, as a share of the larger value, that are rounding and count as equal."""


@dataclass(frozen=True)
class Inference:
    """What a method says about how sure an effect is.

    Parameters
    ----------
    name : str
        The method, with what it counts.
    standard_error : float or None
    interval : (float, float) or None
    p_value : float or None
    diagnostics : mapping of str to object
        What else the same placebos show.
    """

    name: str
    standard_error: float | None = None
    interval: tuple[float, float] | None = None
    p_value: float | None = None
    diagnostics: Mapping[str, object] = field(default_factory=dict)


def normal(name: str, estimate: float, error: float, level: float) -> Inference:
    """Interval and two-sided p-value of a normal estimate with this standard error.

    Parameters
    ----------
    name : str
    estimate, error : float
        In units of the outcome.
    level : float
        Coverage of the interval.

    Returns
    -------
    Inference

    Examples
    --------
    >>> round(normal("", 1.96, 1.0, 0.95).p_value, 3)
    0.05
    """
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    p_value = erfc(abs(estimate) / error / sqrt(2)) if error else float(estimate == 0)
    interval = (float(estimate - reach), float(estimate + reach))
    return Inference(name, error, interval, p_value)


def share_as_large(
    actual: float, placebos: np.ndarray, *, with_actual: bool = True
) -> float:
    """Share of placebo values that are at least as large as the actual one.

    Parameters
    ----------
    actual : float
    placebos : ndarray
        Values of the same statistic, large where they speak against no effect.
    with_actual : bool
        Whether the actual one is counted among them, as an exact test needs.

    Returns
    -------
    float

    Examples
    --------
    >>> share_as_large(3.0, np.array([1.0, 3.0, 2.0]))
    0.5
    """
    count = int((placebos >= actual * (1 - ROUNDING)).sum())
    return (count + with_actual) / (len(placebos) + with_actual)


def from_placebos(
    method: str, estimate: float, placebos: np.ndarray, level: float, *, drawn: bool
) -> Inference:
    """Inference by the spread of placebo effects, or by the share that are as large.

    Parameters
    ----------
    method : {"placebo", "permutation"}
        The spread, with a normal distribution, or the share.
    estimate : float
        The effect, in units of the outcome.
    placebos : ndarray
        Effects of placebos, made without the treated.
    level : float
        Coverage of the interval.
    drawn : bool
        Whether the placebos were drawn at random.

    Returns
    -------
    Inference
    """
    count = len(placebos)
    sizes, size = np.abs(placebos), abs(estimate)
    counted = share_as_large(size, sizes)
    said = {
        "placebos": count,
        "standard_error_divisor_n": float(placebos.std()),
        "standard_error_divisor_n_minus_1": float(placebos.std(ddof=1)),
        "permutation_p_value": share_as_large(size, sizes, with_actual=False),
        "permutation_p_value_treated_counted": counted,
        "smallest_p_value": 1 / (count + 1),
    }
    how = "drawn at random" if drawn else "every one once"
    if method == "placebo":
        name = f"placebo variance, {count} placebos, {how}, divisor n (normal)"
        found = normal(name, estimate, float(placebos.std()), level)
        return replace(found, diagnostics=said)
    name = f"permutation, {count} placebos, {how}, the treated counted"
    reach = _reach(sizes, level)
    return Inference(name, None, (estimate - reach, estimate + reach), counted, said)


def _reach(sizes: np.ndarray, level: float) -> float:
    """Largest distance from the estimate that the permutation test does not reject.

    An effect is rejected where the estimate less it is as large as so few placebos that
    the p-value is at most 1 - level. With too few placebos none ever is.
    """
    allowed = int(np.floor((1 - level) * (len(sizes) + 1) + ROUNDING)) - 1
    if allowed < 0:
        return float("inf")
    return float(np.sort(sizes)[::-1][allowed])
