"""Exhibits on a span: both plan periods side by side, and what became of the gains."""

from functools import cache
from itertools import product

import pandas as pd
import pytest
import shipped
from small import small

from par_eval.evaluation import Decade, National, decade
from par_eval.evaluation.spans import GAIN_VERDICTS, Gain
from par_eval.language import say
from par_eval.series import hard
from par_eval.show import Exhibit, both_periods, summary, sustained, targets_table
from par_eval.show.figures.sustained_drawing import gain_heights
from par_eval.show.made import kind_of_report, made_from
from par_eval.show.style import Size, rc
from par_eval.values import quantities_in

from .test_drawings import labels, outside, overlapping

SPAN = "2011-2020"
PROVINCES = ["Bac Giang", "Quang Ninh", "Dong Thap"]


@cache
def of(province: str) -> Decade:
    return decade(province, SPAN, facts=shipped.facts())


def values_in(cell: object) -> list[float]:
    return [quantity.value for quantity in quantities_in(cell)]


def ids_in(cell: object) -> set[str]:
    return {quantity.id for quantity in quantities_in(cell)}


def small_span(values: dict, breaks=()) -> Decade:
    """A span of two plan periods, 2005-2009, on facts made by hand."""
    facts = small(values, breaks=breaks)
    facts.tables["plan_periods"] = pd.DataFrame(
        [
            {"period": f"{a}-{b}", "start": a, "end": b, "programme_en": "One plan"}
            for a, b in ((2005, 2006), (2007, 2009))
        ]
    ).assign(source="S1")
    return Decade(National(facts, "2005-2009"), "P1")


def scores(*path: float) -> dict[int, list[float]]:
    return {2003 + place: [own, 5.0, 6.0] for place, own in enumerate(path)}


@pytest.mark.parametrize("province", PROVINCES)
def test_every_dimension_has_its_row(province):
    evaluation = of(province)
    names = {evaluation.national.headline, *evaluation.national.dimensions}
    assert set(both_periods(evaluation).grid.rows) == names
    gains = {gain.indicator for gain in evaluation.sustained.gains}
    assert set(sustained(evaluation).grid.rows) == gains >= names


@pytest.mark.parametrize("province", PROVINCES)
def test_both_periods_say_what_the_evaluations_of_the_periods_say(province):
    evaluation = of(province)
    cells = both_periods(evaluation).grid.cells
    for part in evaluation.parts:
        numbers = part.trends.numbers
        for name in part.national.dimensions:
            cell = cells[name, (part.period, "change")]
            rows = numbers[(numbers["indicator"] == name)].set_index("what")["value"]
            if "change" in rows.index:
                assert values_in(cell) == [rows["change"], rows["typical"]]
            else:
                assert part.windows(name).baseline is None


@pytest.mark.parametrize("province", PROVINCES)
def test_a_refused_change_names_the_years_of_its_breaks(province):
    evaluation = of(province)
    cells = both_periods(evaluation).grid.cells
    for part, name in product(evaluation.parts, evaluation.national.dimensions):
        found = part.windows(name)
        if name in part.national.dimensions and found.refused:
            words = say(cells[name, (part.period, "change")], "en")
            for broken in hard(found.breaks):
                assert str(broken.year) in words


@pytest.mark.parametrize("province", PROVINCES)
def test_places_over_the_periods_are_those_of_the_evaluations(province):
    evaluation = of(province)
    cells = both_periods(evaluation).grid.cells
    headline = evaluation.national.headline
    for part in evaluation.parts:
        place = part.precision.places[-1]
        expected = {q.id for q in (place.rank, place.of, *(place.noise or ()))}
        assert ids_in(cells[headline, (part.period, "place")]) == expected


def test_the_title_states_the_places_over_both_periods():
    evaluation = of("Bac Giang")
    ranks = [part.precision.places[-1] for part in evaluation.parts]
    told = values_in(both_periods(evaluation).title)
    assert told == [n for place in ranks for n in (place.rank.value, place.of.value)]


def test_verdicts_that_need_the_trough_say_so():
    evaluation = of("Bac Giang")
    cells = both_periods(evaluation).grid.cells
    for move in evaluation.period_moves.moves:
        words = say(cells[move.indicator, "verdict"], "en")
        turned = move.indicator in evaluation.period_moves.turned
        assert ("2013" in words) is turned


@pytest.mark.parametrize("province", PROVINCES)
def test_the_title_counts_the_verdicts_of_the_gains_that_are_drawn(province):
    found = of(province).sustained
    verdicts = [gain.verdict for gain in found.followed]
    told = values_in(sustained(of(province)).title)
    assert told == [verdicts.count(v) for v in ("held", "held_in_part", "lost")]
    assert sum(told) == len(verdicts) > 0


@pytest.mark.parametrize("province", PROVINCES)
def test_cells_of_gains_hold_levels_verdicts_and_breaks(province):
    evaluation = of(province)
    cells = sustained(evaluation).grid.cells
    for gain in evaluation.sustained.gains:
        words = say(cells[gain.indicator, "verdict"], "en")
        assert say(GAIN_VERDICTS[gain.verdict], "en") in words
        if gain.verdict == "not_comparable":
            assert gain.breaks
            for broken in gain.breaks:
                assert str(broken.year) in words
        for what in ("baseline", "endline", "later"):
            if what in gain.told:
                level = cells[gain.indicator, what]
                assert values_in(level) == [gain.told[what].value]
                for year in getattr(gain, what).years:
                    assert str(year) in say(level, "en")
            else:
                assert (gain.indicator, what) not in cells


def test_the_merger_is_a_source_and_a_note():
    exhibit = sustained(of("Bac Giang"))
    (event,) = of("Bac Giang").sustained.events
    assert event.source in exhibit.sources
    said = [note for note in exhibit.notes if event.what in note.values.values()]
    assert len(said) == 1
    assert event.source not in sustained(of("Quang Ninh")).sources


def test_without_later_years_the_table_stands_alone():
    evaluation = small_span({"a": scores(1, 1, 2, 2, 3, 3, 3)})
    exhibit = sustained(evaluation)
    assert (exhibit.id, exhibit.kind) == ("sustained", "table")
    assert evaluation.sustained.gains[0].verdict == "no_later_data"
    assert exhibit.html("en").count("<tr") == 2


@pytest.mark.parametrize(
    ("after", "told"), [(3.5, [1, 0, 0]), (2.5, [0, 1, 0]), (1.0, [0, 0, 1])]
)
def test_small_facts_turn_the_title(after, told):
    path = scores(1, 1, 2, 2, 3, 3, 3, after, after)
    assert values_in(sustained(small_span({"a": path})).title) == told


def test_both_periods_of_facts_made_by_hand():
    exhibit = both_periods(small_span({"a": scores(1, 1, 2, 2, 3, 3, 3)}))
    cells = exhibit.grid.cells
    changes = [cells["a", (p, "change")] for p in ("2005-2006", "2007-2009")]
    assert [values_in(cell) for cell in changes] == [[1.0, 0.0], [1.0, 0.0]]


def drawn(exhibit: Exhibit, size_name: str, language: str):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    narrow = size_name == "narrow"
    width, height = (358 if narrow else 760), exhibit.heights[narrow]
    with rc(Size(size_name, width, height), exhibit.id):
        figure = Figure((width / 72, height / 72), layout="constrained")
        FigureCanvasAgg(figure)
        exhibit.figure(figure.subplots(), language=language, narrow=narrow)
        figure.draw_without_rendering()
    return figure


@pytest.mark.parametrize("province", PROVINCES)
def test_words_of_the_paths_lie_apart_and_inside(province):
    exhibit = sustained(of(province))
    for size, language in product(("wide", "narrow"), ("en", "vi")):
        figure = drawn(exhibit, size, language)
        assert (overlapping(figure), outside(figure)) == ([], []), (size, language)


def test_every_gain_that_is_followed_has_its_path():
    exhibit = sustained(of("Quang Ninh"))
    seen = labels(drawn(exhibit, "wide", "en"))
    for gain in of("Quang Ninh").sustained.followed:
        numbers = [gain.told[key].value for key in ("change", "whole_change")]
        words = " → ".join(f"{value:+.2f}".replace("-", "−") for value in numbers)
        assert any(words in label for label in seen)
    wide, narrow = gain_heights((Gain("a", "held"),))
    more = gain_heights((Gain("a", "held"), Gain("b", "held")))
    assert more[0] > wide
    assert more[1] > narrow


def test_the_first_screen_of_a_span_names_its_plan_periods():
    facts = shipped.facts()
    words = say(kind_of_report(facts, SPAN), "en")
    for period in facts.spans[SPAN]:
        assert period.replace("-", "–") in words
    single = kind_of_report(facts, "2016-2020")
    assert single.message != kind_of_report(facts, SPAN).message
    ends = [made_from(facts, name).message for name in ("2016-2020", SPAN)]
    assert ends[0] != ends[1]


def test_the_summary_is_made_of_a_span_too():
    exhibit = summary(of("Bac Giang"))
    html = exhibit.html("en")
    assert "2011–2020" in html
    assert len(of("Bac Giang").findings) == html.count('class="fq"')


def test_targets_of_both_periods_say_when_they_fell_due():
    """One plan period has one year of deadlines, so that it says nothing there."""
    evaluation = of("Bac Giang")
    grid = targets_table(evaluation).grid
    due = {t.target: str(t.deadline) for t in evaluation.attainment.targets}
    assert {key: grid.cells[key, "due"] for key in grid.rows} == due
    assert "due" in grid.columns
    for part in evaluation.parts:
        years = {t.deadline for t in part.attainment.targets}
        assert ("due" in targets_table(part).grid.columns) is (len(years) > 1)
