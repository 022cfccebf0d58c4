"""Synthetic control that matches predictors, each with a weight of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from par_eval.impact.assignments import observed_assignment
from par_eval.impact.estimate import Estimate
from par_eval.impact.panel import Panel, read_panel
from par_eval.impact.panel_checks import named
from par_eval.impact.predictor_tables import predictor_table, scaled_predictors
from par_eval.impact.predictor_weights import Nested, searched_v
from par_eval.impact.synthetic_control import effects_of
from par_eval.values import ParEvalError

__all__ = ["predictor_table", "synthetic_control_with_predictors"]

STARTS = 6
"""Starts of a search for V, and the fewest that may be asked for."""
FEWEST_STARTS = 3


@dataclass(frozen=True)
class _Found:
    """Predictor and donor weights, with what is said of how they were found."""

    v: pd.Series
    donors: pd.Series
    diagnostics: dict[str, object]
    notes: tuple[str, ...]


def synthetic_control_with_predictors(
    frame: pd.DataFrame,
    *,
    predictors: pd.DataFrame,
    unit: str = "unit",
    time: str = "time",
    outcome: str = "y",
    treatment: str = "treated",
    missing: str = "refuse",
    v: str | pd.Series | Mapping[str, float] = "search",
    fit_periods: Collection[object] | None = None,
    training_predictors: pd.DataFrame | None = None,
    starts: int = STARTS,
    seed: int = 1,
) -> Estimate:
    """Synthetic control by predictors (Abadie, Diamond and Hainmueller 2010).

    Donor weights minimise the distance of the predictors, each divided by its standard
    deviation over all units and weighted by V (their section 2.3). V is given, equal,
    or searched for the smallest mean squared gap of the outcome before treatment. With
    `training_predictors` it is cross-validated (2015, section 3): searched on these,
    by the gap over `fit_periods` that follow them, then used with `predictors`.

    Parameters
    ----------
    frame : DataFrame
        One row for each unit and period.
    predictors : DataFrame, units by predictors
        What the donors are to match, such as `predictor_table` makes.
    unit, time, outcome, treatment : str
        Columns; `treatment` is 1 where a unit is treated in that period.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a unit lacks an outcome.
    v : {"search", "equal"}, Series or mapping
        Weights of the predictors: searched, all equal, or given by name.
    fit_periods : collection, optional
        Periods before treatment whose gap V is judged by; all of them if left out.
    training_predictors : DataFrame, optional
        The same predictors from earlier periods, for a cross-validated V.
    starts : int
        Starts of the search, at least three.
    seed : int
        Of the search.

    Returns
    -------
    Estimate
        With weights of units and of predictors, effects by period, and in
        `diagnostics` the loss of V, the root mean squared gaps, the balance of the
        predictors (a frame: treated, synthetic, mean of the donors) and, after a
        search, the loss that each start ended at. It holds no inference.

    Raises
    ------
    ParEvalError
        If predictors lack a unit, a value or variation, outnumber the donors, V does
        not fit them, or the panel is not fit for it.

    Notes
    -----
    V is not unique: other V can give the same donors, and a search can end in several
    hollows. No predictor gets less than 1/10,000 of the largest weight.

    References
    ----------
    Abadie, Diamond and Hainmueller (2010), Journal of the American Statistical
    Association 105(490), 493-505, doi 10.1198/jasa.2009.ap08746; (2015), American
    Journal of Political Science 59(2), 495-510, doi 10.1111/ajps.12116.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": list("aaabbbccc"), "time": [1, 2, 3] * 3})
    >>> frame["y"] = [1.0, 2, 3, 3, 4, 5, 2, 3, 9]
    >>> frame["treated"] = [0] * 8 + [1]
    >>> predictors = predictor_table(frame, {"level": ("y", [1, 2])})
    >>> found = synthetic_control_with_predictors(
    ...     frame, predictors=predictors, v="equal"
    ... )
    >>> round(found.estimate, 6), found.weights["unit"].round(6).to_dict()
    (5.0, {'a': 0.5, 'b': 0.5})
    """
    panel = read_panel(
        frame, unit=unit, time=time, outcome=outcome, treatment=treatment,
        missing=missing,
    )  # fmt: skip
    actual = observed_assignment(panel)
    periods = _fit_periods(panel, fit_periods)
    table = scaled_predictors(panel, predictors, "predictors")
    if isinstance(v, str) and v not in ("search", "equal"):
        raise ParEvalError(f"v={v!r} is not known; expected search, equal or weights")
    if starts < FEWEST_STARTS:
        raise ParEvalError(f"starts={starts} are too few; give {FEWEST_STARTS} or more")
    if training_predictors is not None and list(training_predictors.columns) != list(
        predictors.columns
    ):
        raise ParEvalError("the training predictors are not those of the predictors")
    nested = _nested(panel, table, periods)
    if isinstance(v, str) and v == "search":
        training = nested
        if training_predictors is not None:
            earlier = scaled_predictors(
                panel, training_predictors, "training predictors"
            )
            training = _nested(panel, earlier, periods)
        found = _by_search(panel, nested, training, table.columns, starts, seed)
    else:
        found = _given(panel, nested, v, table.columns)
    weights = found.donors.reindex(panel.outcomes.index, fill_value=0.0).to_numpy()
    gaps = actual.gaps(weights[None])[0]
    before, after = gaps[: actual.pre], gaps[actual.pre :]
    pre, post = (float(np.sqrt((part**2).mean())) for part in (before, after))
    return Estimate(
        "synthetic control with predictors",
        float(after.mean()),
        weights={"unit": found.donors, "predictor": found.v},
        effects=effects_of(panel, gaps),
        diagnostics={
            "pre_rmspe": pre,
            "post_rmspe": post,
            "rmspe_ratio": post / pre if pre else float("inf"),
            "donors_with_weight": int((weights > 0).sum()),
            "pre_periods": actual.pre,
            "balance": _balance(panel, predictors, found.donors),
            **found.diagnostics,
        },
        notes=(*panel.notes, *found.notes),
    )


def _fit_periods(panel: Panel, chosen: Collection[object] | None) -> list[object]:
    """Periods that V is judged by, all before treatment."""
    if chosen is None:
        return list(panel.pre_periods)
    wrong = pd.Index([one for one in chosen if one not in panel.pre_periods])
    if len(wrong):
        raise ParEvalError(
            f"fit_periods must lie before treatment, and {named(wrong)} do not"
        )
    if not len(chosen):
        raise ParEvalError("fit_periods hold no period; leave them out to take all")
    return list(chosen)


def _nested(panel: Panel, table: pd.DataFrame, periods: list[object]) -> Nested:
    """Both problems of the treated mean."""
    outcomes = panel.outcomes[periods]
    return Nested(
        *(
            (part.loc[panel.controls] - part.loc[panel.treated_units].mean()).to_numpy()
            for part in (table, outcomes)
        )
    )


def _given(
    panel: Panel,
    nested: Nested,
    v: str | pd.Series | Mapping[str, float],
    names: pd.Index,
) -> _Found:
    """Donor weights of a V that is given or equal."""
    if isinstance(v, str):
        weights = pd.Series(1.0, names)
    else:
        weights = pd.Series(v, dtype=float)
        if set(weights.index) != set(names) or weights.index.has_duplicates:
            raise ParEvalError(
                f"v weighs {named(weights.index)}, and the predictors are "
                f"{named(names)}; give each predictor one weight"
            )
        weights = weights[names]
    if not np.isfinite(weights).all() or (weights < 0).any() or not weights.sum() > 0:
        raise ParEvalError("v must hold finite weights, none negative and not all zero")
    return _weighed(panel, nested, weights / weights.sum(), {}, ())


def _by_search(
    panel: Panel,
    nested: Nested,
    training: Nested,
    names: pd.Index,
    starts: int,
    seed: int,
) -> _Found:
    """Donor weights of the V that a search finds, on earlier predictors or the same."""
    searched = searched_v(training, starts=starts, seed=seed)
    notes = [
        f"V was searched from {starts} starts, of which {searched.as_far} ended within "
        "1 % of the lowest loss; other V may give other donors."
    ]
    if training is not nested:
        notes.append("V is cross-validated: chosen by earlier predictors.")
    more = {"start_losses": searched.losses, "training_loss": float(searched.losses[0])}
    return _weighed(panel, nested, pd.Series(searched.v, names), more, tuple(notes))


def _weighed(
    panel: Panel,
    nested: Nested,
    v: pd.Series,
    diagnostics: dict[str, object],
    notes: tuple[str, ...],
) -> _Found:
    batch = v.to_numpy()[None]
    donors = pd.Series(nested.donors(batch)[0], panel.controls)
    loss = float(nested.loss(batch)[0])
    return _Found(v, donors, {"loss": loss, **diagnostics}, notes)


def _balance(panel: Panel, predictors: pd.DataFrame, donors: pd.Series) -> pd.DataFrame:
    """Predictors of the treated, its synthetic control and the mean of the donors."""
    controls = predictors.loc[donors.index]
    return pd.DataFrame(
        {
            "treated": predictors.loc[panel.treated_units].mean(),
            "synthetic": controls.mul(donors, axis="index").sum(),
            "donors": controls.mean(),
        }
    )
