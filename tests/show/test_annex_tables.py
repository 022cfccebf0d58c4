"""Tables of an annex: what they link to, and what they take from the data."""

import re
from html import escape, unescape

import pytest
import shipped
from small import small

from par_eval.show.exhibit_map import MapEntry, exhibit_map
from par_eval.show.sources_table import sources_table
from par_eval.values import UnknownNameError

HOSTILE = "<script>\"&'</script>"
SCORES = {"first": {2005: [1, 2]}}


def facts_with(**source: str):
    """Facts with a source S9 of one's own."""
    facts = small(SCORES)
    table = facts.tables["sources"]
    row = dict.fromkeys(table, "") | {"source": "S9", "date": "2005"}
    row |= {"title": "A title", "publisher": "A publisher", **source}
    table.loc[len(table), list(row)] = list(row.values())
    return facts


def of_source(**source: str) -> str:
    return sources_table(facts_with(**source), ["S9"]).html("en")


def links(html: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', html)]


@pytest.mark.parametrize("column", ["title", "publisher", "date"])
def test_what_a_source_says_is_words(column):
    html = of_source(**{column: HOSTILE})
    assert escape(HOSTILE) in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://a.example/x?a=1&b=2", "https://a.example/x?a=1&b=2"),
        ("http://a.example/y (page 3)", "http://a.example/y"),
        ('https://a.example/"onclick="x', 'https://a.example/"onclick="x'),
        ("javascript:alert(1)", None),
        ("a.example", None),
        ("", None),
    ],
)
def test_only_an_address_of_the_web_is_linked(address, link):
    html = of_source(address=address)
    assert links(html) == ([link] if link else [])
    assert html.count('rel="noreferrer"') == len(links(html))
    assert "onclick" not in re.sub(r'"[^"]*"', "", html)


@pytest.mark.parametrize("rating", ["green", "amber", "red"])
def test_a_rating_is_a_word(rating):
    html = of_source(quality=rating, suitability="")
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html)
    assert [cell.lower() for cell in cells[-2:]] == [rating, "not rated"]


def test_sources_stand_once_each_in_the_order_of_their_numbers():
    facts = shipped.facts()
    exhibit = sources_table(facts, ["S101", "S14", "R01", "S14", "S57"])
    assert exhibit.sources == ("R01", "S14", "S57", "S101")
    ids = re.findall(r' id="source-([^"]+)"', exhibit.html("vi"))
    assert tuple(ids) == exhibit.sources


def test_a_source_that_is_not_known_is_refused():
    with pytest.raises(UnknownNameError, match="S0"):
        sources_table(shipped.facts(), ["S0"])


def entry(**changed) -> MapEntry:
    fields = {
        "id": "score-paths",
        "kind": "figure",
        "number": 2,
        "cell": "a-cell",
        "function": "par_eval.show.score_paths",
        "titles": {"en": "A finding", "vi": "Một phát hiện"},
        "sources": ("S2", "S1"),
    }
    return MapEntry(**(fields | changed))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_row_leads_to_exhibit_cell_and_sources(language):
    html = exhibit_map(small(SCORES), [entry()]).html(language)
    assert links(html) == ["#score-paths", "#code-a-cell", "#source-S2", "#source-S1"]
    assert entry().titles[language] in html
    assert "noreferrer" not in html


def test_a_finding_in_the_map_is_words():
    html = exhibit_map(small(SCORES), [entry(titles={"en": HOSTILE})]).html("en")
    assert escape(HOSTILE) in html
    assert "<script" not in html


def test_every_cell_has_the_heading_of_its_column():
    """On a phone, where the headings are out of sight."""
    tables = [exhibit_map(small(SCORES), [entry(), entry(kind="text", number=None)])]
    tables.append(sources_table(shipped.facts(), ["S101", "R01"]))
    for table in tables:
        html = table.html("vi")
        heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', html)
        told = re.findall(r'data-l="([^"]*)"', html)
        assert told == heads[1:] * 2
        assert html.startswith('<div class="tw cards" tabindex="0" role="region"')
