"""Chart of targets: one row for each, with what was measured and its verdict."""

from collections import Counter

import pandas as pd
import pytest
import shipped
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

from par_eval.evaluation import TARGET_VERDICTS
from par_eval.language import say
from par_eval.show.figures.target_rows import target_rows
from par_eval.show.figures.target_status import target_status
from par_eval.show.figures.verdict_circles import INSIDE, draw_verdict
from par_eval.values import quantities_in

from .laid_out import faults, laid_out

CASES = [
    ("Bac Giang", "2011-2015"),
    ("Bac Giang", "2016-2020"),
    ("Ba Ria - Vung Tau", "2016-2020"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(case))
def test_words_keep_apart_and_inside(case):
    assert faults(target_status(shipped.evaluation(*case))) == {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(case))
def test_every_target_has_a_row_with_its_threshold_and_verdict(case):
    evaluation = shipped.evaluation(*case)
    exhibit = target_status(evaluation)
    targets = evaluation.attainment.targets
    assert list(exhibit.grid.rows) == [target.target for target in targets]
    for target in targets:
        cells = exhibit.grid.cells
        assert cells[target.target, "verdict"] == TARGET_VERDICTS[target.verdict]
        assert cells.get((target.target, "threshold")) == target.threshold
        assert cells.get((target.target, "measurement")) == target.measurement


@pytest.mark.parametrize("narrow", [False, True])
def test_each_row_says_its_verdict_and_draws_its_circle(narrow):
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    (axes,) = laid_out(target_status(evaluation), narrow=narrow).axes
    words = Counter(artist.get_text() for artist in axes.texts)
    verdicts = Counter(target.verdict for target in evaluation.attainment.targets)
    for verdict, count in verdicts.items():
        assert words[say(TARGET_VERDICTS[verdict], "en")] == count
    circles = [c for c in axes.collections if isinstance(c, PathCollection)]
    assert len(circles) == sum(verdicts.values())


def test_title_counts_measurements_and_targets():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    title = target_status(evaluation).title
    found = evaluation.attainment
    assert title.number == found.measurements
    said = {q.id for q in quantities_in(title)}
    assert {found.count("judged").id, found.count("known").id} <= said


def test_national_mean_is_the_one_that_a_source_prints():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    printed = pd.read_csv(shipped.facts().directory / "reported.csv")
    drawn = [row for row in target_rows(evaluation) if row.mean]
    assert drawn
    for row in drawn:
        same = printed[
            (printed["indicator"] == row.target.measured_by)
            & (printed["scope"] == "nation")
            & (printed["statistic"] == "mean")
            & (printed["year"] == row.target.deadline)
        ]
        assert row.mean.value in set(same["value"])


def test_middle_half_is_drawn_only_where_half_of_the_provinces_are_known():
    for case in CASES:
        for row in target_rows(shipped.evaluation(*case)):
            if row.target.measured_by == "sipas.total":
                values = shipped.facts().series("sipas.total")
                known = values.loc[row.target.deadline].notna().mean()
                assert bool(row.band) is bool(known >= 0.5 and row.target.measurement)


def test_every_verdict_has_a_shape_of_its_own():
    assert set(INSIDE) == set(TARGET_VERDICTS)
    drawn = set()
    for verdict in INSIDE:
        axes = Figure().subplots()
        draw_verdict(axes, 10, 10, verdict)
        circle = axes.collections[-1]
        lines = tuple(
            (line.get_fillstyle(), str(getattr(line.get_marker(), "vertices", "")))
            for line in axes.lines
        )
        drawn.add((str(circle.get_linestyle()), str(circle.get_facecolor()), lines))
    assert len(drawn) == len(TARGET_VERDICTS)
