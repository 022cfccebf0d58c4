"""Exhibits of the tour on a reform: what they show follows from its designs."""

import pytest
import shipped

from par_eval.evaluation import bounds_over_unknown
from par_eval.evaluation.attribution import no_comparison
from par_eval.language import say
from par_eval.show import explore
from par_eval.show.explore.reform import reform_chosen
from par_eval.values import MEASURES, UnknownNameError, quantities_in

CENTRE = "service_centre"
PERIODS = ("2011-2015", "2016-2020")
SHOWN = (
    explore.exposure_table,
    explore.reform_years,
    explore.donors_table,
    explore.unknown_bounds,
    explore.detectable_effects,
    explore.remedies,
)
EFFECTS = {"effect", "effect_low", "effect_high", "effect_p"}


def values(exhibit, row, column):
    return [q.value for q in quantities_in(exhibit.grid.cells[row, column])]


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize(
    "province", ["Bac Giang", "Quang Ninh", "Dong Thap", "Bac Kan", "Ha Nam"]
)
@pytest.mark.parametrize("show", SHOWN, ids=lambda show: show.__name__)
def test_every_exhibit_says_something_in_both_languages(show, province, period):
    exhibit = show(shipped.evaluation(province, period))
    for language in ("en", "vi"):
        html = exhibit.html(language)
        assert "{" not in html.replace("{}", "").split("<style")[0]
        assert say(exhibit.title, language)
    assert set(exhibit.sources) <= set(shipped.facts().sources["source"])
    found = exhibit.quantities()
    assert all(q.of and q.measure in MEASURES for q in found)
    assert {q.measure for q in found}.isdisjoint(EFFECTS)


@pytest.mark.parametrize("show", SHOWN[1:-1], ids=lambda show: show.__name__)
@pytest.mark.parametrize(
    ("province", "period"),
    [
        ("Bac Giang", "2011-2015"),
        ("Dong Thap", "2016-2020"),
        ("Bac Kan", "2016-2020"),
    ],
)
def test_without_a_start_there_is_a_sentence_and_no_table(show, province, period):
    exhibit = show(shipped.evaluation(province, period))
    assert exhibit.kind == "text"
    assert exhibit.quantities() == []
    assert say(exhibit.alternative, "en").endswith(".")


def test_the_years_of_the_table_are_those_of_the_designs():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    exhibit = explore.reform_years(evaluation)
    able, every = (q.value for q in quantities_in(exhibit.title))
    designs = {o.indicator: o.design for o in reform_chosen(evaluation).outcomes}
    reasons = {name: no_comparison(evaluation, d) for name, d in designs.items()}
    assert list(exhibit.grid.rows) == list(designs)
    assert (able, every) == (sum(r is None for r in reasons.values()), len(designs))
    broken = {n for n, d in designs.items() if d.breaks}
    assert broken
    for name in broken:
        assert reasons[name] is not None
        assert exhibit.grid.cells[name, "breaks"].items


def test_donors_are_told_apart_and_add_up_to_the_other_provinces():
    """Where all provinces have values: known, unknown and begun are all the others."""
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    exhibit = explore.donors_table(evaluation)
    every = len(shipped.facts().provinces)
    row = "papi.corruption_control"
    known, unknown, begun = (
        values(exhibit, row, column)[0] for column in ("known", "unknown", "begun")
    )
    assert known + unknown + begun == every - 1
    assert known == 3
    assert values(exhibit, row, "p") == [pytest.approx(1 / 4)]
    assert values(exhibit, row, "valued")[0] <= unknown


def test_bars_are_the_bounds_and_the_others_have_a_reason():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    exhibit = explore.unknown_bounds(evaluation, CENTRE)
    assert exhibit.kind == "figure"
    either = 0
    for outcome in reform_chosen(evaluation, CENTRE).outcomes:
        name = outcome.indicator
        drawn = name in exhibit.grid.rows
        assert drawn == (no_comparison(evaluation, outcome.design) is None)
        if drawn:
            found = bounds_over_unknown(evaluation, outcome.design)
            assert values(exhibit, name, "low") == [found.low.value]
            assert values(exhibit, name, "high") == [found.high.value]
            either += found.low.value <= 0 <= found.high.value
    assert next(iter(quantities_in(exhibit.title))).value == either
    years = exhibit.grid.cells["papi.corruption_control", "years"].values
    assert years["before"].items == ("2011–2013", "2015")
    assert years["after"].items == ("2017–2020",)


def test_known_donors_alone_are_too_few_to_see_anything_here():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    exhibit = explore.detectable_effects(evaluation)
    assert next(iter(quantities_in(exhibit.title))).value == 0
    cell = exhibit.grid.cells["papi.corruption_control", "every"]
    told = {q.measure: q.value for q in quantities_in(cell)}
    assert told["detectable_effect"] > 0
    assert told["cases"] > 40


def test_each_condition_that_fails_has_a_row():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    exhibit = explore.remedies(evaluation)
    outcomes = reform_chosen(evaluation).outcomes
    assert set(exhibit.grid.rows) == {c for o in outcomes for c in o.failed}
    assert exhibit.title.values["needed"] == 19


def test_a_reform_that_binds_all_is_said_to_and_an_unknown_one_is_refused():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    assert explore.unknown_bounds(evaluation, "reform_plan").kind == "text"
    with pytest.raises(UnknownNameError, match=CENTRE):
        explore.donors_table(evaluation, "no such reform")
