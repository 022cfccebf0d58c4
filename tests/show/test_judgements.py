"""Tables of judgements and statements: complete, escaped, and in agreement."""

import json
import re
from html import unescape

import pytest
import shipped

from par_eval import language, show
from par_eval.evaluation import (
    ASSESSED,
    CLAIM_VERDICTS,
    OUTCOME_VERDICTS,
    PAIR_VERDICTS,
    QUALIFIERS,
    TARGET_VERDICTS,
)
from par_eval.evaluation.attribution import reform_verdicts
from par_eval.language import say
from par_eval.show import anchor, marks
from par_eval.show.witness_table import pairs_table
from par_eval.values import MEASURES, identity, quantities_in

from .test_carriers import Reader

TABLES = {
    "targets": show.targets_table,
    "claims": show.claims_table,
    "witnesses": show.witnesses_table,
    "pairs": pairs_table,
    "areas": show.areas_table,
    "criteria": show.criteria_table,
    "documents": show.documents_table,
    "robustness": show.robustness,
    "left_out": show.left_out,
}
STATEMENTS = {
    "precision": show.precision,
    "benchmarks": show.benchmarks,
    "boundary": show.boundary,
}
EVERY = {**TABLES, **STATEMENTS, "outcomes": show.outcomes_table}
CASES = [
    (province, period)
    for province in ("Bac Giang", "Ca Mau")
    for period in shipped.PERIODS
]
NAMES = ["-".join(case).replace(" ", "_") for case in CASES]


@pytest.fixture(scope="module", params=CASES, ids=NAMES)
def case(request):
    return shipped.evaluation(*request.param)


@pytest.fixture(scope="module")
def carriers(case):
    """Carriers of all exhibits in both languages."""
    before = language.spoken()
    language.speak("en vi")
    try:
        return {name: make(case).carrier() for name, make in EVERY.items()}
    finally:
        language.speak(before)


def words_of(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def rows_of(evaluation):
    """Keys of the rows that each table must have, in order."""
    pairs, cited = evaluation.witnesses.pairs, evaluation.left_out.cited
    beside = [o.indicator for c in cited for o in (*c.years, *c.instruments)]
    return {
        "targets": [t.target for t in evaluation.attainment.targets],
        "claims": [c.claim for c in evaluation.claims.claims],
        "witnesses": [w.instrument for w in evaluation.witnesses.witnesses],
        "pairs": list(PAIR_VERDICTS) if pairs else [],
        "areas": [a.key for a in evaluation.areas.areas],
        "criteria": [c.criterion.key for c in evaluation.criteria],
        "documents": [o.document.key for o in evaluation.obtain],
        "robustness": [c.key for c in evaluation.robustness.conclusions],
        "left_out": sorted({c.indicator for c in cited} | set(beside)),
    }


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_row_for_each_judgement(case, carriers, name):
    exhibit = TABLES[name](case)
    wanted = rows_of(case)[name]
    assert exhibit.id == name
    if not wanted:
        assert (exhibit.kind, exhibit.grid) == ("text", None)
        return
    assert exhibit.kind == "table"
    rows = list(exhibit.grid.rows)
    assert (sorted(rows) if name == "left_out" else rows) == wanted
    assert {row for row, _ in exhibit.grid.cells} <= set(wanted)
    for html in carriers[name]["html"].values():
        heads = [th for th in Reader(html).all("th") if th.get("scope") == "row"]
        assert len(heads) == len(wanted)


def cells_of(make, evaluation):
    """Cells of a table; none where a sentence stands in its place."""
    exhibit = make(evaluation)
    return exhibit.grid.cells if exhibit.grid else {}


def marked_with(cell, mark, words):
    """Whether a cell holds a mark and the word that it stands for."""
    return (cell.mark_html, cell.items[0]) == (mark, words)


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_no_claim_that_touches_the_period_is_dropped(period):
    table = shipped.facts().claims
    first, last = (int(year) for year in period.split("-"))
    mine = (table["province"] == "P15") & (table["first_year"] <= last)
    wanted = table["claim"][mine & (table["last_year"] >= first)].tolist()
    exhibit = show.claims_table(shipped.evaluation("Bac Giang", period))
    assert sorted(exhibit.grid.rows) == sorted(wanted)
    html = exhibit.html("en")
    shown = [unescape(w) for w in Reader(html).words]
    assert [claim for claim in wanted if claim not in shown] == []


def test_claims_show_their_verdicts_and_statements(case):
    cells = cells_of(show.claims_table, case)
    for claim in case.claims.claims:
        cell = cells[claim.claim, "verdict"]
        words = CLAIM_VERDICTS[claim.verdict]
        assert marked_with(cell, marks.claim_mark(claim.verdict), words)
        assert list(cell.items[1:]) == [QUALIFIERS[q] for q in claim.qualifiers]
        assert cells[claim.claim, "claim"] == claim.statement
        assert cells[claim.claim, "ours"].items
        assert cells[claim.claim, "settle"].texts
        told = list(quantities_in(cells[claim.claim, "stated"]))
        assert told[:1] == ([claim.stated] if claim.stated else [])


@pytest.mark.parametrize("make", [show.claims_table, show.targets_table])
def test_reasons_in_full_are_folded_below(case, make):
    exhibit = make(case)
    judged = {"claims": case.claims, "targets": case.attainment}[exhibit.id]
    rows = getattr(judged, exhibit.id)
    assert [line.values["sentences"].items for line in exhibit.details] == [
        row.reasons for row in rows
    ]
    assert all(row.reasons for row in rows)


def test_a_claim_has_no_more_decimals_than_the_statement():
    """Whole numbers are printed whole, a range with both of its ends."""
    table = shipped.facts().claims.set_index("claim")
    cells = show.claims_table(shipped.evaluation("Bac Giang", "2016-2020")).grid.cells
    checked = 0
    for claim, row in table.iterrows():
        ends = [row["stated_low"], row["stated_high"]]
        whole = [end for end in ends if end == end and float(end).is_integer()]
        if (claim, "stated") in cells and whole and row["unit"] != "year":
            told = list(quantities_in(cells[claim, "stated"]))
            assert [q.value for q in told] == list(dict.fromkeys(whole))
            assert {MEASURES[q.measure].decimals for q in told} == {0}
            checked += 1
    assert checked >= 4


def test_targets_show_their_verdicts_and_measurements(case):
    cells = cells_of(show.targets_table, case)
    for target in case.attainment.targets:
        key, words = target.target, TARGET_VERDICTS[target.verdict]
        mark = marks.target_mark(target.verdict)
        assert marked_with(cells[key, "verdict"], mark, words)
        measured = target.measurement if target.judged else "–"
        assert cells[key, "result"] == measured
        told = list(quantities_in(cells[key, "aim"]))
        assert told == ([target.threshold] if target.threshold else [])


def test_one_measurement_is_told_once():
    """The second target that one measurement judges does not repeat its reasons."""
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    first, second = evaluation.attainment.judged_targets
    assert first.measurement.of == second.measurement.of
    assert list(quantities_in(first.brief))
    assert not list(quantities_in(second.brief))


def test_witnesses_say_who_is_a_part_of_whom(case):
    cells = cells_of(show.witnesses_table, case)
    for one in case.witnesses.witnesses:
        name = one.population
        assert cells[one.instrument, "population"] == (name if name.texts else "–")
    inside = {w.contains: w for w in case.witnesses.witnesses if w.contains}
    for one in case.witnesses.witnesses:
        if one.instrument in inside:
            told = cells[one.instrument, "shared"].values["instrument"]
            assert told == inside[one.instrument].name


def test_every_pair_stands_under_its_verdict(case):
    cells = cells_of(pairs_table, case)
    number = {v: cells[v, "number"].value for v in PAIR_VERDICTS if cells}
    assert sum(number.values()) == len(case.witnesses.pairs)
    for verdict, count in number.items():
        named = cells[verdict, "pairs"].items if count else ()
        same = [p for p in case.witnesses.pairs if p.verdict == verdict]
        assert [(t.values["first"], t.values["second"]) for t in named] == [
            (p.first.name, p.second.name) for p in same
        ]


def test_outcomes_show_their_verdicts_and_failed_conditions(case):
    exhibit = show.outcomes_table(case)
    outcomes = {(o.reform, o.indicator): o for o in case.attribution.outcomes}
    assert (exhibit.id, exhibit.kind) == ("outcomes", "text")
    assert list(exhibit.grid.rows) == list(outcomes)
    for key, outcome in outcomes.items():
        cell, mark = exhibit.grid.cells[key, "verdict"], marks.outcome_mark
        words = OUTCOME_VERDICTS[outcome.verdict]
        assert marked_with(cell, mark(outcome.verdict), words)
        assert len(exhibit.grid.cells[key, "failed"].items) == len(outcome.failed) > 0


def test_the_box_names_every_condition_that_fails_once(case):
    html = show.outcomes_table(case).html("en")
    reforms = reform_verdicts(case, case.attribution)
    failed = {(o.reform, c) for o in case.attribution.outcomes for c in o.failed}
    assert len(Reader(html).all("dt")) == len(failed)
    assert sum(len(one.obstacles) for one in reforms) == len(failed)
    assert len([h for h in Reader(html).all("h3") if h.get("class") == "rv"]) == len(
        reforms
    )


def test_areas_count_what_they_fold_away(case):
    exhibit = show.areas_table(case)
    for area in case.areas.areas:
        done = [q.value for q in quantities_in(exhibit.grid.cells[area.key, "done"])]
        assert done == ([len(area.done)] if area.done else [])
        unknown = quantities_in(exhibit.grid.cells[area.key, "unknown"])
        assert [q.value for q in unknown] == [len(area.unknown)] * bool(area.unknown)
    folded = [item for line in exhibit.details for item in line.values["list"].items]
    parts = ("planned", "done", "changed", "unknown")
    every = [getattr(area, part) for area in case.areas.areas for part in parts]
    assert folded == [line for lines in every for line in lines]


def test_criteria_and_documents_show_their_status_and_count(case):
    cells = cells_of(show.criteria_table, case)
    for one in case.criteria:
        cell, mark = cells[one.criterion.key, "status"], marks.status_mark(one.status)
        assert marked_with(cell, mark, ASSESSED[one.status])
    listed = cells_of(show.documents_table, case)
    for one in case.obtain:
        assert listed[one.document.key, "verdicts"] == one.verdicts
        named = listed[one.document.key, "settles"].items
        assert len(named) == one.verdicts.value


def test_conclusions_say_what_survives(case):
    cells = cells_of(show.robustness, case)
    for one in case.robustness.conclusions:
        key = one.key
        assert cells[key, "verdict"] == one.verdict
        if not one.runs:
            assert (key, "worst") not in cells
            continue
        (worst,) = quantities_in(cells[key, "worst"])
        assert worst == one.worst.quantity
        agreeing, number = quantities_in(cells[key, "share"])
        assert (agreeing.value == number.value) == one.survives
        assert number.value == len(one.runs)


def test_what_is_cited_and_what_is_left_out_are_told_apart():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    cells = show.left_out(evaluation).grid.cells
    reported = shipped.facts().claims
    mine = reported[reported["kind"].isin(["value", "rank"])]
    cited = {
        (name, int(row["year"]))
        for row in mine.to_dict("records")
        for name in row["about"].split()
        if name in evaluation.facts.leaves or name in evaluation.facts.parts
    }
    for (name, column), cell in cells.items():
        if column in ("cited", "left") and hasattr(cell, "items"):
            told = {(name, text.values["year"]) for text in cell.items}
            assert told <= cited if column == "cited" else not told & cited


def told(title, name):
    """A traced count in a title; 0 where the title has none."""
    value = title.values.get(name)
    return value.value if value is not None else 0


def test_counts_in_the_titles_are_traced_and_agree_with_the_evaluation(case):
    titles = {name: make(case).title for name, make in TABLES.items()}
    for title in titles.values():
        for value in title.values.values():
            assert not isinstance(value, int)
    judged = [t for t in case.attainment.targets if t.verdict != "not_verified"]
    changed = [a for a in case.areas.areas if any(m.change for m in a.moved)]
    partly = [c for c in case.criteria if c.status != "not_assessed"]
    assert told(titles["targets"], "judged") == len(judged)
    assert told(titles["areas"], "told") == len(changed)
    assert told(titles["criteria"], "told") == len(partly)
    sizes = {name: len(keys) for name, keys in rows_of(case).items()}
    for name in ("claims", "witnesses", "areas", "criteria", "documents"):
        assert told(titles[name], "number") == sizes[name]


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_says_every_note_of_its_part(case, carriers, name):
    part = getattr(case, name)
    exhibit = STATEMENTS[name](case)
    assert (exhibit.id, exhibit.kind) == (name, "text")
    for lang, html in carriers[name]["html"].items():
        said = [" ".join(say(note, lang).split()) for note in part.notes]
        items = re.findall(r"<(?:li|p)>(.*?)</(?:li|p)>", html, re.DOTALL)
        assert len(items) == max(len(said), 1)
        assert [words_of(i).replace(" ", "") for i in items[: len(said)]] == [
            one.replace(" ", "") for one in said
        ]
    ids = [q.id for note in part.notes for q in quantities_in(note)]
    assert [q.id for q in exhibit.quantities()] == ids


@pytest.mark.parametrize("name", EVERY)
def test_every_number_that_is_shown_opens_its_trace(carriers, name):
    carrier = json.loads(json.dumps(carriers[name], allow_nan=False))
    known = {anchor(number["id"]) for number in carrier["numbers"]}
    for html in carrier["html"].values():
        buttons = Reader(html).all("button")
        assert {b["popovertarget"] for b in buttons} <= known
    for number in carrier["numbers"]:
        assert number["id"] == identity(number["measure"], number["of"])
        assert number["of"] or number["value"] == 0


def test_one_id_has_one_value_in_all_of_them(case):
    values = {}
    for name, make in EVERY.items():
        for q in make(case).quantities():
            assert values.setdefault(q.id, q.value) == q.value, name


CODE = re.compile(r"\bnan\b|\bNone\b|\bNaT\b|[{}]|\b[a-z]+_[a-z_]+\b|\w~\d")


@pytest.mark.parametrize("name", [n for n in EVERY if n != "witnesses"])
def test_words_hold_no_trace_of_the_code(carriers, name):
    for html in carriers[name]["html"].values():
        assert CODE.findall(words_of(html)) == []


@pytest.mark.parametrize(
    ("province", "period"),
    [("Bac Giang", "2011-2015"), ("Bac Giang", "2016-2020")],
)
def test_witnesses_whose_respondents_are_not_known(province, period):
    exhibit = show.witnesses_table(shipped.evaluation(province, period))
    for lang in ("en", "vi"):
        assert CODE.findall(words_of(exhibit.html(lang))) == []


def test_better_than_typical_is_what_the_two_printed_numbers_say(case):
    moved = [one for area in case.areas.areas for one in area.told]
    assert moved
    for one in moved:
        ahead = round(one.change.value, 2) - round(one.typical.value, 2)
        assert one.better == (ahead > 0) - (ahead < 0)
