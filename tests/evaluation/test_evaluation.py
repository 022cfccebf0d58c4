"""Evaluations: who and when is meant, and what is shared or computed once."""

import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, National, evaluate
from par_eval.values import ParEvalError, UnknownNameError

VALUES = {"a": {year: [1, 2, 3] for year in range(2003, 2010)}}


@pytest.mark.parametrize("name", ["P15", "Bac Giang", "Bắc Giang", "bac giang"])
def test_a_province_is_found_by_code_or_name(name):
    found = evaluate(name, "2016-2020", facts=shipped.facts())
    assert (found.province, found.period) == ("P15", "2016-2020")
    assert found.facts is shipped.facts()


@pytest.mark.parametrize(
    ("name", "period", "meant"),
    [
        ("Bac Gang", "2016-2020", "did you mean Bac Giang"),
        ("Bac Giang", "2016-2021", "did you mean 2016-2020"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_what_was_meant(name, period, meant):
    with pytest.raises(UnknownNameError, match=meant):
        evaluate(name, period, facts=shipped.facts())


def test_other_data_can_be_evaluated():
    found = evaluate("P2", "2005-2009", facts=small(VALUES))
    assert found.national.years == (2005, 2006, 2007, 2008, 2009)
    assert found.national.headline == "a"


def test_dimensions_are_those_that_have_a_value_in_the_period():
    early, late = (
        set(shipped.national(period).dimensions) for period in shipped.PERIODS
    )
    assert late - early == {"papi.environment", "papi.e_governance"}
    assert len(early) == 6


@pytest.mark.parametrize("part", ["trends", "standing", "findings"])
def test_parts_are_computed_once(part):
    evaluation = evaluate("P2", "2005-2009", facts=small(VALUES))
    assert getattr(evaluation, part) is getattr(evaluation, part)


def test_what_the_provinces_share_is_computed_once():
    national = National(small(VALUES), "2005-2009")
    first, second = (Evaluation(national, code) for code in ("P1", "P2"))
    assert first.national.outliers("a") is second.national.outliers("a")
    assert first.national.standing("a", 2005) is second.national.standing("a", 2005)


def test_questions_without_an_instrument_are_refused():
    facts = small(VALUES)
    facts.tables["questions"]["instrument"] = None
    with pytest.raises(ParEvalError, match=r"questions\.csv"):
        assert National(facts, "2005-2009").instrument
