"""The exhibits on all provinces: what they hold, and that nothing overlaps."""

from functools import cache
from itertools import product
from pathlib import Path

import matplotlib as mpl
import pytest
import shipped
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from par_eval import language
from par_eval.evaluation import National
from par_eval.evaluation.country import Country
from par_eval.series import load
from par_eval.show import MIME, Exhibit
from par_eval.show.country import (
    country_agreement,
    country_changes,
    country_convergence,
    country_coverage,
    country_limits,
    country_map,
    country_places,
    country_summary,
    country_table,
)
from par_eval.show.style import Size, rc
from par_eval.values import MEASURES, quantities_in

from .test_drawings import labels, outside, overlapping

mpl.use("agg")

MADE_UP = Path(__file__).parents[1] / "packages" / "made_up"
EXHIBITS = {
    "summary": country_summary,
    "limits": country_limits,
    "gaps": country_coverage,
    "changes": country_changes,
    "places": country_places,
    "map": country_map,
    "standing": country_table,
    "agreement": country_agreement,
    "convergence": country_convergence,
}
FIGURES = ("changes", "places", "map", "convergence")
CASES = list(
    product(shipped.PERIODS, [("wide", "vi"), ("narrow", "vi"), ("narrow", "en")])
)


@cache
def of_period(period: str) -> Country:
    return Country(shipped.national(period))


@cache
def made(name: str, period: str) -> Exhibit:
    return EXHIBITS[name](of_period(period))


@cache
def elsewhere() -> Country:
    return Country(National(load(MADE_UP), "2001-2004"))


def drawn(exhibit: Exhibit, size_name: str, spoken: str) -> Figure:
    """The figure as a report sets it, laid out and ready to be measured."""
    wide = size_name == "wide"
    size = Size(size_name, 760 if wide else 358, exhibit.heights[0 if wide else 1])
    with rc(size, exhibit.id):
        figure = Figure((size.width / 72, size.height / 72), layout="constrained")
        FigureCanvasAgg(figure)
        exhibit.figure(figure.subplots(), language=spoken, narrow=not wide)
        figure.draw_without_rendering()
    return figure


@pytest.mark.parametrize("name", EXHIBITS)
@pytest.mark.parametrize("period", shipped.PERIODS)
def test_each_exhibit_is_there_under_its_id(name, period):
    exhibit = made(name, period)
    kinds = {"summary": "text", "limits": "text"}
    tables = dict.fromkeys(("gaps", "standing", "agreement"), "table")
    assert exhibit.id == name
    assert exhibit.kind == {**kinds, **tables}.get(name, "figure")
    assert exhibit.sources or exhibit.kind == "text"


@pytest.mark.parametrize("name", FIGURES)
def test_words_neither_overlap_nor_leave_the_figure(name):
    found = {}
    for period, (size, spoken) in CASES:
        figure = drawn(made(name, period), size, spoken)
        wrong = overlapping(figure) + outside(figure)
        found[f"{period}, {size}, {spoken}"] = wrong
    assert {case: wrong for case, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_every_province_with_a_place_stands_on_the_ladder(period):
    words = " ".join(labels(drawn(made("places", period), "narrow", "en")))
    names = shipped.facts().provinces.set_index("province")["name_en"]
    places = of_period(period).places
    assert len(places.places) + len(places.absent) == 63
    for place in places.places:
        assert names[place.province] in words


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_those_that_stand_out_are_named_in_the_figure(period):
    words = " ".join(labels(drawn(made("changes", period), "wide", "en")))
    names = shipped.facts().provinces.set_index("province")["name_en"]
    families = [f for f in of_period(period).changes.families if f.tested]
    seen = [change for family in families for change in family.standing_out]
    assert seen
    assert all(names[change.province] in words for change in seen)
    assert len(made("changes", period).grid.rows) == len(seen)


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_the_table_has_a_row_for_every_province(period):
    grid = made("standing", period).grid
    codes = set(shipped.facts().provinces["province"])
    assert set(grid.rows) == codes
    placed = {code for code, column in grid.cells if column == "rank"}
    assert codes - placed == set(of_period(period).places.absent)
    for code in placed:
        (number,) = quantities_in(grid.cells[code, "rank"])
        best, worst = quantities_in(grid.cells[code, "noise"])
        assert best.value <= number.value <= worst.value


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_tiles_bear_the_quarter_of_the_rank(period):
    grid = made("map", period).grid
    for place in of_period(period).places.places:
        names = {name.key for name in grid.cells[place.quarter, "provinces"].items}
        assert place.province in names
        share = place.rank.value / place.of.value
        assert (place.quarter - 1) / 4 < share <= place.quarter / 4


def test_no_colour_stands_for_a_single_province():
    """Blue says "this province", and there is none in a report on all of them."""
    for name in FIGURES:
        for svg in made(name, "2016-2020").pictures("en").values():
            body = svg.split("</style>", 1)[1]
            assert "var(--accent)" not in body
            assert "var(--ink" in body


@pytest.mark.parametrize("name", EXHIBITS)
def test_every_number_has_a_measure_and_every_language_its_words(name):
    before = language.spoken()
    language.speak("en vi")
    try:
        carrier = made(name, "2016-2020")._repr_mimebundle_()[MIME]
    finally:
        language.speak(before)
    assert set(carrier["html"]) == {"en", "vi"}
    assert carrier["html"]["en"] != carrier["html"]["vi"]
    for number in carrier["numbers"]:
        assert number["measure"] in MEASURES
        assert number["of"] or number["value"] == 0, number["id"]
        assert number["value"] is not None


@pytest.mark.parametrize("name", EXHIBITS)
def test_another_package_has_the_same_exhibits(name):
    """What it lacks, such as a second instrument or a map, is told in a sentence."""
    exhibit = EXHIBITS[name](elsewhere())
    assert exhibit.id == name
    html = exhibit.html("en")
    assert html
    assert "nan" not in html.replace("finance", "")
    if name in {"map", "agreement"}:
        assert exhibit.kind == "text"
