"""What to obtain next: documents by the number of verdicts that they would change."""

import dataclasses

import pandas as pd
import pytest
import shipped
from small import small

from par_eval.evaluation import CASES, Evaluation, National

from .aims import TARGET, rows
from .claim_cases import CLAIM

OPEN = {"target": "u", "measured_by": None, "document": "law"}
CLAIMED = {"claim": "C1", "statement_en": "All is well", "kind": "qualitative"}
HELD = {"law": "no", "tables": "no", "other": "no", "plan": "yes"}


def listed(evaluation):
    """Number of verdicts by document, in order."""
    return {o.document.key: int(o.verdicts.value) for o in evaluation.obtain}


def cases(evaluation, document):
    return next(o for o in evaluation.obtain if o.document.key == document).verdicts.of


def evaluation_of(*, targets=(), claimed=()):
    facts = small({"s": dict.fromkeys(range(2003, 2010), (64.0, 50.0))})
    facts.tables["indicators"]["unit"] = "percent"
    facts.tables["documents"] = pd.DataFrame(
        {"document": name, "name_en": name, "held": word, "source": f"of {name}"}
        for name, word in HELD.items()
    )
    for name, base, changes in [
        ("targets", TARGET, targets),
        ("claims", CLAIM, claimed),
    ]:
        if changes:
            facts.tables[name] = rows(base, changes)
    return Evaluation(National(facts, "2005-2009"), "P1")


def changed(period, **tables):
    """Bac Giang with some of the shipped tables changed."""
    facts = shipped.facts()
    copy = dataclasses.replace(facts, tables={**facts.tables, **tables}, _known={})
    return Evaluation(National(copy, period), "P15")


def test_the_law_would_settle_most_of_2011_to_2015():
    """Eight aims of the programme are known from memory only."""
    evaluation = shipped.evaluation("Bac Giang", "2011-2015")
    first = evaluation.obtain[0]
    assert (first.document.key, first.verdicts.value) == ("res30c_text", 8)
    assert all(
        where.endswith(("/nation/2013", "/nation/2015")) for where in first.verdicts.of
    )


def test_dossier_records_would_settle_most_of_2016_to_2020():
    """Four claims and two targets; the claims stand under the last year."""
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    assert next(iter(listed(evaluation).items())) == ("dossier_records", 6)
    assert set(cases(evaluation, "dossier_records")) == {
        *(f"claim.{claim}/P15/2020" for claim in ("C04", "C05b", "C07b", "C10")),
        "target.BG_FILES_L3_2020/P15/2020",
        "target.BG_FILES_L4_2020/P15/2020",
    }


def test_every_open_verdict_with_a_document_is_counted_once():
    held = shipped.facts().documents.set_index("document")["held"]
    for evaluation in shipped.sample_of_evaluations():
        open_ = [
            one
            for one in (*evaluation.claims.claims, *evaluation.attainment.targets)
            if one.verdict in ("not_verifiable", "not_verified") and one.document
        ]
        wanted = [o.document.key for o in open_ if held[o.document.key] == "no"]
        assert listed(evaluation) == {key: wanted.count(key) for key in wanted}
        every = [where for o in evaluation.obtain for where in o.verdicts.of]
        assert len(every) == len(set(every)) == len(wanted)


def test_the_most_useful_come_first_and_equals_by_their_names():
    for evaluation in shipped.sample_of_evaluations():
        order = [(-count, key) for key, count in listed(evaluation).items()]
        assert order == sorted(order)


def test_each_document_has_a_source_and_counts_that_can_be_traced():
    sources = set(shipped.facts().sources["source"])
    for evaluation in shipped.sample_of_evaluations():
        for one in evaluation.obtain:
            assert one.source in sources
            assert one.verdicts.measure == CASES
            assert one.verdicts.value == len(one.verdicts.of) > 0


def test_a_province_without_claims_lacks_documents_for_its_targets_only():
    evaluation = shipped.evaluation("Ca Mau", "2016-2020")
    assert evaluation.claims.claims == ()
    kinds = {where.split(".")[0] for o in evaluation.obtain for where in o.verdicts.of}
    assert kinds == {"target"}


def test_a_document_of_bac_giang_that_is_obtained_leaves_the_list():
    documents = shipped.facts().documents
    documents.loc[documents["document"] == "dossier_records", "held"] = "yes"
    before = listed(shipped.evaluation("Bac Giang", "2016-2020"))
    after = listed(changed("2016-2020", documents=documents))
    assert after == {k: n for k, n in before.items() if k != "dossier_records"}


def test_a_target_of_bac_giang_that_is_dropped_counts_no_more():
    targets = shipped.facts().targets
    kept = targets[targets["target"] != "BG_FILES_L3_2020"]
    after = listed(changed("2016-2020", targets=kept))
    assert after["dossier_records"] == 5


@pytest.mark.parametrize(
    ("targets", "claimed", "expected"),
    [
        ([{}], [], {}),
        ([{"document": "law"}], [], {}),
        ([OPEN], [], {"law": 1}),
        ([{**OPEN, "document": None}], [], {}),
        ([{**OPEN, "document": "plan"}], [], {}),
        ([{"verified": "no", "document": "law"}], [], {"law": 1}),
        ([{**OPEN, "deadline": 2012}], [], {}),
        ([], [CLAIMED], {}),
        ([], [{**CLAIMED, "document": "law"}], {"law": 1}),
        ([], [{**CLAIMED, "document": "plan"}], {}),
        ([], [{**CLAIMED, "document": "law", "province": "P2"}], {}),
    ],
)
def test_only_what_is_open_and_not_held_is_asked_for(targets, claimed, expected):
    assert listed(evaluation_of(targets=targets, claimed=claimed)) == expected


def test_counts_come_before_names():
    targets = [
        {**OPEN, "target": str(place), "document": document}
        for place, document in enumerate(["tables", "other", "law", "tables"])
    ]
    found = evaluation_of(targets=targets)
    assert list(listed(found).items()) == [("tables", 2), ("law", 1), ("other", 1)]
    assert [one.source for one in found.obtain] == ["of tables", "of law", "of other"]


def test_claims_and_targets_count_together_with_their_addresses():
    national = {**OPEN, "target": "v", "level": "nation", "province": None}
    found = evaluation_of(
        targets=[OPEN, national], claimed=[{**CLAIMED, "document": "law"}]
    )
    assert cases(found, "law") == (
        "claim.C1/P1/2009",
        "target.u/P1/2009",
        "target.v/nation/2009",
    )
