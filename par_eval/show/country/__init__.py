"""All provinces side by side: figures, tables and texts."""

from par_eval.show.country.agreement import country_agreement
from par_eval.show.country.changes import country_changes
from par_eval.show.country.convergence import country_convergence
from par_eval.show.country.coverage import country_coverage
from par_eval.show.country.places import country_places
from par_eval.show.country.quarters import country_map
from par_eval.show.country.tables import country_table
from par_eval.show.country.texts import country_limits, country_summary

__all__ = [
    "country_agreement",
    "country_changes",
    "country_convergence",
    "country_coverage",
    "country_limits",
    "country_map",
    "country_places",
    "country_summary",
    "country_table",
]
