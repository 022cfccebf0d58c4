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
    QUALIFIERS,
    TARGET_VERDICTS,
)
from par_eval.language import say
from par_eval.show import anchor
from par_eval.values import Joined, identity, quantities_in

from .test_carriers import Reader

TABLES = {
    "targets": show.targets_table,
    "claims": show.claims_table,
    "witnesses": show.witnesses_table,
    "outcomes": show.outcomes_table,
    "areas": show.areas_table,
    "criteria": show.criteria_table,
    "documents": show.documents_table,
}
STATEMENTS = {
    "precision": show.precision,
    "benchmarks": show.benchmarks,
    "left_out": show.left_out,
    "robustness": show.robustness,
    "boundary": show.boundary,
}
EVERY = {**TABLES, **STATEMENTS}
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
    outcomes = evaluation.attribution.outcomes
    return {
        "targets": [t.target for t in evaluation.attainment.targets],
        "claims": [c.claim for c in evaluation.claims.claims],
        "witnesses": [w.instrument for w in evaluation.witnesses.witnesses],
        "outcomes": [(o.reform, o.indicator) for o in outcomes],
        "areas": [a.area.key for a in evaluation.areas.areas],
        "criteria": [c.criterion.key for c in evaluation.criteria],
        "documents": [o.document.key for o in evaluation.obtain],
    }


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_row_for_each_judgement(case, carriers, name):
    exhibit = TABLES[name](case)
    wanted = rows_of(case)[name]
    assert (exhibit.id, exhibit.kind) == (name, "table")
    assert list(exhibit.grid.rows) == wanted
    assert {row for row, _ in exhibit.grid.cells} <= set(wanted)
    for html in carriers[name]["html"].values():
        heads = [th for th in Reader(html).all("th") if th.get("scope") == "row"]
        assert len(heads) == len(wanted)


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
    cells = show.claims_table(case).grid.cells
    for claim in case.claims.claims:
        verdict, *qualifiers = cells[claim.claim, "verdict"].items
        assert verdict == CLAIM_VERDICTS[claim.verdict]
        assert qualifiers == [QUALIFIERS[q] for q in claim.qualifiers]
        assert cells[claim.claim, "claim"] == claim.statement
        assert cells[claim.claim, "why"].items == claim.reasons != ()
        assert cells[claim.claim, "settle"].texts
        assert cells[claim.claim, "stated"] in (claim.stated, "–")


def test_targets_show_their_verdicts_and_measurements(case):
    cells = show.targets_table(case).grid.cells
    for target in case.attainment.targets:
        key = target.target
        assert cells[key, "verdict"] == TARGET_VERDICTS[target.verdict]
        assert cells[key, "why"].items == target.reasons != ()
        assert cells[key, "result"] in (target.measurement, "–")
        told = list(quantities_in(cells[key, "aim"]))
        assert told == ([target.threshold] if target.threshold else [])


def test_witnesses_show_every_place_that_is_known(case):
    cells = show.witnesses_table(case).grid.cells
    years = [column for _, column in cells if isinstance(column, int)]
    places = {
        (w.instrument, year): place.quantities
        for w in case.witnesses.witnesses
        for year, place in w.places.items()
    }
    assert places
    assert len(years) == len(places)
    for key, quantities in places.items():
        assert tuple(quantities_in(cells[key])) == quantities


def test_outcomes_show_their_verdicts_and_failed_conditions(case):
    cells = show.outcomes_table(case).grid.cells
    for outcome in case.attribution.outcomes:
        key = (outcome.reform, outcome.indicator)
        assert cells[key, "verdict"] == OUTCOME_VERDICTS[outcome.verdict]
        failed = cells[key, "failed"]
        assert len(failed.items) == len(outcome.failed) > 0


def test_areas_show_all_their_lines(case):
    cells = show.areas_table(case).grid.cells
    for area in case.areas.areas:
        for part in ("planned", "done", "changed", "unknown"):
            shown = cells.get((area.area.key, part), Joined(()))
            assert shown.items == getattr(area, part)


def test_criteria_and_documents_show_their_status_and_count(case):
    cells = show.criteria_table(case).grid.cells
    for one in case.criteria:
        assert cells[one.criterion.key, "status"] == ASSESSED[one.status]
        assert cells[one.criterion.key, "why"] == one.reason
    listed = show.documents_table(case).grid.cells
    assert listed == {(o.document.key, "verdicts"): o.verdicts for o in case.obtain}


def told(title, name):
    """A count in a title, traced or not; 0 where the title has none."""
    value = title.values.get(name, 0)
    return getattr(value, "value", value)


def test_counts_in_the_titles_agree_with_the_evaluation(case):
    titles = {name: make(case).title for name, make in TABLES.items()}
    judged = [t for t in case.attainment.targets if t.verdict != "not_verified"]
    able = [o for o in case.attribution.outcomes if o.verdict == "estimable"]
    changed = [a for a in case.areas.areas if a.changed]
    partly = [c for c in case.criteria if c.status != "not_assessed"]
    assert told(titles["targets"], "judged") == len(judged)
    assert told(titles["areas"], "measured") == len(changed)
    assert told(titles["criteria"], "told") == len(partly)
    sizes = {name: len(keys) for name, keys in rows_of(case).items()}
    sizes["outcomes"] = len(able)
    assert {name: told(title, "number") for name, title in titles.items()} == sizes


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_says_every_note_of_its_part(case, carriers, name):
    part = getattr(case, name)
    exhibit = STATEMENTS[name](case)
    assert (exhibit.id, exhibit.kind) == (name, "text")
    for lang, html in carriers[name]["html"].items():
        items = re.findall(r"<li>(.*?)</li>", html, re.DOTALL)
        said = [" ".join(say(note, lang).split()) for note in part.notes]
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
