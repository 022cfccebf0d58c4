"""Rule 3: what crosses a break is refused, or marked and followed without it.

The figures are those that another program found in the same data: Bac Giang, 2016-2020.
"""

import pytest
import shipped
from small import small

from par_eval.evaluation import (
    Evaluation,
    National,
    Window,
    change_range,
    parts_of,
    refused,
    spanned,
)
from par_eval.evaluation.answers import NOTHING_FOLLOWED
from par_eval.values import quantities

from .said import bare

CENT = 0.005 + 1e-9
PARTICIPATION = "papi.participation"
CORRUPTION = "papi.corruption_control"
PROCEDURES = "papi.administrative_procedures"
TOTAL = "papi.total"


@pytest.fixture(scope="module")
def bac_giang():
    return shipped.evaluation("Bac Giang", "2016-2020")


def values_of(evaluation, indicator):
    rows = evaluation.trends.numbers
    rows = rows[rows["indicator"] == indicator]
    return dict(zip(rows["what"], rows["value"], strict=True))


@pytest.mark.parametrize(
    ("indicator", "change", "typical", "place"),
    [
        (PARTICIPATION, -0.87, -0.50, 52),
        (CORRUPTION, 0.79, 1.00, 43),
        (PROCEDURES, 0.29, 0.24, 29),
        (f"{PARTICIPATION}~2016-2020", 0.23, 0.23, None),
        (f"{CORRUPTION}~2015-2020", 0.48, 0.75, None),
        (f"{TOTAL}~2016-2020", 0.97, 1.45, 46),
    ],
)
def test_period_changes(bac_giang, indicator, change, typical, place):
    found = values_of(bac_giang, indicator)
    assert found["change"] == pytest.approx(change, abs=CENT)
    assert found["typical"] == pytest.approx(typical, abs=CENT)
    assert found["of"] == 63
    if place is not None:
        assert found["place"] == place


@pytest.mark.parametrize(
    ("indicator", "baseline"),
    [
        (PARTICIPATION, Window((2016,), "late")),
        (CORRUPTION, Window((2015,), "single")),
        (PROCEDURES, Window((2016,), "late")),
    ],
)
def test_baselines(bac_giang, indicator, baseline):
    found = bac_giang.windows(indicator)
    assert (found.baseline, found.endline) == (baseline, Window((2019, 2020)))


@pytest.mark.parametrize(
    ("indicator", "years"),
    [(PARTICIPATION, {2017, 2018, 2019}), (CORRUPTION, {2018}), (PROCEDURES, {2018})],
)
def test_soft_breaks_that_a_change_crosses(bac_giang, indicator, years):
    found = bac_giang.windows(indicator)
    assert {(b.year, b.severity) for b in found.breaks} == {(y, "soft") for y in years}


@pytest.mark.parametrize(
    ("indicator", "count"),
    [(f"{PARTICIPATION}~2016-2020", 2), (f"{TOTAL}~2016-2020", 11)],
)
def test_parts_without_a_break(bac_giang, indicator, count):
    assert indicator == spanned(bac_giang, indicator.split("~")[0])
    parts = parts_of(bac_giang, indicator)
    assert parts.value == count == len(parts.of)


def test_a_jump_of_a_whole_without_one_of_a_part_leaves_the_parts_as_they_are(
    bac_giang,
):
    """No part jumped, so without a break the change is the same: +0.29."""
    numbers = bac_giang.trends.numbers
    changes = numbers[numbers["what"] == "change"].set_index("indicator")["value"]
    assert changes[spanned(bac_giang, PROCEDURES)] == pytest.approx(changes[PROCEDURES])


def test_a_change_that_crosses_nothing_is_not_run_again():
    scores = {year: [1, 2, 3] for year in range(2003, 2010)}
    facts = small({"a": scores, "b": scores}, {"ab": ["a", "b"]})
    assert spanned(Evaluation(National(facts, "2005-2009"), "P1"), "ab") is None


def test_a_change_with_the_trough_in_its_baseline_is_in_the_range(bac_giang):
    """+1.55 with 2013; the range is what other defensible windows give."""
    rows = bac_giang.trends.numbers
    rows = rows[(rows["indicator"] == CORRUPTION) & (rows["what"] == "change")]
    lowest, highest = change_range(next(quantities(rows)))
    assert highest.value == pytest.approx(1.55, abs=CENT)
    assert lowest.value < 0.79


def test_five_dimensions_are_refused(bac_giang):
    breaks = {
        name: {b.year for b in found} for name, found in refused(bac_giang).items()
    }
    assert breaks == {
        "papi.transparency": {2018},
        "papi.accountability": {2018},
        "papi.public_services": {2018},
        "papi.environment": {2019},
        "papi.e_governance": {2019, 2020},
    }


def test_a_refused_dimension_has_no_change_but_its_runs(bac_giang):
    rows = bac_giang.trends.numbers
    rows = rows[rows["indicator"] == "papi.transparency"]
    assert set(rows["what"]) == {"run_change", "run_typical"}
    assert set(zip(rows["first"], rows["last"], strict=True)) == {
        (2016, 2017),
        (2018, 2020),
    }


def test_no_number_crosses_a_hard_break_in_any_province():
    """Every change in every evaluation lies in one segment of its indicator."""
    from par_eval.series import breaks_between, hard

    facts = shipped.facts()
    spans = {
        (row["indicator"], row["first"], row["last"])
        for evaluation in shipped.sample_of_evaluations()
        for row in evaluation.trends.numbers.to_dict("records")
    }
    assert len(spans) > 20
    for indicator, first, last in spans:
        assert not hard(breaks_between(facts, indicator, int(first), int(last)))


def test_the_typical_change_and_the_place_are_those_of_the_same_years(bac_giang):
    frame = shipped.facts().series(PROCEDURES)
    moved = frame.loc[[2019, 2020]].mean() - frame.loc[2016]
    found = values_of(bac_giang, PROCEDURES)
    assert found["typical"] == pytest.approx(moved.median())
    assert found["place"] == 1 + (moved > moved["P15"] + 1e-9).sum()


YEARS = range(2003, 2010)


def rising(*steps):
    """Scores of three provinces that rise by so much a year."""
    return {year: [10 + step * (year - 2003) for step in steps] for year in YEARS}


def evaluation_of(breaks, province="P1"):
    values = {"a": rising(1, 2, 4), "b": rising(-3, 0, 1)}
    facts = small(values, {"total": ("a", "b")}, breaks=breaks)
    return Evaluation(National(facts, "2005-2009"), province)


def test_a_change_by_hand():
    """From 2003 and 2004 to 2008 and 2009 are five steps: -10, 10 and 25.

    Away from the median of 10 that is 20, 0 and 15.
    """
    found = values_of(evaluation_of([]), "total")
    assert found == {
        "change": pytest.approx(5 * -2),
        "typical": pytest.approx(5 * 2),
        "place": 3,
        "of": 3,
        "share": pytest.approx(1 / 3),
    }


def test_a_province_that_lacks_a_year_of_a_window_is_not_compared():
    """P2 lacks the last year, so P3 alone is left beside P1: 20 and 5 points."""
    steps = {"a": rising(1, 2, 4)}
    steps["a"][2009][1] = None
    national = National(small(steps, {"total": ("a",)}), "2005-2009")
    found = values_of(Evaluation(national, "P1"), "total")
    assert (found["of"], found["place"]) == (2, 2)
    assert found["typical"] == pytest.approx((5 * 1 + 5 * 4) / 2)


def test_beside_a_refused_change_stands_the_one_on_unbroken_parts():
    """The span is the plan: from 2005, late, to 2008 and 2009, 3.5 years on."""
    evaluation = evaluation_of([{"indicator": "b", "year": 2007}])
    assert list(refused(evaluation)) == ["b"]
    assert "change" not in values_of(evaluation, "total")
    found = values_of(evaluation, "total~2005-2009")
    assert (found["change"], found["typical"]) == (
        pytest.approx(3.5),
        pytest.approx(7),
    )
    assert parts_of(evaluation, "total~2005-2009").of == ("a/P1/2009",)


def test_beside_a_marked_change_stands_the_one_without_soft_parts():
    """The span is that of the windows, 2003 to 2009, also for the parts."""
    evaluation = evaluation_of([{"indicator": "b", "year": 2005, "severity": "soft"}])
    assert values_of(evaluation, "total")["change"] == pytest.approx(-10)
    assert values_of(evaluation, "total~2003-2009")["change"] == pytest.approx(5)
    assert spanned(evaluation, "b") is None
    assert spanned(evaluation, "a") is None


def finding_on_trends(evaluation):
    by = {finding.answered_by: finding for finding in evaluation.findings}
    return by["trends"].text.items


def turned(evaluation):
    """Dimensions whose direction is said to turn without parts that break softly."""
    return [
        name.key
        for sentence in finding_on_trends(evaluation)
        if set(sentence.values) == {"names"}
        for name in sentence.values["names"].items
    ]


def test_a_finding_that_depends_on_soft_parts_says_so(bac_giang):
    """Participation falls by 0.87 and rises by 0.23 without them."""
    assert turned(bac_giang) == ["papi.participation"]
    by = {finding.answered_by: finding for finding in bac_giang.findings}
    told = [round(quantity.value, 2) for quantity in by["trends"].quantities]
    assert told[-3:] == [11, 0.97, 1.45]


@pytest.mark.parametrize(("slope", "depends"), [(-3, True), (0, False), (3, False)])
def test_a_direction_depends_on_soft_parts_if_it_turns_without_them(slope, depends):
    values = {"d.a": rising(1, 2, 4), "d.b": rising(slope, 0, 1)}
    breaks = [{"indicator": "d.b", "year": 2007, "severity": "soft"}]
    facts = small(values, {"total": ("d",), "d": tuple(values)}, breaks=breaks)
    evaluation = Evaluation(National(facts, "2005-2009"), "P1")
    assert turned(evaluation) == (["d"] if depends else [])


def test_without_any_comparable_dimension_the_finding_says_so():
    breaks = [{"indicator": "total", "year": 2007}]
    evaluation = evaluation_of(breaks)
    assert set(refused(evaluation)) == {"a", "b"}
    assert spanned(evaluation, "total") is None
    dimensions, total = finding_on_trends(evaluation)
    assert dimensions == NOTHING_FOLLOWED["breaks"]
    assert bare([total])


@pytest.mark.parametrize(("broken", "said"), [((), "gaps"), (("b",), "both")])
def test_missing_years_are_not_called_a_break(broken, said):
    """P1 has values before the plan only; of its series only those listed break."""
    values = {"a": rising(1, 2, 4), "b": rising(-3, 0, 1)}
    for by_year in values.values():
        for year in range(2005, 2010):
            by_year[year][0] = None
    breaks = [{"indicator": name, "year": 2007} for name in broken]
    facts = small(values, {"total": ("a", "b")}, breaks=breaks)
    evaluation = Evaluation(National(facts, "2005-2009"), "P1")
    assert set(refused(evaluation)) == set(broken)
    assert finding_on_trends(evaluation) == (NOTHING_FOLLOWED[said],)


def test_equal_changes_share_a_place():
    """P1 and P2 both rise by 0.3, in steps whose remainders differ."""
    values = {
        2004: [0.1, 0.7, 0.0],
        2005: [0.1, 0.7, 0.0],
        2008: [0.4, 1.0, 0.1],
        2009: [0.4, 1.0, 0.1],
    }
    national = National(small({"a": values}, {"total": ("a",)}), "2005-2009")
    places = [
        values_of(Evaluation(national, code), "a")["place"]
        for code in national.facts.provinces["province"]
    ]
    assert places == [1, 1, 3]
