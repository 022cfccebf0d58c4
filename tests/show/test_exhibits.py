"""Exhibits of small facts: odd provinces, odd names, few years."""

import json
import re
from html import unescape

import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.show import MIME, dimension_dots, score_paths

from .conftest import EXHIBITS

YEARS = range(2003, 2010)
WHOLES = {"total": ("first", "second")}


def steps(*slopes, without=()):
    """Scores of some provinces, which rise or fall by so much a year."""
    return {
        year: [
            None if (place, year) in without else 5 + slope * (year - 2003)
            for place, slope in enumerate(slopes, start=1)
        ]
        for year in YEARS
    }


def evaluation_of(*, without=(), breaks=(), province="P1", names=None, slopes=None):
    first, second = slopes or ((0.1, 0.2, -0.1, 0.4), (0.3, -0.2, 0.1, 0.1))
    values = {
        "first": steps(*first, without=without),
        "second": steps(*second, without=without),
    }
    facts = small(values, WHOLES, breaks=breaks, names=names)
    return Evaluation(National(facts, "2005-2009"), province)


def never(place):
    return {(place, year) for year in YEARS}


ODD = {
    "plain": {},
    "without any value": {"without": never(1)},
    "without a value in the plan": {"without": {(1, y) for y in range(2005, 2010)}},
    "with one value in the plan": {"without": {(1, y) for y in YEARS if y != 2007}},
    "without the first and the last year": {"without": {(1, 2003), (1, 2009)}},
    "alone in its region": {"without": never(2)},
    "with a break each year": {
        "breaks": [{"indicator": "total", "year": year} for year in YEARS]
    },
    "equal to all others": {"slopes": ((0.1, 0.1, 0.1, 0.1), (0, 0, 0, 0))},
}


@pytest.fixture(params=ODD)
def odd(request):
    return evaluation_of(**ODD[request.param])


@pytest.mark.parametrize("name", EXHIBITS)
def test_every_exhibit_can_be_made_of_an_odd_province(odd, name):
    bundle = EXHIBITS[name](odd)._repr_mimebundle_()
    json.dumps(bundle[MIME], allow_nan=False)
    words = unescape(re.sub(r"<[^>]*>", " ", bundle[MIME]["html"]["en"]))
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b|[{}]", words)
    title = bundle["text/plain"]
    assert re.search(r"\w[.)]?$", title), title


@pytest.mark.parametrize(
    "missing", ["without any value", "without a value in the plan"]
)
def test_a_figure_does_not_blame_breaks_for_missing_values(missing):
    assert set(score_paths(evaluation_of(**ODD[missing])).title.values) == {"name"}


def test_a_figure_names_the_breaks_that_refuse_its_change():
    evaluation = evaluation_of(breaks=[{"indicator": "total", "year": 2007}])
    told = score_paths(evaluation).title.values
    assert set(told) == {"name", "years"}
    assert (told["name"].key, told["years"].items) == ("total", (2007,))


@pytest.mark.parametrize(("year", "count"), [(2017, 6), (2018, 6), (2019, 8)])
def test_dots_show_the_dimensions_that_the_province_has(year, count):
    """Two dimensions start in 2018, for which Quang Ninh has no value of them."""
    exhibit = dimension_dots(shipped.evaluation("Quang Ninh", "2016-2020"), year)
    assert exhibit.numbers["indicator"].nunique() == count
    assert len(exhibit.grid.rows) == count
    told = exhibit.title.values
    assert (told["year"], told["all"].value) == (year, count)
    scores = [exhibit.facts.series(name).loc[year] for name in exhibit.grid.rows]
    own = exhibit.facts.province("Quang Ninh")
    assert told["above"].value == sum(s[own] > s.median() for s in scores)


@pytest.mark.parametrize("name", ["papi.transparency", "papi.corruption_control"])
def test_a_path_can_be_shown_of_any_dimension(name):
    exhibit = score_paths(shipped.evaluation("Bac Giang", "2016-2020"), name)
    assert set(exhibit.numbers["indicator"]) == {name}
    assert exhibit.title.values["name"] == exhibit.facts.name("indicators", name)


HOSTILE = {
    "P1": "<b>P&1</b>",
    "first": '"fi\'rst" <i>',
    "total": "to&tal",
    "second": "$x_1$ \\2",
}


@pytest.mark.parametrize("name", EXHIBITS)
def test_names_of_the_data_are_words_not_code(name):
    carrier = EXHIBITS[name](evaluation_of(names=HOSTILE)).carrier()
    texts = [*carrier["html"].values(), *carrier["pictures"].get("en", {}).values()]
    for piece in texts:
        assert "<b>P" not in piece
        assert "<i>" not in piece
        assert "&tal" not in piece
    shown = unescape(unescape(" ".join(texts)))
    assert [label for label in HOSTILE.values() if label.lower() in shown.lower()] or (
        name == "limits"
    )


def test_names_with_braces_are_words_as_well():
    carrier = EXHIBITS["windows"](evaluation_of(names={"first": "fi{rs}t"})).carrier()
    assert "Fi{rs}t" in carrier["html"]["en"]
