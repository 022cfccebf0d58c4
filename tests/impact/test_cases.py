"""Published cases: the package ships what the tests hold its methods against."""

from pathlib import Path

import pandas as pd
import pytest

from par_eval.impact import published_case, staggered, synthetic_did
from par_eval.impact.cases import CASES
from par_eval.impact.panel import read_panel
from par_eval.values import ParEvalError

FOLDER = Path(__file__).resolve().parents[1] / "cases"
COLUMNS = {"quantity", "value", "tolerance", "kind", "provenance", "citation"}


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_its_rows_and_its_terms(name):
    case = published_case(name)
    file = pd.read_csv(FOLDER / name / "expected.csv")
    assert set(file) == COLUMNS
    assert case.expected["value"].tolist() == file["value"].tolist()
    assert case.expected.index.is_unique
    assert (
        case.expected["provenance"]
        .isin(["seen", "given", "recalled", "computed"])
        .all()
    )
    assert (FOLDER / name / "terms.md").is_file()
    for words in (case.title, case.outcome, case.unit, case.treated, case.source):
        assert set(words.texts) == {"en", "vi"}


@pytest.mark.parametrize("name", ["prop99", "red_tape", "basque"])
def test_a_panel_is_read_without_naming_columns(name):
    panel = published_case(name).panel
    options = {"unit": "unit", "time": "time", "outcome": "y", "treatment": "treated"}
    assert len(read_panel(panel, missing="refuse", **options).treated_units) > 0


def test_the_whole_country_is_no_donor():
    units = set(published_case("basque").panel["unit"])
    assert len(units) == 17
    assert not [unit for unit in units if unit.startswith("Spain")]


def test_never_treated_is_missing():
    panel = published_case("mpdta").panel
    file = pd.read_csv(FOLDER / "mpdta" / "data.csv")
    assert panel["first_treated"].isna().sum() == (file["first_treat"] == 0).sum()
    assert staggered(panel).effects["group"].tolist().count(2004) == 4


def test_a_case_is_read_anew_so_that_no_caller_changes_it_for_another():
    first = published_case("prop99")
    first.panel["y"] = 0.0
    found = synthetic_did(published_case("prop99").panel, inference=None)
    assert found.estimate == pytest.approx(-15.6, abs=0.05)


@pytest.mark.parametrize("name", ["germany", "its_sicily", "its_prop99", "../data", ""])
def test_other_cases_are_not_shipped(name):
    with pytest.raises(ParEvalError, match="prop99"):
        published_case(name)


def test_a_lost_file_is_named(tmp_path, monkeypatch):
    (tmp_path / "prop99").mkdir()
    monkeypatch.setattr("par_eval.impact.cases.shipped", lambda name: tmp_path)
    with pytest.raises(ParEvalError, match=r"prop99/case\.json"):
        published_case("prop99")
