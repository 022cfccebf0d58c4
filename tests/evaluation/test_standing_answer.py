"""The answer on the standing: groups, the period before its end, and how sure."""

import pandas as pd
import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.standing.answer import standing_sentences
from par_eval.values import Text, quantities_in

YEARS = range(2003, 2010)
GROUP = {"indicator": "a", "province": "P1", "year": 2006, "group": "best"}


def sentences(evaluation):
    return list(
        standing_sentences(evaluation, evaluation.standing, evaluation.precision)
    )


def ranks(sentence):
    """Numbers of one sentence by their measures, the first of each kind."""
    found = {}
    for quantity in quantities_in(sentence):
        found.setdefault(quantity.measure, quantity.value)
    return found


def evaluation_of(*, groups=(), without=(), spread=1.0, years=YEARS, province="P1"):
    """Eight provinces at a distance of `spread`, with a little noise."""
    values = {
        year: [
            None
            if (place, year) in without
            else spread * (8 - place) + 0.01 * ((place * (place + 3 * year)) % 7)
            for place in range(8)
        ]
        for year in years
    }
    facts = small({"a": values})
    if groups:
        listed = [{**GROUP, "source": "S1", **change} for change in groups]
        facts.tables["groups"] = pd.DataFrame(listed).assign(
            group_en=[row["group"] for row in listed]
        )
    return Evaluation(National(facts, "2005-2009"), province)


def grouped(evaluation):
    """Year and group of the publisher that are told, if any."""
    return [
        (said.values["year"], said.values["group"].key)
        for said in sentences(evaluation)
        if "group" in said.values
    ]


def test_bac_giang_in_2016_to_2020():
    """Groups first; 5th of 61 over the period, 1st to 30th by noise; 13th in 2020."""
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    groups, period, last = sentences(evaluation)
    assert (groups.values["year"], groups.values["group"].key) == (2020, "best")
    found = ranks(period)
    assert (found["cases"], found["rank"], found["count"]) == (5, 5, 61)
    assert (found["best_rank"], found["worst_rank"]) == (5, 7)
    assert (found["noise_best"], found["noise_worst"]) == (1, 30)
    assert last.values["year"] == 2020
    assert (ranks(last)["rank"], ranks(last)["count"]) == (13, 63)
    assert ranks(last)["noise_worst"] > 50


def test_bac_giang_in_2011_to_2015():
    """2014 is missing: four years; the last is 2015, 21st of 63."""
    period, last = sentences(shipped.evaluation("Bac Giang", "2011-2015"))
    assert (ranks(period)["cases"], ranks(period)["rank"]) == (4, 51)
    assert (last.values["year"], ranks(last)["rank"]) == (2015, 21)


def test_the_answer_agrees_with_the_standing_and_its_precision():
    for evaluation in shipped.sample_of_evaluations():
        *_, period, last = sentences(evaluation)
        places = {place.year: place for place in evaluation.precision.places}
        for sentence, year in ((period, 0), (last, last.values["year"])):
            found, place = ranks(sentence), places[year]
            assert found["rank"] == place.rank.value
            assert found["count"] == place.of.value
            assert found["noise_best"] == place.noise[0].value <= found["rank"]
            assert found["noise_worst"] == place.noise[1].value >= found["rank"]


def test_the_last_year_is_the_last_with_a_value():
    evaluation = evaluation_of(without={(0, 2009), (0, 2008)})
    period, last = sentences(evaluation)
    assert last.values["year"] == 2007
    assert ranks(period)["cases"] == 3


@pytest.mark.parametrize("province", ["P1", "P4", "P8"])
def test_provinces_far_apart_keep_their_places(province):
    period, last = sentences(evaluation_of(province=province))
    assert ranks(period)["rank"] == ranks(last)["rank"] == int(province[1:])
    assert ranks(last)["count"] == 8


def test_without_any_value_there_is_one_sentence_and_no_number():
    evaluation = evaluation_of(without={(0, y) for y in YEARS}, groups=[{}])
    (only,) = sentences(evaluation)
    assert list(quantities_in(only)) == []


def test_one_year_is_no_period():
    evaluation = evaluation_of(without={(0, y) for y in YEARS if y != 2007})
    (only,) = sentences(evaluation)
    assert only.values["year"] == 2007


def test_a_place_that_noise_leaves_open_is_said_in_other_words():
    """A place that is sure, a year that is not, and a period that is not."""
    said = {}
    for spread in (1.0, 0.001):
        period, last = sentences(evaluation_of(spread=spread))
        said[spread] = (period.values["noise"], last.values["noise"])
    words = {noise.message for pair in said.values() for noise in pair}
    assert len(words) == 3
    period, last = said[0.001]
    assert period.message != last.message
    for noise in (period, last):
        assert {"noise_best", "noise_worst"} <= set(ranks(noise))


def test_where_no_noise_is_known_no_interval_is_given():
    """Two years in a row have no change that could be undone by the next."""
    evaluation = evaluation_of(years=(2008, 2009))
    for sentence in sentences(evaluation):
        assert isinstance(sentence.values["noise"], Text)
        assert list(quantities_in(sentence.values["noise"])) == []


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], []),
        ([{}], [(2006, "best")]),
        ([{"year": 2008}, {}], [(2008, "best")]),
        ([{}, {"source": "S2"}], [(2006, "best")]),
        ([{"group": "low", "year": 2007}, {}], [(2007, "low")]),
        ([{"province": "P2"}], []),
        ([{"indicator": "b"}], []),
        ([{"year": 2004}], []),
        ([{"year": 2010}], []),
    ],
)
def test_the_publishers_last_group_of_the_province_in_the_period(groups, expected):
    assert grouped(evaluation_of(groups=groups)) == expected


def test_groups_come_before_places():
    said = sentences(evaluation_of(groups=[{}]))
    assert ["group" in sentence.values for sentence in said] == [True, False, False]
