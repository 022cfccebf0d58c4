"""Group-time results: effects by group and period, their averages and bands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import chdtrc, ndtr  # type: ignore[import-untyped]

from par_eval.impact.aggregation import Aggregate, aggregate_cells
from par_eval.impact.estimate import Estimate
from par_eval.impact.group_time_effects import Cells
from par_eval.impact.multiplier_bootstrap import (
    Errors,
    analytic_errors,
    bootstrap_errors,
)
from par_eval.values import ParEvalError

__all__ = ["GroupTime"]

ERRORS = {"analytic": analytic_errors, "bootstrap": bootstrap_errors}


@dataclass(frozen=True)
class GroupTime:
    """Effects on groups of units in periods, from which averages are made.

    Parameters
    ----------
    method : str
        Name of the method, with the comparison that was made.
    effects : DataFrame
        One row for each group and period: ``group``, ``time``, ``base`` (the period it
        is compared with), ``effect``, ``standard_error`` (analytic), ``comparisons``
        (number of units).
    influence : DataFrame
        What each unit (index) adds to each row of `effects` (columns).
    first_treated : Series
        First treated period by unit; infinite where never.
    anticipation : int
        Periods by which an effect may come early.
    notes : tuple of str
        What was dropped or assumed, in sentences.
    """

    method: str
    effects: pd.DataFrame
    influence: pd.DataFrame
    first_treated: pd.Series
    anticipation: int = 0
    notes: tuple[str, ...] = ()

    def table(
        self,
        *,
        errors: str = "analytic",
        level: float = 0.95,
        draws: int = 999,
        weights: str = "mammen",
        seed: int = 0,
    ) -> pd.DataFrame:
        """Effects with errors, intervals and a band that holds all of them at once.

        Parameters
        ----------
        errors : {"analytic", "bootstrap"}
            From the variance of the influence functions, or from the draws.
        level : float
            Coverage of interval and band.
        draws : int
            Draws of the multiplier bootstrap, which sets the width of the band.
        weights : {"mammen", "rademacher"}
        seed : int

        Returns
        -------
        DataFrame
            `effects`, and ``lower, upper, band_lower, band_upper``.
        """
        found = _chosen(errors, level)(
            self.influence.to_numpy(),
            level=level,
            draws=draws,
            weights=weights,
            seed=seed,
        )
        spread = _spread(self.effects["effect"].to_numpy(), found)
        spread.index = self.effects.index
        left = self.effects.drop(columns=["effect", "standard_error"])
        return pd.concat([left, spread], axis="columns")

    def aggregate(
        self,
        kind: str,
        *,
        balance: int | None = None,
        errors: str = "analytic",
        level: float = 0.95,
        draws: int = 999,
        weights: str = "mammen",
        seed: int = 0,
    ) -> Estimate:
        """Average effect, and its elements with a band that holds all at once.

        Parameters
        ----------
        kind : {"simple", "group", "calendar", "event_time"}
            All treated cells; or by group, by period, by time since treatment began.
        balance : int or None
            For event time: only groups seen for this many periods after their first.
        errors : {"analytic", "bootstrap"}
            From the variance of the influence functions, or from the draws.
        level : float
            Coverage of interval and band.
        draws : int
            Draws of the multiplier bootstrap, which sets the width of the band.
        weights : {"mammen", "rademacher"}
        seed : int

        Returns
        -------
        Estimate
            Its `effects` hold for each element ``effect, standard_error, lower, upper,
            band_lower, band_upper``, its `diagnostics` their ``covariance``.

        Raises
        ------
        ParEvalError
            If an option is not known, or no cell is left to average.
        """
        chosen = _chosen(errors, level)
        options = {"level": level, "draws": draws, "weights": weights, "seed": seed}
        found = aggregate_cells(
            self._cells(), self.first_treated.to_numpy(), kind, balance=balance
        )
        overall = chosen(found.overall_influence[:, None], **options)
        row = _spread(np.array([found.overall]), overall).iloc[0]
        error = float(row["standard_error"])
        known = bool(np.isfinite(error))
        source = (
            "analytic standard error from the influence function"
            if errors == "analytic"
            else f"multiplier bootstrap, {draws} draws ({weights})"
        )
        elements, diagnostics = _elements(found, kind, chosen, options)
        return Estimate(
            f"{self.method}, {kind.replace('_', ' ')} average",
            found.overall,
            error if known else None,
            (float(row["lower"]), float(row["upper"])) if known else None,
            float(2 * ndtr(-abs(found.overall) / error)) if known else None,
            f"{source}, normal interval" if known else "",
            level,
            effects=elements,
            diagnostics={"units": len(self.influence), **diagnostics},
            notes=self.notes,
        )

    def pretest(self) -> pd.Series:
        """Wald test that all effects before treatment are zero.

        A large p-value does not show parallel trends: the test may lack power, and an
        estimate that passed it is no longer unbiased (Roth 2022). See `sensitivity`.

        Returns
        -------
        Series
            ``statistic``, ``degrees_of_freedom``, ``p_value``.

        Raises
        ------
        ParEvalError
            If there is no effect before treatment, or they depend on one another.
        """
        early = self.effects["time"] < self.effects["group"] - self.anticipation
        known = early & self.effects["standard_error"].notna()
        effects = self.effects.loc[known, "effect"].to_numpy()
        part = self.influence.loc[:, known.to_numpy()].to_numpy()
        covariance = part.T @ part / len(part) ** 2
        if not len(effects) or np.linalg.matrix_rank(covariance) < len(effects):
            raise ParEvalError(
                f"{len(effects)} effects before treatment cannot be tested together; "
                "give more periods before treatment, or more units in each group"
            )
        statistic = float(effects @ np.linalg.solve(covariance, effects))
        return pd.Series(
            {
                "statistic": statistic,
                "degrees_of_freedom": len(effects),
                "p_value": float(chdtrc(len(effects), statistic)),
            }
        )

    def _cells(self) -> Cells:
        columns = ("group", "time", "base", "effect")
        group, time, base, effect = (self.effects[c].to_numpy() for c in columns)
        comparisons = self.effects["comparisons"].to_numpy()
        return Cells(
            group, time, base, effect, self.influence.to_numpy(), comparisons, 0
        )


def _chosen(errors: str, level: float) -> Callable[..., Errors]:
    if errors not in ERRORS:
        raise ParEvalError(
            f"errors={errors!r} is not known; expected one of {', '.join(ERRORS)}"
        )
    if not 0 < level < 1:
        raise ParEvalError(f"level={level} is no coverage; give one such as 0.95")
    return ERRORS[errors]


def _spread(effects: np.ndarray, found: Errors) -> pd.DataFrame:
    """Effects, errors, intervals and bands as columns."""
    error = found.standard_errors
    return pd.DataFrame(
        {
            "effect": effects,
            "standard_error": error,
            "lower": effects - found.pointwise * error,
            "upper": effects + found.pointwise * error,
            "band_lower": effects - found.simultaneous * error,
            "band_upper": effects + found.simultaneous * error,
        }
    )


def _elements(
    found: Aggregate, kind: str, chosen: Callable[..., Errors], options: dict
) -> tuple[pd.DataFrame, dict[str, object]]:
    """Effects of the elements, and what the band and a sensitivity analysis need."""
    if not len(found.labels):
        return pd.DataFrame(), {}
    errors = chosen(found.influence, **options)
    name = {"calendar": "time"}.get(kind, kind)
    labels = pd.Index(found.labels, name=name)
    if (found.labels == found.labels.astype(int)).all():
        labels = labels.astype(int)
    spread = _spread(found.effects, errors)
    covariance = found.influence.T @ found.influence / len(found.influence) ** 2
    return spread.set_index(labels), {
        "covariance": pd.DataFrame(covariance, labels, labels),
        "critical_value": errors.simultaneous,
    }
