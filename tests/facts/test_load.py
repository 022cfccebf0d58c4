"""A package without fault becomes typed tables."""

import hashlib

import frictionless
import pytest

from par_eval import facts
from par_eval.facts import package
from par_eval.language import say
from par_eval.values import ParEvalError


def test_a_good_package_loads(tiny, compose):
    known = facts.load(tiny, compose=compose)
    assert known.languages == ("en", "vi")
    assert known.titles == {"en": "Tiny"}
    assert known.directory == tiny
    assert known.series("survey.health").loc[2003, "P1"] == 2.25
    assert known.period("2003-2004")["start"] == 2003


def test_tables_have_the_types_of_their_columns(tiny, compose):
    known = facts.load(tiny, compose=compose)
    types = {
        ("observations", "year"): "int64",
        ("observations", "value"): "float64",
        ("sources", "pages"): "Int64",
        ("indicators", "part_of"): "str",
        ("indicators", "minimum"): "float64",
        ("missing", "reason_en"): "str",
    }
    found = {place: str(known.tables[place[0]][place[1]].dtype) for place in types}
    assert found == types
    assert known.provinces["founded"].dt.year.dropna().tolist() == [1997, 1997]


def test_missing_cells_differ_from_themselves(tiny, compose):
    known = facts.load(tiny, compose=compose)
    cell = known.tables["indicators"]["part_of"].iloc[0]
    assert cell != cell
    assert known.tables["missing"]["reason_en"].isna().all()


def test_numbers_are_read_to_the_last_bit(tiny, edit, compose):
    edit("observations_survey.csv", "2001,1.5", "2001,0.30000000000000004")
    value = facts.load(tiny, compose=compose).tables["observations"]["value"].iloc[0]
    assert value == 0.1 + 0.2


def test_all_observations_are_one_table(tiny, compose):
    known = facts.load(tiny, compose=compose)
    observed = known.observations
    assert set(observed["indicator"]) == {"survey.health", "index.score"}
    assert observed.index.tolist() == list(range(10))
    assert "observations_survey" not in known.tables


def test_the_key_of_a_table_comes_first(tiny, compose):
    known = facts.load(tiny, compose=compose)
    assert known.questions.columns[0] == "question"
    assert known.name("questions", "standing", "question").texts == {
        "en": "Where does it stand?"
    }


def test_tables_that_may_be_empty_may_be(tiny, compose):
    for name in ("series_breaks.csv", "missing.csv"):
        header = (tiny / name).read_text("utf-8").splitlines()[0]
        (tiny / name).write_text(header, "utf-8")
    known = facts.load(tiny, compose=compose)
    assert known.series_breaks.empty
    assert str(known.series_breaks["year"].dtype) == "int64"


def test_checksums_are_those_of_the_files(tiny, compose):
    found = facts.load(tiny, compose=compose).checksums
    assert found == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in tiny.iterdir()
    }


def test_tables_cannot_be_put_in_place_of_others(tiny, compose):
    known = facts.load(tiny, compose=compose)
    with pytest.raises(TypeError):
        known.tables["regions"] = None
    regions = known.regions
    regions["name_en"] = "changed"
    assert known.regions["name_en"].tolist() == ["North", "South"]


def test_a_folder_may_be_named_by_a_text(tiny, compose, monkeypatch):
    monkeypatch.chdir(tiny.parent)
    assert facts.load("tiny", compose=compose).directory == tiny


@pytest.mark.parametrize("name", ["absent", "regions.csv"])
def test_a_folder_that_is_none_says_what_to_give(tiny, compose, name):
    for call in (facts.validate, facts.seal, lambda d: facts.load(d, compose=compose)):
        with pytest.raises(ParEvalError, match=r"give the folder of a data package"):
            call(tiny / name)


def test_a_fault_keeps_a_package_from_being_loaded(tiny, edit, compose):
    edit("thresholds.csv", "outlier_z,3.5", "outlier_z,high")
    with pytest.raises(facts.DataPackageError, match="has a fault") as caught:
        facts.load(tiny, compose=compose)
    assert f"par-eval validate {tiny}" in str(caught.value)
    assert [fault.value for fault in caught.value.faults] == ["high"]


def test_shipped_data_load_without_fault_or_warning(compose):
    known = facts.load(compose=compose)
    assert known.warnings == ()
    assert known.directory == facts.shipped("data")
    codes = set(known.provinces["province"])
    assert set(known.observations["province"]) == codes


def test_the_shipped_package_keeps_the_standard():
    shipped = frictionless.Package(str(facts.shipped("data") / "datapackage.json"))
    report = shipped.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(shipped.resources) > 10


def test_an_edited_file_is_a_warning_elsewhere_and_a_fault_when_shipped(
    tiny, edit, compose, monkeypatch
):
    facts.seal(tiny)
    assert facts.load(tiny, compose=compose).warnings == ()
    edit("regions.csv", "South", "Far south")
    (warning,) = facts.load(tiny, compose=compose).warnings
    assert say(warning, "en") == "edited since it was sealed: regions.csv"
    assert facts.validate(tiny).passed

    monkeypatch.setattr(package, "shipped", lambda name: tiny)
    for directory in (None, tiny, str(tiny)):
        with pytest.raises(facts.DataPackageError, match="edited since it was sealed"):
            facts.load(directory, compose=compose)
    assert not facts.validate().passed


def test_the_shipped_folder_is_known_behind_a_link(tiny, monkeypatch, tmp_path):
    monkeypatch.setattr(package, "shipped", lambda name: tiny)
    (tmp_path / "link").symlink_to(tiny)
    (first, *_) = facts.validate(tmp_path / "link").faults
    assert "was never sealed" in str(first)
