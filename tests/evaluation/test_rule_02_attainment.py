"""Rule 2: whether a target was met, and how sure that is."""

from unittest.mock import ANY

import pytest

from par_eval.evaluation.attainment.reasons import PRECISION

from .aims import judged, numbers, verdict, why
from .said import bare, carrying


def known(found):
    """What is said of the precision of the measurements."""
    said = [reason.message for reason in why(found)]
    keys = {words.message: key for key, words in PRECISION.items()}
    return [keys[message] for message in said if message in keys]


# Thresholds, bounds and directions


@pytest.mark.parametrize(
    ("comparison", "met"),
    [
        ("gt", {61: True, 60: False, 59: False}),
        ("ge", {61: True, 60: True, 59: False}),
        ("le", {61: False, 60: True, 59: True}),
        ("lt", {61: False, 60: False, 59: True}),
    ],
)
def test_on_which_side_and_whether_on_the_threshold(comparison, met):
    target = {"comparison": comparison}
    for value, reached in met.items():
        expected = "met_precision_unknown" if reached else "not_achieved"
        assert verdict({2009: value}, target) == expected


def test_a_sum_that_misses_the_threshold_by_rounding_lies_on_it():
    over, target = 0.1 + 0.2, {"value": 0.3}
    assert over > 0.3
    assert verdict({2009: over}, target) == "not_achieved"
    for_most = target | {"comparison": "le"}
    assert verdict({2009: over}, for_most) == "met_precision_unknown"


# Intervals: 64 percent of 2304 people have a standard error of one point


@pytest.mark.parametrize(
    ("effect", "comparison", "threshold", "expected"),
    [
        (1, "gt", 62, "achieved"),  # 62.04 to 65.96
        (1, "gt", 62.1, "leaning_achieved"),
        (1, "gt", 65.9, "not_achieved"),
        (1, "lt", 66, "achieved"),
        (1, "le", 65.9, "leaning_achieved"),
        (1, "lt", 62, "not_achieved"),
        (4, "gt", 60, "achieved"),  # 60.08 to 67.92
        (4, "gt", 62, "leaning_achieved"),
        (9, "gt", 60, "leaning_achieved"),  # 58.12 to 69.88
    ],
)
def test_an_interval_decides_or_leaves_open(effect, comparison, threshold, expected):
    target = {"comparison": comparison, "value": threshold}
    sample = {"design_effect": effect}
    assert verdict({2009: 64.0}, target, samples=[sample]) == expected


def test_interval_from_a_sample_by_hand():
    found = judged({2009: 64.0}, samples=[{"design_effect": 4.0}])
    (target,) = found.targets
    ends = (target.measurement.low, target.measurement.high)
    assert ends == pytest.approx((64 - 2 * 1.959964, 64 + 2 * 1.959964), abs=1e-5)
    assert target.measurement.interval == "sample"
    assert numbers(found, "low")["t"] == ends[0]
    assert len(carrying(why(found), low=ends[0], high=ends[1])) == 1


def test_the_level_of_the_interval_is_data():
    sample = [{"design_effect": 9.0}]
    level = {"interval_level": 0.5}
    assert verdict({2009: 64.0}, samples=sample) == "leaning_achieved"
    assert verdict({2009: 64.0}, samples=sample, thresholds=level) == "achieved"


@pytest.mark.parametrize(
    ("sample", "assumed"),
    [
        ({}, False),
        ({"assumed": "yes"}, True),
        ({"design_effect": None}, True),
    ],
)
def test_what_is_assumed_is_labelled(sample, assumed):
    found = judged({2009: 64.0}, samples=[sample])
    (target,) = found.targets
    assert target.verdict == "achieved"
    assert (target.measurement.interval == "assumed_sample") is assumed
    assert len(bare(why(found))) == (1 if assumed else 0)


@pytest.mark.parametrize(
    "sample",
    [
        {"scope": "nation", "place": "nation"},
        {"place": "P2"},
        {"year": 2008},
        {"indicator": "other"},
    ],
)
def test_only_the_provinces_own_sample_of_the_year_counts(sample):
    found = judged({2009: 64.0}, samples=[sample])
    assert [t.verdict for t in found.targets] == ["met_precision_unknown"]
    assert known(found) == ["unknown"]


def test_a_share_of_all_has_no_normal_interval():
    assert verdict({2009: 100.0}, samples=[{}]) == "met_precision_unknown"


def test_below_without_an_interval_says_so():
    found = judged({2009: 59.0})
    assert [t.verdict for t in found.targets] == ["not_achieved"]
    assert known(found) == ["unknown"]


@pytest.mark.parametrize(
    ("threshold", "expected", "said"),
    [
        (65.0, "not_achieved", "covers"),  # 62.04 to 65.96
        (66.0, "not_achieved", "clear"),
        (63.0, "leaning_achieved", "covers"),
        (62.0, "achieved", "clear"),
    ],
)
def test_whether_the_interval_covers_the_threshold_is_said(threshold, expected, said):
    found = judged({2009: 64.0}, {"value": threshold}, samples=[{}])
    assert [t.verdict for t in found.targets] == [expected]
    assert known(found) == [said]


def test_a_complete_count_needs_no_interval_and_says_so():
    done = {"measured_by": "done"}
    found = judged({2009: 1.0}, done, outputs=[{"complete_count": "yes"}])
    assert [t.verdict for t in found.targets] == ["achieved"]
    assert known(found) == ["complete"]


# The way from the baseline


@pytest.mark.parametrize(
    ("values", "expected", "way"),
    [
        ({2003: 40.0, 2004: 40.0, 2009: 50.0}, "partly", 50),
        ({2003: 38.0, 2004: 42.0, 2009: 49.9}, "not_achieved", 49.5),
        ({2003: 38.0, 2004: 42.0, 2009: 58.0}, "partly", 90),
        ({2004: 40.0, 2009: 30.0}, "not_achieved", -50),
        ({2006: 50.0, 2009: 56.0}, "partly", 60),  # late
        ({2009: 56.0}, "not_achieved", None),
        ({2003: 70.0, 2004: 70.0, 2009: 59.0}, "not_achieved", None),
    ],
)
def test_half_the_way_from_the_baseline_is_partly(values, expected, way):
    found = judged(values)
    assert [t.verdict for t in found.targets] == [expected]
    gone = numbers(found, "way")
    assert gone == ({} if way is None else {"t": pytest.approx(way)})


def test_way_downwards():
    down = {"comparison": "le", "value": 20.0, "direction": "down"}
    assert verdict({2003: 40.0, 2004: 40.0, 2009: 30.0}, down) == "partly"
    assert verdict({2003: 40.0, 2004: 40.0, 2009: 31.0}, down) == "not_achieved"
    assert verdict({2003: 40.0, 2004: 40.0, 2009: 20.0}, down) != "partly"


def test_partly_with_the_interval_below():
    values = {2003: 58.0, 2004: 58.0, 2009: 64.0}
    assert verdict(values, {"value": 68.0}, samples=[{}]) == "partly"
    assert verdict(values, {"value": 80.0}, samples=[{}]) == "not_achieved"


def test_how_much_of_the_way_is_data():
    values = {2003: 40.0, 2004: 40.0, 2009: 50.0}
    assert verdict(values, thresholds={"partly_share": 0.6}) == "not_achieved"


def test_no_baseline_across_a_hard_break():
    values = {2003: 40.0, 2004: 40.0, 2006: 40.0, 2009: 55.0}
    hard = [{"indicator": "s", "year": 2009}]
    unbroken, broken = judged(values), judged(values, breaks=hard)
    assert [t.verdict for t in unbroken.targets] == ["partly"]
    assert len(carrying(why(unbroken), baseline=40.0, years=(2003, 2004))) == 1
    assert bare(why(unbroken)) == [PRECISION["unknown"]]
    assert [t.verdict for t in broken.targets] == ["not_achieved"]
    assert carrying(why(broken), baseline=ANY) == []
    assert len(bare(why(broken))) == 2  # of the precision, and of the baseline


def test_a_break_after_the_deadline_does_not_matter():
    values = {2003: 40.0, 2004: 40.0, 2007: 50.0, 2008: 61.0, 2009: 62.0}
    hard = [{"indicator": "s", "year": 2008}]
    assert verdict(values, {"deadline": 2007}, breaks=hard) == "partly"


# Met before, and thresholds that do not measure progress


def test_met_before_is_not_moved():
    assert verdict({2004: 61.0, 2009: 64.0}) == "met_not_moved"
    assert verdict({2004: 61.0, 2009: 64.0}, samples=[{}]) == "met_not_moved"
    assert verdict({2003: 61.0, 2004: 59.0, 2009: 64.0}) == "met_precision_unknown"
    assert verdict({2004: 61.0, 2009: 59.0}) == "not_achieved"


def test_a_peak_before_the_period_is_no_earlier_level():
    others = (50.5, 49.5, 50.0, 50.5, 49.5, 50.0)
    own = dict.fromkeys(range(1996, 2010), 50.0) | {2003: None, 2004: None, 2009: 64.0}
    peak = own | {2002: 90.0}
    level = {year: value and 64.0 for year, value in own.items()}
    for last, expected in [(peak, "met_precision_unknown"), (level, "met_not_moved")]:
        years = {year: (value, *others) for year, value in last.items()}
        assert verdict(years) == expected


def test_met_before_on_the_other_side_of_a_break_is_not_comparable():
    hard = [{"indicator": "s", "year": 2007}]
    soft = [{"indicator": "s", "year": 2007, "severity": "soft"}]
    values = {2004: 61.0, 2009: 64.0}
    assert verdict(values, breaks=hard) == "met_precision_unknown"
    assert verdict(values, breaks=soft) == "met_not_moved"


def test_a_threshold_met_from_the_start_measures_no_progress():
    found = judged({2004: 59.0, 2006: 61.0, 2009: 64.0}, {}, {"target": "u"})
    assert len(carrying(found.notes, first=61.0, year=2006)) == 1
    for values in (
        {2006: 59.0, 2009: 64.0},
        {2004: 61.0, 2006: 61.0, 2009: 64.0},
        {2009: 64.0},
    ):
        assert carrying(judged(values).notes, first=ANY) == []
