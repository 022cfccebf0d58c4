"""Rules that tables keep for the sake of their meaning, beyond types and keys.

Each rule takes typed tables, whose faulty cells are missing, and yields faults. A
comparison with a missing value tells nothing, so that one mistake is told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from par_eval.facts.checks import Fault
from par_eval.facts.measured_tables import OBSERVATIONS
from par_eval.facts.observed import published_scores
from par_eval.facts.rules_common import in_loops, lookup, values
from par_eval.facts.rules_judgement import JUDGEMENT
from par_eval.facts.rules_observed import OBSERVED
from par_eval.facts.rules_reported import REPORTED
from par_eval.facts.rules_structure import STRUCTURE

__all__ = ["rule_faults"]

RULES = (*STRUCTURE, *OBSERVED, *REPORTED, *JUDGEMENT)
"""Every rule with the tables that it needs, the one whose rows it checks first."""


def rule_faults(tables: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    """Every fault in the meaning of the tables.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Typed tables indexed by file and row, with every column that the library
        reads. Those that could not be read are absent, and the rules that need them
        are left out; those that the package does not have are there, without rows.

    Yields
    ------
    Fault
    """
    known = {**tables, **_derived(tables)}
    for rule, names in RULES:
        if all(name in known for name in names) and len(known[names[0]]):
            yield from rule(*(known[name] for name in names))


def _derived(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """What is known of each indicator, as the series are made of it.

    There is nothing while an indicator is a part of itself.
    """
    if OBSERVATIONS not in tables or "indicators" not in tables:
        return {}
    published, indicators = tables[OBSERVATIONS], tables["indicators"]
    if in_loops(lookup(indicators, "part_of")):
        return {}
    if "reported" in tables:
        published = published_scores(published, tables["reported"])
    return {"known": values(published, indicators)}
