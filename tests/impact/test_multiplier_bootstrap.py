"""Multipliers, the errors they give, and the width of bands."""

import numpy as np
import pytest
from scipy.stats import norm

from par_eval.impact import multiplier_bootstrap
from par_eval.impact.multiplier_bootstrap import (
    analytic_errors,
    bootstrap_errors,
    deviations,
)


@pytest.mark.parametrize(("weights", "third"), [("mammen", 1), ("rademacher", 0)])
def test_multipliers_have_the_moments_that_define_them(weights, third):
    units = 100
    drawn = deviations(np.eye(units) * units, draws=4000, weights=weights)
    assert drawn.mean() == pytest.approx(0, abs=0.01)
    assert (drawn**2).mean() == pytest.approx(1, abs=0.01)
    assert (drawn**3).mean() == pytest.approx(third, abs=0.02)
    assert len(np.unique(drawn.round(6))) == 2


def test_draws_do_not_depend_on_how_many_are_made_at_once(monkeypatch):
    influence = np.random.default_rng(0).normal(size=(40, 3))
    whole = deviations(influence, draws=20)
    monkeypatch.setattr(multiplier_bootstrap, "AT_ONCE", 130)
    assert deviations(influence, draws=20) == pytest.approx(whole)


@pytest.mark.parametrize("weights", ["mammen", "rademacher"])
def test_drawn_errors_are_near_the_analytic_ones(weights):
    influence = np.random.default_rng(0).normal(size=(300, 4)) * [1, 2, 3, 4]
    influence -= influence.mean(axis=0)
    drawn = bootstrap_errors(influence, draws=8000, weights=weights)
    analytic = analytic_errors(influence)
    assert drawn.standard_errors == pytest.approx(analytic.standard_errors, rel=0.05)


def test_band_of_independent_effects_is_as_wide_as_theory_says():
    influence = np.random.default_rng(0).normal(size=(2000, 5))
    found = analytic_errors(influence, draws=20000)
    sidak = norm.ppf((1 + 0.95 ** (1 / 5)) / 2)
    assert found.simultaneous == pytest.approx(sidak, rel=0.02)
    assert found.pointwise == pytest.approx(norm.ppf(0.975))


def test_band_of_one_effect_is_its_interval():
    influence = np.random.default_rng(0).normal(size=(500, 1))
    repeated = np.repeat(influence, 3, axis=1)
    assert analytic_errors(repeated, draws=9999).simultaneous == pytest.approx(
        1.96, abs=0.05
    )


def test_effects_without_error_stay_out_of_the_band():
    influence = np.random.default_rng(0).normal(size=(50, 2))
    wide = np.column_stack([influence, np.zeros(50), np.full(50, np.nan)])
    for errors in (analytic_errors, bootstrap_errors):
        found = errors(wide)
        assert np.isnan(found.standard_errors[2:]).all()
        assert found.simultaneous == pytest.approx(errors(influence).simultaneous)


def test_no_error_at_all_gives_no_band():
    assert np.isnan(analytic_errors(np.zeros((9, 2))).simultaneous)
    assert np.isnan(bootstrap_errors(np.full((9, 2), np.nan)).simultaneous)


def test_the_same_seed_gives_the_same_draws():
    influence = np.random.default_rng(0).normal(size=(30, 2))
    again = deviations(influence, seed=4)
    assert (deviations(influence, seed=4) == again).all()
    assert not (deviations(influence, seed=5) == again).all()
