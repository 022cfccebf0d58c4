"""Every kind of fault is told with file, row, column, value and what was expected."""

import os
from pathlib import Path

import pytest

from par_eval import facts
from par_eval.facts import Fault
from par_eval.facts.checks import listing

SURVEY = "observations_survey.csv"
BREAK = "survey.health,2003,hard"
P3 = "survey,P3,2003,all,unknown,,S1"

CELLS = [
    # file, old, new, row, column, words of the sentence
    (SURVEY, "2001,1.5", "2001,abc", 2, "value", "'abc' is not a number; expected a"),
    (SURVEY, "2001,1.5", "2001,NaN", 2, "value", "'NaN' is not a number"),
    (SURVEY, "2001,1.5", "2001,-inf", 2, "value", "'-inf' is not a number"),
    (SURVEY, "2001,1.5", "2001,1e999", 2, "value", "is not finite"),
    (SURVEY, "2001,1.5", "2001,1_5", 2, "value", "'1_5' is not a number"),
    (SURVEY, "2001,1.5", "2001,１", 2, "value", "is not a number"),
    (SURVEY, "2001,1.5", "2001, 1", 2, "value", "' 1' is not a number"),
    (SURVEY, "2001,1.5", '2001,"1,5"', 2, "value", "written with a decimal point"),
    (SURVEY, "2001,1.5", "2001,", 2, "value", "an empty cell is not accepted"),
    (SURVEY, "2001,1.5", "2001,101", 2, "value", "expected a number from 0 to 100"),
    (SURVEY, "2001,1.5", "2001,-1", 2, "value", "'-1' is too small"),
    (SURVEY, "2001,1.5", "2001,5.5", 2, "value", "a number from 0 to 5, the bounds of"),
    (SURVEY, "P1,2001,1", "P1,1e3,1", 2, "year", "'1e3' is not a whole number"),
    (SURVEY, "P1,2001,1", "P1,02001,1", 2, "year", "'02001' is not a whole number"),
    (SURVEY, "P1,2001,1", f"P1,{'9' * 30},1", 2, "year", "has too many digits"),
    (SURVEY, "P1,2001,1", "P1,1700,1", 2, "year", "a whole number from 1900 to 2100"),
    (SURVEY, "2,5,S1", "2,5,S9", 9, "source", "'S9' is not in sources.csv"),
    (SURVEY, "P3,2001", "P9,2001", 8, "province", "a value of the column province"),
    (SURVEY, "P1,2002,2,", "P1,2002,2,S1,", 3, None, "expected 5 cells as in the"),
    (SURVEY, "P1,2002,2,S1", "P1,2002,2", 3, None, "has 4 cells"),
    (SURVEY, "P1,2002,2,S1\n", "P1,2002,2,S1\n\n", 4, None, "is empty"),
    (
        "observations_index.csv",
        "index.score,P1,2001,50",
        "survey.total,P1,2001,50",
        2,
        "indicator",
        "expected an indicator with aggregation observation",
    ),
    (
        "observations_index.csv",
        "index.score,P1,2001,50",
        "survey.health,P1,2001,2",
        2,
        "indicator, province, year",
        "stands already in observations_survey.csv, row 2",
    ),
    (
        "regions.csv",
        "South\n",
        "South\nsouth,S\n",
        4,
        "region",
        "in regions.csv, row 3",
    ),
    ("provinces.csv", "P1,Bac Giang", "P1, ", 2, "name_en", "is not accepted here"),
    ("provinces.csv", "south,1997", "west,1997", 4, "region", "not in regions.csv"),
    ("provinces.csv", "south,1997-01-01", "south,1/1/97", 4, "founded", "1999-12-31"),
    ("provinces.csv", "south,1997-01", "south,1997-13", 4, "founded", "is not a date"),
    (
        "provinces.csv",
        "Bắc",
        "Ba\u0306\u0301c",
        2,
        "name_vi",
        "the same text in the form NFC",
    ),
    ("provinces.csv", "Bac Gi", "Bac\x1bGi", 2, "name_en", r"'Bac\x1bGiang' holds a"),
    ("provinces.csv", "Bac Gi", "Bac\u202eGi", 2, "name_en", "an invisible character"),
    ("provinces.csv", "Bac Giang", '"Bac\nGiang"', 2, "name_en", r"'Bac\nGiang'"),
    ("sources.csv", "2004,120", "2004,12.5", 2, "pages", "expected a whole number"),
    ("plan_periods.csv", "2001-2002,", "one,", 2, "period", "of the form [0-9]{4}"),
    ("plan_periods.csv", "2001,2002,S", "2002,2001,S", 2, "start", "not after the end"),
    ("plan_periods.csv", "2003,2004,S", "2002,2004,S", 3, "start", "after 2002: per"),
    ("indicators.csv", "up,sum", "up,mean", 2, "aggregation", "of sum, observation"),
    ("indicators.csv", "down,", "none,", 5, "direction", "one of up, down"),
    (
        "indicators.csv",
        "schools,points,,,",
        "schools,points,6,5,",
        4,
        "minimum",
        "a number up to the maximum",
    ),
    (
        "indicators.csv",
        "index.score,index,",
        "index.score,index,survey.total",
        5,
        "part_of",
        "expected a whole of the same instrument",
    ),
    (
        "indicators.csv",
        "schools,points,,,up,observation",
        "schools,points,,,up,sum",
        4,
        "aggregation",
        "has no parts to add; expected observation",
    ),
    (
        "instruments.csv",
        "index.score",
        "survey.total",
        3,
        "headline",
        "an indicator of this instrument",
    ),
    ("series_breaks.csv", BREAK, "survey.health,2001,hard", 2, "year", "after 2001"),
    ("series_breaks.csv", BREAK, "survey.total,2001,hard", 2, "year", "after 2001"),
    ("series_breaks.csv", BREAK, "survey.health,2003,odd", 2, "severity", "hard, soft"),
    ("series_breaks.csv", "construction", "scale", 2, "kind", "construction, sample"),
    ("missing.csv", P3, "survey,P3,2002,all,unknown,,S1", 2, "extent", "part, or no"),
    ("missing.csv", "unknown", "maybe", 2, "withheld", "one of yes, no, unknown"),
    ("questions.csv", "2,standing", "3,standing", 3, "order", "expected 2: questions"),
    ("thresholds.csv", "level,0.05", "level,5", 7, "value", "from 0 to 1 for family_"),
    ("thresholds.csv", "family_level", "family", None, "threshold", "'family_level'"),
]


def only(found: facts.Validation) -> Fault:
    """The one fault that a package has: no other follows from it."""
    assert len(found.faults) == 1, str(found)
    return found.faults[0]


@pytest.mark.parametrize(("file", "old", "new", "row", "column", "words"), CELLS)
def test_a_faulty_cell_is_told_once(tiny, edit, file, old, new, row, column, words):
    edit(file, old, new)
    fault = only(facts.validate(tiny))
    assert (fault.file, fault.row, fault.column) == (file, row, column)
    assert words in str(fault)


def test_a_part_of_itself_is_told_for_each_indicator_of_the_circle(tiny, edit):
    edit(
        "indicators.csv", "survey.total,survey,,", "survey.total,survey,survey.health,"
    )
    faults = facts.validate(tiny).faults
    circle = [f.row for f in faults if "a part of itself" in str(f)]
    assert circle == [2, 3]
    assert {f.column for f in faults} == {"part_of"}


def test_a_column_that_must_be_unique_is(tiny, edit):
    edit("questions.csv", "2,standing", "1,standing")
    told = [str(f) for f in facts.validate(tiny).faults]
    assert any("row 3, column order: '1' stands twice" in line for line in told)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"region,name_en\n", "has a header and no rows; expected rows"),
        (
            b"\xef\xbb\xbfregion,name_en\nnorth,North\nsouth,S\n",
            "byte order mark (BOM)",
        ),
        ("region,name_en\nnorth,N\nsouth,S\n".encode("utf-16"), "is UTF-16"),
        (b"region,name_en\nnorth,N\nsouth,Nam B\xf2\n", "0xf2 at position 34, line 3"),
        (b"region,name_en\r\nnorth,N\r\nsouth,S\r\n", "line ends of a line feed only"),
        (b'region,name_en\nnorth,"N\nsouth,S\n', "row 2: cannot be taken apart"),
        (b'region,name_en\nnorth,N\nsouth,"S"S\n', "row 3: cannot be taken apart"),
        (b"region,name_en\nnorth,N\nsouth," + b"S" * 200_000, "cannot be taken apart"),
        (b"region;name_en\nnorth;N\n", "is no header of this table; expected the col"),
        (b"name_en,region\nN,north\nS,south\n", "is another order of columns"),
        (b"region,name_en,x\nnorth,N,1\nsouth,S,1\n", "column x: 'x' is not described"),
        (b"region,name_en,region\nnorth,N,a\nsouth,S,b\n", "'region' stands twice"),
        (b"region\nnorth\nsouth\n", "row 1, column name_en: is missing; expected the"),
    ],
)
def test_a_faulty_file_is_told_once(tiny, content, words):
    (tiny / "regions.csv").write_bytes(content)
    told = [str(f) for f in facts.validate(tiny).faults if f.file == "regions.csv"]
    assert len(told) == 1
    assert words in told[0]


def test_a_faulty_file_does_not_blame_those_that_refer_to_it(tiny):
    (tiny / "provinces.csv").write_bytes("P1,Đà Nẵng".encode("cp1258", "replace"))
    assert only(facts.validate(tiny)).file == "provinces.csv"


def test_all_faults_of_all_files_are_told_at_once(tiny, edit):
    edit("regions.csv", "south,South", "south,")
    edit(SURVEY, "2001,1.5", "2001,abc")
    edit(SURVEY, "P3,2001", "P9,2001")
    (tiny / "sources.csv").unlink()
    with pytest.raises(facts.DataPackageError) as caught:
        facts.load(tiny, compose=None)
    places = {(f.file, f.row, f.column) for f in caught.value.faults}
    assert places == {
        ("regions.csv", 3, "name_en"),
        (SURVEY, 2, "value"),
        (SURVEY, 8, "province"),
        ("sources.csv", None, None),
    }
    assert all(str(fault) in str(caught.value) for fault in caught.value.faults)


def test_a_message_lists_twenty_faults_of_a_column_and_counts_the_others(tiny):
    rows = "".join(f"index.score,P1,{year},x,S1\n" for year in range(1950, 1990))
    with (tiny / "observations_index.csv").open("a") as file:
        file.write(rows)
    found = facts.validate(tiny)
    assert len(found.faults) == 40
    assert str(found).count("'x' is not a number") == 20
    assert "observations_index.csv, column value: and 20 more" in str(found)


@pytest.mark.parametrize("value", ["x" * 500, "\x1b[31m" * 40, "'" * 99, "\u202e" * 70])
def test_a_printed_value_is_short_and_harmless(value):
    fault = Fault(f"a{value}.csv", 2, f"b{value}", value, f"c{value}", f"d{value}")
    sentence = str(fault)
    assert sentence.isprintable()
    assert len(sentence) < 900
    shown = Fault("a", 2, "b", value, "c", "d").sentence().removeprefix("a, row 2, ")
    assert len(shown) <= len("column b:  d; expected c") + 60


def test_a_list_of_no_faults_is_empty():
    assert listing([]) == []


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../tiny/regions.csv",
        "a/../regions.csv",
        "./regions.csv",
        "a//regions.csv",
        "..",
        ".",
        "C:\\regions.csv",
        "C:/regions.csv",
        "https://example.org/regions.csv",
        "file:///etc/passwd",
        "regions.csv\0",
        "r" * 5000,
        "folder",
        "link.csv",
        "linked/regions.csv",
        "pipe",
        "absent.csv",
    ],
)
def test_a_path_leads_to_a_regular_file_inside(tiny, describe, path):
    (tiny / "folder").mkdir()
    outside = tiny.parent / "outside"
    outside.mkdir()
    (outside / "regions.csv").write_bytes((tiny / "regions.csv").read_bytes())
    (tiny / "link.csv").symlink_to(outside / "regions.csv")
    (tiny / "linked").symlink_to(outside)
    os.mkfifo(tiny / "pipe")
    describe(lambda record: record["resources"][0].update(path=path))
    fault = only(facts.validate(tiny))
    assert fault.file == path
    assert "expected" in str(fault)


def test_a_link_inside_the_folder_is_refused_too(tiny, describe):
    (tiny / "link.csv").symlink_to(tiny / "regions.csv")
    describe(lambda record: record["resources"][0].update(path="link.csv"))
    assert "is a link" in str(only(facts.validate(tiny)))


def test_a_file_below_the_folder_is_read(tiny, describe):
    (tiny / "below").mkdir()
    (tiny / "regions.csv").rename(tiny / "below" / "regions.csv")
    describe(lambda record: record["resources"][0].update(path="below/regions.csv"))
    assert facts.validate(tiny).passed


def test_a_descriptor_that_is_a_link_is_refused(tiny: Path):
    (tiny / "datapackage.json").rename(tiny / "other.json")
    (tiny / "datapackage.json").symlink_to(tiny / "other.json")
    assert "is a link" in str(only(facts.validate(tiny)))
