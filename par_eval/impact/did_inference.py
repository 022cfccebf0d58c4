"""How sure a difference in differences is, by one method."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from par_eval.impact.did_reassigned import Options, beside_covariates, reassigning
from par_eval.impact.panel import Panel
from par_eval.impact.panel_fit import Fit
from par_eval.impact.placebo_inference import Inference
from par_eval.impact.regression import ERRORS, regression
from par_eval.impact.wild_bootstrap import wild_bootstrap
from par_eval.values import ParEvalError

__all__ = ["INFERENCE", "clusters_treated", "infer"]

INFERENCE = (*ERRORS, "wild_bootstrap", "randomisation", "placebo", "none")
"""Methods that error, interval and p-value may come from."""
CLUSTERED = ("cluster", "CR0", "wild_bootstrap")
FEW_TREATED = 5
"""Treated clusters below which cluster-robust errors are said to be too small."""
EXACT = 1e-10
"""Share of the outcome's spread below which what is left of it is rounding."""
ROUNDING = 1e-14
"""The same as a share of its length."""


def infer(
    fitted: Fit, panel: Panel, options: Options
) -> tuple[Inference, tuple[str, ...]]:
    """Error, interval and p-value of the first regressor, a treatment.

    Parameters
    ----------
    fitted : Fit
        Regression on the treatment and then on covariates.
    panel : Panel
        Who is treated when.
    options : Options
        What is asked for.

    Returns
    -------
    Inference, tuple of str
        What was found, and what to beware of; empty with the reason where the method
        cannot be valid: one treated or one untreated cluster for errors by cluster,
        or a regression that fits exactly.

    Raises
    ------
    ParEvalError
        If the method is not known, or needs a balanced panel or more units.
    """
    if options.inference not in INFERENCE:
        raise ParEvalError(
            f"inference={options.inference!r} is not known; expected one of "
            f"{', '.join(INFERENCE)}"
        )
    if not 0 < options.level < 1:
        raise ParEvalError(
            f"level={options.level} is not between 0 and 1; give such as 0.95"
        )
    treated, untreated = clusters_treated(fitted)
    counts = {"treated_clusters": treated, "untreated_clusters": untreated}
    refused = _refused(fitted, options.inference, treated, untreated)
    if options.inference == "none" or refused:
        return Inference("", diagnostics=counts), refused
    if options.inference in ("randomisation", "placebo"):
        found = reassigning(fitted, panel, options)
    elif options.inference == "wild_bootstrap":
        found = _bootstrap(fitted, options)
    else:
        found = _errors(fitted, options)
    found = replace(found, diagnostics={**counts, **found.diagnostics})
    return found, _beware(options.inference, treated, len(panel.outcomes.columns))


def clusters_treated(fitted: Fit) -> tuple[int, int]:
    """Clusters with a treated row, and those without.

    Parameters
    ----------
    fitted : Fit
        Regression on the treatment and then on covariates.

    Returns
    -------
    (int, int)
    """
    clusters = fitted.rows.clusters
    treated = len(np.unique(clusters[fitted.rows.regressors[:, 0] > 0]))
    return treated, int(clusters.max()) + 1 - treated


def _errors(fitted: Fit, options: Options) -> Inference:
    found = regression(fitted, options.inference, options.counted, options.level)
    row = found.table().iloc[0]
    return Inference(
        found.inference,
        float(row["standard_error"]),
        (float(row["lower"]), float(row["upper"])),
        float(row["p_value"]),
    )


def _bootstrap(fitted: Fit, options: Options) -> Inference:
    within, columns = beside_covariates(fitted.within, fitted)
    clusters = fitted.rows.clusters
    found = wild_bootstrap(
        columns[:, 1], columns[:, 0], within, clusters,
        draws=options.draws, seed=options.seed,
    )  # fmt: skip
    interval = found.interval(options.level)
    drawn = f"{found.ratios.shape[1]} draws"
    words = (
        "wild cluster bootstrap-t, null imposed, Webb weights, interval by test "
        f"inversion ({int(clusters.max()) + 1} clusters, "
        f"{'all ' if found.complete else ''}{drawn}"
        f"{'' if found.complete else f', seed {options.seed}'})"
    )
    return Inference(words, None, interval, float(found.p_value()))


def _refused(
    fitted: Fit, inference: str, treated: int, untreated: int
) -> tuple[str, ...]:
    """Why errors would mean nothing, in a sentence; empty where they do not.

    With one treated cluster its scores are zero by construction, so errors by cluster
    leave its noise out and the bootstrap cannot find it either (MacKinnon and Webb
    2018, sections 2 and 3); the same holds for one untreated cluster.
    """
    outcome = fitted.rows.outcome
    rounding = max(
        EXACT * np.linalg.norm(outcome - outcome.mean()),
        ROUNDING * np.linalg.norm(outcome),
    )
    if inference != "randomisation" and np.linalg.norm(fitted.residuals) <= rounding:
        return (
            "Error, interval and p-value are refused: the regression fits every row "
            "exactly, so nothing shows how large errors are.",
        )
    if inference in CLUSTERED and (treated == 1 or untreated == 1):
        which = "treated" if treated == 1 else "untreated"
        return (
            f"Error, interval and p-value by cluster are refused: one cluster is "
            f"{which}, and errors cannot be learnt from one; choose "
            "inference='randomisation' or 'placebo'.",
        )
    return ()


def _beware(inference: str, treated: int, periods: int) -> tuple[str, ...]:
    """What may make errors wrong, in a sentence.

    Few treated clusters: MacKinnon and Webb (2018). Periods taken as independent:
    Bertrand, Duflo and Mullainathan (2004), Quarterly Journal of Economics 119(1).
    """
    if inference in CLUSTERED and treated < FEW_TREATED:
        return (
            f"With {treated} treated clusters, errors by cluster may be far from the "
            "truth; compare inference='randomisation'.",
        )
    if inference in ("conventional", "HC1", "HC3") and periods > 2:
        return (
            "Errors of one unit in different periods are taken as independent, which "
            "makes them too small where they hang together; compare "
            "inference='cluster'.",
        )
    return ()
