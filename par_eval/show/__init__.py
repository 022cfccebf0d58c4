"""What is shown: figures, tables and texts that carry their numbers."""

from par_eval.language import speak
from par_eval.show.carrier import MIME, SCHEMA, anchor, fill, said
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.dimension_dots import dimension_dots
from par_eval.show.figures.rank_paths import rank_paths
from par_eval.show.figures.score_paths import score_paths
from par_eval.show.grid import Grid, grid_html
from par_eval.show.judgements import (
    claims_table,
    outcomes_table,
    targets_table,
    witnesses_table,
)
from par_eval.show.overviews import areas_table, criteria_table, documents_table
from par_eval.show.statements import (
    benchmarks,
    boundary,
    left_out,
    precision,
    robustness,
)
from par_eval.show.tables import standing_table, windows_table
from par_eval.show.texts import limits, summary

__all__ = [
    "MIME",
    "SCHEMA",
    "Exhibit",
    "Grid",
    "anchor",
    "areas_table",
    "benchmarks",
    "boundary",
    "claims_table",
    "criteria_table",
    "dimension_dots",
    "documents_table",
    "fill",
    "grid_html",
    "left_out",
    "limits",
    "outcomes_table",
    "precision",
    "rank_paths",
    "robustness",
    "said",
    "score_paths",
    "speak",
    "standing_table",
    "summary",
    "targets_table",
    "windows_table",
    "witnesses_table",
]
