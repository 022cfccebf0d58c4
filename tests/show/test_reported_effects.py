"""Figures of an estimated effect in the report: there where one is, else silent."""

import pytest
import shipped
from evaluation.test_rule_05_effects import evaluated, scores

from par_eval import show
from par_eval.evaluation.attribution import clearest
from par_eval.values import quantities_in

from .laid_out import faults

FIGURES = {
    "effect-among-placebos": show.effect_among_placebos,
    "effect-donors": show.effect_donors,
    "effect-without-each-donor": show.effect_without_each_donor,
    "effect-power": show.effect_power,
}


@pytest.fixture(scope="module")
def estimated():
    return evaluated(scores(effect=2.0), scores(seed=2))


@pytest.mark.parametrize("name", FIGURES)
def test_an_estimated_effect_has_its_figures(estimated, name):
    exhibit = FIGURES[name](estimated)
    assert (exhibit.id, exhibit.kind) == (name, "figure")
    assert exhibit.quantities()
    assert faults(exhibit) == {}


def test_they_are_of_the_effect_that_the_answer_states(estimated):
    clear = clearest(estimated.attribution.outcomes)
    exhibit = show.effect_among_placebos(estimated)
    assert clear.indicator == "speed"
    assert clear.indicator_name in exhibit.subtitle.values.values()
    gaps = clear.effect.estimate.effects["effect"]
    shown = {round(q.value, 6) for q in exhibit.quantities()}
    assert {round(gap, 6) for gap in gaps} <= shown


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("province", ["Bac Giang", "Quang Ninh"])
def test_where_none_is_estimated_they_are_silent(name, province):
    exhibit = FIGURES[name](shipped.evaluation(province, "2016-2020"))
    assert exhibit.id == name
    assert exhibit.html("en") == ""
    assert list(quantities_in(exhibit.title)) == []
    assert exhibit.quantities() == []
