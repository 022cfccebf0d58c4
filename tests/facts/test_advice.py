"""Advice: what is printed about a package, and does not keep it from being used."""

import pytest
from tiny import editor

from par_eval import facts


@pytest.fixture
def sealed(rich):
    """The package, sealed, with one source whose figures contradict another's."""
    facts.seal(rich)
    return rich


def advice(folder) -> list[str]:
    found = facts.validate(folder)
    assert found.passed
    return [words for words in found.warnings if "sealed" not in words]


CONFLICTS = (
    "indicators with several printed values for one place and year (each is kept, none "
    "is averaged)"
)


def test_printed_values_that_contradict_each_other_are_counted(sealed):
    assert advice(sealed) == [f"{CONFLICTS}: index.score (1)"]


def test_sources_that_agree_do_not_contradict_each_other(sealed):
    editor(sealed)("reported.csv", "score,71", "score,70")
    assert advice(sealed) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (
            "sources.csv",
            "S4,",
            "S5,Unread,Nobody,2004,press,,red,red,\nS4,",
            "sources that no row uses: S5",
        ),
        (
            "instruments.csv",
            "survey,partial",
            "survey,",
            "instruments with observations that state no coverage: index",
        ),
        (
            "thresholds.csv",
            "donor_least,1",
            "donor_least,1\nluck,7",
            "thresholds that no rule uses: luck",
        ),
    ],
)
def test_advice_names_the_rows(sealed, compose, file, old, new, words):
    editor(sealed)(file, old, new)
    assert words in advice(sealed)
    assert facts.load(sealed, compose=compose).directory == sealed


def test_there_is_no_advice_beside_faults(sealed):
    editor(sealed)("regions.csv", "South", "")
    found = facts.validate(sealed)
    assert not found.passed
    assert [words for words in found.warnings if "sealed" not in words] == []


def test_advice_is_printed_by_the_validation(sealed):
    assert f"warning: {CONFLICTS}: index.score (1)" in str(facts.validate(sealed))
