"""All provinces side by side in one plan period, by the rules of evidence."""

from par_eval.evaluation.country.agreement import Agreement, country_agreement
from par_eval.evaluation.country.answers_unknown import missing_sentences
from par_eval.evaluation.country.change import Change, Family
from par_eval.evaluation.country.changes import Changes, country_changes
from par_eval.evaluation.country.converging import Converging
from par_eval.evaluation.country.correlation import Correlation
from par_eval.evaluation.country.country import Country, country
from par_eval.evaluation.country.gaps import Coverage, Gaps, Opened, country_gaps
from par_eval.evaluation.country.limits import country_limits
from par_eval.evaluation.country.place import Place
from par_eval.evaluation.country.places import Places, country_places
from par_eval.evaluation.country.words import (
    count_changes,
    count_looks,
    count_measures,
    count_provinces,
    measure_words,
    names_of,
)

__all__ = [
    "Agreement",
    "Change",
    "Changes",
    "Converging",
    "Correlation",
    "Country",
    "Coverage",
    "Family",
    "Gaps",
    "Opened",
    "Place",
    "Places",
    "count_changes",
    "count_looks",
    "count_measures",
    "count_provinces",
    "country",
    "country_agreement",
    "country_changes",
    "country_gaps",
    "country_limits",
    "country_places",
    "measure_words",
    "missing_sentences",
    "names_of",
]
