"""Shortened drawings: fewer bytes, and the same picture."""

import re

import pytest
import shipped

from par_eval import show
from par_eval.show.svg import shortened

LONG = """<svg viewBox="0 0 9 9">
 <defs><path id="mark" d="M 0 0 L 1 1"/></defs>
 <g id="figure_1">
  <path d="M 1.23456 2 L 3 4.98765" style="fill: none; stroke: red"/>
  <path d="M 0 0" style="fill: none; stroke: red"/>
  <path d="M 5 5" style="fill: blue"/>
  <use xlink:href="#mark" x="1.5"/>
  <text x="2.34567">0.123456  two  blanks</text>
 </g>
</svg>"""


def rules(svg: str) -> dict[str, str]:
    """Styles by the name of their class."""
    return dict(re.findall(r"\.(\w+)\{([^}]*)\}", svg))


def styles(svg: str) -> list[str]:
    """Style of each element that has one, wherever it is written."""
    named = rules(svg)
    found = re.findall(r'(?:style="([^"]*)"|class="(\w+)")', svg)
    said = [style or named[name] for style, name in found]
    return [re.sub(r"\s", "", style) for style in said]


def test_words_stay_as_they_are():
    assert ">0.123456  two  blanks<" in shortened(LONG)


def test_numbers_keep_two_decimals():
    assert 'd="M1.23 2L3 4.98"' in shortened(LONG)
    assert 'x="2.34"' in shortened(LONG)


def test_each_element_keeps_its_style():
    assert styles(shortened(LONG)) == styles(LONG)


def test_only_what_is_used_again_becomes_a_class():
    assert list(rules(shortened(LONG)).values()) == ["fill:none;stroke:red"]


def test_ids_that_are_used_stay():
    assert re.findall(r' id="([^"]*)"', shortened(LONG)) == ["mark"]


@pytest.mark.parametrize("figure", [show.score_paths, show.coverage])
def test_a_real_drawing_refers_only_to_what_it_holds(figure):
    exhibit = figure(shipped.evaluation("Bac Giang", "2016-2020"))
    for svg in exhibit.pictures("vi").values():
        ids = set(re.findall(r' id="([^"]*)"', svg))
        used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', svg))
        assert used == ids
        assert set(re.findall(r'class="(\w+)"', svg)) <= set(rules(svg))
