"""Values of others beside ours: met by their own tolerance, however they are known."""

import pytest

from par_eval.impact import published_case, synthetic_did
from par_eval.impact.cases import CASES
from par_eval.language import say
from par_eval.show import beside_published, study_of_case
from par_eval.values import ParEvalError, quantities_in

ROW = "SDID ATT"


@pytest.fixture(scope="module")
def case():
    return published_case("prop99")


def counts(exhibit):
    return [quantity.value for quantity in quantities_in(exhibit.title)]


def test_a_value_is_met_within_its_tolerance_and_not_beyond(case):
    value, tolerance = case.expected.loc[ROW, ["value", "tolerance"]]
    inside = beside_published(case, {ROW: value + 0.99 * tolerance})
    beyond = beside_published(case, {ROW: value - 1.01 * tolerance})
    assert counts(inside) == [1, 1]
    assert counts(beyond) == [0, 1]
    marks = [say(one.grid.cells[ROW, "met"], "en") for one in (inside, beyond)]
    assert marks == ["yes", "no"]


def test_a_tolerance_of_zero_asks_for_the_value_itself(case):
    (row,) = case.expected.index[case.expected["tolerance"] == 0]
    value = case.expected.loc[row, "value"]
    assert counts(beside_published(case, {row: value})) == [1, 1]
    assert counts(beside_published(case, {row: value + 1})) == [0, 1]


def test_both_values_stand_in_the_frame_as_they_are(case):
    ours = synthetic_did(case.panel, inference=None).estimate
    exhibit = beside_published(case, {ROW: ours})
    frame = exhibit.numbers.set_index("what")["value"]
    assert frame["ours"] == ours
    assert frame["published"] == case.expected.loc[ROW, "value"]
    assert (exhibit.kind, exhibit.sources) == ("table", ())


def test_a_table_says_of_each_value_how_it_is_known(case):
    rows = case.expected.groupby("provenance").head(1)
    exhibit = beside_published(case, rows["value"])
    words = {say(exhibit.grid.cells[name, "known"], "en") for name in rows.index}
    assert len(words) == rows["provenance"].nunique() == 4


@pytest.mark.parametrize("name", CASES)
def test_a_whole_case_is_shown_with_its_source(name):
    case = published_case(name)
    exhibit = beside_published(case, case.expected["value"])
    assert counts(exhibit) == [len(case.expected)] * 2
    html = exhibit.html("en")
    assert case.source.texts["en"].split("'")[0] in html
    assert study_of_case(case).every.startswith(f"{name}/*/")


def test_quantities_that_a_case_does_not_have_are_refused(case):
    with pytest.raises(ParEvalError, match="expects no 'SDID'"):
        beside_published(case, {"SDID": 1.0})
    with pytest.raises(ParEvalError, match="no value of ours"):
        beside_published(case, {})
