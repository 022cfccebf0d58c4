"""What an address points to: a printed score, an output, a target, an opening."""

import pandas as pd
import pytest
from small import small

from par_eval.facts import kind_of, label_of, sources_at
from par_eval.facts.observed import published_scores

SCORES = {"survey.health": {2005: [1, 2, 3], 2006: [2, None, 4]}}


def reported(*rows):
    columns = ["indicator", "scope", "place", "year", "statistic", "value"]
    columns += ["used", "source"]
    return pd.DataFrame(rows, columns=columns)


PRINTED = reported(
    ("survey.health", "province", "P2", 2006, "score", 9.0, "yes", "S7"),
    ("survey.health", "province", "P2", 2006, "score", 8.5, "no", "S8"),
    ("survey.health", "province", "P2", 2006, "rank", 1, "yes", "S9"),
    ("survey.health", "nation", "nation", 2006, "mean", 5.0, "yes", "S6"),
)


@pytest.fixture
def facts():
    made = small(SCORES)
    made.tables["reported"] = PRINTED
    made.tables["outputs"] = pd.DataFrame(
        {
            "output": ["seats", "seats"],
            "province": ["P1", "P1"],
            "year": [2005, 2006],
            "value": [70.0, 72.0],
            "name_en": ["seats for those who wait"] * 2,
            "source": ["S2", "S3"],
        }
    )
    made.tables["targets"] = pd.DataFrame(
        {"target": ["quick"], "name_en": ["quick answers"], "source": ["S4"]}
    )
    made.tables["reform_names"] = pd.DataFrame(
        {"reform": ["centre"], "name_en": ["service centre"]}
    )
    made.tables["reforms"] = pd.DataFrame(
        {"reform": ["centre"] * 2, "province": ["P1", "P2"], "source": ["S5", "S6"]}
    )
    return made


def test_a_printed_score_that_is_used_enters_the_series_and_no_other(facts):
    series = facts.series("survey.health")
    assert series.at[2006, "P2"] == 9.0
    assert series.at[2005, "P2"] == 2


def test_scores_of_the_nation_are_no_observations():
    facts = small(SCORES)
    observed = published_scores(facts.tables["observations"], PRINTED)
    assert "nation" not in set(observed["province"])


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("survey.health", None, "survey health"),
        ("output.seats", "output", "seats for those who wait"),
        ("target.quick", "target", "quick answers"),
        ("reform.centre", "reform", "service centre"),
    ],
)
def test_every_kind_of_address_has_its_name(facts, name, kind, label):
    assert kind_of(facts, name) == kind
    assert label_of(facts, name).texts["en"] == label


def test_an_unknown_row_is_no_kind(facts):
    assert kind_of(facts, "output.beds") is None


@pytest.mark.parametrize(
    ("name", "place", "years", "sources"),
    [
        ("survey.health", "P1", [2005], ("S1",)),
        ("survey.health", "P2", [2006], ("S7", "S9")),
        ("survey.health", "*", [2005, 2006], ("S1", "S7", "S9", "S6")),
        ("survey.health", "@north", [2006], ("S1", "S7", "S9")),
        ("survey.health", "nation", [2006], ("S6",)),
        ("output.seats", "P1", [2005], ("S2",)),
        ("output.seats", "P2", [2005], ()),
        ("target.quick", "nation", [2009], ("S4",)),
        ("reform.centre", "P2", [2009], ("S6",)),
        ("reform.centre", "*", [2009], ("S5", "S6")),
    ],
)
def test_an_address_names_the_sources_of_its_rows_only(
    facts, name, place, years, sources
):
    found = sources_at(facts, [name], place, years)
    assert found == tuple(sorted(sources))


def test_a_table_that_the_package_lacks_is_empty_with_its_columns():
    facts = small(SCORES)
    assert facts.table("claims").empty
    assert {"claim", "statement_en", "kind"} <= set(facts.table("claims"))
    assert facts.table("instruments")["coverage"].isna().all()
    with pytest.raises(KeyError):
        facts.table("nonsense")
