"""Tile map: quarters by rank, one tile for each province, and the small map."""

from xml.etree import ElementTree

import pandas as pd
import pytest
import shipped
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.language import say
from par_eval.show.figures.tile_map import quarters_in, tile_map, tile_svg
from par_eval.show.figures.tiles import initials, tiles
from par_eval.values import quantities_in

from .laid_out import BLUE, faults, laid_out

CASES = [("Bac Giang", "2016-2020"), ("Quang Ninh", "2011-2015")]


def small_evaluation(*, province="P1", without=(), placed=range(1, 9)):
    values = {
        "total": {
            year: [
                None if (place, year) in without else 20.0 - place
                for place in range(1, 9)
            ]
            for year in range(2003, 2010)
        }
    }
    facts = small(values)
    facts.tables["province_grid"] = pd.DataFrame(
        {
            "province": [f"P{place}" for place in placed],
            "grid_row": [3 + place // 3 for place in placed],
            "grid_column": [5 + place % 3 for place in placed],
            "source": "S1",
        }
    )
    return Evaluation(National(facts, "2005-2009"), province)


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_quarters_hold_a_quarter_of_the_provinces_and_the_best_ones(case):
    evaluation = shipped.evaluation(*case)
    for year in (evaluation.national.start, evaluation.national.end):
        found = pd.Series(quarters_in(evaluation, year))
        scores = evaluation.facts.series(evaluation.national.headline).loc[year]
        scores = scores[found.index]
        assert set(found.index) == set(scores.dropna().index)
        assert (found.value_counts() - len(found) / 4).abs().max() < 1
        spans = scores.groupby(found).agg(["min", "max"])
        assert (spans["min"].iloc[:-1].to_numpy() >= spans["max"].iloc[1:]).all()


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_title_has_the_ranks_of_both_ends(case):
    evaluation = shipped.evaluation(*case)
    scores = evaluation.facts.series(evaluation.national.headline)
    years = [evaluation.national.start, evaluation.national.end]
    ranks = scores.rank(axis=1, ascending=False, method="min")[evaluation.province]
    said = [q.value for q in quantities_in(tile_map(evaluation).title)]
    assert said[::2] == [ranks[year] for year in years]
    assert said[1::2] == [scores.loc[year].notna().sum() for year in years]


@pytest.mark.parametrize("province", ["Bac Giang", "Quang Ninh", "Ba Ria - Vung Tau"])
def test_what_is_said_of_the_two_ranks_is_what_the_pair_test_says(province):
    for period in shipped.PERIODS:
        evaluation = shipped.evaluation(province, period)
        verdict = evaluation.precision.moves[0].verdict
        note = say(tile_map(evaluation).notes[0], "en")
        assert ("not distinguishable" in note) == (verdict == "not_distinguishable")


def test_each_province_has_a_tile_of_its_own():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    (axes,) = laid_out(tile_map(evaluation)).axes
    boxes = [p for p in axes.patches if isinstance(p, Rectangle)]
    rings = [box for box in boxes if to_hex(box.get_facecolor()) == BLUE]
    assert len(rings) == 2
    own = [
        box for box in boxes if box.get_zorder() > max(r.get_zorder() for r in rings)
    ]
    others = [box for box in boxes if box.get_zorder() < rings[0].get_zorder()]
    assert len({box.get_xy() for box in others}) == 2 * 62 + 4
    assert {box.get_xy() for box in own}.isdisjoint(box.get_xy() for box in others)
    assert len(own) == 4


def test_years_in_which_most_have_no_value_are_not_drawn():
    few = {(place, 2005) for place in range(2, 9)} | {(1, 2009)}
    exhibit = tile_map(small_evaluation(without=few))
    assert sorted(set(exhibit.numbers["year"])) == [2006, 2008]


def test_one_year_makes_one_map():
    gone = {(1, year) for year in range(2005, 2010) if year != 2007}
    exhibit = tile_map(small_evaluation(without=gone))
    assert [q.value for q in quantities_in(exhibit.title)] == [1, 8]
    assert list(exhibit.grid.columns) == [2007]


def test_provinces_without_value_or_tile_are_named():
    evaluation = small_evaluation(without={(3, 2005)}, placed=range(1, 8))
    exhibit = tile_map(evaluation)
    said = " ".join(say(note, "en") for note in exhibit.notes)
    assert "P8" in said
    words = [text.get_text() for text in laid_out(exhibit).axes[0].texts]
    assert "no value" in words


def test_nothing_to_show_gets_a_sentence():
    never = {(1, year) for year in range(2003, 2010)}
    for evaluation in (
        small_evaluation(without=never),
        Evaluation(National(small({"a": {2006: [1, 2]}}), "2005-2009"), "P1"),
    ):
        exhibit = tile_map(evaluation)
        assert (exhibit.id, exhibit.kind) == ("tile-map", "text")


def test_words_are_in_their_places():
    assert faults(tile_map(shipped.evaluation(*CASES[0]))) == {}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_small_map_shows_the_province_and_its_region(language):
    facts = shipped.facts()
    code = facts.province("Quang Ninh")
    root = ElementTree.fromstring(tile_svg(facts, code, language))
    fills = [shape.get("fill") for shape in root]
    members = facts.members(facts.region_of(code))
    assert fills.count("var(--accent)") == 1
    assert fills.count("var(--mark)") == len(members) - 1
    assert fills.count("var(--band)") == 63 - len(members)
    assert root.get("role") == "img"
    assert say(facts.name("provinces", code), language) in root.get("aria-label")
    width, height = (float(root.get(side)) for side in ("width", "height"))
    for shape in root:
        x, y, w, h = (float(shape.get(k)) for k in ("x", "y", "width", "height"))
        assert 0 <= x < x + w <= width
        assert 0 <= y < y + h <= height


def test_there_is_no_small_map_without_places():
    facts = small({"a": {2006: [1, 2]}})
    assert tiles(facts) == {}
    assert tile_svg(facts, "P1", "en") == ""


def test_a_name_in_the_label_is_words_not_code():
    facts = small_evaluation().facts
    facts.tables["provinces"].loc[0, "name_en"] = '<b>"P&1'
    root = ElementTree.fromstring(tile_svg(facts, "P1", "en"))
    assert '<b>"P&1' in root.get("aria-label")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_short_forms_tell_all_provinces_apart(language):
    names = list(shipped.facts().provinces[f"name_{language}"])
    assert len(set(initials(names))) == len(names)


def test_short_forms_of_odd_names():
    assert initials(["A", "A", "", "b-c"]) == ["A", "A", "", "BC"]
