"""Rule 2: whose measurement counts, how many there are, and what is answered."""

from dataclasses import replace
from unittest.mock import ANY

import pytest
import shipped

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.attainment import VERDICTS, attainment
from par_eval.evaluation.attainment.reasons import aim
from par_eval.values import unit_words

from .aims import answer, judged, numbers, verdict, why
from .said import bare, carrying, plain

# What is not verified

LACKING = [
    ({"verified": "no"}, {}),
    ({"value": None}, {}),
    ({"measured_by": None}, {}),
    ({"measured_by": "nothing"}, {"year": 2009}),
    ({"deadline": 2008}, {"year": 2008}),
    (
        {"unit": "seats"},
        {"wanted": unit_words("seats"), "unit": unit_words("percent")},
    ),
]


@pytest.mark.parametrize(("target", "values"), LACKING)
def test_not_verified_says_why(target, values):
    found = judged({2006: 90.0, 2007: 90.0, 2009: 90.0}, target)
    assert [t.verdict for t in found.targets] == ["not_verified"]
    assert [dict(reason.values) for reason in why(found)] == [values]
    assert found.measurements == 0


def test_each_reason_has_its_own_sentence():
    reasons = [why(judged({2009: 90.0}, target))[0] for target, _ in LACKING]
    kinds = {reason.message for reason in reasons}
    assert len(kinds) == len(LACKING) - 1  # two lack the value of a year
    several = judged({2009: 90.0}, {"verified": "no", "value": None})
    assert why(several) == reasons[:2]


def test_an_unverified_target_shows_its_measurement_and_does_not_count():
    found = judged({2009: 64.0}, {}, {"target": "u", "verified": "no"})
    assert [t.measurement.value for t in found.targets] == [64.0, 64.0]
    assert [t.target for t in found.judged_targets] == ["t"]
    assert found.count("unverified").of == ("target.u/P1/2009",)
    assert len(carrying(found.notes, number=found.count("unverified"))) == 1


def test_the_implementers_own_figure_settles_nothing():
    done = {"measured_by": "done"}
    own = judged({2009: 1.0}, done, outputs=[{"implementer": "yes"}])
    assert [t.verdict for t in own.targets] == ["not_verified"]
    (reason,) = why(own)
    assert carrying(reason, year=2009, value=64.0, unit=unit_words("percent"))
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


def apart(one, other):
    """Reasons of the one alone, and of the other alone."""
    return [
        [reason for reason in why(mine) if reason not in why(theirs)]
        for mine, theirs in ((one, other), (other, one))
    ]


def test_another_source_on_the_other_side_is_told():
    below = judged({2009: 61.0}, reported=[{"value": 58.0}])
    above = judged({2009: 61.0}, reported=[{"value": 62.0}])
    (told,), nothing = apart(below, above)
    assert bare([told])
    assert nothing == []


def test_a_derived_value_is_told():
    derived = judged({2008: 1.0}, reported=[{"used": "yes", "derived": "yes"}])
    printed = judged({2008: 1.0}, reported=[{"used": "yes"}])
    (told,), nothing = apart(derived, printed)
    assert bare([told])
    assert nothing == []


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
    assert len(bare(there.notes)) == 1
    assert bare(judged(values, aims[0]).notes) == []


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
    enough, too_few = five(5).notes, five(6).notes
    assert len(carrying(enough, met=4, all=5)) == 1
    assert carrying(enough, least=ANY) == []
    assert carrying(too_few, met=ANY) == []
    assert len(carrying(too_few, least=6)) == 1


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
    assert len(carrying(found.notes, documents=("tables", "law"))) == 1
    assert found.targets[3].document is None


def test_numbers_are_traced():
    found = judged({2004: 40.0, 2009: 55.0}, {"value": 60.5}, samples=[{}])
    table = found.numbers
    assert set(table["what"]) >= {"threshold", "measurement", "baseline", "way", "low"}
    assert all(isinstance(of, tuple) for of in table["of"])
    threshold = found.targets[0].threshold
    assert (threshold.value, threshold.measure) == (60.5, "target_fraction")
    assert found.targets[0].aim == aim("gt", threshold)
    assert found.targets[0].sources == ("T1", "S1")


# The answer to the fixed question


def test_answer_of_one_measurement():
    found = judged({2009: 64.0}, {}, {"target": "u"}, {"target": "v", "unit": "x"})
    first, rest = answer(found)
    assert carrying(first, number=3, judged=2) == [first]
    (measured,) = carrying(first, who="survey", year=2009)
    assert len(carrying(measured, value=64.0)) == 1
    (outcome,) = carrying(measured, verdict=ANY)
    assert outcome.values["verdict"] == VERDICTS["met_precision_unknown"]
    assert len(carrying(outcome, threshold=60.0)) == 1
    assert rest.values["number"].of == ("target.v/P1/2009",)
    assert len(answer(judged({2009: 64.0}))) == 1


def test_answer_of_several_measurements():
    outputs = [{"complete_count": "yes", "value": 50.0}]
    targets = [{}, {"target": "u", "measured_by": "done"}]
    found = judged({2009: 64.0}, *targets, outputs=outputs)
    lines = answer(found)
    assert len(lines) == 2
    totals = {what: found.count(what) for what in ("measurements", "judged", "known")}
    assert {total.value for total in totals.values()} == {2}
    assert carrying(lines[0], **totals) == [lines[0]]
    counts = carrying(lines[0], verdict=ANY, number=ANY)
    assert [(one.values["verdict"], one.values["number"].value) for one in counts] == [
        (VERDICTS["met_precision_unknown"], 1),
        (VERDICTS["not_achieved"], 1),
    ]
    for who, value in (("survey", 64.0), ("done", 50.0)):
        (measured,) = carrying(lines[1], who=who, year=2009)
        assert len(carrying(measured, value=value)) == 1
    assert len(answer(five(5))) == 2


def test_answer_without_any():
    none = [{"target": t, "measured_by": None, "document": "law"} for t in "ab"]
    first, obtain = answer(judged({2009: 64.0}, *none))
    assert carrying(first, number=2) == [first]
    assert set(first.values) == {"number"}  # and no number of those judged
    assert carrying(obtain, documents=("law",)) == [obtain]
    assert len(answer(judged({2009: 64.0}, {"verified": "no"}))) == 1
    (nothing,) = answer(judged({2009: 64.0}, province="P2"))
    assert bare([nothing])


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
        assert len(carrying(target.reasons, first=93.14, year=2017)) == 1
    assert len(found.judged_targets) == 2
    assert found.count("not_verified").value == 8
    assert found.count("unverified").value == 3
    assert len(carrying(found.notes, least=5)) == 1


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
    first, obtain = answer(found)
    assert carrying(first, number=13) == [first]
    assert "res30c_text" in plain(obtain.values["documents"])


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
