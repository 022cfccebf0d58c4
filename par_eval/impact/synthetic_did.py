"""Synthetic difference in differences: weighted donors against weighted periods.

Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021, American Economic Review 111,
section 1; algorithms 1, 3 and 4). The weights here are the exact minima of their
criteria, to a duality gap that is stated; the authors' program stops earlier.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from par_eval.impact.assignments import (
    Assignments,
    observed_assignment,
    placebo_assignments,
)
from par_eval.impact.estimate import Estimate
from par_eval.impact.jackknife import jackknife
from par_eval.impact.panel import Panel, read_panel
from par_eval.impact.placebo_inference import Inference, from_placebos
from par_eval.impact.simplex import EVEN, simplex_weights
from par_eval.impact.synthetic_control import effects_of
from par_eval.values import ParEvalError

__all__ = ["DidFits", "fit_synthetic_did", "synthetic_did"]

TIME_RIDGE = 1e-6
"""Ridge of the time weights, in noise levels: it only makes them unique."""


@dataclass(frozen=True)
class DidFits:
    """Synthetic differences in differences of a batch of assignments.

    Parameters
    ----------
    effects : ndarray, shape (batch,)
        Average effect over the periods after treatment.
    gaps : ndarray, shape (batch, periods)
        Treated mean less weighted donors, less the same in the weighted earlier
        periods.
    weights : ndarray, shape (batch, units)
        Unit weights.
    time_weights : ndarray, shape (batch, pre)
        Weights of the periods before treatment.
    noise, zeta : ndarray, shape (batch,)
        Noise level, and the ridge parameter of the unit weights.
    objective, gap : ndarray, shape (batch, 2)
        Criterion of unit and of time weights, and its duality gap.
    """

    effects: np.ndarray
    gaps: np.ndarray
    weights: np.ndarray
    time_weights: np.ndarray
    noise: np.ndarray
    zeta: np.ndarray
    objective: np.ndarray
    gap: np.ndarray


def fit_synthetic_did(batch: Assignments) -> DidFits:
    """Fit synthetic difference in differences to every assignment of a batch.

    Parameters
    ----------
    batch : Assignments

    Returns
    -------
    DidFits
    """
    outcomes, pre, allowed = batch.outcomes, batch.pre, batch.allowed
    donors = allowed.sum(axis=1)
    noise = _noise(outcomes[:, :pre], allowed)
    post = outcomes.shape[1] - pre
    zeta = (batch.treated_counts * post) ** 0.25 * noise
    forms = batch.donor_forms(intercept=True)
    unit = simplex_weights(forms, ridge=zeta**2 * pre, even=EVEN, allowed=allowed)
    ridge = (TIME_RIDGE * noise) ** 2 * donors
    time = simplex_weights(_time_forms(outcomes, pre, allowed), ridge=ridge, even=EVEN)
    gaps = batch.gaps(unit.weights)
    gaps -= (gaps[:, :pre] * time.weights).sum(axis=1, keepdims=True)
    return DidFits(
        gaps[:, pre:].mean(axis=1),
        gaps,
        unit.weights,
        time.weights,
        noise,
        zeta,
        2 * np.stack([unit.objective, time.objective], axis=1),
        2 * np.stack([unit.gap, time.gap], axis=1),
    )


def _noise(before: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """Standard deviation of the donors' first differences, divisor one less than n."""
    steps = np.diff(before, axis=1)
    steps = steps - steps.mean()  # keeps digits
    count = allowed.sum(axis=1) * steps.shape[1]
    total, squares = allowed @ steps.sum(axis=1), allowed @ (steps**2).sum(axis=1)
    return np.sqrt(np.maximum(squares - total**2 / count, 0) / (count - 1))


def _time_forms(outcomes: np.ndarray, pre: int, allowed: np.ndarray) -> np.ndarray:
    """Squared distance of earlier periods from the mean later one, over the donors."""
    apart = outcomes[:, :pre] - outcomes[:, pre:].mean(axis=1, keepdims=True)
    apart = apart - apart.mean(axis=0)  # the intercept takes any constant
    products = np.einsum("ut,us->uts", apart, apart).reshape(len(outcomes), -1)
    total = (allowed @ products).reshape(-1, pre, pre)
    sums = allowed @ apart
    crossed = sums[:, :, None] * sums[:, None, :]
    return total - crossed / allowed.sum(axis=1)[:, None, None]


def synthetic_did(
    frame: pd.DataFrame,
    *,
    unit: str = "unit",
    time: str = "time",
    outcome: str = "y",
    treatment: str = "treated",
    missing: str = "refuse",
    inference: str | None = "placebo",
    draws: int | None = None,
    seed: int | None = None,
    level: float = 0.95,
) -> Estimate:
    """Effect by weighted donors and weighted periods (Arkhangelsky et al. 2021).

    Unit weights follow their equations 4 and 5: intercept, and ridge zeta, the fourth
    root of (treated units times periods after treatment) times the standard deviation
    of the donors' first differences before treatment. Its divisor is one less than
    their number, as in the authors' program. Time weights follow equation 6, with
    intercept and a ridge of a millionth of that standard deviation; where that is too
    small to choose among weights that fit alike, the most even ones are taken.

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    unit, time, outcome, treatment : str
        Columns; `treatment` is 1 where a unit is treated in that period.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a unit lacks a value.
    inference : {"placebo", "permutation", "jackknife", None}
        "placebo": error from the spread of placebo effects (algorithm 4), interval and
        p-value by the normal distribution. "permutation": the share of placebo
        effects, the treated counted, that are as large; the interval holds the effects
        that this test does not reject, and there is no standard error. "jackknife":
        fixed weights, each unit left out in turn (algorithm 3), for more than one
        treated unit.
    draws, seed : int, optional
        Placebo sets drawn at random; left out: every set of controls once.
    level : float
        Coverage of the interval.

    Returns
    -------
    Estimate
        With unit and time weights, effects by period, and in `diagnostics` what the
        weights were made from, how near their minimum they are, and where placebos
        were made: both divisors of their spread, and the permutation p-value with and
        without the treated counted.

    Raises
    ------
    ParEvalError
        If the panel is not fit for it, treated units start at different times,
        or the inference asked for is not valid.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"unit": list("aaabbbccc"), "time": [1, 2, 3] * 3}
    ... ).assign(y=[1.0, 2, 3, 4, 5, 6, 2, 3, 9], treated=[0] * 8 + [1])
    >>> round(synthetic_did(frame, inference=None).estimate, 6)
    5.0
    """
    panel = read_panel(
        frame, unit=unit, time=time, outcome=outcome, treatment=treatment,
        missing=missing,
    )  # fmt: skip
    actual = observed_assignment(panel)
    fits = fit_synthetic_did(actual)
    estimate = float(fits.effects[0])
    if inference in ("placebo", "permutation"):
        batch, _ = placebo_assignments(panel, draws=draws, seed=seed)
        effects = fit_synthetic_did(batch).effects[batch.draws]
        found = from_placebos(inference, estimate, effects, level, drawn=bool(draws))
    elif inference == "jackknife":
        found = jackknife(
            actual, fits.weights[0], fits.time_weights[0], estimate, level
        )
    elif inference is None:
        found = Inference("")
    else:
        raise ParEvalError(
            f"inference={inference!r} is not known; expected 'placebo', 'permutation', "
            "'jackknife' or None"
        )
    return Estimate(
        "synthetic difference in differences",
        estimate,
        found.standard_error,
        found.interval,
        found.p_value,
        found.name,
        level,
        _weights(panel, fits),
        effects_of(panel, fits.gaps[0]),
        {**_diagnostics(actual, fits), **found.diagnostics},
        panel.notes,
    )


def _weights(panel: Panel, fits: DidFits) -> dict[str, pd.Series]:
    return {
        "unit": pd.Series(fits.weights[0], panel.outcomes.index)[panel.controls],
        "time": pd.Series(fits.time_weights[0], panel.pre_periods),
    }


def _diagnostics(actual: Assignments, fits: DidFits) -> dict[str, object]:
    before = fits.gaps[0, : actual.pre]
    return {
        "zeta": float(fits.zeta[0]),
        "noise": float(fits.noise[0]),
        "pre_rmspe": float(before.std()),
        "unit_objective": float(fits.objective[0, 0]),
        "time_objective": float(fits.objective[0, 1]),
        "unit_duality_gap": float(fits.gap[0, 0]),
        "time_duality_gap": float(fits.gap[0, 1]),
        "pre_periods": actual.pre,
    }
