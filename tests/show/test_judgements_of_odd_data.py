"""Judgements of odd data: words that look like code, tables without rows or sources."""

import dataclasses
import json
import re
from html import escape, unescape

import pandas as pd
import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.language import say
from par_eval.show.exhibit import source_line
from par_eval.values import Name

from .test_carriers import Reader
from .test_judgements import EVERY, STATEMENTS, TABLES

LABEL = re.compile(r"_(en|vi)$")


def hostile(cell):
    """A label that looks like a formula, holds HTML, quotes and a field."""
    return f"=<b>{cell}</b> {{field}} & \"q\" 'a'" if isinstance(cell, str) else cell


def spoiled(table):
    """A copy of a table whose labels, publishers and units are hostile."""
    names = [c for c in table if LABEL.search(c) or c in ("publisher",)]
    return table.assign(**{name: table[name].map(hostile) for name in names})


@pytest.fixture(scope="module")
def evaluation():
    """Bac Giang in 2016-2020, every word of the data spoiled."""
    facts = shipped.facts()
    tables = {name: spoiled(table) for name, table in facts.tables.items()}
    tables["outputs"] = tables["outputs"].assign(unit="<i>units</i>")
    copy = dataclasses.replace(facts, tables=tables, _known={})
    return Evaluation(National(copy, "2016-2020"), "P15")


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_words_of_the_data_are_no_html(evaluation, name, lang):
    html = EVERY[name](evaluation).html(lang)
    reader = Reader(html)
    tags = {tag for tag, _ in reader.elements}
    assert not tags & {"b", "i", "script"}
    html = re.sub(r"<svg .*?</svg>", "", html, flags=re.DOTALL)
    assert {key for _, found in Reader(html).elements for key in found} <= {
        "aria-label",
        "class",
        "data-kind",
        "data-l",
        "id",
        "popovertarget",
        "role",
        "scope",
        "tabindex",
        "title",
        "type",
    }


NAMED_BY_DATA = ("targets", "witnesses", "areas", "criteria", "documents")
"""Tables whose rows are headed by words of the data, not by ids or verdicts."""


@pytest.mark.parametrize("name", NAMED_BY_DATA)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_headings_of_rows_are_carried_word_for_word(evaluation, name, lang):
    """They begin like a formula and hold a field, and stay what they are."""
    exhibit = TABLES[name](evaluation)
    html = exhibit.html(lang)
    assert exhibit.grid.rows
    for heading in exhibit.grid.rows.values():
        assert heading.texts[lang].startswith("=<b>")
        assert escape(heading.texts[lang], quote=True) in html


def test_statements_of_claims_are_carried_word_for_word(evaluation):
    exhibit = TABLES["claims"](evaluation)
    html = exhibit.html("en")
    for claim in evaluation.claims.claims:
        assert exhibit.grid.cells[claim.claim, "claim"].texts == claim.statement.texts
        for name in (claim.statement, claim.would_settle):
            assert name.texts["en"].startswith("=<b>")
            assert escape(name.texts["en"], quote=True) in html


def test_titles_are_carried_as_plain_text(evaluation):
    for make in EVERY.values():
        bundle = make(evaluation)._repr_mimebundle_()
        assert "&lt;" not in bundle["text/plain"]
        json.dumps(bundle["application/vnd.par-eval.v1+json"], allow_nan=False)


@pytest.mark.parametrize("name", STATEMENTS)
def test_statements_say_the_words_of_the_data(evaluation, name):
    part = getattr(evaluation, name)
    html = STATEMENTS[name](evaluation).html("en")
    for note in part.notes:
        for value in note.values.values():
            if isinstance(value, Name):
                assert escape(value.texts["en"], quote=True) in html


def bare(values=None):
    facts = small({"a": values or {y: [1.0 + y % 3, 2.0] for y in range(2003, 2010)}})
    return Evaluation(National(facts, "2005-2009"), "P1")


EMPTY = {
    "nothing but a survey": bare,
    "no value": lambda: bare({y: [None, 2.0] for y in range(2003, 2010)}),
    "a province without claims": lambda: shipped.evaluation("Ca Mau", "2016-2020"),
}


@pytest.mark.parametrize("kind", EMPTY)
@pytest.mark.parametrize("name", EVERY)
def test_every_exhibit_can_be_made_of_little(kind, name):
    exhibit = EVERY[name](EMPTY[kind]())
    html = exhibit.html("en")
    words = unescape(re.sub(r"<[^>]*>", " ", html))
    assert Reader(html).elements
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b|[{}]", words)
    assert say(exhibit.title, "en")
    rows = exhibit.grid.rows if exhibit.grid else ()
    assert exhibit.kind == ("table" if name in TABLES and rows else "text")


WITH_LITTLE = ("witnesses", "robustness")
"""Tables that one survey alone fills."""


@pytest.mark.parametrize("name", [n for n in TABLES if n not in WITH_LITTLE])
def test_without_anything_to_judge_a_sentence_stands_in_place_of_a_table(name):
    exhibit = TABLES[name](bare())
    assert (exhibit.id, exhibit.kind, exhibit.grid) == (name, "text", None)
    assert say(exhibit.alternative, "en").endswith(".")


def test_a_survey_alone_is_the_only_witness():
    assert list(TABLES["witnesses"](bare()).grid.rows) == ["survey"]


@pytest.mark.parametrize(
    ("name", "province", "period"),
    [
        ("targets", "Ca Mau", "2016-2020"),
        ("witnesses", "Ca Mau", "2016-2020"),
        ("areas", "Ca Mau", "2016-2020"),
        ("robustness", "Ca Mau", "2016-2020"),
    ],
)
def test_a_source_line_names_a_source(name, province, period):
    evaluation = shipped.evaluation(province, period)
    html = TABLES[name](evaluation).html("en")
    assert say(source_line(evaluation.facts, ()), "en") not in html


def sources_of_areas(evaluation):
    """Sources of the outputs of the period, of its targets, and of its indicators."""
    facts, years = evaluation.facts, evaluation.national.years
    outputs = facts.table("outputs")
    mine = outputs[outputs["province"] == evaluation.province]
    done = set(mine["source"][mine["year"].isin(years)])
    planned = {s for t in evaluation.attainment.targets for s in t.sources}
    names = facts.table("area_indicators")["indicator"]
    below = [i for i in facts.leaves for n in names if i == n or i.startswith(f"{n}.")]
    return done | planned | set(facts.sources_of(below))


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_the_sources_of_the_areas_are_those_of_what_is_shown(period):
    evaluation = shipped.evaluation("Bac Giang", period)
    cited = set(TABLES["areas"](evaluation).sources)
    assert cited <= sources_of_areas(evaluation)
    assert {s for t in evaluation.attainment.targets for s in t.sources} <= cited


def test_sources_are_known_and_named_once_each():
    for period in shipped.PERIODS:
        evaluation = shipped.evaluation("Bac Giang", period)
        known = set(evaluation.facts.sources["source"])
        for make in TABLES.values():
            cited = make(evaluation).sources
            assert list(cited) == sorted(set(cited))
            assert set(cited) <= known


def test_a_changed_verdict_changes_the_table():
    """A target that is seen in a source is judged by the measurement that is there."""
    facts = shipped.facts()
    targets = facts.targets.assign(verified="yes")
    copy = dataclasses.replace(
        facts, tables={**facts.tables, "targets": targets}, _known={}
    )
    changed = Evaluation(National(copy, "2016-2020"), "P15")
    counts = [
        TABLES["targets"](one).title.values["judged"].value
        for one in (shipped.evaluation("Bac Giang", "2016-2020"), changed)
    ]
    assert counts == [2, 3]


def test_a_claim_that_is_added_is_shown():
    facts = shipped.facts()
    row = facts.claims.query("claim == 'C12'").assign(claim="C99")
    claims = pd.concat([facts.claims, row], ignore_index=True)
    copy = dataclasses.replace(
        facts, tables={**facts.tables, "claims": claims}, _known={}
    )
    changed = Evaluation(National(copy, "2016-2020"), "P15")
    exhibit = TABLES["claims"](changed)
    assert "C99" in exhibit.grid.rows
    assert exhibit.title.values["number"].value == 20
