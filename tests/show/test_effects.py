"""Figures of effects: what they show follows from the estimate, and is readable."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from evaluation.test_rule_05_effects import SIZE, evaluated, outcome_of, scores
from matplotlib.colors import to_hex

from par_eval import impact
from par_eval.language import decimal
from par_eval.show import (
    Study,
    donor_weights,
    event_study,
    gap_plot,
    power_curve,
    study_of_case,
    study_of_outcome,
    without_each_donor,
)
from par_eval.values import MEASURES, ParEvalError, quantities_in

from .laid_out import BLUE, faults, laid_out

DID, CONTROL = "synthetic_did", "synthetic_control"
TOBACCO = "prop99"
START = 1989


@cache
def case(name):
    return impact.published_case(name)


@cache
def study(name):
    return study_of_case(case(name))


@cache
def placebos(method):
    return impact.placebo_in_space(method, case(TOBACCO).panel)


@cache
def estimate(method):
    fit = {DID: impact.synthetic_did, CONTROL: impact.synthetic_control}[method]
    return fit(case(TOBACCO).panel)


@cache
def left_out(method):
    return impact.leave_one_out(method, case(TOBACCO).panel)


@cache
def power():
    panel = case(TOBACCO).panel
    return impact.smallest_detectable_effect(DID, panel, statistic="effect")


@cache
def adoption():
    return impact.staggered(case("mpdta").panel).aggregate("event_time")


@cache
def outcome():
    evaluation = evaluated(scores(effect=2.0))
    return evaluation, outcome_of(evaluation)


def of_outcome(draw):
    evaluation, found = outcome()
    return draw(found.effect, study_of_outcome(evaluation, found))


@cache
def two_way():
    """Regression of the days on dummies of event times but the last one before."""
    panel = case("red_tape").panel
    began = panel.loc[panel["treated"] == 1, "time"].min()
    ever = panel.groupby("unit")["treated"].transform("max")
    names = []
    for year in sorted(set(panel["time"]) - {began - 1}):
        names.append(str(year - began))
        panel = panel.assign(**{names[-1]: ever * (panel["time"] == year)})
    return impact.fixed_effects(panel, regressors=[*names, "projects"])


FIGURES = {
    "gaps": lambda: gap_plot(estimate(DID), placebos(DID), study(TOBACCO)),
    "gaps of control": lambda: gap_plot(
        estimate(CONTROL), placebos(CONTROL), study(TOBACCO)
    ),
    "gaps of outcome": lambda: of_outcome(
        lambda effect, about: gap_plot(effect.estimate, effect.placebos, about)
    ),
    "weights": lambda: donor_weights(estimate(DID), study(TOBACCO)),
    "weights of control": lambda: donor_weights(estimate(CONTROL), study(TOBACCO)),
    "weights of outcome": lambda: of_outcome(
        lambda effect, about: donor_weights(effect.estimate, about)
    ),
    "without": lambda: without_each_donor(estimate(DID), left_out(DID), study(TOBACCO)),
    "without of control": lambda: without_each_donor(
        estimate(CONTROL), left_out(CONTROL), study(TOBACCO)
    ),
    "without of outcome": lambda: of_outcome(
        lambda effect, about: without_each_donor(
            effect.estimate, effect.without_donors, about
        )
    ),
    "power": lambda: power_curve(power(), study(TOBACCO)),
    "power of outcome": lambda: of_outcome(
        lambda effect, about: power_curve(effect.power, about)
    ),
    "event study": lambda: event_study(adoption(), study("mpdta")),
    "event study of outcome": lambda: of_outcome(
        lambda effect, about: event_study(effect.estimate, about)
    ),
    "two-way events": lambda: event_study(two_way(), study("red_tape")),
}


@cache
def made(name):
    return FIGURES[name]()


def axes_of(name, **options):
    (axes,) = laid_out(made(name), **options).axes
    return axes


def title(name):
    return [quantity.value for quantity in quantities_in(made(name).title)]


@pytest.mark.parametrize("name", FIGURES)
def test_no_words_overlap_or_leave_the_drawing(name):
    assert faults(made(name)) == {}


@pytest.mark.parametrize("name", FIGURES)
def test_every_number_has_a_measure_and_inputs(name):
    shown = made(name).quantities()
    assert shown
    for quantity in shown:
        assert quantity.measure in MEASURES
        assert quantity.of
        assert all(quantity.of)


@pytest.mark.parametrize("name", [n for n in FIGURES if "outcome" in n])
def test_figures_of_an_outcome_name_its_sources(name):
    evaluation, _ = outcome()
    assert set(made(name).sources) == set(evaluation.facts.sources["source"])


def blue(axes):
    return [line for line in axes.lines if to_hex(line.get_color()) == BLUE]


@pytest.mark.parametrize("method", [DID, CONTROL])
def test_the_treated_is_the_one_blue_line_among_all_placebos(method):
    axes = axes_of("gaps" if method == DID else "gaps of control")
    (own,) = blue(axes)
    effects = estimate(method).effects["effect"]
    assert np.allclose(own.get_ydata(), effects)
    assert list(own.get_xdata()) == list(effects.index)
    many = [line for line in axes.lines if len(line.get_xdata()) == len(effects)]
    assert len(many) == 1 + case(TOBACCO).panel["unit"].nunique() - 1


@pytest.mark.parametrize("method", [DID, CONTROL])
def test_the_title_counts_the_placebos_that_are_as_large(method):
    sizes = placebos(method).gaps.loc[START:].mean().abs()
    large = int((sizes.iloc[1:] >= sizes.iloc[0]).sum())
    said = made("gaps" if method == DID else "gaps of control").title.values
    assert said["effect"].value == pytest.approx(estimate(method).estimate)
    assert (said["number"].value, said["placebos"].value) == (large, len(sizes) - 1)


def test_the_start_is_dotted_between_the_last_year_before_and_the_first_after():
    axes = axes_of("gaps")
    ends = {tuple(line.get_xdata()) for line in axes.lines}
    assert (START - 0.5, START - 0.5) in ends


def test_gaps_of_an_outcome_are_those_of_its_effect():
    _, found = outcome()
    (own,) = blue(axes_of("gaps of outcome"))
    assert np.allclose(own.get_ydata(), found.effect.estimate.effects["effect"])
    assert found.effect.effect in quantities_in(made("gaps of outcome").title)
    after = found.effect.placebos.gaps.iloc[-len(found.design.after) :].mean()
    assert after.iloc[0] == pytest.approx(found.effect.effect.value)
    assert len(after) == SIZE


def test_placebos_of_another_method_are_refused():
    with pytest.raises(ParEvalError, match="do not hold the effects"):
        gap_plot(estimate(DID), placebos(CONTROL), study(TOBACCO))


def test_an_estimate_without_a_start_has_no_gaps():
    with pytest.raises(ParEvalError, match="event study"):
        gap_plot(adoption(), placebos(DID), study("mpdta"))


@pytest.mark.parametrize("method", [DID, CONTROL])
def test_bars_are_the_weights_from_the_threshold_on(method):
    axes = axes_of("weights" if method == DID else "weights of control")
    weights = estimate(method).weights["unit"].sort_values(ascending=False)
    drawn = [bar.get_width() for bar in axes.patches]
    wanted = weights[weights >= 0.01].iloc[:15]
    assert drawn == pytest.approx(list(wanted))
    names = [label.get_text().replace("\n", " ") for label in axes.get_yticklabels()]
    assert names == list(wanted.index)


def test_the_title_says_how_few_carry_half_of_the_weight():
    """Utah and Montana, of the weights that a test of the case holds to references."""
    few, every, carried = title("weights of control")
    assert (few, every) == (2, 38)
    expected = case(TOBACCO).expected["value"]
    named = ("Utah", "Montana")
    half = sum(expected[f"simplex SC weight {state}"] for state in named)
    assert carried == pytest.approx(half, abs=0.002)


def test_a_method_without_unit_weights_has_no_bars():
    with pytest.raises(ParEvalError, match="weighs no units"):
        donor_weights(adoption(), study("mpdta"))


def test_no_donor_reaches_too_high_a_threshold():
    with pytest.raises(ParEvalError, match="largest weight"):
        donor_weights(estimate(DID), study(TOBACCO), threshold=0.5)


def test_a_dot_is_the_estimate_on_the_panel_without_the_donor():
    axes = axes_of("without of control")
    panel = case(TOBACCO).panel
    (dots,) = [line for line in axes.lines if len(line.get_xdata()) == 6]
    heavy = estimate(CONTROL).weights["unit"].sort_values(ascending=False)
    for row, donor in enumerate(heavy[heavy > 0].index):
        fewer = impact.synthetic_control(panel[panel["unit"] != donor])
        assert dots.get_xdata()[row] == pytest.approx(fewer.estimate, abs=1e-6)


def test_the_title_says_how_far_the_effect_moves():
    effects = left_out(DID)["effect"]
    whole, low, high = title("without")
    assert whole == pytest.approx(estimate(DID).estimate)
    assert (low, high) == (effects.min(), effects.max())


def test_donors_that_are_not_drawn_stand_in_the_table_and_are_counted():
    exhibit = made("without")
    (dots,) = [one for one in axes_of("without").lines if len(one.get_xdata()) > 2]
    (rest,) = quantities_in(exhibit.notes[1])
    assert len(exhibit.grid.rows) == len(left_out(DID))
    assert rest.value == len(left_out(DID)) - len(dots.get_xdata())
    kept = np.abs(dots.get_xdata() - estimate(DID).estimate).min()
    moved = left_out(DID)["change"].abs().sort_values()
    assert kept >= moved.iloc[int(rest.value) - 1]


def test_effects_of_another_estimate_are_refused():
    with pytest.raises(ParEvalError, match="do not belong"):
        without_each_donor(estimate(DID), left_out(CONTROL), study(TOBACCO))


def spans(axes, at):
    """Ends of the intervals drawn at an event time, the widest first."""
    lines = [one for one in axes.lines if list(one.get_xdata()) == [at, at]]
    return sorted((list(one.get_ydata()) for one in lines), key=lambda e: e[0] - e[1])


def test_an_event_study_draws_each_effect_with_its_interval_and_its_band():
    axes, effects = axes_of("event study"), adoption().effects
    for time, row in effects.iterrows():
        band, own = spans(axes, time)
        assert band == pytest.approx([row["band_lower"], row["band_upper"]])
        assert own == pytest.approx([row["lower"], row["upper"]])
    dots = [one for one in axes.lines if one.get_marker() == "o"]
    drawn = {float(one.get_xdata()[0]): float(one.get_ydata()[0]) for one in dots}
    assert drawn == pytest.approx(effects["effect"].to_dict())


def test_its_title_counts_the_bands_without_zero():
    effects = adoption().effects
    beyond = (effects["band_lower"] > 0) | (effects["band_upper"] < 0)
    late = effects.index >= 0
    counts = [beyond[late].sum(), late.sum(), beyond[~late].sum(), (~late).sum()]
    assert title("event study") == counts


def test_an_event_study_of_a_two_way_regression_has_its_coefficients():
    table = two_way().table().drop(index="projects")
    numbers = made("two-way events").numbers.set_index("event_time")
    for name, row in table.iterrows():
        found = numbers.loc[int(name)]
        ends = (row["coefficient"], row["lower"], row["upper"])
        assert (found["value"], found["low"], found["high"]) == pytest.approx(ends)
    assert -1 not in numbers.index
    assert len(made("two-way events").notes) == 2
    assert len(made("event study").notes) == 1


def test_a_two_way_event_study_is_a_difference_of_changes():
    """Without covariates a dummy gives the change of the treated less of the others."""
    panel = case("red_tape").panel
    ever = panel.groupby("unit")["treated"].transform("max").astype(bool)
    began = panel.loc[panel["treated"] == 1, "time"].min()
    means = panel.groupby(["time", ever])["y"].mean().unstack()
    gaps = means[True] - means[False]
    dummies = {str(year - began): ever * (panel["time"] == year) * 1
               for year in gaps.index if year != began - 1}  # fmt: skip
    found = impact.fixed_effects(panel.assign(**dummies), regressors=list(dummies))
    numbers = event_study(found, study("red_tape")).numbers.set_index("event_time")
    for year in gaps.index.drop(began - 1):
        away = gaps[year] - gaps[began - 1]
        assert numbers.loc[year - began, "value"] == pytest.approx(away)


def test_without_intervals_there_are_dots_alone():
    exhibit = event_study(estimate(DID), study(TOBACCO))
    assert exhibit.numbers["low"].isna().all()
    assert list(exhibit.numbers["event_time"]) == list(range(-19, 12))
    assert [q.value for q in quantities_in(exhibit.title)] == [estimate(DID).estimate]


def test_an_average_that_is_not_by_event_time_is_refused():
    found = impact.staggered(case("mpdta").panel).aggregate("calendar")
    with pytest.raises(ParEvalError, match="both sides of the start"):
        event_study(found, study("mpdta"))


def test_the_curve_reaches_its_share_at_the_smallest_effect():
    (smallest,) = title("power")
    (line,) = [one for one in blue(axes_of("power")) if len(one.get_xdata()) > 2]
    across, share = line.get_xdata(), line.get_ydata()
    assert smallest == power().smallest
    assert (share[across > smallest] >= 80).all()
    assert share[across < smallest][-1] <= 80
    words = [artist.get_text() for artist in axes_of("power").texts]
    assert any(decimal(smallest, "en", 2) in one for one in words)


def test_where_nothing_can_be_seen_the_figure_says_so():
    panel = case(TOBACCO).panel
    few = panel[panel["unit"].isin(["California", *panel["unit"].unique()[3:14]])]
    found = impact.smallest_detectable_effect(DID, few, statistic="effect")
    exhibit = power_curve(found, study(TOBACCO))
    assert found.smallest is None
    assert list(quantities_in(exhibit.title)) == []
    assert faults(exhibit) == {}
    assert set(exhibit.numbers["value"]) == {0.0}


def test_a_refused_outcome_has_no_study():
    evaluation = evaluated(scores(effect=2.0), exposed="no")
    with pytest.raises(ParEvalError, match="condition fails"):
        study_of_outcome(evaluation, outcome_of(evaluation))


def test_names_of_many_letters_fit():
    """Long names in the place of every unit, as of provinces with their kind."""
    names = {unit: f"Province of {unit}" for unit in
             case(TOBACCO).panel["unit"].unique()}  # fmt: skip
    about = Study(
        "long", "share of answers that came within the legal time", "percentage points",
        "Province of California", "one-stop centre of the province",
        names=names,
    )  # fmt: skip
    assert faults(gap_plot(estimate(DID), placebos(DID), about)) == {}
    assert faults(donor_weights(estimate(DID), about)) == {}
    assert faults(without_each_donor(estimate(CONTROL), left_out(CONTROL), about)) == {}
    assert faults(power_curve(power(), about)) == {}


def test_decimals_that_no_measure_has_are_refused():
    about = Study("mine", "waiting time", "days", "North", decimals=9)
    with pytest.raises(ParEvalError, match="decimals go from"):
        event_study(adoption(), about)


def test_units_that_are_not_words_have_addresses():
    about = Study("mine", "waiting time", "days", "North", periods=(1, 2))
    assert about.every == "mine/*/1+2"
    assert about.input("South East", [pd.Timestamp("2001-01-01").year]) == (
        "mine/South-East/2001"
    )
