"""Exhibits as people and as machines get them."""

import base64
import json
import re
from html import escape
from html.parser import HTMLParser

import pytest

from par_eval.language import catalogues, say
from par_eval.show import MIME, SCHEMA, Exhibit, anchor, fill, said
from par_eval.show.carrier import carry, record
from par_eval.values import Joined, Name, Quantity, identity, quantities, text

from .conftest import EXHIBITS

LANGUAGES = ("en", "vi")
EMPTY = {"br", "img", "source", "meta", "hr"}
LONGEST_TITLE = 110
FIGURES = ["score-paths", "rank-paths", "dimension-dots"]
TABLES = ["windows", "standing"]
TEXTS = ["summary", "limits"]


def only(ids):
    """Run a test for some of the exhibits."""
    return pytest.mark.parametrize("exhibit", ids, indirect=True)


class Reader(HTMLParser):
    """Elements, attributes and words of a piece of HTML, if its tags match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def test_a_bundle_is_for_people_and_for_machines(exhibit, bundle):
    assert set(bundle) == {"text/html", "text/plain", MIME}
    title = say(exhibit.title, "en")
    assert bundle["text/plain"] == title[0].upper() + title[1:]
    style, html = bundle["text/html"].split("</style>")
    assert style.startswith("<style>")
    assert html == fill(bundle[MIME], "en")
    assert Reader(html).elements


def test_a_carrier_is_plain_data(exhibit, carrier):
    again = json.loads(json.dumps(carrier, allow_nan=False))
    assert again == carrier
    assert carrier["par_eval_schema"] == SCHEMA
    assert (carrier["kind"], carrier["id"]) == (exhibit.kind, exhibit.id)
    assert tuple(carrier["html"]) == LANGUAGES


def test_ids_and_kinds_are_what_they_are_called(exhibit, request):
    asked = request.node.callspec.params["exhibit"]
    assert exhibit.id == asked
    kinds = {
        "summary": "text",
        "limits": "text",
        "windows": "table",
        "standing": "table",
    }
    assert exhibit.kind == kinds.get(asked, "figure")


def numbers_in(html: str) -> list[dict[str, str]]:
    """Buttons that open the trace of a number."""
    return [b for b in Reader(html).all("button") if b.get("class") == "q"]


def test_every_number_opens_one_of_the_carrier(carrier):
    known = {anchor(number["id"]) for number in carrier["numbers"]}
    for lang, html in carrier["html"].items():
        lost = [b["title"] for b in numbers_in(html) if b["popovertarget"] not in known]
        assert lost == [], lang


def test_every_other_button_opens_something_beside_it(carrier):
    for lang, html in carrier["html"].items():
        others = [b for b in Reader(html).all("button") if b.get("class") != "q"]
        opened = {button["popovertarget"] for button in others}
        assert opened <= set(re.findall(r' id="([^"]+)"', html)), lang


def test_buttons_name_what_they_open(carrier):
    for html in carrier["html"].values():
        for button in numbers_in(html):
            assert button["popovertarget"] == anchor(button["title"])
        # a button without a type would send a form
        assert "<form" not in html


def test_both_languages_show_the_same_numbers(carrier):
    opened = [
        sorted(button["title"] for button in numbers_in(html))
        for html in carrier["html"].values()
    ]
    assert opened[0] == opened[1]


def test_numbers_are_shown_once_and_have_inputs(carrier):
    ids = [number["id"] for number in carrier["numbers"]]
    assert len(ids) == len(set(ids))
    for number in carrier["numbers"]:
        assert number["of"] or number["value"] == 0
        assert number["id"] == identity(number["measure"], number["of"])


def test_one_id_has_one_value(exhibit):
    """Two numbers under one id would open the same trace."""
    values: dict[str, float] = {}
    for quantity in exhibit.quantities():
        assert values.setdefault(quantity.id, quantity.value) == quantity.value


def test_one_id_has_one_value_in_the_whole_report(evaluation):
    values: dict[str, float] = {}
    for make in EXHIBITS.values():
        for quantity in make(evaluation).quantities():
            assert values.setdefault(quantity.id, quantity.value) == quantity.value


def test_bounds_say_what_they_are(exhibit):
    for quantity in exhibit.quantities():
        if quantity.low is not None or quantity.high is not None:
            assert quantity.interval
            assert quantity.low <= quantity.value <= quantity.high


def test_words_hold_no_trace_of_the_code(carrier):
    for html in carrier["html"].values():
        words = " ".join(Reader(html).words)
        assert not re.search(r"\bnan\b|\bNone\b|\bNaN\b|[{}]|\w~\d|&\w+;", words)


@only(FIGURES)
def test_titles_take_two_lines_at_most(exhibit):
    for lang in LANGUAGES:
        assert len(say(exhibit.title, lang)) <= LONGEST_TITLE


@only([*FIGURES, *TABLES])
def test_titles_are_no_sentences_and_subtitles_are(exhibit):
    for lang in LANGUAGES:
        assert not say(exhibit.title, lang).endswith(".")
        assert say(exhibit.subtitle, lang).endswith(".")


def test_figures_have_two_drawings_and_words_for_them(exhibit, carrier):
    for lang in LANGUAGES:
        names = set(carrier["pictures"][lang])
        assert names == ({"wide", "narrow"} if exhibit.kind == "figure" else set())
        images = Reader(carrier["html"][lang]).all("img")
        assert [image["alt"] for image in images] == (
            [say(exhibit.alternative, lang)] if exhibit.kind == "figure" else []
        )


@only(FIGURES)
def test_words_for_a_drawing_hold_every_number_that_it_is_about(exhibit):
    words = say(exhibit.alternative, "en")
    main = "rank" if exhibit.id == "rank-paths" else "score"
    rows = exhibit.numbers[exhibit.numbers["what"] == main]
    assert len(rows)
    for quantity in quantities(rows):
        assert say(quantity, "en") in words


def test_pictures_are_filled_in_for_the_reader(exhibit, carrier):
    for lang in LANGUAGES:
        html = fill(carrier, lang)
        assert "picture:" not in html
        links = re.findall(r'(?:src|srcset)="data:image/svg\+xml;base64,([^"]+)"', html)
        drawn = {base64.b64decode(link).decode() for link in links}
        assert drawn == set(carrier["pictures"][lang].values())


def test_pictures_keep_the_place_that_the_page_reserves(exhibit, carrier):
    for lang in LANGUAGES:
        reader = Reader(carrier["html"][lang])
        reserved = [*reader.all("source"), *reader.all("img")]
        sizes = [(e["width"], e["height"]) for e in reserved]
        drawn = [
            re.search(
                r'viewBox="0 0 ([\d.]+) ([\d.]+)"', carrier["pictures"][lang][name]
            )
            for name in ("narrow", "wide")[: len(sizes)]
        ]
        assert [(f"{float(d[1]):g}", f"{float(d[2]):g}") for d in drawn] == sizes


def test_sources_are_named_once_each(exhibit, carrier):
    for source in exhibit.sources:
        row = exhibit.facts.source(source)
        for html in carrier["html"].values():
            assert html.count(f"{escape(row['publisher'])}, {source}") == 1


@only([*TABLES, *TEXTS])
def test_the_first_language_that_was_chosen_is_shown(exhibit, monkeypatch):
    monkeypatch.setattr(catalogues, "_spoken", ["vi"])
    shown = exhibit._repr_mimebundle_()
    assert shown["text/plain"].lower() == say(exhibit.title, "vi").lower()
    assert tuple(shown[MIME]["html"]) == ("vi",)
    assert shown["text/html"].endswith(shown[MIME]["html"]["vi"])


def test_an_anchor_belongs_to_one_id():
    first, second = anchor("rank(a/P1/2001)"), anchor("rank(a/P1/2002)")
    assert first != second
    assert re.fullmatch(r"t-[0-9a-f]{12}", first)


QUANTITY = Quantity(3.0, "rank", "rank", ("a<b>/P1/2001",))


def test_numbers_become_buttons_and_keep_their_stop():
    html = said(text("Rank {rank}, of {of}.", rank=QUANTITY, of=QUANTITY), "en")
    reader = Reader(html)
    assert "".join(reader.words) == "Rank 3rd, of 3rd."
    assert [button["title"] for button in reader.all("button")] == [QUANTITY.id] * 2
    assert "</button>,</span>" in html
    assert "</button>.</span>" in html


def test_what_the_data_say_is_escaped():
    hostile = "<script>\"&'</script>"
    html = said(text("{name}", name=Joined((Name("P1", {"en": hostile}),))), "en")
    assert html == escape(hostile)


def test_missing_numbers_are_null_in_the_data():
    nothing = float("nan")
    quantity = Quantity(nothing, "points", "score", ("a/P1/2001",), nothing, None)
    noted = Quantity(1, "points", "score", ("a",), notes=(text("Note {n}.", n=1),))
    assert (record(quantity)["value"], record(quantity)["low"]) == (None, None)
    assert record(noted)["notes"] == ["Note 1."]


def test_a_number_that_is_shown_twice_is_carried_once():
    numbers = carry("text", "t", {"en": ""}, [QUANTITY, QUANTITY])["numbers"]
    assert [number["id"] for number in numbers] == [QUANTITY.id]


@only([*TABLES, *TEXTS])
def test_only_a_figure_can_be_drawn(exhibit):
    assert isinstance(exhibit, Exhibit)
    with pytest.raises(ValueError, match=exhibit.kind):
        exhibit.figure(None)
