"""Rows are found by names as people write them."""

import re

import pytest

from par_eval import facts
from par_eval.facts import fold
from par_eval.values import UnknownNameError


@pytest.fixture
def known(tiny, compose):
    return facts.load(tiny, compose=compose)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("P1", "P1"),
        ("p2", "P2"),
        ("Bac Giang", "P1"),
        ("Bắc Giang", "P1"),
        ("Ba\u0306\u0301c Giang", "P1"),
        ("BẮC GIANG", "P1"),
        ("bac-giang", "P1"),
        ("  hanoi ", "P2"),
        ("Hà Nội", "P2"),
        ("Đà Nẵng", "P3"),
        ("đa nang", "P3"),
    ],
)
def test_a_province_is_found(known, name, code):
    assert known.province(name) == code


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Bac Gaing", "Bac Giang"), ("Ha Noy", "Ha Noi"), ("Danag", "Da Nang")],
)
def test_a_typo_is_answered_with_the_name_that_was_meant(known, name, meant):
    words = re.escape(f"unknown province {name!r}; did you mean {meant}?")
    with pytest.raises(UnknownNameError, match=words):
        known.province(name)


@pytest.mark.parametrize("name", ["", " - ", "?", "Quang Tri"])
def test_a_name_like_no_other_is_answered_with_those_that_are_known(known, name):
    with pytest.raises(UnknownNameError, match="known: Bac Giang, Ha Noi, Da Nang"):
        known.province(name)


def test_a_name_of_two_provinces_is_answered_with_both(tiny, edit, compose):
    edit("provinces.csv", "Ha Noi", "Da-nang")
    with pytest.raises(UnknownNameError, match=r"several provinces.*P2, P3"):
        facts.load(tiny, compose=compose).province("Da Nang")


def test_a_typo_in_the_second_language_is_answered_too(tiny, edit, compose):
    edit("provinces.csv", "Ha Noi", "Capital")
    with pytest.raises(UnknownNameError, match="did you mean Hà Nội"):
        facts.load(tiny, compose=compose).province("Ha Noy")


@pytest.mark.parametrize("name", ["Київ", "เชียงใหม่", "北京", "Αθήνα"])
def test_names_in_other_scripts_are_kept_apart(name):
    assert fold(name)
    assert fold(name) != fold(name[:-2])


def test_letters_with_a_stroke_may_be_typed_without_it():
    assert fold("Łódź") == fold("LODZ")


@pytest.mark.parametrize(
    ("look_up", "name", "meant"),
    [
        ("indicator", "survey.helth", "survey.health"),
        ("instrument", "surveys", "survey"),
        ("period", "2001-2003", "2001-2002"),
        ("threshold", "outlier", "outlier_z"),
    ],
)
def test_other_names_are_answered_with_near_ones(known, look_up, name, meant):
    with pytest.raises(UnknownNameError, match=f"did you mean .*{meant}"):
        getattr(known, look_up)(name)


def test_a_label_has_the_languages_that_the_package_has_for_it(known):
    assert known.name("provinces", "P1").texts == {"en": "Bac Giang", "vi": "Bắc Giang"}
    assert known.name("provinces", "P3").texts == {"en": "Da Nang"}
    assert known.name("regions", "north").texts == {"en": "North"}


def test_regions_sources_and_parts_are_found(known):
    assert known.region_of("P3") == "south"
    assert known.members("north") == ("P1", "P2")
    assert known.sources_of(["index.score"]) == ("S1", "S2")
    assert known.parts == {"survey.total": ("survey.health", "survey.schools")}
    assert known.threshold("outlier_z") == 3.5


def test_published_values_stand_for_all_provinces(known):
    published = known.leaves["survey.health"]
    assert published.columns.tolist() == ["P1", "P2", "P3"]
    assert published["P3"].isna().tolist() == [False, False, True]
    assert known.editions["index.score"] == (2001,)


def test_an_unknown_table_is_no_attribute(known):
    with pytest.raises(AttributeError, match="no table 'reginos'"):
        _ = known.reginos
