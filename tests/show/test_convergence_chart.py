"""Chart of convergence: start and change of all provinces, with both slopes."""

import numpy as np
import pytest
import shipped

from par_eval.evaluation.benchmarks import starts_and_changes
from par_eval.language import say
from par_eval.show.figures.convergence import convergence
from par_eval.values import quantities_in

from .laid_out import BLUE, faults, laid_out

PROVINCES = ["Bac Giang", "Ba Ria - Vung Tau", "Ha Tinh"]


@pytest.mark.parametrize("province", PROVINCES)
def test_words_keep_apart_and_inside(province):
    assert faults(convergence(shipped.evaluation(province, "2016-2020"))) == {}


def test_pairs_are_the_scores_and_give_the_naive_slope():
    found = shipped.evaluation("Bac Giang", "2011-2015").benchmarks.convergence[0]
    pairs = starts_and_changes(shipped.facts(), found)
    wide = pairs.pivot(index="province", columns="what", values="value").astype(float)
    scores = shipped.facts().series(found.indicator)
    first, last = (
        scores.loc[year, wide.index] for year in (found.years[0], found.years[-1])
    )
    assert wide["start"].tolist() == first.tolist()
    assert np.allclose(wide["change"], last - first)
    slope = np.polyfit(wide["start"], wide["change"], 1)[0]
    assert slope == pytest.approx(found.quantities["naive"].value)


@pytest.mark.parametrize("period", shipped.PERIODS)
@pytest.mark.parametrize("province", PROVINCES[:2])
def test_the_province_is_named_at_its_own_dot(province, period):
    evaluation = shipped.evaluation(province, period)
    exhibit = convergence(evaluation)
    own = exhibit.numbers[exhibit.numbers["province"] == evaluation.province]
    values = dict(zip(own["what"], own["value"], strict=True))
    (axes,) = laid_out(exhibit).axes
    (dot,) = [line for line in axes.lines if line.get_color() == BLUE]
    assert dot.get_xydata().tolist() == [[values["start"], values["change"]]]
    name = shipped.facts().name("provinces", evaluation.province)
    assert say(name, "en") in {artist.get_text() for artist in axes.texts}


def test_title_has_the_spread_and_years_outside_the_period_are_named():
    inside, outside = (
        convergence(shipped.evaluation("Ca Mau", period)) for period in shipped.PERIODS
    )
    found = shipped.evaluation("Ca Mau", "2016-2020").benchmarks
    spread = {found.convergence[0].quantities[end].id for end in ("start", "end")}
    assert {q.id for q in quantities_in(outside.title)} == spread
    assert found.borrowed
    assert len(outside.notes) == len(inside.notes) + 1
