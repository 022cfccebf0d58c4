"""Bad data: each fault is told with its place and a remedy, and nothing is written."""

import json
from pathlib import Path

import pytest
from tiny import describer, editor

from par_eval import facts
from par_eval.facts import DataPackageError, Fault
from par_eval.series import load

from .cases import CELLS, FILES, PATHS


def contents(folder: Path) -> dict[Path, tuple[int, bytes]]:
    """Everything below a folder: when it was written, and its bytes."""
    return {
        path: (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in [folder, *folder.rglob("*")]
    }


def refused(folder: Path) -> tuple[Fault, ...]:
    """Faults for which a package is not sealed: the one use of it that would write."""
    before = contents(folder)
    with pytest.raises(DataPackageError) as caught:
        facts.seal(folder)
    assert contents(folder) == before
    assert str(caught.value.faults[0]) in str(caught.value)
    return caught.value.faults


def refused_everywhere(folder: Path) -> tuple[Fault, ...]:
    """Faults that checking, loading and sealing tell alike, none of them writing."""
    before = contents(folder)
    faults = facts.validate(folder).faults
    with pytest.raises(DataPackageError) as caught:
        load(folder)
    assert contents(folder) == before
    assert faults == caught.value.faults == refused(folder)
    return faults


def only(folder: Path) -> Fault:
    """The one fault: a mistake is told once, and no other follows from it."""
    found = refused(folder)
    assert len(found) == 1, [str(fault) for fault in found]
    return found[0]


def test_the_package_is_without_fault_before_it_is_broken(rich):
    assert facts.validate(rich).faults == ()
    assert len(load(rich).table("reported")) == 10


@pytest.mark.parametrize(("file", "old", "new", "row", "column", "words"), CELLS)
def test_a_faulty_cell_is_told(rich, file, old, new, row, column, words):
    editor(rich)(file, old, new)
    fault = only(rich)
    elsewhere = isinstance(row, str)
    place = (row, None) if elsewhere else (file, row)
    assert (fault.file, fault.row, fault.column) == (*place, column)
    assert words in str(fault)
    assert "; expected " in str(fault)


@pytest.mark.parametrize(("content", "row", "words"), FILES)
def test_a_faulty_file_is_told(rich, content, row, words):
    (rich / "regions.csv").unlink()
    if content is not None:
        (rich / "regions.csv").write_bytes(content)
    (fault,) = [fault for fault in refused(rich) if fault.file == "regions.csv"]
    assert fault.row == row
    assert words in str(fault)


@pytest.mark.parametrize("encoding", ["cp1258", "utf-16-le", "latin-1"])
def test_another_encoding_is_refused_and_not_guessed(rich, encoding):
    name = "Đà Nẵng" if encoding == "utf-16-le" else "Hà Nam, Qu\xe9"
    rows = f"region,name_en\nnorth,{name}\nsouth,S\n"
    (rich / "regions.csv").write_bytes(rows.encode(encoding))
    assert {fault.file for fault in refused_everywhere(rich)} == {"regions.csv"}


@pytest.mark.parametrize("path", PATHS)
def test_a_file_lies_inside_the_folder(rich, path):
    (rich / "below").mkdir()
    outside = rich.parent / "outside"
    outside.mkdir()
    for place in (outside / "regions.csv", rich.parent / "outside.csv"):
        place.write_bytes((rich / "regions.csv").read_bytes())
    (rich / "inside.csv").symlink_to(rich / "regions.csv")
    (rich / "outward.csv").symlink_to(rich.parent / "outside.csv")
    (rich / "linked").symlink_to(outside)
    describer(rich)(lambda record: record["resources"][0].update(path=path))
    fault = only(rich)
    assert fault.file == path
    assert "inside the folder" in str(fault)


@pytest.mark.parametrize(
    ("change", "entry", "words"),
    [
        ({"par_eval_schema": 2}, "par_eval_schema", "update par-eval"),
        ({"par_eval_schema": None}, "par_eval_schema", "expected"),
        ({"resources": []}, "resources", "a list of tables"),
        ({"languages": []}, "languages", "a list of codes"),
    ],
)
def test_a_faulty_descriptor_is_told(rich, change, entry, words):
    describer(rich)(lambda record: record.update(change))
    (fault, *_) = refused_everywhere(rich)
    assert (fault.file, fault.column) == ("datapackage.json", entry)
    assert words in str(fault)


def test_a_descriptor_that_is_no_json_is_told(rich):
    (rich / "datapackage.json").write_text("{,}")
    assert "no JSON" in str(only(rich))


def test_a_circle_of_parts_is_told_for_each_of_them(rich):
    old, new = "survey.total,survey,,", "survey.total,survey,survey.health,"
    editor(rich)("indicators.csv", old, new)
    told = [f for f in refused(rich) if f.problem.endswith("a part of itself")]
    assert [(f.file, f.row, f.column) for f in told] == [
        ("indicators.csv", 2, "part_of"),
        ("indicators.csv", 3, "part_of"),
    ]


def test_a_link_into_a_table_that_the_package_is_without_is_told(rich):
    def drop(record):
        kept = [r for r in record["resources"] if r["name"] != "programmes"]
        record["resources"] = kept

    describer(rich)(drop)
    told = refused(rich)
    assert [(f.file, f.row, f.column) for f in told] == [
        ("targets.csv", row, "programme") for row in (2, 3, 4)
    ]
    assert "the package has no table programmes" in str(told[0])


def crowd(folder: Path, second: float) -> None:
    """Add provinces whose scores of the second year are all the same but for noise."""
    codes = [f"P{number}" for number in range(4, 30)]
    with (folder / "provinces.csv").open("a") as file:
        file.writelines(f"{code},Name {code},,south,\n" for code in codes)
    with (folder / "observations_survey.csv").open("a") as file:
        for number, code in enumerate(codes):
            noise = number / 100
            for year, level in ((2001, 0), (2002, second), (2003, second)):
                file.write(f"survey.health,{code},{year},{level + noise},S1\n")
            file.write(f"survey.schools,{code},2001,1,S1\n")


def test_an_unlisted_jump_of_the_national_mean_is_told_once(rich):
    crowd(rich, second=4)
    fault = only(rich)
    assert (fault.file, fault.row, fault.column) == ("series_breaks.csv", None, "year")
    assert "has no row for survey.health in 2002: since 2001 its national" in str(fault)
    row = "survey.health,2002,soft,sample,yes,yes,asked anew,S1\n"
    with (rich / "series_breaks.csv").open("a") as file:
        file.write(row)
    assert facts.validate(rich).passed


def test_a_mean_that_stays_needs_no_row(rich):
    crowd(rich, second=0.1)
    told = [fault.problem for fault in facts.validate(rich).faults]
    assert not [problem for problem in told if "survey.health in 2002" in problem]


def test_ten_faults_in_ten_files_are_told_at_once(rich):
    chosen = {
        file: (file, old, new, row, column)
        for file, old, new, row, column, _ in CELLS
        if isinstance(row, int) and file != "indicators.csv"
    }
    ten = list(chosen.values())[:10]
    for file, old, new, _, _ in ten:
        editor(rich)(file, old, new)
    told = refused_everywhere(rich)
    places = {(fault.file, fault.row, fault.column) for fault in told}
    assert len(ten) == 10
    assert places >= {(file, row, column) for file, _, _, row, column in ten}


def test_a_seal_covers_the_further_tables(rich):
    facts.seal(rich)
    record = json.loads((rich / "datapackage.json").read_text("utf-8"))
    assert all(entry["hash"].startswith("sha256:") for entry in record["resources"])
    editor(rich)("claims.csv", "It rose", "It fell")
    (warning, _) = facts.validate(rich).warnings
    assert warning == "edited since it was sealed: claims.csv"
