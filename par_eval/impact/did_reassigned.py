"""A difference in differences against those of reassigned treatments."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from par_eval.impact.panel import Panel
from par_eval.impact.panel_fit import Fit
from par_eval.impact.placebo_inference import Inference, normal
from par_eval.impact.randomisation import assignments, randomisation, reassigned
from par_eval.impact.within import Within, take_out
from par_eval.values import ParEvalError

__all__ = ["Options", "beside_covariates", "reassigning"]


@dataclass(frozen=True)
class Options:
    """What inference was asked for.

    Parameters
    ----------
    inference : str
        Name of the method.
    counted : str or int
        Parameters that CR1 counts.
    draws, seed : int
        Draws, and the start of the random numbers.
    level : float
        Coverage of the interval.
    """

    inference: str
    counted: str | int
    draws: int
    seed: int
    level: float


def reassigning(fitted: Fit, panel: Panel, options: Options) -> Inference:
    """Randomisation over all units, or the placebo variance among the controls.

    Parameters
    ----------
    fitted : Fit
        Regression on the treatment and then on covariates.
    panel : Panel
        Who is treated when.
    options : Options
        Whose `inference` is ``"randomisation"`` or ``"placebo"``.

    Returns
    -------
    Inference

    Raises
    ------
    ParEvalError
        If the panel is not balanced, or too few controls are there for placebos.
    """
    if not fitted.rows.balanced:
        raise ParEvalError(
            f"inference={options.inference!r} moves treatments between units and so "
            "needs a balanced panel; choose missing='drop_units' or 'drop_periods'"
        )
    if options.inference == "placebo":
        return _placebo(fitted, panel, options)
    within, columns = beside_covariates(fitted.within, fitted)
    treatment = panel.treated.to_numpy(int)
    found = randomisation(
        treatment, columns[:, 0].reshape(treatment.shape), within,
        draws=options.draws, seed=options.seed,
    )  # fmt: skip
    counted = (
        f"all {found.total} assignments"
        if found.complete
        else f"{found.total - 1} draws, seed {options.seed}"
    )
    words = "randomisation of treatment over units, interval by test inversion"
    return Inference(
        f"{words} ({counted})",
        None,
        found.interval(options.level),
        found.p_value(),
        {"assignments": found.total, "smallest_p": found.smallest_p},
    )


def _placebo(fitted: Fit, panel: Panel, options: Options) -> Inference:
    """Placebo variance (Arkhangelsky and others 2021, algorithm 4)."""
    treated = panel.treated.any(axis="columns").to_numpy()
    count, controls = int(treated.sum()), int((~treated).sum())
    if controls < count + 2:
        raise ParEvalError(
            f"placebos of {count} treated units need at least {count + 2} controls, "
            f"there are {controls}; choose another inference"
        )
    kept = ~treated[fitted.rows.units]
    given, complete, paths = _placebo_paths(panel, treated, options)
    effects = [
        np.unique(codes[kept], return_inverse=True)[1] for codes in fitted.effects
    ]
    within, columns = beside_covariates(
        take_out(int(kept.sum()), effects), fitted, kept
    )
    products, lengths = reassigned(paths, given, columns[:, :1], within)
    placebos = products[:, 0] / lengths**2
    drawn = "" if complete else f", drawn with seed {options.seed}"
    found = normal(
        f"placebo variance over controls, normal ({len(placebos)} placebos{drawn})",
        float(fitted.coefficients[0]),
        float(placebos.std()),
        options.level,
    )
    return replace(found, diagnostics={"placebos": len(placebos)})


def _placebo_paths(
    panel: Panel, treated: np.ndarray, options: Options
) -> tuple[np.ndarray, bool, np.ndarray]:
    """Paths of the treated units given to controls, whether all ways, and the paths."""
    flags = panel.treated.to_numpy(int)
    idle = np.zeros(((~treated).sum() - treated.sum(), flags.shape[1]), int)
    paths, codes = np.unique(
        np.vstack([flags[treated], idle]), axis=0, return_inverse=True
    )
    given, complete = assignments(codes.reshape(-1), options.draws, options.seed)
    return given, complete, paths


def beside_covariates(
    within: Within, fitted: Fit, kept: np.ndarray | None = None
) -> tuple[Within, np.ndarray]:
    """The projection with covariates, and outcome and treatment without it.

    Parameters
    ----------
    within : Within
        The projection on the effects.
    fitted : Fit
        Regression on the treatment and then on covariates.
    kept : ndarray of bool or None
        Rows that `within` is made of; None for all.

    Returns
    -------
    Within, ndarray
    """
    rows = slice(None) if kept is None else kept
    within = within.extended(fitted.rows.regressors[rows, 1:])
    both = np.column_stack([fitted.rows.outcome, fitted.rows.regressors[:, 0]])
    return within, within.residual(both[rows])
