"""Attribution: whether a change can be put down to a reform, and why not (rule 5)."""

from par_eval.evaluation.attribution.answer import attribution_sentences
from par_eval.evaluation.attribution.attribution import (
    VERDICTS,
    WEAKNESSES,
    Attribution,
    Outcome,
    attribution,
)
from par_eval.evaluation.attribution.comparisons import (
    compared_years,
    no_comparison,
    no_start,
    possible_donors,
    sides,
)
from par_eval.evaluation.attribution.conditions import CONDITIONS, condition_words
from par_eval.evaluation.attribution.design_numbers import (
    count_provinces,
    known_donors,
    lowest_p,
    unknown_provinces,
)
from par_eval.evaluation.attribution.designs import (
    Design,
    begun_provinces,
)
from par_eval.evaluation.attribution.detectable import (
    POWER,
    Detectable,
    detectable_effect,
)
from par_eval.evaluation.attribution.effect_numbers import deviations_id
from par_eval.evaluation.attribution.effect_words import (
    clearest,
    effect_figures,
    effect_words,
    out_of_reach,
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
)

__all__ = [
    "CONDITIONS",
    "POWER",
    "VERDICTS",
    "WEAKNESSES",
    "Attribution",
    "Bounds",
    "Design",
    "Detectable",
    "Effect",
    "Obstacle",
    "Outcome",
    "ReformVerdict",
    "attribution",
    "attribution_sentences",
    "begun_provinces",
    "bounds_over_unknown",
    "clearest",
    "compared_years",
    "condition_words",
    "count_provinces",
    "detectable_effect",
    "deviations_id",
    "effect_figures",
    "effect_words",
    "known_donors",
    "lowest_p",
    "no_comparison",
    "no_start",
    "out_of_reach",
    "possible_donors",
    "reform_verdicts",
    "sides",
    "unknown_provinces",
]
