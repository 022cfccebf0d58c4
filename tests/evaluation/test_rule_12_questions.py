"""Rule 12: fixed questions, and no fishing among many comparisons."""

from unittest import mock

import numpy as np
import pandas as pd
import pytest
import shipped
from hypothesis import given, settings
from hypothesis import strategies as st
from small import QUESTIONS, simulated, small
from statsmodels.stats.multitest import multipletests

from par_eval.evaluation import Evaluation, National, holm
from par_eval.language import say


def test_every_province_gets_the_same_questions_in_the_same_order():
    table = shipped.facts().questions.query("report == 'plan_period'")
    table = table.sort_values("order")
    for evaluation in shipped.sample_of_evaluations():
        found = evaluation.findings
        assert [f.question.key for f in found] == table["question"].tolist()
        assert [f.answered_by for f in found] == table["answered_by"].tolist()
        for language in ("en", "vi"):
            asked = [say(f.question, language) for f in found]
            assert asked == table[f"question_{language}"].tolist()


def test_questions_come_in_the_order_of_the_data():
    facts = small({"a": {2005: [1, 2], 2006: [1, 2], 2007: [1, 2]}})
    facts.tables["questions"]["order"] = [4, 3, 2, 1]
    found = Evaluation(National(facts, "2005-2009"), "P1").findings
    assert [f.question.key for f in found] == [name for name, _ in QUESTIONS][::-1]


def test_a_question_that_nothing_answers_is_said_to_be_open():
    facts = small({"a": {2005: [1, 2], 2006: [1, 2], 2007: [1, 2]}})
    facts.tables["questions"]["answered_by"] = [
        "nothing",
        "trends",
        "standing",
        "limits",
    ]
    found = Evaluation(National(facts, "2005-2009"), "P1").findings
    assert [f.answered for f in found] == [False, True, True, True]
    assert found[0].quantities == ()


def test_holm_by_hand():
    """0.05 / 4, / 3, / 2: 0.005 and 0.011 pass, 0.03 does not, so 0.04 may not."""
    shares = pd.Series([0.03, 0.005, 0.04, 0.011], index=list("abcd"))
    assert holm(shares, 0.05).to_dict() == {
        "a": False,
        "b": True,
        "c": False,
        "d": True,
    }


def test_holm_stops_at_the_first_that_fails():
    """0.04 would pass as the last of three, if 0.03 had not failed before it."""
    assert holm(pd.Series([0.04, 0.03, 0.01]), 0.05).tolist() == [False, False, True]


def test_holm_takes_a_share_on_its_limit():
    assert holm(pd.Series([0.05]), 0.05).tolist() == [True]
    assert holm(pd.Series([0.025, 0.05]), 0.05).tolist() == [True, True]


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 400).map(lambda n: n / 400), min_size=1, max_size=12),
    st.sampled_from([0.01, 0.05, 0.1]),
)
def test_holm_as_in_statsmodels(shares, level):
    ours = holm(pd.Series(shares), level)
    with mock.patch("gc.collect"):
        theirs = multipletests(shares, alpha=level, method="holm")[0]
    assert ours.tolist() == theirs.tolist()


def looks(evaluation):
    """Number of looks as printed, and the indicators that stand out."""
    (note,) = evaluation.trends.notes
    names = note.values.get("names")
    return note.values["looks"], {name.key for name in names.items} if names else set()


def test_the_number_of_looks_is_the_number_of_tests():
    for evaluation in shipped.sample_of_evaluations():
        tests = (evaluation.trends.numbers["what"] == "share").sum()
        said, _ = looks(evaluation)
        assert tests > 1
        assert say(said, "en") == f"{tests} changes were tested"
        assert len(said.values["number"].of) == tests


PARTS = ("a", "b", "c")


def family(seed, provinces, *, step=0.0):
    """Three independent dimensions of noise; P1 may rise by a step a year in one."""
    generator = np.random.default_rng(seed)
    values = simulated(generator, PARTS, provinces=provinces, years=range(2003, 2010))
    for year, scores in values["b"].items():
        scores[0] += step * (year - 2003)
    facts = small(values, {"total": PARTS})
    return National(facts, "2005-2009")


def test_a_change_that_stands_out_is_named():
    _, names = looks(Evaluation(family(1, 100, step=1.5), "P1"))
    assert names == {"b", "total"}


def test_noise_is_rarely_named_though_every_look_would_find_some():
    """Four looks at the five percent level, each by itself, name far more provinces."""
    national = family(2, 100)
    alone = together = 0
    for code in national.facts.provinces["province"]:
        evaluation = Evaluation(national, code)
        rows = evaluation.trends.numbers
        shares = rows["value"][rows["what"] == "share"]
        alone += bool((shares <= 0.05).any())
        together += bool(looks(evaluation)[1])
    assert together <= 8
    assert alone > 2 * together


def error_of_the_family(seeds, provinces):
    """Share of provinces of which anything is said to stand out, under noise alone."""
    found = [
        bool(looks(Evaluation(national, code))[1])
        for national in (family(seed, provinces) for seed in seeds)
        for code in national.facts.provinces["province"]
    ]
    return float(np.mean(found))


@pytest.mark.slow
def test_under_noise_the_family_errs_no_more_often_than_its_level():
    """Shares come in steps of 1/200, so the error stays somewhat below its level."""
    error = error_of_the_family(range(10, 14), 200)
    assert 0.02 < error <= 0.055


@pytest.mark.parametrize("provinces", [20, 63])
def test_where_nothing_could_stand_out_the_report_says_so(provinces):
    """The smallest share is one province of all; with four looks Holm asks for
    0.05 / 4. With fewer than 80 provinces even the greatest change must fail, and
    "none lies further than chance allows" would say something about the province.
    """
    evaluation = Evaluation(family(4, provinces, step=1.5), "P1")
    rows = evaluation.trends.numbers.query("what == 'share'")
    assert rows["value"].min() == pytest.approx(1 / provinces)
    (note,) = evaluation.trends.notes
    assert "none lies further" not in say(note, "en")
