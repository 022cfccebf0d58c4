"""Rule 7: a claim on an effect is judged by the effect that was estimated."""

import pandas as pd
import pytest

from evaluation.claim_cases import SOURCES, claim, with_claims
from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.attribution import attribution
from par_eval.evaluation.claims import claims
from par_eval.values import quantities_in

from .test_rule_05_effects import START, YEARS, evaluated, scores

PERIOD = {"first_year": START, "last_year": YEARS[-1]}


def judged_on(evaluation, *about, **tables):
    """Verdict on the claim that the reform made some outcomes better."""
    claimed = claim("causal", " ".join(about), **PERIOD)
    facts = with_claims(evaluation.facts, claimed)
    facts.tables.update(tables)
    subject = Evaluation(National(facts, f"{START}-{YEARS[-1]}"), "P1")
    (verdict,) = claims(subject, attribution=attribution(subject)).claims
    return verdict


@pytest.mark.parametrize(
    ("effect", "verdict"),
    [(2.0, "supported"), (-2.0, "contradicted"), (0.0, "not_verifiable")],
)
def test_the_estimated_effect_judges_the_claim(effect, verdict):
    found = judged_on(evaluated(scores(effect=effect)), "speed")
    assert found.verdict == verdict
    told = {n.measure for reason in found.reasons for n in quantities_in(reason)}
    assert told >= {"effect", "effect_p"}


def test_where_less_is_better_a_fall_supports():
    evaluation = evaluated(scores(effect=-2.0))
    evaluation.facts.tables["indicators"]["direction"] = "down"
    assert judged_on(evaluation, "speed").verdict == "supported"


def test_an_effect_on_one_of_two_outcomes_supports_in_part():
    evaluation = evaluated(scores(effect=2.0), scores(seed=2))
    assert judged_on(evaluation, "speed", "care").verdict == "partly_supported"


def test_without_enough_donors_the_claim_stays_open():
    evaluation = evaluated(scores(effect=2.0), donors=18)
    assert judged_on(evaluation, "speed").verdict == "not_verifiable"


def test_scores_of_the_implementers_own_make_it_consistent_at_most():
    evaluation = evaluated(scores(effect=2.0))
    own = pd.DataFrame(SOURCES).assign(implementer="P1")
    assert judged_on(evaluation, "speed", sources=own).verdict == "consistent"
