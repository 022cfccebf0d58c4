"""Rule 2: whose measurement counts, how many there are, and what is answered."""

from dataclasses import replace

import pytest
import shipped

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.attainment import VERDICTS, attainment
from par_eval.language import say

from .aims import answer, judged, notes, numbers, verdict, why

# What is not verified


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ({"verified": "no"}, "not seen in a source"),
        ({"value": None}, "a category, not a number"),
        ({"measured_by": None}, "hold no measurement"),
        ({"measured_by": "nothing"}, "No value for 2009"),
        ({"deadline": 2008}, "No value for 2008"),
        ({"unit": "seats"}, "stated in seats, the measurement in %"),
    ],
)
def test_not_verified_says_why(target, reason):
    found = judged({2006: 90.0, 2007: 90.0, 2009: 90.0}, target)
    assert [t.verdict for t in found.targets] == ["not_verified"]
    assert reason in why(found)
    assert found.measurements == 0


def test_an_unverified_target_shows_its_measurement_and_does_not_count():
    found = judged({2009: 64.0}, {}, {"target": "u", "verified": "no"})
    assert [t.measurement.value for t in found.targets] == [64.0, 64.0]
    assert [t.target for t in found.judged_targets] == ["t"]
    assert found.count("unverified").of == ("target.u/P1/2009",)
    assert "1 target was not seen in a source" in notes(found)


def test_the_implementers_own_figure_settles_nothing():
    done = {"measured_by": "done"}
    own = judged({2009: 1.0}, done, outputs=[{"implementer": "yes"}])
    assert [t.verdict for t in own.targets] == ["not_verified"]
    assert "the implementer's own: 64.00%" in why(own)
    told = {"used": "yes", "origin": "implementer"}
    assert verdict({2008: 1.0}, reported=[told]) == "not_verified"
    told["origin"] = "press"
    assert verdict({2008: 1.0}, reported=[told]) == "met_precision_unknown"
    assert verdict({2009: 64.0}, self_reported="yes") == "not_verified"
    assert verdict({2009: 64.0}, self_reported="partly") == "met_precision_unknown"


# Outputs


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([{}], "met_precision_unknown"),
        ([{"complete_count": "yes"}], "achieved"),
        ([{"complete_count": "yes", "value": 59.0}], "not_achieved"),
        ([{"complete_count": "yes", "implementer": "yes"}], "not_verified"),
        ([{"kind": "target"}], "not_verified"),
        ([{"province": "P2"}], "not_verified"),
        ([{"year": 2008}], "not_verified"),
        ([{"value": None}], "not_verified"),
        ([{}, {"source": "S9", "value": 66.0}], "met_precision_unknown"),
        ([{}, {"source": "S9", "value": 59.0}], "not_verified"),
        ([{"implementer": "yes", "value": 59.0}, {"source": "S9"}], None),
        ([{}, {"year": 2004, "value": 61.0}], "met_not_moved"),
        ([{"value": 55.0}, {"year": 2001, "value": 40.0}], "partly"),
        ([{"value": 55.0}, {"year": 2007, "value": 40.0}], "partly"),
        (
            [{"value": 55.0}, {"year": 2007, "value": 40.0, "implementer": "yes"}],
            "not_achieved",
        ),
    ],
)
def test_outputs(changes, expected):
    target = {"measured_by": "done"}
    found = verdict({2009: 1.0}, target, outputs=changes)
    assert found == (expected or "met_precision_unknown")


def test_another_source_on_the_other_side_is_told():
    words = "Another source prints a value on the other side"
    assert words in why(judged({2009: 61.0}, reported=[{"value": 58.0}]))
    assert words not in why(judged({2009: 61.0}, reported=[{"value": 62.0}]))


def test_a_derived_value_is_told():
    words = "worked out from another printed figure"
    told = {"used": "yes", "derived": "yes"}
    assert words in why(judged({2008: 1.0}, reported=[told]))
    assert words not in why(judged({2008: 1.0}, reported=[{"used": "yes"}]))


# Whose targets, and counts


def test_others_see_national_aims_only():
    aims = [{}, {"target": "n", "level": "nation", "province": None}]
    values = {2009: (59.0, 61.0)}
    here = judged(values, *aims).targets
    assert [(t.target, t.yardstick) for t in here] == [("t", False), ("n", True)]
    there = judged(values, *aims, province="P2")
    assert [(t.target, t.verdict) for t in there.targets] == [
        ("n", "met_precision_unknown")
    ]
    assert there.targets[0].measurement.of == ("s/P2/2009",)
    assert there.targets[0].threshold.of == ("target.n/nation/2009",)
    assert "applied to the province as a yardstick" in notes(there)


def test_only_deadlines_of_the_period():
    deadlines = [2004, 2005, 2009, 2010]
    targets = [{"target": f"t{y}", "deadline": y} for y in deadlines]
    found = judged(dict.fromkeys(range(2003, 2011), 64.0), *targets)
    assert [t.deadline for t in found.targets] == [2005, 2009]


def test_two_targets_one_measurement():
    found = judged({2009: 64.0}, {}, {"target": "u", "value": 70.0})
    assert found.measurements == 1
    counts = {w: found.count(w).value for w in ("known", "judged", *VERDICTS)}
    assert counts["known"] == counts["judged"] == 2
    assert (counts["met_precision_unknown"], counts["not_achieved"]) == (1, 1)
    assert found.count("measurements").of == ("s/P1/2009",)
    assert numbers(found, "measurements") == {"": 1}


def five(least):
    years = dict.fromkeys(range(2005, 2010), 64.0) | {2007: 10.0}
    targets = [{"target": f"t{y}", "deadline": y} for y in years]
    return judged(years, *targets, thresholds={"judged_minimum": least})


def test_no_share_under_the_least_number_of_measurements():
    assert "4 of 5 measurements meet" in notes(five(5))
    assert "No share" not in notes(five(5))
    assert "measurements meet" not in notes(five(6))
    assert "since fewer than 6 measurements judge them." in notes(five(6))


def test_documents_to_obtain_come_most_useful_first():
    lacking = {"measured_by": None, "document": "tables"}
    found = judged(
        {2009: 64.0},
        {"target": "a", "verified": "no", "document": "law"},
        {"target": "b", **lacking},
        {"target": "c", **lacking},
        {"target": "d", "measured_by": None, "document": "plan"},
        {"target": "e", "document": "other"},
    )
    assert notes(found).endswith("not verified: the tables; the law.")
    assert found.targets[3].document is None


def test_numbers_are_traced():
    found = judged({2004: 40.0, 2009: 55.0}, {"value": 60.5}, samples=[{}])
    table = found.numbers
    assert set(table["what"]) >= {"threshold", "measurement", "baseline", "way", "low"}
    assert all(isinstance(of, tuple) for of in table["of"])
    assert say(found.targets[0].aim, "en") == "above 60.50%"
    assert found.targets[0].sources == ("T1", "S1")


# The answer to the fixed question


def test_answer_of_one_measurement():
    found = judged({2009: 64.0}, {}, {"target": "u"}, {"target": "v", "unit": "x"})
    assert answer(found) == [
        "One measurement judges 2 of 3 known targets (their total is unknown): Survey, "
        "64.00% in 2009 (target above 60%: met, precision unknown).",
        "The other one is not verified.",
    ]
    assert len(answer(judged({2009: 64.0}))) == 1


def test_answer_of_several_measurements():
    outputs = [{"complete_count": "yes", "value": 50.0}]
    targets = [{}, {"target": "u", "measured_by": "done"}]
    lines = answer(judged({2009: 64.0}, *targets, outputs=outputs))
    assert lines[0] == (
        "2 measurements judge 2 of 2 known targets (their total is unknown): met, "
        "precision unknown: 1; not achieved: 1."
    )
    assert "Dossiers done in time, 50.00% in 2009" in lines[1]
    assert len(lines) == 2
    assert len(answer(five(5))) == 2


def test_answer_without_any():
    none = [{"target": t, "measured_by": None, "document": "law"} for t in "ab"]
    assert answer(judged({2009: 64.0}, *none)) == [
        "Not one of the 2 known targets (their total is unknown) can be judged.",
        "To obtain: the law.",
    ]
    assert len(answer(judged({2009: 64.0}, {"verified": "no"}))) == 1
    assert answer(judged({2009: 64.0}, province="P2")) == [
        "No target with a deadline in the period is known."
    ]


# The shipped data


def of(province, period):
    return attainment(shipped.evaluation(province, period))


def changed(table, key, **cells):
    """Bac Giang 2016-2020 with one row of a table changed."""
    facts = shipped.facts()
    frame = facts.tables[table].copy()
    frame.loc[frame[frame.columns[0]] == key, list(cells)] = list(cells.values())
    tables = {**facts.tables, table: frame}
    copy = replace(facts, tables=tables, _known={})
    return attainment(Evaluation(National(copy, "2016-2020"), "P15"))


def test_one_measurement_settles_two_national_aims():
    found = of("Bac Giang", "2016-2020")
    assert len(found.targets) == 10
    assert found.measured == ("sipas.total/P15/2020",)
    for target in found.judged_targets:
        assert (target.measurement.value, target.threshold.value) == (92.54, 80)
        assert target.verdict == "met_precision_unknown"
        assert target.yardstick
        assert "93.14% in 2017, already met it" in why(found)
    assert len(found.judged_targets) == 2
    assert found.count("not_verified").value == 8
    assert found.count("unverified").value == 3
    assert "No share" in notes(found)


def test_the_first_plan_judges_none_and_says_what_to_obtain():
    found = of("Bac Giang", "2011-2015")
    assert (len(found.targets), found.measurements) == (13, 0)
    wanted = {t.document.key for t in found.targets}
    assert wanted == {
        "res30c_text",
        "it_in_agencies",
        "education_health_satisfaction",
        "papi_2014",
    }
    assert answer(found)[0].startswith("Not one of the 13 known targets")
    assert "the full text of Resolution 30c/NQ-CP" in answer(found)[1]


@pytest.mark.parametrize(
    ("province", "value"),
    [("Quang Ninh", 95.76), ("Hai Phong", 93.57), ("Ca Mau", None)],
)
def test_other_provinces_see_national_aims_only(province, value):
    found = of(province, "2016-2020")
    assert len(found.targets) == 7
    assert {t.level for t in found.targets} == {"nation"}
    values = {t.measurement.value for t in found.judged_targets}
    assert values == (set() if value is None else {value})


def test_no_unverified_target_is_ever_judged():
    for evaluation in shipped.sample_of_evaluations():
        found = attainment(evaluation)
        assert all(t.verified for t in found.judged_targets)
        assert all(t.reasons for t in found.targets)
        assert 1 <= len(answer(found)) <= 3


def test_a_changed_fact_changes_the_verdict():
    name = "R30C_SAT_ADMIN_2020"
    higher = changed("targets", name, value=95.0)
    assert higher.count("not_achieved").of == (f"target.{name}/nation/2020",)
    seen = changed("targets", "R30C_SAT_TTHC_2020", verified="yes")
    assert (len(seen.judged_targets), seen.measurements) == (3, 1)
    own = changed("targets", "D225_SAT_TTHC_2020", verified="no")
    assert (len(own.judged_targets), own.measurements) == (1, 1)
