"""Annexes of a page: the exhibit map, and the sources."""

import csv
import json
import re
from html import escape
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from pages import Page, page_of

from par_eval import show
from par_eval.facts import shipped
from par_eval.report.collect import IncompleteReportError, collect, mapped
from par_eval.show import MIME
from par_eval.show.carrier import carry

LANGUAGES = ("en", "vi")
ROW = re.compile(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', re.DOTALL)

each_language = pytest.mark.parametrize("language", LANGUAGES)


def html(folder: Path, language: str) -> str:
    return (folder / f"report.{language}.html").read_text("utf-8")


def rows(folder: Path, language: str, annex: str) -> list[tuple[str, str]]:
    """Heading and other cells of each row of an annex."""
    after = html(folder, language).partition(f'<div class="tab" id="{annex}">')[2]
    return ROW.findall(after.partition("</table>")[0])


def record(folder: Path, name: str) -> dict:
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


@each_language
def test_map_lists_every_exhibit_with_its_number(
    report_folder: Path, language: str
) -> None:
    """The number in the map is the one that stands above the exhibit."""
    page = html(report_folder, language)
    exhibits = record(report_folder, "manifest")["exhibits"]
    listed = rows(report_folder, language, "exhibit-map")
    links = [re.findall(r'<a href="#([^"]+)">([^<]+)</a>', head) for head, _ in listed]
    assert [found[0][0] for found in links] == [one["id"] for one in exhibits]
    for one, ((name, label),) in zip(exhibits, links, strict=True):
        assert f' id="{name}"' in page
        if one["kind"] != "text":
            after = page.partition(f' id="{name}"')[2]
            assert re.search(r'<p class="fn">(.*?)</p>', after)[1] == label


@each_language
def test_map_names_cell_function_and_sources(
    report_folder: Path, language: str
) -> None:
    exhibits = record(report_folder, "manifest")["exhibits"]
    listed = rows(report_folder, language, "exhibit-map")
    for one, (_, cells) in zip(exhibits, listed, strict=True):
        assert re.findall(r"<code>(.*?)</code>", cells.replace("<wbr>", "")) == [
            one["cell"],
            one["function"],
        ]
        assert re.findall(r'href="#source-([^"]+)"', cells) == one["sources"]


def test_functions_and_cells_of_the_manifest_are_real(report_folder: Path) -> None:
    path = shipped("notebooks") / "plan_period.ipynb"
    cells = {c.id: c.source for c in nbformat.read(path, as_version=4).cells}
    for one in record(report_folder, "manifest")["exhibits"]:
        assert f"{one['function']}(" in cells[one["cell"]]
        assert callable(getattr(show, one["function"].removeprefix("par_eval.show.")))


@each_language
def test_sources_are_those_that_exhibits_and_traces_name(
    report_folder: Path, language: str
) -> None:
    exhibits = record(report_folder, "manifest")["exhibits"]
    named = {source for one in exhibits for source in one["sources"]}
    traced = record(report_folder, "trace")["sources"]
    listed = rows(report_folder, language, "sources")
    ids = [re.search(r'id="source-([^"]+)"', head)[1] for head, _ in listed]
    assert set(ids) == named | set(traced)
    assert len(ids) == len(set(ids))


def test_sources_are_told_as_the_data_have_them(report_folder: Path) -> None:
    with (shipped("data") / "sources.csv").open(encoding="utf-8", newline="") as file:
        known = {row["source"]: row for row in csv.DictReader(file)}
    linked = 0
    for head, cells in rows(report_folder, "en", "sources"):
        row = known[re.sub("<[^>]*>", "", head)]
        for column in ("title", "publisher", "date"):
            assert escape(row[column]) in cells
        ratings = re.findall(r">([^<]+)</td>", cells)[-2:]
        assert [one.lower() for one in ratings] == [row["quality"], row["suitability"]]
        if row["address"].startswith("http"):
            link = escape(row["address"].split()[0])
            assert f'<a href="{link}" rel="noreferrer">' in cells
            linked += 1
        else:
            assert "<a " not in cells
    assert linked > 10


@each_language
def test_annexes_stand_in_the_contents(report_folder: Path, language: str) -> None:
    page = html(report_folder, language)
    contents = page.partition('<nav class="toc"')[2].partition("</nav>")[0]
    linked = re.findall(r'href="#(s\d+)"', contents)
    for annex in ("exhibit-map", "sources"):
        before = page.partition(f'id="{annex}"')[0]
        assert re.findall(r'<section id="(s\d+)"', before)[-1] in linked


@each_language
def test_every_id_is_given_once_and_every_link_leads_somewhere(
    report_folder: Path, language: str
) -> None:
    page = page_of(report_folder, language)
    assert {name for name in page.ids if page.ids.count(name) > 1} == set()
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert inside - set(page.ids) == set()
    assert len(inside) > 30


def shown(kind: str, name: str, body: str, **more: list) -> nbformat.NotebookNode:
    """A cell that shows an exhibit."""
    carrier = carry(kind, name, {"en": body}, [], title={"en": f"Of {name}"}, **more)
    output = new_output("display_data", data={MIME: carrier})
    call = f"par_eval.show.{name}_{kind}(evaluation)"
    return new_code_cell(call, id=f"cell-{name}", outputs=[output])


NUMBERED = '<p class="fn" data-kind="{}"></p>'


def test_exhibits_are_numbered_by_kind_where_they_bear_a_number() -> None:
    table, figure = NUMBERED.format("table"), NUMBERED.format("figure")
    hidden = shown("table", "e", table)
    hidden.metadata["tags"] = ["notebook-only"]
    cells = [
        shown("text", "a", "<p>A.</p>"),
        shown("table", "b", table, sources=["S2", "S1"]),
        hidden,
        shown("figure", "c", figure),
        shown("table", "d", table),
    ]
    entries = mapped(new_notebook(cells=cells))
    told = [(one.id, one.number, one.cell, one.function) for one in entries]
    assert told == [
        ("a", None, "cell-a", "par_eval.show.a_text"),
        ("b", 1, "cell-b", "par_eval.show.b_table"),
        ("c", 1, "cell-c", "par_eval.show.c_figure"),
        ("d", 2, "cell-d", "par_eval.show.d_table"),
    ]
    assert entries[1].sources == ("S2", "S1")
    assert entries[1].titles == {"en": "Of b"}


def test_silent_exhibits_have_no_entry_and_no_place() -> None:
    figure = NUMBERED.format("figure")
    cells = [shown("text", "a", ""), shown("figure", "b", figure)]
    notebook = new_notebook(cells=cells)
    assert [carrier["id"] for carrier in collect(notebook)] == ["b"]
    assert [(one.id, one.number) for one in mapped(notebook)] == [("b", 1)]
    del cells[1]
    with pytest.raises(IncompleteReportError):
        collect(new_notebook(cells=[*cells, new_code_cell("par_eval.show.c(d)")]))


def test_page_reads_blocks_by_what_they_stand_in() -> None:
    listed = '<ul class="toc"><li>One <b>two</b></li></ul>'
    page = Page(f'{listed}<p id="x">Three.<br>Four.</p>')
    told = [(block.tag, block.text) for block in page.blocks]
    assert told == [("li", "One two"), ("p", "Three. Four.")]
    assert [b.within("toc") for b in page.blocks] == [True, False]
    assert page.ids == ["x"]
