"""Content areas: what was planned, done and changed, and what would tell more."""

import pandas as pd
import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.outputs import output_value
from par_eval.language import say
from par_eval.values import MEASURES, Text, quantities, quantities_in

from .aims import OUTPUT, TARGET, rows
from .claim_cases import CLAIM

PARTS = ("planned", "done", "changed", "unknown")
YEARS = range(2003, 2010)
AREAS = [
    {"area": "service", "order": 2, "name_en": "service", "source": "J1"},
    {"area": "law", "order": 1, "name_en": "law", "source": "J1"},
]


def sizes(found):
    """Number of lines in each part, by area."""
    return {a.area.key: tuple(len(getattr(a, p)) for p in PARTS) for a in found.areas}


def area_of(found, key):
    return next(a for a in found.areas if a.area.key == key)


def every_line(found):
    return [t for a in found.areas for t in (*a.planned, *a.done, *a.changed)]


def evaluation_of(*, outputs=(), targets=(), indicators=("s",), claimed=(), **tables):
    """P1 rises by half a point a year, P2 by nothing, in all years or with a break."""
    values = {"s": {y: [60 + 0.5 * (y - 2003), 50.0, 50.0] for y in YEARS}}
    facts = small(values, breaks=tables.pop("breaks", ()))
    added = [{"area": "service", "indicator": i, "source": "J1"} for i in indicators]
    facts.tables["indicators"]["unit"] = "percent"
    facts.tables["content_areas"] = pd.DataFrame(AREAS)
    facts.tables["area_indicators"] = pd.DataFrame(
        added, columns=["area", "indicator", "source"]
    )
    for name, base, changes in [
        ("outputs", OUTPUT, outputs),
        ("targets", TARGET, targets),
        ("claims", CLAIM, claimed),
    ]:
        if changes:
            facts.tables[name] = rows(base, changes)
    facts.tables.update(tables)
    return Evaluation(National(facts, "2005-2009"), "P1")


def documents(**held):
    listed = [
        {"document": name, "name_en": name, "held": word, "source": "J1"}
        for name, word in held.items()
    ]
    return pd.DataFrame(listed)


@pytest.mark.parametrize("period", shipped.PERIODS)
@pytest.mark.parametrize("province", ["Bac Giang", "Ca Mau", "Quang Ninh"])
def test_every_area_comes_once_in_the_order_of_the_data(province, period):
    found = shipped.evaluation(province, period).areas
    table = shipped.facts().content_areas.sort_values("order")
    assert [a.area.key for a in found.areas] == table["area"].tolist()


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_every_target_of_bac_giang_stands_in_its_area(period):
    evaluation = shipped.evaluation("Bac Giang", period)
    for area in evaluation.areas.areas:
        mine = [
            t for t in evaluation.attainment.targets if t.content_area == area.area.key
        ]
        assert [t.values["name"] for t in area.planned] == [t.name for t in mine]
        said = [q.id for line in area.planned for q in quantities_in(line)]
        assert said == [t.threshold.id for t in mine if t.threshold]


def test_what_bac_giang_did_is_what_its_outputs_say():
    """Results and events of the period, those of two sources counted once."""
    found = shipped.evaluation("Bac Giang", "2016-2020").areas
    table = shipped.facts().outputs
    mine = table[
        (table["province"] == "P15")
        & table["year"].between(2016, 2020)
        & ~table["kind"].isin(["target", "context"])
    ]
    once = mine.drop_duplicates(["output", "year", "value"])
    counts = once.groupby("content_area").size()
    assert {a.area.key: len(a.done) for a in found.areas if a.done} == counts.to_dict()
    told = [q for a in found.areas for line in a.done for q in quantities_in(line)]
    assert sorted(q.value for q in told) == sorted(once["value"].dropna())


def test_where_nothing_is_reported_nothing_was_done():
    for province, period in [("Bac Giang", "2011-2015"), ("Ca Mau", "2016-2020")]:
        found = shipped.evaluation(province, period).areas
        assert [line for a in found.areas for line in a.done] == []


def test_changes_of_an_area_are_those_of_the_trends():
    for evaluation in shipped.sample_of_evaluations():
        trends = {q.id: q for q in quantities(evaluation.trends.numbers)}
        told = [
            q
            for area in evaluation.areas.areas
            for line in area.changed
            for q in quantities_in(line)
            if q.id in trends
        ]
        assert told
        for q in told:
            assert q.value == trends[q.id].value
            assert (q.low, q.high) == (trends[q.id].low, trends[q.id].high)


def test_a_series_that_breaks_has_no_change():
    """The total is rebuilt in 2018 and later; administrative procedures are not."""
    found = shipped.evaluation("Bac Giang", "2016-2020").areas
    by_key = {
        line.values["name"].values["name"].key: line
        for area in found.areas
        for line in area.changed
    }
    assert list(quantities_in(by_key["papi.total"])) == []
    assert by_key["papi.total"].values["years"].items == (2018, 2019, 2020)
    change, typical = quantities_in(by_key["papi.administrative_procedures"])
    assert (round(change.value, 2), round(typical.value, 2)) == (0.29, 0.24)


def test_documents_that_are_held_are_not_unknown():
    held = shipped.facts().documents.set_index("document")["held"]
    for evaluation in shipped.sample_of_evaluations():
        for area in evaluation.areas.areas:
            keys = [document.key for document in area.unknown]
            assert len(keys) == len(set(keys))
            assert set(held[keys]) <= {"no"}


def test_every_open_verdict_of_bac_giang_leads_to_its_document():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    opened = [t for t in evaluation.attainment.targets if not t.judged]
    opened += [c for c in evaluation.claims.claims if c.verdict == "not_verifiable"]
    for area in evaluation.areas.areas:
        wanted = {
            one.document.key
            for one in opened
            if one.content_area == area.area.key and one.document
        }
        assert {document.key for document in area.unknown} == wanted


def test_all_numbers_stand_in_the_frame_and_can_be_traced():
    for evaluation in shipped.sample_of_evaluations():
        found = evaluation.areas
        said = [q.id for line in every_line(found) for q in quantities_in(line)]
        assert [q.id for q in quantities(found.numbers)] == said
        assert all(q.measure in MEASURES and q.of for q in quantities(found.numbers))


def test_a_package_without_areas_has_none():
    facts = small({"a": {year: [1.0, 2.0] for year in YEARS}})
    found = Evaluation(National(facts, "2005-2009"), "P1").areas
    assert (found.areas, found.notes, len(found.numbers)) == ((), (), 0)


def test_areas_without_any_row_are_kept_and_empty():
    found = evaluation_of(indicators=()).areas
    assert sizes(found) == {"law": (0, 0, 0, 0), "service": (0, 0, 0, 0)}
    assert list(sizes(found)) == ["law", "service"]
    assert len(found.notes) == 1


@pytest.mark.parametrize(
    ("outputs", "done"),
    [
        ([{}], [64.0]),
        ([{"kind": "event", "value": None}], []),
        ([{}, {"source": "S4"}], [64.0]),
        ([{}, {"source": "S4", "value": 60.0}], [64.0, 60.0]),
        ([{}, {"year": 2006, "value": 12.5}], [12.5, 64.0]),
    ],
)
def test_what_was_done_in_the_period(outputs, done):
    """In the order of years; conflicting sources both, never their mean."""
    area = area_of(evaluation_of(outputs=outputs).areas, "service")
    assert [q.value for line in area.done for q in quantities_in(line)] == done
    assert len(area.done) == max(len(done), 1)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "target"},
        {"kind": "context"},
        {"province": "P2"},
        {"year": 2004},
        {"year": 2010},
        {"content_area": "elsewhere"},
    ],
)
def test_what_was_not_done_here_and_now_is_left_out(change):
    assert area_of(evaluation_of(outputs=[change]).areas, "service").done == ()


@pytest.mark.parametrize(("value", "said"), [(23.0, "23"), (96.1, "96.1")])
def test_an_output_is_printed_as_it_was_counted(value, said):
    quantity = output_value({**OUTPUT, "value": value})
    assert say(quantity, "en") == said
    assert quantity.of == ("output.done/P1/2009",)
    assert quantity.unit == "percent"


def test_targets_of_another_year_or_province_are_not_planned():
    targets = [{}, {"target": "a", "deadline": 2012}, {"target": "b", "province": "P2"}]
    area = area_of(evaluation_of(targets=targets).areas, "service")
    assert [line.values["name"].key for line in area.planned] == ["t"]


def test_a_target_that_was_not_seen_in_a_source_is_marked():
    marked = evaluation_of(targets=[{}, {"target": "u", "verified": "no"}])
    seen, unseen = area_of(marked.areas, "service").planned
    assert isinstance(unseen.values["programme"], Text)
    assert not isinstance(seen.values["programme"], Text)


def test_a_target_without_a_number_is_planned_all_the_same():
    area = area_of(evaluation_of(targets=[{"value": None}]).areas, "service")
    assert [list(quantities_in(line)) for line in area.planned] == [[]]


def test_the_change_stands_beside_that_of_the_typical_province():
    """From the mean of 2003 and 2004 to that of 2008 and 2009: five years by half."""
    (line,) = area_of(evaluation_of().areas, "service").changed
    assert [q.value for q in quantities_in(line)] == [2.5, 0.0]


def test_a_change_over_a_hard_break_is_refused_by_its_year():
    evaluation = evaluation_of(breaks=[{"indicator": "s", "year": 2007}])
    (line,) = area_of(evaluation.areas, "service").changed
    assert list(quantities_in(line)) == []
    assert line.values["years"].items == (2007,)


def test_an_indicator_without_values_says_nothing():
    assert area_of(evaluation_of(indicators=("t",)).areas, "service").changed == ()


CLAIMED = {
    "claim": "C1",
    "statement_en": "All is well",
    "kind": "qualitative",
    "content_area": "service",
}
OPEN = {"target": "u", "measured_by": None, "document": "law"}


def test_a_document_that_settles_several_things_is_named_once():
    evaluation = evaluation_of(
        targets=[OPEN, {**OPEN, "target": "v"}],
        claimed=[{**CLAIMED, "document": "law"}, {**CLAIMED, "document": "tables"}],
        documents=documents(law="no", tables="no", other="no"),
    )
    keys = [d.key for d in area_of(evaluation.areas, "service").unknown]
    assert keys == ["law", "tables"]
    assert area_of(evaluation.areas, "law").unknown == ()


def test_a_target_that_is_judged_needs_no_document():
    known = documents(law="no")
    evaluation = evaluation_of(targets=[{"document": "law"}], documents=known)
    assert area_of(evaluation.areas, "service").unknown == ()


@pytest.mark.parametrize(
    "tables",
    [
        {"targets": [OPEN]},
        {"claimed": [{**CLAIMED, "document": "law"}]},
    ],
)
def test_a_document_that_is_held_is_not_unknown(tables):
    evaluation = evaluation_of(**tables, documents=documents(law="yes"))
    assert area_of(evaluation.areas, "service").unknown == ()
