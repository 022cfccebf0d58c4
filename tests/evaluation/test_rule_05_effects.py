"""Rule 5: an effect is a number only where no condition stands against it."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shipped
from small import small
from statsmodels.stats.multitest import multipletests

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.attribution import attribution, attribution_sentences
from par_eval.evaluation.attribution.effect_words import clearest, out_of_reach
from par_eval.evaluation.attribution.effects import effect_of
from par_eval.evaluation.brief import in_brief
from par_eval.impact import synthetic_did
from par_eval.show import outcomes_table
from par_eval.values import quantities_in

from .test_rule_05_attribution import FIRST, LAST, SIZE

ROOT = Path(__file__).resolve().parents[2]
START = 2005
YEARS = range(FIRST, LAST + 1)


def scores(effect=0.0, spread=0.3, seed=1, drift=0.0):
    """Levels of their own, common years and noise; P1 gains `effect` from START on."""
    draws = np.random.default_rng(seed)
    levels, common = draws.normal(10, 1, SIZE), draws.normal(0, 1, len(YEARS))
    table = levels + common[:, None] + draws.normal(0, spread, (len(YEARS), SIZE))
    table[:, 0] += drift * (np.arange(len(YEARS)) % 2)
    table[START - FIRST :, 0] += effect
    return table


NAMES = ("speed", "care", "cost")


def by_year(table):
    return {year: list(row) for year, row in zip(YEARS, table, strict=True)}


def evaluated(*tables, exposed="yes", donors=SIZE - 1):
    """Evaluation of P1 on one outcome for each table of scores.

    All but `donors` other provinces had the reform before.
    """
    outcomes = dict(zip(NAMES, map(by_year, tables), strict=False))
    facts = small(outcomes, period=(START, LAST))
    facts.tables["reform_names"] = pd.DataFrame(
        {"reform": ["desk"], "name_en": ["the desk"], "universal": ["no"]}
    )
    days = [f"{START}-01-01"] + ["2015-01-01"] * donors
    days += ["2001-01-01"] * (SIZE - 1 - donors)
    opened = pd.to_datetime(pd.Series(days))
    facts.tables["reforms"] = pd.DataFrame(
        {
            "reform": "desk",
            "province": [f"P{n}" for n in range(1, SIZE + 1)],
            "opened_from": opened,
            "opened_to": opened,
            "source": "S1",
        }
    )
    facts.tables["exposure"] = pd.DataFrame(
        {
            "reform": "desk",
            "indicator": list(outcomes),
            "exposed": exposed,
            "documented": "documented",
            "reason_en": "Those who use the desk answer",
        }
    )
    return Evaluation(National(facts, f"{START}-{LAST}"), "P1")


def outcome_of(evaluation):
    (outcome,) = attribution(evaluation).outcomes
    return outcome


def test_a_real_effect_with_enough_donors_gets_a_number():
    outcome = outcome_of(evaluated(scores(effect=2.0)))
    assert outcome.verdict == "estimable"
    found = outcome.effect
    assert found.effect.value == pytest.approx(2.0, abs=0.6)
    assert found.effect.low < 2.0 < found.effect.high
    assert found.effect.low > 0
    assert found.p_value.value == pytest.approx(1 / SIZE)


@pytest.mark.parametrize("change", [{"exposed": "no"}, {"donors": 18}])
def test_without_exposure_or_donors_there_is_none(change):
    outcome = outcome_of(evaluated(scores(effect=2.0), **change))
    assert (outcome.verdict, outcome.effect) == ("not_identifiable", None)


def test_a_province_that_no_donors_follow_is_refused():
    """It swings from year to year before the start, the donors do not."""
    outcome = outcome_of(evaluated(scores(effect=2.0, drift=6.0, spread=0.1)))
    assert outcome.failed == ("poor_fit",)
    assert (outcome.verdict, outcome.effect) == ("not_identifiable", None)
    assert outcome.reasons[0].values["ratio"].value > 5


def test_no_effect_is_found_where_there_is_none_more_often_than_the_level():
    outcomes = [outcome_of(evaluated(scores(seed=seed))) for seed in range(40)]
    p = [outcome.effect.p_value.value for outcome in outcomes if outcome.effect]
    assert len(p) >= 35
    # binomial with 40 draws at 5 %: more than 6 in less than 1 % of cases
    assert sum(value <= 0.05 for value in p) <= 6
    assert np.mean(p) == pytest.approx(0.5, abs=0.15)


def test_what_all_provinces_live_through_drops_out():
    table = scores(effect=2.0)
    shocks = np.linspace(-5, 40, len(YEARS))[:, None]
    found, same = (outcome_of(evaluated(one)).effect for one in (table, table + shocks))
    assert same.effect.value == pytest.approx(found.effect.value, abs=1e-6)
    assert same.p_value.value == found.p_value.value


def test_the_effect_is_that_on_deviations_from_the_mean_of_the_others():
    table = scores(effect=2.0)
    evaluation = evaluated(table)
    deviations = table - table[:, 1:].mean(axis=1)[:, None]
    long = pd.DataFrame(
        [
            {"unit": f"P{n + 1}", "time": year, "y": deviations[t, n]}
            for t, year in enumerate(YEARS)
            for n in range(SIZE)
        ]
    )
    after = (long["unit"] == "P1") & (long["time"] >= START)
    plain = synthetic_did(long.assign(treated=after.astype(int)), inference=None)
    found = effect_of(evaluation, outcome_of(evaluation).design)
    assert found.effect.value == pytest.approx(plain.estimate)


def test_no_effect_is_stated_for_any_shipped_province():
    for province in ("Bac Giang", "Quang Ninh", "Da Nang", "Thai Binh", "Ha Nam"):
        found = shipped.evaluation(province, "2016-2020").attribution
        assert [o.effect for o in found.outcomes if o.effect] == []


def numbers_of(exhibit):
    return {number.measure for number in exhibit.quantities()}


def test_the_report_states_the_effect_and_the_answer_is_it():
    evaluation = evaluated(scores(effect=2.0))
    found = outcome_of(evaluation).effect
    shown = numbers_of(outcomes_table(evaluation))
    assert shown >= {"effect", "effect_low", "effect_high", "effect_p"}
    first = next(iter(attribution_sentences(evaluation.attribution)))
    assert found.effect in quantities_in(first)
    assert found.shown


def test_an_effect_that_noise_would_give_is_not_shown_as_one():
    nothing = outcome_of(evaluated(scores()))
    assert nothing.effect.p_value.value > 0.05
    assert not nothing.effect.shown
    low, high = nothing.effect.ends
    assert low.value <= 0 <= high.value


def test_no_effect_size_is_in_any_kept_report():
    """Every outcome of the shipped data is not identifiable so far."""
    traces = list((ROOT / "reports").rglob("trace.json"))
    assert len(traces) == 4
    for path in traces:
        measures = {q["measure"] for q in json.loads(path.read_text())["quantities"]}
        assert measures >= {"count"}
        assert measures.isdisjoint(
            {"effect", "effect_low", "effect_high", "effect_p", "effect_p_held"}
        )
        assert measures.isdisjoint({"bound_low", "bound_high"})


def effects_of(*tables, **options):
    outcomes = attribution(evaluated(*tables, **options)).outcomes
    return [outcome.effect for outcome in outcomes]


def test_alone_the_p_after_holm_is_the_p():
    for size in (0.0, 2.0):
        (found,) = effects_of(scores(effect=size))
        assert found.held.value == found.p_value.value
        assert found.looks.value == 1
        assert found.shown == found.excludes_zero == (size > 0)


@pytest.mark.parametrize("looks", [2, 3])
def test_the_outcomes_of_a_reform_are_one_family(looks):
    """Held against Holm as statsmodels has it."""
    tables = [scores(effect=size, seed=n) for n, size in enumerate((2.0, 0.3, 0.0))]
    found = effects_of(*tables[:looks])
    shares = [effect.p_value.value for effect in found]
    rejected, wanted, _, _ = multipletests(shares, 0.05, method="holm")
    assert [effect.held.value for effect in found] == pytest.approx(list(wanted))
    assert [effect.shown for effect in found] == list(rejected)
    assert {effect.looks.value for effect in found} == {looks}


def test_what_would_stand_out_alone_need_not_among_several():
    """Of 20 units the smallest p is 1/20: enough for one look, not for two."""
    tables = scores(effect=2.0), scores(seed=2)
    (alone,) = effects_of(tables[0], donors=19)
    among, other = effects_of(*tables, donors=19)
    assert alone.p_value.value == among.p_value.value == pytest.approx(1 / 20)
    assert alone.shown
    assert alone.excludes_zero
    assert among.excludes_zero
    assert not among.shown
    assert among.held.value == pytest.approx(2 / 20)
    assert other.held.value >= among.held.value


def test_the_answer_and_the_brief_follow_the_p_after_holm():
    evaluation = evaluated(scores(effect=2.0), scores(seed=2), donors=19)
    found = evaluation.attribution
    first = next(iter(attribution_sentences(found)))
    clear = clearest(found.outcomes)
    assert clear.indicator == "speed"
    told = {number.measure: number for number in quantities_in(first)}
    assert told["effect_p_held"] == clear.effect.held
    assert clear.effect.looks in quantities_in(first)
    brief = in_brief(
        evaluation,
        robustness=evaluation.robustness,
        precision=evaluation.precision,
        attribution=found,
        attainment=evaluation.attainment,
        claims=evaluation.claims,
    )
    assert "effect" not in {number.measure for number in quantities_in(brief)}
    assert numbers_of(outcomes_table(evaluation)) >= {"effect_p", "effect_p_held"}


def test_the_smaller_p_names_the_clearest_where_both_are_the_same_after_holm():
    evaluation = evaluated(scores(seed=2), scores(seed=5), scores(seed=3))
    outcomes = evaluation.attribution.outcomes
    clear = clearest(outcomes)
    assert clear.effect.p_value.value == min(o.effect.p_value.value for o in outcomes)


@pytest.mark.parametrize(
    ("looks", "donors", "beyond"),
    [(1, 19, False), (2, 44, False), (2, 19, True), (3, 44, True)],
)
def test_where_no_effect_could_stand_out_the_report_says_so(looks, donors, beyond):
    """The smallest p, times the looks, is above the level of the family."""
    tables = [scores(effect=2.0, seed=seed) for seed in range(1, looks + 1)]
    evaluation = evaluated(*tables, donors=donors)
    outcomes = evaluation.attribution.outcomes
    assert looks / (donors + 1) > 0.05 or not beyond
    assert (out_of_reach(outcomes) is not None) == beyond
    assert any(o.effect.shown for o in outcomes) != beyond
    if beyond:
        said = list(attribution_sentences(evaluation.attribution))
        assert said[1] == out_of_reach(outcomes)
