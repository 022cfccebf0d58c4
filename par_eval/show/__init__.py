"""What is shown: figures, tables and texts that carry their numbers."""

from par_eval.language import speak
from par_eval.show.area_table import areas_table
from par_eval.show.both_periods import both_periods
from par_eval.show.carrier import (
    MIME,
    SCHEMA,
    anchor,
    fill,
    said,
)
from par_eval.show.claim_table import claims_table
from par_eval.show.country import (
    country_agreement,
    country_changes,
    country_convergence,
    country_coverage,
    country_limits,
    country_map,
    country_places,
    country_summary,
    country_table,
)
from par_eval.show.criteria_table import criteria_table, documents_table
from par_eval.show.effects import (
    Study,
    beside_published,
    donor_weights,
    effect_among_placebos,
    effect_donors,
    effect_power,
    effect_without_each_donor,
    event_study,
    gap_plot,
    power_curve,
    study_of_case,
    study_of_outcome,
    without_each_donor,
)
from par_eval.show.exhibit import Exhibit
from par_eval.show.exhibit_map import (
    MapEntry,
    exhibit_map,
    numbered_name,
)
from par_eval.show.explore import (
    breaks_table,
    comparable_runs,
    comparison,
    contents,
    detectable_effects,
    donors_table,
    exposure_table,
    findings_table,
    moves_table,
    naive_differences,
    noise_scenarios,
    noise_table,
    rank_ladder,
    reform_years,
    remedies,
    soft_parts,
    unknown_bounds,
)
from par_eval.show.figures.cited import cited_and_left_out
from par_eval.show.figures.convergence import convergence
from par_eval.show.figures.coverage import coverage
from par_eval.show.figures.dimension_dots import dimension_dots
from par_eval.show.figures.openings import openings
from par_eval.show.figures.rank_paths import rank_paths
from par_eval.show.figures.rebound import expected_rebound
from par_eval.show.figures.score_paths import score_paths
from par_eval.show.figures.slope_chart import slope_chart
from par_eval.show.figures.specification_curve import specification_curve
from par_eval.show.figures.sustained import sustained
from par_eval.show.figures.target_status import target_status
from par_eval.show.figures.tile_map import tile_map
from par_eval.show.figures.witness_places import surveyed_and_reported
from par_eval.show.first_screen import summary
from par_eval.show.grid import Grid, grid_html
from par_eval.show.left_out_table import left_out
from par_eval.show.reform_box import outcomes_table
from par_eval.show.robustness_table import robustness
from par_eval.show.sources_table import source_anchor, sources_table
from par_eval.show.standing_table import standing_table
from par_eval.show.statements import (
    benchmarks,
    boundary,
    precision,
)
from par_eval.show.target_table import targets_table
from par_eval.show.texts import limits
from par_eval.show.windows_table import windows_table
from par_eval.show.witness_table import pairs_table, witnesses_table

__all__ = [
    "MIME",
    "SCHEMA",
    "Exhibit",
    "Grid",
    "MapEntry",
    "Study",
    "anchor",
    "areas_table",
    "benchmarks",
    "beside_published",
    "both_periods",
    "boundary",
    "breaks_table",
    "cited_and_left_out",
    "claims_table",
    "comparable_runs",
    "comparison",
    "contents",
    "convergence",
    "country_agreement",
    "country_changes",
    "country_convergence",
    "country_coverage",
    "country_limits",
    "country_map",
    "country_places",
    "country_summary",
    "country_table",
    "coverage",
    "criteria_table",
    "detectable_effects",
    "dimension_dots",
    "documents_table",
    "donor_weights",
    "donors_table",
    "effect_among_placebos",
    "effect_donors",
    "effect_power",
    "effect_without_each_donor",
    "event_study",
    "exhibit_map",
    "expected_rebound",
    "exposure_table",
    "fill",
    "findings_table",
    "gap_plot",
    "grid_html",
    "left_out",
    "limits",
    "moves_table",
    "naive_differences",
    "noise_scenarios",
    "noise_table",
    "numbered_name",
    "openings",
    "outcomes_table",
    "pairs_table",
    "power_curve",
    "precision",
    "rank_ladder",
    "rank_paths",
    "reform_years",
    "remedies",
    "robustness",
    "said",
    "score_paths",
    "slope_chart",
    "soft_parts",
    "source_anchor",
    "sources_table",
    "speak",
    "specification_curve",
    "standing_table",
    "study_of_case",
    "study_of_outcome",
    "summary",
    "surveyed_and_reported",
    "sustained",
    "target_status",
    "targets_table",
    "tile_map",
    "unknown_bounds",
    "windows_table",
    "without_each_donor",
    "witnesses_table",
]
