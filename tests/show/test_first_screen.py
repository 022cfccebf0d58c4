"""The first screen: every verdict has its mark, every grade its reasons."""

import re

import pytest
import shipped

from par_eval import show
from par_eval.evaluation import CLAIM_VERDICTS, TARGET_VERDICTS
from par_eval.show.marks import claim_mark, target_mark

CASES = [
    ("Bac Giang", "2016-2020"),
    ("Bac Giang", "2011-2015"),
    ("Quang Ninh", "2016-2020"),
]


@pytest.fixture(params=CASES, ids=lambda case: "-".join(case).replace(" ", "_"))
def evaluation(request):
    return shipped.evaluation(*request.param)


@pytest.fixture
def html(evaluation):
    return show.summary(evaluation).html("en")


def test_every_target_and_claim_has_the_mark_of_its_verdict(evaluation, html):
    targets = [target.verdict for target in evaluation.attainment.targets]
    claims = [claim.verdict for claim in evaluation.claims.claims]
    for verdict in TARGET_VERDICTS:
        assert html.count(target_mark(verdict)) == targets.count(verdict), verdict
    for verdict in CLAIM_VERDICTS:
        assert html.count(claim_mark(verdict)) == claims.count(verdict), verdict


def test_the_counts_of_verdicts_add_up(evaluation):
    exhibit = show.summary(evaluation)
    known = evaluation.attainment.count("known")
    assert known in exhibit.extra
    counts = [evaluation.attainment.count(verdict) for verdict in TARGET_VERDICTS]
    assert sum(count.value for count in counts) == known.value
    for count in counts:
        assert (count in exhibit.extra) is bool(count.value)


def test_every_grade_opens_all_its_reasons(evaluation, html):
    grades = [finding.grade for finding in evaluation.findings if finding.grade]
    opened = re.findall(r'<div class="why" popover id="[^"]+".*?</ul></div>', html)
    assert [piece.count("<li>") for piece in opened] == [
        len(grade.concerns) for grade in grades
    ]
    assert html.count('class="ev"') == len(grades)


def test_the_map_marks_one_province(html):
    assert html.count("<figcaption>") == 1
    assert len(re.findall(r"<rect[^>]*var\(--accent", html)) == 1
