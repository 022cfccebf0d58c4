"""California's tobacco programme by weighted donors (prop99).

Where ours and a published value differ:

- The placebo error 8.4 of Arkhangelsky et al. (2021, Table 1) is one draw of 200
  placebos; the same program with other seeds gave up to 10.05. The rows that try each
  placebo once are met instead, and 8.4 lies among our own draws.
- Their synthetic control, -19.6, is not the minimum of its criterion: their program
  stops when a step gains little. A program of ours that stops as theirs does gives
  -19.62; at the minimum it is -19.51, and the criterion is lower.
- Their -15.6 is met, though their program stops early too (-15.6038, not -15.6054).
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from test_prop99_did import ROWS as DID
from test_prop99_predictors import ARITHMETIC, OURS

from par_eval.impact.placebo import leave_one_out, placebo_in_space, placebo_in_time
from par_eval.impact.synthetic_control import synthetic_control
from par_eval.impact.synthetic_did import synthetic_did

CASE = Path(__file__).parent / "prop99"
EXPECTED = pd.read_csv(CASE / "expected.csv").set_index("quantity")
COLUMNS = {"unit": "state", "time": "year", "outcome": "packs_per_capita"}
TREATED, START = "California", 1989
ERROR = "SDID placebo standard error"
EARLY = "SC ATT (zeta = 1e-6 sigma, default stopping rule)"


@cache
def data():
    return pd.read_csv(CASE / "data.csv")


@cache
def did(inference="placebo", draws=None, seed=None):
    return synthetic_did(data(), **COLUMNS, inference=inference, draws=draws, seed=seed)


@cache
def control():
    return synthetic_control(data(), **COLUMNS)


@cache
def space(method):
    return placebo_in_space(method, data(), **COLUMNS)


def said(name):
    return did().diagnostics[name]


def of_california(column):
    return space("synthetic_control").units.loc[TREATED, column]


SDID_WEIGHTS = {
    "Nevada": "SDID unit weight Nevada",
    "New Hampshire": "SDID unit weight New Hampshire",
    "Connecticut": "SDID unit weight Connecticut",
    "Delaware": "SDID unit weight Delaware",
    "Colorado": "SDID unit weight Colorado",
    "Illinois": "SDID unit weight Illinois",
}
DONORS = ("Utah", "Montana", "Nevada", "Connecticut", "New Hampshire", "Colorado")
HERE = {
    "SDID ATT": lambda: did().estimate,
    "SDID ATT, two decimals": lambda: did().estimate,
    "SDID ATT at tight convergence": lambda: did().estimate,
    "SDID permutation p-value, share of the 38 placebos with |effect| >= |ATT| "
    "(California itself not counted)": lambda: said("permutation_p_value"),
    "SDID two-sided permutation p-value, 38 placebos plus California": (
        lambda: did("permutation").p_value
    ),
    "SDID placebo standard error in Stata": lambda: did().standard_error,
    "SDID zeta_omega": lambda: said("zeta"),
    **{
        f"SDID time weight {year}": lambda year=year: did().weights["time"][year]
        for year in (1986, 1987, 1988)
    },
    **{
        name: lambda state=state: did().weights["unit"][state]
        for state, name in SDID_WEIGHTS.items()
    },
    **{
        f"SDID effect {year}": lambda year=year: did().effects.loc[year, "effect"]
        for year in range(START, 2001)
    },
    f"{ERROR}, all 38 placebos once, divisor 38": lambda: did().standard_error,
    f"{ERROR}, all 38 placebos once, divisor 37": (
        lambda: said("standard_error_divisor_n_minus_1")
    ),
    "DiD placebo standard error, all 38 placebos once, divisor 38": (
        lambda: space("difference_in_differences").units["effect"].iloc[1:].std(ddof=0)
    ),
    EARLY: lambda: stopped_early()[0],
    "outcomes-only simplex SC ATT (no penalty, no intercept)": (
        lambda: control().estimate
    ),
    "outcomes-only simplex SC pre-period RMSPE": (
        lambda: control().diagnostics["pre_rmspe"]
    ),
    **{
        f"simplex SC weight {state}": lambda state=state: control().weights["unit"][
            state
        ]
        for state in DONORS
    },
    "simplex SC placebo-in-space: post/pre RMSPE ratio of California": (
        lambda: of_california("rmspe_ratio")
    ),
    "simplex SC placebo-in-space: rank of California by RMSPE ratio": (
        lambda: space("synthetic_control").rank
    ),
    "simplex SC placebo-in-space p-value (ratio)": (
        lambda: space("synthetic_control").p_value
    ),
    "simplex SC placebo-in-space p-value (|average gap|)": (
        lambda: space("synthetic_control").p_value_effect
    ),
}
NOT_REQUIRED = {
    ERROR: "one random draw of 200 placebos: the rows with every placebo once are met",
}


@pytest.mark.parametrize("quantity", HERE)
def test_row_is_met(quantity):
    row = EXPECTED.loc[quantity]
    assert HERE[quantity]() == pytest.approx(row["value"], abs=row["tolerance"], rel=0)


def test_no_row_is_forgotten():
    answered = {*HERE, *NOT_REQUIRED, *DID, *OURS, *ARITHMETIC}
    assert set(EXPECTED.index) == answered
    assert EXPECTED.index.is_unique
    assert not set(NOT_REQUIRED) & set(HERE)


def test_the_printed_error_is_one_of_the_errors_that_draws_give():
    drawn = [did(draws=200, seed=seed).standard_error for seed in range(20)]
    assert min(drawn) <= EXPECTED.loc[ERROR, "value"] <= max(drawn)
    assert np.mean(drawn) == pytest.approx(did().standard_error, abs=0.3)


def frank_wolfe(donors, target, weights, ridge, gain, steps):
    """Steps with the best length towards the best donor, until they gain too little."""
    values = []
    while len(values) < steps and (
        len(values) < 2 or values[-2] - values[-1] > gain**2
    ):
        gradient = (donors @ weights - target) @ donors + ridge * weights
        towards = np.eye(len(weights))[gradient.argmin()] - weights
        if not towards.any():
            break
        down = ((donors @ towards) ** 2).sum() + ridge * (towards**2).sum()
        weights = weights + np.clip(-(gradient @ towards) / down, 0, 1) * towards
        error = ((donors @ weights - target) ** 2).sum() + ridge * (weights**2).sum()
        values.append(error / len(target))
    return weights


@cache
def stopped_early():
    """Effect and squared gap by weights that stop as the authors' program says it does.

    Ridge of a millionth of the noise level; 100 steps, then weights up to a quarter of
    the largest become zero, then steps until one gains less than 1e-5 noise levels.
    """
    wide = data().pivot(index="year", columns="state", values="packs_per_capita")
    donors, target = wide.drop(columns=TREATED), wide[TREATED]
    before, own = donors.loc[: START - 1].to_numpy(), target.loc[: START - 1].to_numpy()
    noise = np.diff(before, axis=0).std(ddof=1)
    ridge, gain = len(own) * (1e-6 * noise) ** 2, 1e-5 * noise
    weights = np.full(before.shape[1], 1 / before.shape[1])
    weights = frank_wolfe(before, own, weights, ridge, gain, 100)
    weights = np.where(weights <= weights.max() / 4, 0, weights)
    weights = frank_wolfe(before, own, weights / weights.sum(), ridge, gain, 10_000)
    gaps = target - donors @ weights
    return gaps.loc[START:].mean(), (gaps.loc[: START - 1] ** 2).mean()


def test_the_printed_synthetic_control_is_not_at_its_minimum():
    minimum = control().diagnostics["pre_rmspe"] ** 2
    assert stopped_early()[1] > minimum * 1.0001
    off = abs(control().estimate - EXPECTED.loc[EARLY, "value"])
    assert off > EXPECTED.loc[EARLY, "tolerance"]


def test_the_ratio_ranks_missouri_and_virginia_before_california():
    """Printed in the call of the reference: 23.92, 19.83 and 12.44."""
    ratios = space("synthetic_control").units["rmspe_ratio"].nlargest(3).round(2)
    assert ratios.to_dict() == {"Missouri": 23.92, "Virginia": 19.83, TREATED: 12.44}


def test_placebos_of_each_method_say_what_the_method_says():
    effect = space("synthetic_did").units["effect"].iloc[0]
    assert effect == pytest.approx(did().estimate)
    assert space("synthetic_did").p_value_effect == did("permutation").p_value
    assert of_california("effect") == pytest.approx(control().estimate)
    assert space("synthetic_control").smallest_p_value == 1 / 39


def test_no_effect_as_large_appears_before_the_programme():
    """Synthetic DiD moved to each earlier year stays well below the real effect."""
    found = placebo_in_time("synthetic_did", data(), **COLUMNS)
    assert found.index[-1] == START - 1
    late = found[found["pre_periods"] >= 10]
    assert late["effect"].abs().max() < abs(did().estimate) / 2


def test_no_single_donor_makes_the_effect():
    found = leave_one_out("synthetic_control", data(), **COLUMNS)
    assert set(found.index) == set(DONORS)
    assert found["effect"].between(-25, -15).all()
