"""Explore: exhibits for the tours, which ask one question at a time."""

from par_eval.show.explore.breaks import breaks_table
from par_eval.show.explore.comparison import comparison
from par_eval.show.explore.contents import contents
from par_eval.show.explore.detectable import detectable_effects
from par_eval.show.explore.donors import donors_table
from par_eval.show.explore.exposure import exposure_table
from par_eval.show.explore.findings import findings_table
from par_eval.show.explore.moves import moves_table
from par_eval.show.explore.naive import naive_differences
from par_eval.show.explore.noise import noise_table
from par_eval.show.explore.rank_ladder import rank_ladder
from par_eval.show.explore.reform_years import reform_years
from par_eval.show.explore.remedies import remedies
from par_eval.show.explore.runs import comparable_runs
from par_eval.show.explore.scenarios import noise_scenarios
from par_eval.show.explore.soft import soft_parts
from par_eval.show.explore.unknown_bounds import unknown_bounds

__all__ = [
    "breaks_table",
    "comparable_runs",
    "comparison",
    "contents",
    "detectable_effects",
    "donors_table",
    "exposure_table",
    "findings_table",
    "moves_table",
    "naive_differences",
    "noise_scenarios",
    "noise_table",
    "rank_ladder",
    "reform_years",
    "remedies",
    "soft_parts",
    "unknown_bounds",
]
