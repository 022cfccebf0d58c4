"""Rule 10: missing stays missing, and is named with its reason or for want of one."""

import numpy as np
import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, Gap, National, gaps, limits
from par_eval.language import say
from par_eval.series import change
from par_eval.values import MissingValueError

TOTAL = "papi.total"


def evaluation_of(missing, *, province="P1", values=None, wholes=None):
    """The first province lacks 2006; the data say why, or do not."""
    given = values or {"a": {2005: [1, 2, 3], 2006: [None, 2, 3], 2007: [1, 2, 4]}}
    facts = small(given, wholes, missing=missing)
    return Evaluation(National(facts, "2005-2009"), province)


def told(evaluation, language="en"):
    return [say(line, language) for line in limits(evaluation)]


def test_2014_is_missing_without_a_published_reason():
    evaluation = shipped.evaluation("Bac Giang", "2011-2015")
    assert gaps(evaluation) == (Gap(2014, "all", False, None, "S101"),)
    line = "PAPI has no value for the province in 2014; no reason was published."
    assert line in told(evaluation)
    (answer,) = [f for f in evaluation.findings if f.answered_by == "limits"]
    assert line in say(answer.text, "en")


def test_2014_is_nowhere_imputed():
    facts = shipped.facts()
    for name in (TOTAL, *facts.parts[TOTAL][:6]):
        assert np.isnan(facts.series(name).loc[2014, "P15"])
    evaluation = shipped.evaluation("Bac Giang", "2011-2015")
    for part in (evaluation.trends, evaluation.standing):
        addresses = " ".join(of for row in part.numbers["of"] for of in row)
        assert "P15/2014" not in addresses
        assert "2014" not in addresses.replace("/*/", "/P15/")
    with pytest.raises(MissingValueError, match="2014"):
        change(facts, TOTAL, "Bac Giang", 2013, 2014)


def test_every_missing_year_of_every_province_is_told():
    facts = shipped.facts()
    looked = 0
    for evaluation in shipped.every_evaluation():
        own = facts.series(TOTAL)[evaluation.province].reindex(
            evaluation.national.years
        )
        absent = [int(year) for year in own.index[own.isna()]]
        assert [gap.year for gap in gaps(evaluation)] == absent
        for year in absent:
            lines = [line for line in told(evaluation) if line.startswith("PAPI ")]
            assert [line for line in lines if f" {year}" in line]
        looked += len(absent)
    assert looked == 4


def test_a_reason_is_told_where_there_is_one():
    reason = "the interviews were lost"
    evaluation = evaluation_of(
        [{"province": "P1", "year": 2006, "extent": "all", "reason_en": reason}]
    )
    (gap,) = gaps(evaluation)
    assert (gap.year, gap.withheld, gap.reason.texts) == (2006, False, {"en": reason})
    for language in ("en", "vi"):
        (line,) = [one for one in told(evaluation, language) if "2006" in one]
        assert reason in line


def test_what_the_publisher_held_back_is_a_finding_on_integrity():
    row = {"province": "P1", "year": 2006, "extent": "part", "withheld": "yes"}
    evaluation = evaluation_of([{**row, "reason_en": "noise"}])
    (gap,) = gaps(evaluation)
    assert (gap.withheld, gap.extent) == (True, "part")
    (line,) = [line for line in told(evaluation) if "2006" in line]
    assert "held" in line
    assert "noise" in line
    assert "integrity" in line
    (answer,) = [f for f in evaluation.findings if f.answered_by == "limits"]
    assert line in say(answer.text, "en")


def test_what_was_held_back_without_a_reason_is_a_finding_as_well():
    row = {"province": "P1", "year": 2006, "extent": "all", "withheld": "yes"}
    (line,) = [line for line in told(evaluation_of([row])) if "2006" in line]
    assert "integrity" in line
    assert "no reason" in line


def test_whether_it_was_held_back_may_be_unknown():
    row = {"province": "P1", "year": 2006, "extent": "all", "withheld": "unknown"}
    (gap,) = gaps(evaluation_of([row]))
    assert (gap.withheld, gap.reason) == (False, None)


def test_a_gap_without_a_row_is_told_all_the_same():
    evaluation = evaluation_of([])
    assert gaps(evaluation) == (Gap(2006, "all", False, None, ""),)
    line = "Survey has no value for the province in 2006; no reason was published."
    assert line in told(evaluation)


HALF = {
    "a": {2005: [1, 2], 2006: [1, 2], 2007: [1, 2]},
    "b": {2005: [1, 2], 2006: [None, 2], 2007: [2, 2]},
}


def test_a_gap_of_some_parts_is_told_as_such():
    row = {"province": "P1", "year": 2006, "extent": "part"}
    evaluation = evaluation_of([row], values=HALF, wholes={"total": ("a", "b")})
    assert [gap.extent for gap in gaps(evaluation)] == ["part"]
    assert [
        line for line in told(evaluation) if "some parts" in line and "2006" in line
    ]


def test_a_gap_of_some_parts_is_seen_without_a_row():
    evaluation = evaluation_of([], values=HALF, wholes={"total": ("a", "b")})
    assert [gap.extent for gap in gaps(evaluation)] == ["part"]


def test_rows_of_others_are_not_told():
    rows = [
        {"province": "P2", "year": 2006, "extent": "all", "reason_en": "a"},
        {"province": "P1", "year": 2005, "extent": "all", "reason_en": "b"},
        {
            "province": "P1",
            "year": 2006,
            "extent": "all",
            "reason_en": "c",
            "instrument": "census",
        },
    ]
    assert gaps(evaluation_of(rows)) == (Gap(2006, "all", False, None, ""),)


def test_a_year_that_nobody_has_is_no_gap_of_the_province():
    values = {"a": {2005: [1, 2], 2006: [None, None], 2007: [2, 1]}}
    assert gaps(evaluation_of([], values=values)) == ()


def test_a_province_without_gaps_has_none():
    assert gaps(evaluation_of([], province="P2")) == ()
