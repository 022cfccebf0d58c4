"""The descriptor is read strictly, and never asks for less than the library needs."""

import json

import pytest

from par_eval import facts

RESOURCE = "resources[0]"
FIELD = f"{RESOURCE}.schema.fields[0]"


def at(record, *steps):
    """Entry of the descriptor that the steps lead to."""
    for step in steps:
        record = record[step]
    return record


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe{\x00}\x00", "no JSON"),
        (b'\xef\xbb\xbf{"par_eval_schema": 1}', "no JSON"),
        (b'{"par_eval_schema": 1, "par_eval_schema": 1}', "stands twice in one object"),
        (b'{"par_eval_schema": 1, "title": NaN}', "NaN is no JSON number"),
        (b'{"par_eval_schema": 1, "title": 1e999}', "no JSON"),
        (b'{"par_eval_schema": 1, "title": "\\ud800"}', "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "expected a JSON object"),
        (b'{"par_eval_schema": 2}', "made for a newer par-eval; update par-eval"),
    ],
)
def test_a_descriptor_that_cannot_be_read_is_the_only_fault(tiny, content, words):
    (tiny / "datapackage.json").write_bytes(content)
    (fault,) = facts.validate(tiny).faults
    assert fault.file == "datapackage.json"
    assert words in str(fault)


def test_a_missing_descriptor_says_where_an_example_is(tiny):
    (tiny / "datapackage.json").unlink()
    with pytest.raises(facts.DataPackageError, match="may be copied") as caught:
        facts.load(tiny, compose=None)
    assert "datapackage.json: is missing" in str(caught.value)


@pytest.mark.parametrize(
    ("steps", "change", "entry", "words"),
    [
        ((), {"par_eval_schema": "1"}, "par_eval_schema", "is no version"),
        ((), {"par_eval_schema": True}, "par_eval_schema", "is no version"),
        ((), {"title": ""}, "title", "expected a text"),
        ((), {"title": "a\nb"}, "title", "is not printable"),
        ((), {"languages": "en"}, "languages", "a list of codes"),
        ((), {"languages": ["en", "../x"]}, "languages[1]", "a code such as en"),
        ((), {"languages": ["en", "en"]}, "languages[1]", "stands twice"),
        (("resources", 0), {"name": 5}, f"{RESOURCE}.name", "expected a name"),
        (("resources", 0), {"path": ["a"]}, f"{RESOURCE}.path", "one path inside"),
        (("resources", 0), {"encoding": "cp1258"}, f"{RESOURCE}.encoding", "utf-8"),
        (("resources", 0), {"data": []}, f"{RESOURCE}.data", "is not read"),
        (("resources", 0), {"dialect": {}}, f"{RESOURCE}.dialect", "is not read"),
        (("resources", 0), {"schema": "s.json"}, f"{RESOURCE}.schema", "a schema"),
        (
            ("resources", 0, "schema"),
            {"fields": []},
            f"{RESOURCE}.schema.fields",
            "a list of columns",
        ),
        (
            ("resources", 0, "schema"),
            {"missingValues": "NA"},
            f"{RESOURCE}.schema.missingValues",
            "texts in a list",
        ),
        (
            ("resources", 0, "schema"),
            {"primaryKey": "x"},
            f"{RESOURCE}.schema.primaryKey",
            "columns out of region, name_en",
        ),
        (
            ("resources", 0, "schema"),
            {"foreignKeys": [{"fields": "region"}]},
            f"{RESOURCE}.schema.foreignKeys[0]",
            "is no foreign key",
        ),
        (
            ("resources", 0, "schema"),
            {
                "foreignKeys": [
                    {
                        "fields": "region",
                        "reference": {"resource": "zones", "fields": "zone"},
                    }
                ]
            },
            "resources.regions.schema.foreignKeys",
            "'zones' is no table of the package",
        ),
        (
            ("resources", 0, "schema"),
            {
                "foreignKeys": [
                    {
                        "fields": "region",
                        "reference": {"resource": "sources", "fields": "zone"},
                    }
                ]
            },
            "resources.regions.schema.foreignKeys",
            "'zone' is no column of sources",
        ),
        (
            ("resources", 0, "schema", "fields", 0),
            {"type": "any"},
            f"{FIELD}.type",
            "one of string, integer, number, date",
        ),
        (
            ("resources", 0, "schema", "fields", 0),
            {"constraints": {"minLength": 2}},
            f"{FIELD}.constraints.minLength",
            "is not checked here",
        ),
        (
            ("resources", 0, "schema", "fields", 0),
            {"constraints": {"pattern": "("}},
            f"{FIELD}.constraints.pattern",
            "is no regular expression",
        ),
        (
            ("resources", 0, "schema", "fields", 0),
            {"constraints": {"minimum": 2}},
            f"{FIELD}.constraints.minimum",
            "a bound of a number only",
        ),
        (
            ("resources", 0, "schema", "fields", 0),
            {"decimalChar": ","},
            f"{FIELD}.decimalChar",
            "is not read",
        ),
        (
            ("resources", 5, "schema", "fields", 2),
            {"type": "string", "constraints": {}},
            "resources.observations_survey.schema.fields",
            "'string' is the type of the column 'year'; expected integer",
        ),
        (
            ("resources", 0, "schema", "fields", 1),
            {"name": "name_fr"},
            "resources.regions.schema.fields",
            "has no column 'name_en'; expected it, type string",
        ),
    ],
)
def test_a_faulty_entry_is_named(tiny, describe, steps, change, entry, words):
    describe(lambda record: at(record, *steps).update(change))
    told = [f for f in facts.validate(tiny).faults if f.file == "datapackage.json"]
    assert entry in [fault.column for fault in told]
    assert any(words in str(fault) for fault in told)


@pytest.mark.parametrize("place", range(12))
def test_any_entry_of_a_wrong_kind_is_a_fault(tiny, describe, place):
    wrong = [None, 5, "text", [], {}, [5], {"name": {}}]
    for value in wrong:
        describe(lambda record, v=value: record["resources"].__setitem__(place, v))
        assert facts.validate(tiny).faults


@pytest.mark.parametrize(
    "name", ["regions", "sources", "thresholds", "series_breaks", "missing"]
)
def test_a_missing_table_is_told_with_its_columns(tiny, describe, name):
    def drop(record):
        record["resources"] = [r for r in record["resources"] if r["name"] != name]

    describe(drop)
    (fault,) = facts.validate(tiny).faults
    assert f"has no table '{name}'; expected one with the columns" in str(fault)


def test_a_package_without_observations_is_refused(tiny, describe):
    def drop(record):
        kept = [r for r in record["resources"] if "observations" not in r["name"]]
        record["resources"] = kept

    describe(drop)
    (fault,) = facts.validate(tiny).faults
    assert "has no table 'observations'" in str(fault)


def test_two_tables_have_two_names_and_two_files(tiny, describe):
    describe(lambda record: record["resources"].append(record["resources"][0]))
    entries = [fault.column for fault in facts.validate(tiny).faults]
    assert entries == ["resources[12].name", "resources[12].path"]


def test_a_package_may_narrow_the_words_of_a_column(tiny, edit, describe):
    def narrow(record):
        field = at(record, "resources", 4, "schema", "fields", 7)
        assert field["name"] == "direction"
        field["constraints"] = {"enum": ["up", "sideways"]}

    describe(narrow)
    (fault,) = facts.validate(tiny).faults
    assert str(fault).endswith("'down' is not accepted; expected one of up")


def test_declared_texts_stand_for_missing_values_and_no_others(tiny, edit, describe):
    def declare(record):
        at(record, "resources", 9, "schema")["missingValues"] = ["-"]

    edit("sources.csv", "2004,120", "2004,-")
    edit("sources.csv", "Ministry,2004,", "Ministry,2004,NA")
    describe(declare)
    (fault,) = facts.validate(tiny).faults
    assert (fault.row, fault.column, fault.value) == (3, "pages", "NA")


def test_the_descriptor_of_the_fixture_is_the_one_that_is_read(tiny):
    record = json.loads((tiny / "datapackage.json").read_text("utf-8"))
    found = facts.validate(tiny)
    assert found.tables == len(record["resources"])
