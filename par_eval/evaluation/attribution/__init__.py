"""Attribution: whether a change can be put down to a reform, and why not (rule 5)."""

from par_eval.evaluation.attribution.answer import attribution_sentences
from par_eval.evaluation.attribution.attribution import (
    VERDICTS,
    WEAKNESSES,
    Attribution,
    Outcome,
    attribution,
)
from par_eval.evaluation.attribution.conditions import CONDITIONS, condition_words
from par_eval.evaluation.attribution.effect_numbers import FROM_OTHERS
from par_eval.evaluation.attribution.effect_words import (
    clearest,
    effect_figures,
    effect_words,
)
from par_eval.evaluation.attribution.effects import Effect
from par_eval.evaluation.attribution.obstacles import (
    Obstacle,
    ReformVerdict,
    reform_verdicts,
)
from par_eval.evaluation.attribution.unknown_donors import (
    Bounds,
    bounds_over_unknown,
    no_comparison,
)

__all__ = [
    "CONDITIONS",
    "FROM_OTHERS",
    "VERDICTS",
    "WEAKNESSES",
    "Attribution",
    "Bounds",
    "Effect",
    "Obstacle",
    "Outcome",
    "ReformVerdict",
    "attribution",
    "attribution_sentences",
    "bounds_over_unknown",
    "clearest",
    "condition_words",
    "effect_figures",
    "effect_words",
    "no_comparison",
    "reform_verdicts",
]
