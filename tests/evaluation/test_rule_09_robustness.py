"""Rule 9: conclusions are re-run under every changed choice, one at a time."""

import numpy as np
import pandas as pd
import pytest
import shipped
from small import simulated, small

from evaluation.said import carrying
from par_eval.evaluation import National, Subject
from par_eval.evaluation.robustness import robustness
from par_eval.evaluation.robustness.choice_words import CHOICES, VERDICTS
from par_eval.evaluation.robustness.conclusions import way_of
from par_eval.values import Quantity, quantities_in

YEARS = range(2003, 2010)
LISTED = [
    ("citizens", "baseline", "mean_of_two", "last_year"),
    ("citizens", "endline", "mean_of_two", "last_year"),
    ("citizens", "soft_breaks", "allow", "leave_out"),
    ("citizens", "outlier_years", "next_year", "single"),
    ("citizens", "aggregation", "dimensions", "unbroken_parts"),
    ("citizens", "parts", "all", "one_left_out"),
    ("standing", "aggregation", "mean_z", "mean_percentile"),
    ("standing", "missing_years", "complete", "any"),
    ("standing", "missing_parts", "complete", "common_parts"),
    ("standing", "outlier_years", "keep", "leave_out"),
    ("standing", "parts", "all", "one_left_out"),
]


def choices(listed=LISTED):
    rows = [
        (question, choice, option, "no" if place else "yes", f"why {choice} {option}")
        for question, choice, *options in listed
        for place, option in enumerate(options)
    ]
    columns = ["question", "choice", "option", "default", "why_en"]
    return pd.DataFrame(rows, columns=columns)


def made(values, wholes=None, listed=LISTED, outlier_z=99, **changes):
    """Facts with choices; no year is outlying unless the threshold says so."""
    facts = small(values, wholes, **changes)
    facts.tables["choices"] = choices(listed)
    thresholds = facts.tables["thresholds"]
    thresholds.loc[thresholds["threshold"] == "outlier_z", "value"] = outlier_z
    return facts


def result(facts, province="P1"):
    return robustness(
        Subject(National(facts, facts.plan_periods["period"].iloc[0]), province)
    )


def paths(own, others=(0.0, 0.1, -0.1, 0.2)):
    """P1 follows its own path, the others stay where they are."""
    return {y: [own[y], *(10 + o for o in others)] for y in YEARS}


def path(base, end, **years):
    """10 up to 2004 but for `base`, then flat, and `end` in 2008 and 2009."""
    scores = dict.fromkeys(YEARS, 10.0)
    scores.update(dict(zip((2003, 2004), base, strict=True)))
    scores.update(dict(zip((2008, 2009), end, strict=True)))
    return scores | {int(name[1:]): value for name, value in years.items()}


def conclusion(found, kind="change", indicator=None):
    (one,) = [
        c
        for c in found.conclusions
        if c.kind == kind and indicator in (None, c.indicator)
    ]
    return one


def test_a_steady_gain_survives_every_choice():
    found = result(made({"a": paths(path((10, 10), (14, 14)))}))
    one = conclusion(found)
    assert [run.choice for run in one.runs] == ["baseline", "endline"]
    assert [run.quantity.value for run in one.runs] == [4, 4]
    assert one.survives
    assert one.share == 1


@pytest.mark.parametrize(
    ("base", "end", "choice", "worst"),
    [
        ((10, 14), (13, 13), "baseline", -1),
        ((10, 10), (14, 9), "endline", -1),
    ],
)
def test_one_year_that_turns_a_conclusion_is_named(base, end, choice, worst):
    """The mean of two years rises, its last year alone shows a fall."""
    one = conclusion(result(made({"a": paths(path(base, end))})))
    assert one.base.way == 1
    assert one.turned_by == (choice,)
    assert one.share == 0.5
    assert one.worst.choice == choice
    assert one.worst.quantity.value == worst
    assert one.text.values["choices"].items == (CHOICES[choice],)


def test_the_worst_case_need_not_turn():
    one = conclusion(result(made({"a": paths(path((10, 12), (14, 14)))})))
    assert one.survives
    assert one.worst.choice == "baseline"
    assert one.worst.quantity.value == 2
    falling = conclusion(result(made({"a": paths(path((10, 8), (6, 6)))})))
    assert falling.base.way == -1
    assert falling.worst.quantity.value == -2


def test_lower_is_better_where_the_data_say_so():
    values = {"a": paths(path((10, 10), (14, 14)))}
    up, down = (conclusion(result(made(values, down=d))) for d in ([], ["a"]))
    assert (up.base.way, down.base.way) == (1, -1)
    assert down.text.values["verdict"] == VERDICTS["change"][-1]
    assert [run.way for run in down.runs] == [-1, -1]
    assert down.survives


def two_parts(first, second):
    return {"b": paths(first), "c": paths(second)}, {"a": ["b", "c"]}


def test_parts_with_a_soft_break_are_left_out():
    """All of the gain comes with the break in one part; the rest falls."""
    gain, loss = path((10, 10), (14, 14)), path((10, 10), (9, 9))
    values, wholes = two_parts(gain, loss)
    soft = {"indicator": "b", "year": 2007, "severity": "soft"}
    found = result(made(values, wholes, breaks=[soft]))
    whole = conclusion(found, indicator="a~2003-2009")
    assert whole.base.way == -1
    dimension = conclusion(found, indicator="b")
    assert [run.choice for run in dimension.runs] == ["baseline", "endline"]
    assert carrying(found.notes, names=("b",))


def test_the_dimensions_together_and_the_parts_that_do_not_break():
    """One dimension of three gains much, two lose little: the sum disagrees."""
    values = {
        "b": paths(path((10, 10), (19, 19))),
        "c": paths(path((10, 10), (9, 9))),
        "d": paths(path((10, 10), (9, 9))),
    }
    found = result(made(values, {"a": ["b", "c", "d"]}))
    together = conclusion(found, "balance")
    assert together.base.quantity.value == -1
    assert together.turned_by == ("aggregation",)
    (run,) = [run for run in together.runs if run.choice == "aggregation"]
    assert run.quantity.value == 7


def test_a_whole_that_breaks_softly_in_all_parts_is_not_called_unbroken():
    values, wholes = two_parts(path((10, 10), (14, 14)), path((10, 10), (12, 12)))
    soft = {"indicator": "a", "year": 2007, "severity": "soft"}
    found = result(made(values, wholes, breaks=[soft]))
    runs = conclusion(found, "balance").runs
    assert [run.choice for run in runs] == ["baseline", "endline"]
    assert carrying(found.notes, names=("b", "c", "a"))


def test_each_part_left_out_in_turn():
    """The whole gains by one part alone."""
    values, wholes = two_parts(path((10, 10), (15, 15)), path((10, 10), (8, 8)))
    whole = conclusion(result(made(values, wholes)), indicator="a")
    parts = {run.part: run.quantity.value for run in whole.runs if run.part}
    assert parts == {"b": pytest.approx(-2), "c": pytest.approx(5)}
    assert whole.turned_by == ("parts",)


def outlying(**years):
    """Many quiet provinces, so that one wild year of P1 is an outlier."""
    generator = np.random.default_rng(5)
    quiet = generator.normal(10, 0.1, size=(len(YEARS), 60))
    own = dict.fromkeys(YEARS, 10.0) | {int(k[1:]): v for k, v in years.items()}
    return {y: [own[y], *row] for y, row in zip(YEARS, quiet, strict=True)}


def test_an_outlying_year_is_replaced_or_leaves_one_alone():
    """2009 is a peak: 2007 and 2008 make the endline, or 2008 alone."""
    values = {"a": outlying(y2007=10.4, y2008=9.8, y2009=15.0)}
    found = result(made(values, listed=[LISTED[3]], outlier_z=3.5))
    one = conclusion(found)
    (run,) = one.runs
    assert one.base.way == 1
    assert run.quantity.value == pytest.approx(one.base.quantity.value - 0.3, abs=0.1)
    assert one.turned_by == ("outlier_years",)


def test_an_outlying_year_in_the_standing():
    """A little above the others but for one year far below them."""
    values = {
        "a": outlying(y2005=5, y2006=10.15, y2007=10.15, y2008=10.15, y2009=10.15)
    }
    found = result(made(values, listed=[LISTED[9]], outlier_z=3.5))
    one = conclusion(found, "standing")
    (run,) = one.runs
    assert (one.base.way, run.way) == (-1, 1)
    assert one.turned_by == ("outlier_years",)


def test_standing_by_hand():
    """P1 is far ahead once and last twice: first by z-scores, not by percentiles."""
    years = {2005: [90, 1, 2, 3], 2006: [1, 2, 3, 4], 2007: [1, 2, 3, 4]}
    facts = made({"a": years}, period=(2005, 2007))
    one = conclusion(result(facts, "P1"), "standing")
    z = [(np.array(v) - np.mean(v)) / np.std(v, ddof=1) for v in years.values()]
    mean = np.mean(z, axis=0)
    place = (mean < mean[0]).sum() / 3 * 100
    assert one.base.quantity.value == pytest.approx(place)
    runs = {run.choice: run.quantity.value for run in one.runs}
    # Percentiles 100, 0, 0 against 0, 33, 33; 33, 67, 67; 67, 100, 100.
    assert runs["aggregation"] == pytest.approx(100 / 3)


def test_a_province_that_lacks_a_year_is_ranked_where_the_choice_says_so():
    """P4 is the best in each year that it has; without it P2 is in the better half."""
    years = {y: [1.0, 3.0, 2.0, None if y == 2007 else 9.0] for y in range(2005, 2010)}
    facts = made({"a": years})
    one = conclusion(result(facts, "P2"), "standing")
    (run,) = [run for run in one.runs if run.choice == "missing_years"]
    assert one.base.quantity.value == 100
    assert run.quantity.value == pytest.approx(200 / 3)


def test_provinces_that_lack_a_part_are_ranked_on_the_common_parts():
    """P3 lacks part c in 2007, so only b ranks all three in that year."""
    b = {y: [1.0, 2.0, 3.0] for y in YEARS}
    c = {y: [9.0, 1.0, None if y == 2007 else 1.0] for y in YEARS}
    facts = made({"b": b, "c": c}, {"a": ["b", "c"]}, period=(2007, 2007))
    one = conclusion(result(facts, "P1"), "standing")
    assert one.base.quantity.value == 100
    runs = {run.choice: run.quantity.value for run in one.runs}
    assert runs["missing_parts"] == 0
    assert "missing_parts" in one.turned_by


def test_options_that_cannot_be_run_are_named():
    listed = [
        *LISTED,
        ("citizens", "weights", "equal", "official"),
        ("targets", "source", "first", "second"),
    ]
    values = {"a": paths(path((10, 10), (14, 14)))}
    found = result(made(values, listed=listed))
    assert found.not_run == (
        ("citizens", "weights", "equal"),
        ("citizens", "weights", "official"),
        ("targets", "source", "first"),
        ("targets", "source", "second"),
    )
    why = [
        choice.values["why"].key for choice in found.notes[-1].values["choices"].items
    ]
    assert why == ["/".join(row) for row in found.not_run]
    assert result(made(values)).not_run == ()


def test_each_question_weighs_the_same():
    """Of the re-runs of changes 3 in 4 agree by conclusion; that of the standing not.

    P1 lies in the middle and is far ahead twice, which percentiles hardly see.
    """
    turning, steady = path((10, 14), (13, 13)), path((10, 10), (14, 14))
    values = {"b": paths(turning), "c": paths(steady)}
    facts = made(values, {"a": ["b", "c"]}, listed=[*LISTED[:2], LISTED[6]])
    found = result(facts)
    by_question = {"citizens": [], "standing": []}
    for one in found.conclusions:
        by_question[one.question].append(one.share)
    assert sorted(by_question["citizens"]) == [0.5, 0.5, 1, 1]
    assert by_question["standing"] == [0]
    assert found.share.value == pytest.approx((0.75 + 0) / 2)


def test_without_choices_nothing_is_run():
    facts = small({"a": paths(path((10, 10), (14, 14)))})
    found = result(facts)
    assert found.share is None
    assert all(one.runs == () for one in found.conclusions)
    assert found.notes[0].values == {}


def test_a_province_without_values_concludes_nothing():
    values = {"a": {y: [None, 1.0, 2.0, 3.0] for y in YEARS}}
    found = result(made(values))
    assert found.conclusions == ()
    assert len(found.notes) == 1


def test_noise_makes_conclusions_depend():
    """Among provinces that differ by noise only, most conclusions turn somewhere."""
    generator = np.random.default_rng(8)
    values = simulated(generator, ["b", "c"], provinces=40, years=YEARS)
    facts = made(values, {"a": ["b", "c"]})
    turned = [
        not one.survives
        for place in range(1, 41)
        for one in result(facts, f"P{place}").conclusions
        if one.kind == "change"
    ]
    assert 0.3 < np.mean(turned) < 0.9


@pytest.mark.parametrize(("value", "way"), [(0.004, 0), (0.006, 1), (-0.006, -1)])
def test_a_margin_points_as_it_is_printed(value, way):
    assert way_of(Quantity(value, "points", "margin", ())) == way


def test_the_conclusions_are_those_of_trends_and_standing():
    for evaluation in shipped.sample_of_evaluations():
        trends = evaluation.trends.numbers.set_index(["indicator", "what"])["value"]
        standing = evaluation.standing.numbers
        percentile = standing[standing["what"] == "percentile"]
        for one in robustness(evaluation).conclusions:
            value = one.base.quantity.value
            if one.kind == "change":
                change, typical = (
                    trends[one.indicator, w] for w in ("change", "typical")
                )
                assert value == pytest.approx(change - typical)
            elif one.kind == "standing":
                period = percentile[percentile["year"] == 0]["value"]
                assert value == pytest.approx(period.iloc[0])


def keys(rows):
    columns = ["question", "choice", "option"]
    return set(rows[columns].itertuples(index=False, name=None))


def test_every_listed_choice_of_the_data_is_run_or_named():
    """But those of effects: none of the shipped data is estimable."""
    table = shipped.facts().table("choices")
    described = table[table["question"] != "effect"]
    listed, kept = keys(described), keys(described.query("default == 'yes'"))
    found = [robustness(e) for e in shipped.every_evaluation()]
    run = {
        (one.question, run.choice, run.option)
        for result in found
        for one in result.conclusions
        for run in one.runs
    }
    named = {row for result in found for row in result.not_run}
    assert listed
    assert listed == run | named | (kept - named)


def test_bac_giang_depends_on_the_soft_breaks_of_participation():
    """Below the typical change as published, level with it on the unbroken parts."""
    found = robustness(shipped.evaluation("Bac Giang", "2016-2020"))
    one = conclusion(found, indicator="papi.participation")
    assert one.base.way == -1
    assert one.turned_by == ("soft_breaks",)
    standing = conclusion(found, "standing")
    assert standing.base.way == 1
    assert standing.survives


def test_quang_ninh_survives():
    found = robustness(shipped.evaluation("Quang Ninh", "2016-2020"))
    assert all(one.survives for one in found.conclusions)
    assert found.share.value == 1


def test_every_conclusion_is_said_with_its_worst_case():
    for evaluation in shipped.sample_of_evaluations():
        found = robustness(evaluation)
        values = set(found.numbers["value"])
        for one in found.conclusions:
            printed = [q.value for q in quantities_in(one.text)]
            assert (one.runs == ()) == (printed == [])
            if one.runs:
                assert one.worst.quantity.value in printed
                assert one.worst.quantity.value in values
            assert one.text in found.notes
