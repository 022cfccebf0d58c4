"""Judgement: one province, one plan period, by the rules of evidence."""

from par_eval.evaluation.areas import Area, Areas, areas
from par_eval.evaluation.attainment import VERDICTS as TARGET_VERDICTS
from par_eval.evaluation.attainment import Attainment, attainment
from par_eval.evaluation.attribution import (
    CONDITIONS,
    Attribution,
    attribution,
    bounds_over_unknown,
)
from par_eval.evaluation.attribution import VERDICTS as OUTCOME_VERDICTS
from par_eval.evaluation.benchmarks import Benchmarks, benchmarks
from par_eval.evaluation.boundary import Boundary, boundary, is_incomplete
from par_eval.evaluation.brief import in_brief
from par_eval.evaluation.changes import change_range, window_id
from par_eval.evaluation.claims import (
    CLAIM_VERDICTS,
    QUALIFIERS,
    Claims,
    LeftOut,
    claim_counts,
    claims,
    left_out,
)
from par_eval.evaluation.country import (
    Country,
    country,
    country_agreement,
    country_changes,
    country_gaps,
    country_places,
)
from par_eval.evaluation.counts import CASES, count_of, over_period, parts_of
from par_eval.evaluation.criteria import ASSESSED, Criterion, criteria
from par_eval.evaluation.evaluation import Evaluation, evaluate
from par_eval.evaluation.evidence import DOMAINS, SCALES, Concern, Grade, graded
from par_eval.evaluation.families import holm
from par_eval.evaluation.findings import Finding, Parts, findings
from par_eval.evaluation.limits import Gap, gaps, limits, refused
from par_eval.evaluation.obtain import Obtainable, obtain
from par_eval.evaluation.outliers import outliers
from par_eval.evaluation.robustness import Robustness, robustness
from par_eval.evaluation.spans import Decade, decade, period_moves, sustained
from par_eval.evaluation.specifications import Curve, specifications
from par_eval.evaluation.standing import (
    Precision,
    bounds_text,
    complete_years,
    place_text,
    places,
    precision,
)
from par_eval.evaluation.subject import National, Subject
from par_eval.evaluation.trends import followed, spanned, trends
from par_eval.evaluation.windows import Window, Windows, windows
from par_eval.evaluation.witnesses import (
    PAIR_VERDICTS,
    Witnesses,
    place_words,
    witnesses,
)

__all__ = [
    "ASSESSED",
    "CASES",
    "CLAIM_VERDICTS",
    "CONDITIONS",
    "DOMAINS",
    "OUTCOME_VERDICTS",
    "PAIR_VERDICTS",
    "QUALIFIERS",
    "SCALES",
    "TARGET_VERDICTS",
    "Area",
    "Areas",
    "Attainment",
    "Attribution",
    "Benchmarks",
    "Boundary",
    "Claims",
    "Concern",
    "Country",
    "Criterion",
    "Curve",
    "Decade",
    "Evaluation",
    "Finding",
    "Gap",
    "Grade",
    "LeftOut",
    "National",
    "Obtainable",
    "Parts",
    "Precision",
    "Robustness",
    "Subject",
    "Window",
    "Windows",
    "Witnesses",
    "areas",
    "attainment",
    "attribution",
    "benchmarks",
    "boundary",
    "bounds_over_unknown",
    "bounds_text",
    "change_range",
    "claim_counts",
    "claims",
    "complete_years",
    "count_of",
    "country",
    "country_agreement",
    "country_changes",
    "country_gaps",
    "country_places",
    "criteria",
    "decade",
    "evaluate",
    "findings",
    "followed",
    "gaps",
    "graded",
    "holm",
    "in_brief",
    "is_incomplete",
    "left_out",
    "limits",
    "obtain",
    "outliers",
    "over_period",
    "parts_of",
    "period_moves",
    "place_text",
    "place_words",
    "places",
    "precision",
    "refused",
    "robustness",
    "spanned",
    "specifications",
    "sustained",
    "trends",
    "window_id",
    "windows",
    "witnesses",
]
