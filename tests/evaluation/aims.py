"""Targets over small facts, judged, and what is said about them."""

import pandas as pd
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.attainment import attainment
from par_eval.evaluation.attainment.answer import attainment_sentences

TARGET = {
    "target": "t",
    "programme": "plan",
    "level": "province",
    "province": "P1",
    "content_area": "service",
    "name_en": "Satisfied users",
    "unit": "percent",
    "direction": "up",
    "comparison": "gt",
    "value": 60.0,
    "deadline": 2009,
    "measured_by": "s",
    "document": None,
    "verified": "yes",
    "source": "T1",
}
SAMPLE = {
    "indicator": "s",
    "scope": "province",
    "place": "P1",
    "year": 2009,
    "size": 2304.0,
    "design_effect": 1.0,
    "assumed": "no",
    "source": "S2",
}
OUTPUT = {
    "output": "done",
    "province": "P1",
    "year": 2009,
    "value": 64.0,
    "date": pd.NaT,
    "unit": "percent",
    "kind": "result",
    "content_area": "service",
    "implementer": "no",
    "complete_count": "no",
    "name_en": "Dossiers done in time",
    "source": "S3",
}
PRINTED = {
    "indicator": "s",
    "scope": "province",
    "place": "P1",
    "year": 2009,
    "statistic": "score",
    "value": 64.0,
    "origin": "press",
    "derived": "no",
    "used": "no",
    "source": "S4",
}
HELD = {"y": "yes", "n": "no"}
DOCUMENTS = [
    {"document": name, "name_en": f"the {name}", "held": HELD[held], "source": "J1"}
    for name, held in zip(("law", "tables", "other", "plan"), "nnny", strict=True)
]


def rows(pattern, changes):
    return pd.DataFrame([pattern | change for change in changes])


def judged(
    values,
    *targets,
    samples=(),
    outputs=(),
    reported=(),
    breaks=(),
    province="P1",
    thresholds=None,
    **instrument,
):
    """Attainment in 2005-2009; `values` by year: of P1, or of P1 and P2."""
    pairs = {y: v if isinstance(v, tuple) else (v, 50.0) for y, v in values.items()}
    facts = small({"s": pairs}, breaks=breaks, names={"P1": "Here", "P2": "There"})
    facts.tables["indicators"]["unit"] = "percent"
    facts.tables["targets"] = rows(TARGET, targets or [{}])
    facts.tables["documents"] = pd.DataFrame(DOCUMENTS)
    tables = {"samples": SAMPLE, "outputs": OUTPUT, "reported": PRINTED}
    given = {"samples": samples, "outputs": outputs, "reported": reported}
    for name, changes in given.items():
        if changes:
            facts.tables[name] = rows(tables[name], changes)
    for column, value in instrument.items():
        facts.tables["instruments"][column] = value
    table = facts.tables["thresholds"]
    for name, value in (thresholds or {}).items():
        table.loc[table["threshold"] == name, "value"] = value
    return attainment(Evaluation(National(facts, "2005-2009"), province))


def verdicts(*args, **kwargs):
    return [t.verdict for t in judged(*args, **kwargs).targets]


def verdict(*args, **kwargs):
    (only,) = verdicts(*args, **kwargs)
    return only


def why(found):
    return [reason for t in found.targets for reason in t.reasons]


def answer(found):
    return list(attainment_sentences(found))


def numbers(found, what):
    table = found.numbers
    return dict(table[table["what"] == what].set_index("target")["value"])
