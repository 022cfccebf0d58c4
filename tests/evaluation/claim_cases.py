"""Claims on small facts, and copies of facts in which a table is another one."""

import dataclasses

import pandas as pd
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.claims import claims
from par_eval.evaluation.claims.left_out import left_out

PERIOD = "2005-2009"
CLAIM = {
    "province": "P1",
    "content_area": "services",
    "first_year": 2005,
    "last_year": 2009,
    "about": None,
    "year": 2008,
    "from_year": None,
    "stated_low": None,
    "stated_high": None,
    "unit": None,
    "related": None,
    "claim_year": 2009,
    "document": None,
    "would_settle_en": "the register",
    "source": "S1",
}
REPORTED = {
    "indicator": "index",
    "scope": "province",
    "year": 2008,
    "statistic": "score",
    "origin": "press",
    "derived": "no",
    "used": "yes",
    "source": "S1",
}
OUTPUT = {
    "output": "counters",
    "province": "P1",
    "year": 2008,
    "unit": "percent",
    "kind": "result",
    "content_area": "services",
    "implementer": "yes",
    "complete_count": "no",
    "name_en": "counters",
    "source": "S1",
}
TARGET = {
    "target": "T1",
    "programme": "plan",
    "level": "province",
    "province": "P1",
    "content_area": "services",
    "unit": "percent",
    "direction": "up",
    "comparison": "ge",
    "value": 25.0,
    "deadline": 2008,
    "measured_by": "cut",
    "verified": "yes",
    "name_en": "cut by a quarter",
    "source": "S1",
}
SOURCES = [
    {"source": "S1", "publisher": "Institute"},
    {"source": "S2", "publisher": "News"},
    {"source": "OWN", "publisher": "Province", "implementer": "P1"},
]


def rows(base, *changes):
    """A table whose rows differ from `base` in what is given for each."""
    return pd.DataFrame([{**base, **change} for change in changes])


def instrument(name, **cells):
    """Row of a second instrument, published here and there only."""
    return {
        "instrument": name,
        "name_en": name.capitalize(),
        "headline": name,
        "coverage": "partial",
        **cells,
    }


def facts_of(values=None, others=("index",), down=(), **tables):
    """A complete survey `a`, and instruments of which little is known."""
    given = values or {"a": {2008: [8, 7, 6, 5, 4, 3, 2, 1]}}
    facts = small(given, down=down)
    survey = facts.tables["instruments"].assign(coverage="complete")
    added = pd.DataFrame([instrument(name) for name in others])
    facts.tables["instruments"] = pd.concat([survey, added], ignore_index=True)
    row = {"unit": "percent", "direction": "up", "aggregation": "observation"}
    named = [{"indicator": o, "instrument": o, "name_en": o, **row} for o in others]
    known = [facts.tables["indicators"], pd.DataFrame(named)]
    facts.tables["indicators"] = pd.concat(known, ignore_index=True)
    facts.tables["sources"] = pd.DataFrame(SOURCES)
    facts.tables.update(tables)
    return facts


def changed(facts, **tables):
    """A copy of facts in which some tables are others; nothing is shared with it."""
    return dataclasses.replace(facts, tables={**facts.tables, **tables}, _known={})


def evaluation_of(facts, province="P1", period=PERIOD):
    return Evaluation(National(facts, period), province)


def claim(kind, about=None, *, low=None, high=None, **cells):
    """Row of a claim that states a number, or the ends of a range."""
    ends = {"stated_low": low, "stated_high": low if high is None else high}
    stated = {"kind": kind, "about": about, **ends, **cells}
    return {**CLAIM, "claim": "C1", "statement_en": "It is so", **stated}


def with_claims(facts, *claimed):
    return changed(facts, claims=pd.DataFrame(claimed))


def judged(facts, claimed, province="P1", period=PERIOD, **given):
    """Verdict on a single claim."""
    subject = evaluation_of(with_claims(facts, claimed), province, period)
    (verdict,) = claims(subject, **given).claims
    return verdict


def left_of(facts, *claimed, province="P1", period=PERIOD):
    """What some claims leave out."""
    subject = evaluation_of(with_claims(facts, *claimed), province, period)
    return left_out(subject, claims(subject))
