"""Coverage of intervals and bands for staggered adoption, in 2,000 simulated panels."""

import numpy as np
import pytest

from par_eval.impact.aggregation import aggregate_cells
from par_eval.impact.contrast import contrast
from par_eval.impact.group_time_effects import group_time_effects
from par_eval.impact.multiplier_bootstrap import analytic_errors, bootstrap_errors

DRAWS = 2000
FIRST = np.repeat([np.inf, 3.0, 4.0, 6.0], [80, 40, 40, 40])
PERIODS = np.arange(1.0, 7.0)
ONES = np.ones((len(FIRST), 1))
# true effect: 0.5 at once, and 0.25 more in each period after
LATER = PERIODS - FIRST[:, None]
EFFECT = np.where(LATER >= 0, 0.5 + 0.25 * np.where(LATER >= 0, LATER, 0), 0)


def simulated(generator):
    """Random walks, so that errors of a unit depend on one another."""
    return EFFECT + generator.normal(size=EFFECT.shape).cumsum(axis=1)


def cells(outcomes, control):
    return group_time_effects(
        outcomes,
        PERIODS,
        FIRST,
        ONES,
        control=control,
        method="unconditional",
        anticipation=0,
        base_period="varying",
    )


@pytest.mark.simulation
def test_intervals_of_one_effect_cover():
    """With covariates; all panels are columns of one call."""
    generator = np.random.default_rng(1)
    size = generator.normal(size=len(FIRST))
    treated, control = FIRST == 3, np.isinf(FIRST)
    changes = generator.normal(size=(len(FIRST), DRAWS)) + (size + treated)[:, None]
    design = np.column_stack([np.ones(len(FIRST)), size])
    for method in ("doubly_robust", "regression", "weighting"):
        att, influence = contrast(treated, control, design, changes, method=method)
        error = np.sqrt((influence**2).sum(axis=0)) / len(FIRST)
        assert 0.93 <= (np.abs(att - 1) < 1.96 * error).mean() <= 0.97


@pytest.mark.simulation
@pytest.mark.parametrize("control", ["never_treated", "not_yet_treated"])
def test_intervals_of_the_average_cover(control):
    generator = np.random.default_rng(2)
    truth = aggregate_cells(cells(EFFECT, control), FIRST, "simple").overall
    hits = 0
    for _ in range(DRAWS):
        found = aggregate_cells(cells(simulated(generator), control), FIRST, "simple")
        error = np.sqrt((found.overall_influence**2).sum()) / len(FIRST)
        hits += abs(found.overall - truth) < 1.96 * error
    assert 0.93 <= hits / DRAWS <= 0.97


@pytest.mark.simulation
@pytest.mark.parametrize("chosen", [analytic_errors, bootstrap_errors])
def test_bands_cover_all_event_times_at_once(chosen):
    generator = np.random.default_rng(3)
    truth = aggregate_cells(cells(EFFECT, "never_treated"), FIRST, "event_time").effects
    draws = DRAWS // 2
    hits = 0
    for seed in range(draws):
        outcomes = simulated(generator)
        found = aggregate_cells(cells(outcomes, "never_treated"), FIRST, "event_time")
        errors = chosen(found.influence, draws=499, seed=seed)
        away = np.abs(found.effects - truth) / errors.standard_errors
        hits += away.max() < errors.simultaneous
    assert 0.92 <= hits / draws <= 0.97


@pytest.mark.parametrize(
    ("units", "coverage"), [(5, 0.87), (10, 0.91), (20, 0.935), (40, 0.945)]
)
def test_few_units_cover_as_little_as_the_note_says(units, coverage):
    """Why under 20 units there is a note: the interval is normal, its error is not."""
    treated = np.arange(60 + units) < units
    changes = np.random.default_rng(4).normal(size=(len(treated), 20_000))
    ones = np.ones((len(treated), 1))
    att, influence = contrast(treated, ~treated, ones, changes, method="unconditional")
    error = np.sqrt((influence**2).sum(axis=0)) / len(treated)
    assert (np.abs(att) < 1.96 * error).mean() == pytest.approx(coverage, abs=0.008)
