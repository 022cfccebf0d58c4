"""Minimum wages and teen employment: the vignette of did, and another program's values.

Every row is tested. The vignette's errors are one draw of a bootstrap (its tolerance
is wide), so each such row is met twice: by our own draws and by our analytic error.
"""

import csv
import functools
import re
from pathlib import Path

import pandas as pd
import pytest

from par_eval.impact.staggered import staggered

CASE = Path(__file__).parent / "mpdta"
SHARED = Path(__file__).parents[3] / "shared" / "cases" / "mpdta"
COLUMNS = {
    "unit": "countyreal",
    "time": "year",
    "outcome": "lemp",
    "first_treated": "first_treated",
}
OPTIONS = {
    "": {},
    "never treated": {},
    "never treated, no covariates": {},
    "not yet treated": {"control": "not_yet_treated"},
    "never treated, covariate lpop, doubly robust": {"covariates": ["lpop"]},
    "never treated, covariate lpop, outcome regression": {
        "covariates": ["lpop"],
        "method": "regression",
    },
    "never treated, universal base period": {"base_period": "universal"},
}
REFERENCES = [name for name in OPTIONS if name and "no covariates" not in name]
KINDS = {"dynamic": "event_time"}


def rows(folder):
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EXPECTED = rows(CASE)


@functools.cache
def result(setting):
    data = pd.read_csv(CASE / "data.csv")
    data["first_treated"] = data["first_treat"].where(data["first_treat"] > 0)
    return staggered(data, **COLUMNS, **OPTIONS[setting])


@functools.cache
def cells(setting, errors):
    return result(setting).table(errors=errors).set_index(["group", "time"])


@functools.cache
def average(setting, errors, kind, balance):
    return result(setting).aggregate(kind, balance=balance, errors=errors)


def parsed(quantity):
    """Whether it is an error, which one, of what, in which setting."""
    whole = re.fullmatch(
        r"(?:(analytic|bootstrap) standard error of )?(.*?)(?: \[(.*)\])?", quantity
    )
    return whole[1], whole[2], whole[3] or ""


def ours(quantity, *, errors=None):
    source, what, setting = parsed(quantity)
    errors = errors or source or "analytic"
    column = "standard_error" if source else "effect"
    if what == "Wald pre-test p-value":
        return result(setting).pretest()["p_value"]
    if cell := re.fullmatch(r"ATT\((\d+),(\d+)\)", what):
        return cells(setting, errors).loc[(int(cell[1]), int(cell[2])), column]
    kind, balance, element = re.fullmatch(
        r"(\w+)(?:, balance_e=(\d+))?: (\S+)", what
    ).groups()
    found = average(
        setting, errors, KINDS.get(kind, kind), int(balance) if balance else None
    )
    if element == "overall":
        return found.standard_error if source else found.estimate
    return found.effects.loc[int(element), column]


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["quantity"])
def test_expected(row):
    value = float(row["value"])
    assert ours(row["quantity"]) == pytest.approx(value, abs=float(row["tolerance"]))


@pytest.mark.parametrize(
    "row",
    [row for row in EXPECTED if row["quantity"].startswith("bootstrap")],
    ids=lambda row: row["quantity"],
)
def test_drawn_errors_are_near_analytic_ones(row):
    analytic = ours(row["quantity"], errors="analytic")
    assert analytic == pytest.approx(float(row["value"]), abs=float(row["tolerance"]))


@pytest.mark.parametrize("setting", REFERENCES)
def test_every_effect_of_ours_is_expected(setting):
    """No cell or element that we report goes without a reference."""
    named = {
        what
        for _, what, of in (parsed(r["quantity"]) for r in EXPECTED)
        if of == setting
    }
    for group, time in cells(setting, "analytic").index:
        assert f"ATT({group},{time})" in named
    for kind in ("dynamic", "group", "calendar"):
        found = average(setting, "analytic", KINDS.get(kind, kind), None)
        known = found.effects.dropna()
        assert {f"{kind}: {element}" for element in known.index} <= named


LPOP, LATER = {"covariates": ["lpop"]}, {"control": "not_yet_treated"}
UNIVERSAL = {"base_period": "universal"}
OTHER_OPTIONS = {
    "weighting": LPOP | {"method": "weighting"},
    "weighting, not yet treated": LPOP | LATER | {"method": "weighting"},
    "doubly robust, not yet treated, universal": LPOP | LATER | UNIVERSAL,
    "anticipation, universal": {"anticipation": 1} | UNIVERSAL,
    "anticipation, not yet treated, universal": {"anticipation": 1} | LATER | UNIVERSAL,
}
# moderndid 0.2.0: att_gt(..., xformla='~lpop' or '~1', est_method='ipw' or 'dr',
# anticipation=0 or 1, boot=False), aggte(type=...): overall effect, analytic error.
OTHERS = {
    ("weighting", "simple"): (-0.0417771, 0.0114997),
    ("weighting", "group"): (-0.0328754, 0.0118932),
    ("weighting", "calendar"): (-0.0441701, 0.0150352),
    ("weighting", "event_time"): (-0.0803769, 0.0189543),
    ("weighting, not yet treated", "simple"): (-0.0413894, 0.0114193),
    ("weighting, not yet treated", "group"): (-0.0323307, 0.0119763),
    ("weighting, not yet treated", "calendar"): (-0.0456657, 0.0146961),
    ("weighting, not yet treated", "event_time"): (-0.080016, 0.0184897),
    ("doubly robust, not yet treated, universal", "simple"): (-0.0413516, 0.0114278),
    ("doubly robust, not yet treated, universal", "group"): (-0.032264, 0.0119834),
    ("doubly robust, not yet treated, universal", "calendar"): (-0.0456646, 0.0146983),
    ("doubly robust, not yet treated, universal", "event_time"): (-0.0799926, 0.018494),
    ("anticipation, universal", "simple"): (-0.0452055, 0.0166831),
    ("anticipation, universal", "group"): (-0.0497775, 0.0173851),
    ("anticipation, universal", "calendar"): (-0.0307036, 0.0170207),
    ("anticipation, universal", "event_time"): (-0.0447343, 0.0186117),
    ("anticipation, not yet treated, universal", "simple"): (-0.0452055, 0.0166831),
    ("anticipation, not yet treated, universal", "group"): (-0.0497775, 0.0173851),
    ("anticipation, not yet treated, universal", "calendar"): (-0.0307036, 0.0170207),
    ("anticipation, not yet treated, universal", "event_time"): (-0.0447343, 0.0186117),
}


@pytest.mark.parametrize(("setting", "kind"), OTHERS)
def test_another_program_agrees_on_other_options(setting, kind):
    data = pd.read_csv(CASE / "data.csv")
    data["first_treated"] = data["first_treat"].where(data["first_treat"] > 0)
    found = staggered(data, **COLUMNS, **OTHER_OPTIONS[setting]).aggregate(kind)
    assert (found.estimate, found.standard_error) == pytest.approx(
        OTHERS[setting, kind], abs=1e-7
    )


@pytest.mark.skipif(not SHARED.exists(), reason="the shared cases are not here")
def test_no_row_is_forgotten():
    kept = ["quantity", "value", "tolerance", "kind", "provenance", "citation"]
    assert [{key: row[key] for key in kept} for row in rows(SHARED)] == EXPECTED
