"""Marks: one shape for each verdict and grade, told apart without colour."""

import re
from xml.etree import ElementTree

import pytest

from par_eval.evaluation import (
    ASSESSED,
    CLAIM_VERDICTS,
    OUTCOME_VERDICTS,
    PAIR_VERDICTS,
    SCALES,
    TARGET_VERDICTS,
)
from par_eval.show import marks

FAMILIES = {
    "target": (marks.target_mark, TARGET_VERDICTS),
    "claim": (marks.claim_mark, CLAIM_VERDICTS),
    "outcome": (marks.outcome_mark, OUTCOME_VERDICTS),
    "pair": (marks.pair_mark, PAIR_VERDICTS),
    "status": (marks.status_mark, ASSESSED),
}
GRADES = {(scale, grade) for scale in SCALES for grade in (*"ABCD", "not_identifiable")}
EVERY = [make(key) for make, words in FAMILIES.values() for key in words]
EVERY += [marks.grade_mark(*grade) for grade in sorted(GRADES)]


def greyscale(svg):
    """The drawing as a printer without colour has it."""
    return re.sub(r'style="color:[^"]*"', "", svg)


def test_every_verdict_and_grade_has_its_own_shape_without_colour():
    shapes = [greyscale(svg) for svg in EVERY]
    assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize("svg", EVERY)
def test_a_mark_is_hidden_from_screen_readers_and_keeps_to_its_frame(svg):
    root = ElementTree.fromstring(svg)
    assert root.attrib["aria-hidden"] == "true"
    assert "style" in root.attrib
    assert list(root)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for circle in root.iter("circle"):
        shift = float(re.sub(r"[^\d.]", "", circle.get("transform", "0")) or 0)
        x, y, r = (float(circle.attrib[key]) for key in ("cx", "cy", "r"))
        assert x + shift - r >= 0
        assert x + shift + r <= width
        assert y - r >= 0
        assert y + r <= height


@pytest.mark.parametrize("svg", EVERY)
def test_the_colours_of_a_mark_are_those_of_the_page(svg):
    for paint in re.findall(r'(?:fill|stroke)="([^"]*)"', svg):
        assert paint in ("none", "currentColor") or paint.startswith("var(--")
    assert re.search(r'style="color:var\(--(accent|ink|ink3)', svg)


@pytest.mark.parametrize("scale", SCALES)
def test_a_better_grade_fills_more(scale):
    filled = [
        marks.grade_mark(scale, grade).count('fill="currentColor"') for grade in "ABCD"
    ]
    assert filled == sorted(set(filled), reverse=True)
    assert filled[0] == 4
    assert 'fill="currentColor"' not in marks.grade_mark(scale, "not_identifiable")


def test_a_verdict_that_is_not_known_is_refused():
    for make, _ in FAMILIES.values():
        with pytest.raises(KeyError):
            make("no such verdict")
