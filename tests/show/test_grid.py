"""Grids: headings and cells as a table that a screen reader can read."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from par_eval.language import say
from par_eval.show import Grid, anchor, grid_html
from par_eval.show.grid import marked
from par_eval.values import Joined, Name, Quantity, quantities_in, text

HOSTILE = """<b>"R&D"</b> 'x' \\1 \\g<0> {0} `"""


class Table(HTMLParser):
    """Rows of a table as (tag, attributes, words)."""

    def __init__(self, html):
        super().__init__()
        self.box = {}
        self.tags = []
        self.rows = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag == "div":
            self.box = dict(attributes)
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append([tag, dict(attributes), ""])

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1][2] += data.strip("\n")

    def words(self):
        return [[cell[2] for cell in row] for row in self.rows]


RANK = Quantity(3.0, "rank", "rank", ("a/P1/2001",))


def grid(**changed):
    parts = {
        "corner": text("Year"),
        "rows": {2001: 2001, 0: text("the period")},
        "columns": {"rank": text("rank"), "bounds": text("bounds")},
        "cells": {(2001, "rank"): RANK, (0, "bounds"): "3 to 5"},
        "words": frozenset({"bounds"}),
    }
    return Grid(**{**parts, **changed})


def test_cells_stand_under_their_headings():
    table = Table(grid_html(grid(), "en", "Ranks"))
    assert table.words() == [
        ["Year", "Rank", "Bounds"],
        ["2001", "3rd", "–"],
        ["The period", "–", "3 to 5"],
    ]


def test_headings_say_what_they_head():
    head, *body = Table(grid_html(grid(), "en", "Ranks")).rows
    assert [(tag, found["scope"]) for tag, found, _ in head] == [("th", "col")] * 3
    for row in body:
        assert [tag for tag, _, _ in row] == ["th", "td", "td"]
        assert row[0][1] == {"scope": "row"}
        assert [found["data-l"] for _, found, _ in row[1:]] == ["Rank", "Bounds"]
        kinds = [found["class"].split()[0] for _, found, _ in row[1:]]
        assert kinds == ["n", "w"]


def test_a_cell_is_marked_as_empty_where_it_shows_nothing():
    _, *body = Table(grid_html(grid(), "en", "Ranks")).rows
    for row in body:
        for _, found, words in row[1:]:
            assert ("no" in found["class"].split()) == (words == "–")


def test_a_grid_has_a_name_and_can_be_scrolled_by_keys():
    box = Table(grid_html(grid(), "en", "Ranks")).box
    assert (box["role"], box["aria-label"], box["tabindex"]) == ("region", "Ranks", "0")
    assert box["class"] == "tw cards"
    assert Table(grid_html(grid(words=frozenset()), "en", "R")).box["class"] == "tw"


def test_numbers_open_their_trace():
    html = grid_html(grid(), "en", "Ranks")
    assert f'popovertarget="{anchor(RANK.id)}"' in html


def test_the_language_of_the_grid_is_that_of_the_report():
    names = {"a": Name("a", {"en": "one", "vi": "một"})}
    table = Table(grid_html(grid(rows=names, cells={("a", "rank"): RANK}), "vi", "R"))
    assert table.words()[1] == ["Một", "thứ 3", "–"]


@pytest.mark.parametrize(
    "place", ["row", "column", "corner", "cell", "joined", "label"]
)
def test_what_the_data_say_is_escaped(place):
    name = Name("a", {"en": HOSTILE})
    made = grid(
        corner=name if place == "corner" else "Year",
        rows={2001: name if place == "row" else 2001},
        columns={"rank": name if place == "column" else "Rank"},
        cells={
            (2001, "rank"): {"cell": name, "joined": Joined((name, RANK))}.get(
                place, RANK
            )
        },
        words=frozenset(),
    )
    html = grid_html(made, "en", HOSTILE if place == "label" else "Ranks")
    table = Table(html)
    assert set(table.tags) <= {
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "button",
    }
    assert HOSTILE not in html
    (head, row) = table.rows
    shown = {
        "row": row[0][2],
        "column": head[1][2],
        "corner": head[0][2],
        "cell": row[1][2],
        "joined": row[1][2].removesuffix(" and 3rd"),
        "label": table.box["aria-label"],
    }
    assert shown[place] == HOSTILE
    assert row[1][1]["data-l"] == head[1][2]


def test_a_grid_is_the_same_each_time():
    first, second = (grid_html(grid(), "en", "Ranks") for _ in range(2))
    assert first == second
    assert " id=" not in first
    assert "<style" not in first


def test_many_columns_are_not_mixed_up():
    columns = {n: f"c{n}" for n in range(12)}
    cells = {(2001, n): f"v{n}" for n in range(12)}
    made = Grid("Year", {2001: 2001}, columns, cells)
    (head, row) = Table(grid_html(made, "en", "x")).rows
    assert [cell[2] for cell in head[1:]] == [f"C{n}" for n in range(12)]
    assert [(cell[1]["data-l"], cell[2]) for cell in row[1:]] == [
        (f"C{n}", f"v{n}") for n in range(12)
    ]


def test_unescaped_words_are_those_of_the_text():
    html = grid_html(grid(corner=text("a < b")), "en", "x")
    assert "a < b" not in html
    assert "A < b" in unescape(html)


def test_a_mark_and_its_word_stand_in_a_block_above_the_rest():
    svg = '<svg aria-hidden="true"></svg>'
    cell = marked(svg, text("a < b"), "because", RANK)
    html = grid_html(grid(cells={(2001, "bounds"): cell}), "en", "x")
    block = f'<span class="vd">{svg}<span>a &lt; b</span></span><span class="vb">'
    assert block in html
    assert f'popovertarget="{anchor(RANK.id)}"' in html
    assert list(quantities_in(cell)) == [RANK]
    assert say(cell, "en") == "a < b; because; 3rd"


def test_a_mark_may_stand_beside_the_heading_of_a_row():
    svg = '<svg aria-hidden="true"></svg>'
    rows = {2001: marked(svg, HOSTILE)}
    html = grid_html(grid(rows=rows, cells={(2001, "rank"): RANK}), "en", "x")
    (_, (head, *_)) = Table(html).rows
    assert (head[0], head[1]) == ("th", {"scope": "row"})
    assert head[2] == HOSTILE
    assert svg in html


def test_the_sign_of_percent_keeps_to_its_number():
    share = Quantity(80.0, "percent", "target_value", ("target.t/P1/2001",))
    words = text("above {share}%", share=share)
    html = grid_html(grid(cells={(2001, "bounds"): words}), "en", "x")
    assert re.search(r'<span class="nw"><button[^>]*>80</button>%</span>', html)
