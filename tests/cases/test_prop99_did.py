"""California's tobacco programme by difference in differences (prop99).

The rows of the synthetic methods are in `test_prop99.py`, which also shows that no row
is forgotten; the two rows of difference in differences are here.
"""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from par_eval.impact.difference_in_differences import difference_in_differences

CASE = Path(__file__).parent / "prop99"
EXPECTED = pd.read_csv(CASE / "expected.csv").set_index("quantity")
ROWS = {
    "DiD ATT": "estimate",
    "DiD placebo standard error, all 38 placebos once, divisor 38": "standard_error",
}
COLUMNS = {"unit": "state", "time": "year", "outcome": "packs_per_capita"}


@cache
def found(inference):
    data = pd.read_csv(CASE / "data.csv")
    return difference_in_differences(data, **COLUMNS, inference=inference)


@pytest.mark.parametrize("quantity", ROWS)
def test_row_is_met(quantity):
    row = EXPECTED.loc[quantity]
    ours = getattr(found("placebo"), ROWS[quantity])
    assert abs(ours - row["value"]) <= row["tolerance"]


def test_all_rows_of_this_method_are_here():
    # the conformal row of DiD belongs to conformal inference
    mine = [name for name in EXPECTED.index if name.startswith("DiD")]
    assert sorted(mine) == sorted(ROWS)


def test_errors_by_cluster_are_refused_for_the_one_treated_state():
    refused = found("cluster")
    assert refused.estimate == found("placebo").estimate
    assert (refused.standard_error, refused.interval, refused.p_value) == (None,) * 3
    assert refused.inference == ""
    assert any("refused" in note for note in refused.notes)


def test_effects_by_period_are_differences_of_means():
    data = pd.read_csv(CASE / "data.csv")
    ever = data.groupby("state")["treated"].transform("max")
    means = data.groupby(["year", ever])["packs_per_capita"].mean().unstack()
    gap = means[1] - means[0]
    by_hand = gap - gap.loc[:1988].mean()
    effects = found("none").effects
    assert effects["effect"].to_numpy() == pytest.approx(by_hand.to_numpy())
    assert effects["observed"].to_numpy() == pytest.approx(means[1].to_numpy())
    assert found("none").estimate == pytest.approx(by_hand.loc[1989:].mean())


def test_randomisation_counts_california_among_39():
    drawn = found("randomisation")
    assert drawn.diagnostics["assignments"] == 39
    assert drawn.diagnostics["smallest_p"] == pytest.approx(1 / 39)
    assert drawn.p_value * 39 == pytest.approx(round(drawn.p_value * 39))
