"""Openings: each where its dates allow, and a place with its bounds."""

import pandas as pd
import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.show.figures.openings import openings
from par_eval.values import quantities_in

from .laid_out import BLUE, faults, laid_out

PERIOD = shipped.PERIODS[1]


def bounds():
    """Latest first day and earliest last day of each province, from the table."""
    path = shipped.facts().directory / "reforms.csv"
    rows = pd.read_csv(path, parse_dates=["opened_from", "opened_to"])
    return rows.groupby("province").agg({"opened_from": "max", "opened_to": "min"})


def small_exhibit(*dates, province="P1", universal="no"):
    facts = small({"a": {2008: list(range(6))}})
    facts.tables["reforms"] = pd.DataFrame(
        [
            {
                "reform": "centre",
                "province": code,
                "opened_from": pd.Timestamp(first) if first else pd.NaT,
                "opened_to": pd.Timestamp(last) if last else pd.NaT,
                "source": "S1",
            }
            for code, first, last in dates
        ],
        columns=["reform", "province", "opened_from", "opened_to", "source"],
    )
    facts.tables["reform_names"] = pd.DataFrame(
        [{"reform": "centre", "name_en": "the centre", "universal": universal}]
    )
    return openings(Evaluation(National(facts, "2005-2009"), province))


def values(exhibit):
    return dict(zip(exhibit.numbers["what"], exhibit.numbers["value"], strict=True))


@pytest.mark.parametrize("province", ["Bac Giang", "Ha Tinh", "Dong Thap"])
def test_known_and_unknown_make_up_all_provinces(province):
    known = bounds()
    exhibit = openings(shipped.evaluation(province, PERIOD))
    found = values(exhibit)
    assert found["known"] == known.notna().all(axis=1).sum()
    assert found["unknown"] == 63 - len(known)
    assert [row for row in exhibit.grid.rows if row != "unknown"][:1] == ["P14"]
    assert set(exhibit.grid.rows) == {*known.index, "unknown"}


def test_the_place_is_counted_among_the_dates_and_among_all():
    known = bounds()
    own = known.loc["P15"]
    others = known.drop(index="P15")
    surely = (others["opened_to"] < own["opened_from"]).sum()
    later = (others["opened_from"] >= own["opened_to"]).sum()
    dated = others.dropna()
    said = [
        q.value
        for q in quantities_in(openings(shipped.evaluation("P15", PERIOD)).title)
    ]
    rank = 1 + (dated["opened_to"] < own["opened_from"]).sum()
    assert said == [rank, len(dated) + 1, 1 + surely, 63 - later, 63]


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ([("P1", "2006-05-01", "2006-05-01")], [1, 6, 6]),
        ([("P1", "2006-05-01", None), ("P2", "2004-01-01", "2004-01-01")], [2, 6, 6]),
        ([("P2", "2006-05-01", "2006-05-01")], [1, 6]),
        (
            [(f"P{n}", f"200{n}-01-01", f"200{n}-01-01") for n in range(1, 7)],
            [1, 6],
        ),
    ],
    ids=["alone", "one bound", "unknown", "all known"],
)
def test_title_says_what_the_dates_allow(dates, said):
    exhibit = small_exhibit(*dates)
    assert [q.value for q in quantities_in(exhibit.title)] == said


def test_marks_stand_at_their_days():
    exhibit = small_exhibit(
        ("P2", "2007-01-01", "2007-01-01"), ("P1", "2006-01-01", "2007-07-02")
    )
    (axes,) = laid_out(exhibit).axes
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names[:2] == ["P1", "P2"]
    marks = {
        int(line.get_ydata()[0]): list(line.get_xdata())
        for line in axes.lines
        if line.get_zorder() != 1
    }
    assert marks[0] == pytest.approx([2006, 2007.5], abs=0.01)
    assert marks[1] == pytest.approx([2007], abs=0.01)


def test_the_own_row_is_blue_whether_known_or_not():
    for dates in ([("P1", "2006-05-01", "2006-05-01")], [("P3", "2006-05-01", None)]):
        (axes,) = laid_out(small_exhibit(*dates)).axes
        blue = [w.get_text() for w in axes.get_yticklabels() if w.get_color() == BLUE]
        assert blue == ["P1"]


def test_sources_that_exclude_each_other_are_named():
    exhibit = small_exhibit(
        ("P2", "2006-01-01", "2006-02-01"), ("P2", "2007-01-01", "2007-02-01")
    )
    names = [note.values.get("names") for note in exhibit.notes]
    assert [[n.key for n in found.items] for found in names if found] == [["P2"]]


def test_nothing_known_gets_a_sentence():
    for exhibit in (
        small_exhibit(),
        small_exhibit(("P1", None, None)),
        small_exhibit(("P1", "2006-05-01", "2006-05-01"), universal="yes"),
    ):
        assert (exhibit.id, exhibit.kind) == ("openings", "text")


@pytest.mark.parametrize("province", ["Ha Tinh", "Ba Ria - Vung Tau"])
def test_words_are_in_their_places(province):
    assert faults(openings(shipped.evaluation(province, PERIOD))) == {}
