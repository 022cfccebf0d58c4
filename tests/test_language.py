"""Languages: numbers, places, lists and sentences as a reader reads them."""

import io
import json
import math
from decimal import Decimal
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from par_eval import language
from par_eval.language import (
    catalogue,
    catalogues,
    decimal,
    extract_notebook,
    number,
    ordinal,
    say,
    speak,
    spoken,
)
from par_eval.values import (
    MEASURES,
    Joined,
    Measure,
    Name,
    Quantity,
    UnknownNameError,
    counted,
    text,
)

GERMAN = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "{year}: {name} rose"
msgstr "{name} stieg: {year}"

msgid "{number} year"
msgid_plural "{number} years"
msgstr[0] "{number} Jahr"
msgstr[1] "{number} Jahre"

#, fuzzy
msgid "never read"
msgstr "nie gelesen"
"""


@pytest.fixture
def german(tmp_path, monkeypatch):
    """A catalogue that only this test knows, in the place of all others."""
    (tmp_path / "de.po").write_text(GERMAN.strip(), "utf-8")
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)
    catalogue.cache_clear()
    yield "de"
    catalogue.cache_clear()


@pytest.fixture
def measured(monkeypatch):
    """Make a quantity of a measure with given decimals and sign."""

    def make(value: float, unit: str = "points", **how) -> Quantity:
        found = Measure(
            "test", text("A test"), text("Use."), "sum", function="f", **how
        )
        monkeypatch.setitem(MEASURES, "test", found)
        return Quantity(value, unit, "test", ("a/P1/2001",))

    return make


@pytest.mark.parametrize(
    ("rank", "english"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (10, "10th")),
        *((11, "11th"), (12, "12th"), (13, "13th"), (14, "14th"), (20, "20th")),
        *((21, "21st"), (22, "22nd"), (23, "23rd"), (61, "61st"), (63, "63rd")),
        *((101, "101st"), (111, "111th"), (112, "112th"), (113, "113th")),
        *((121, "121st"), (1012, "1012th")),
    ],
)
def test_ordinal(rank, english):
    assert ordinal(rank, "en") == english
    assert ordinal(rank, "vi") == f"thứ {rank}"


@pytest.mark.parametrize(
    ("value", "decimals", "english", "vietnamese"),
    [
        (36.4189, 2, "36.42", "36,42"),
        (2.5, 0, "3", "3"),
        (0.125, 2, "0.13", "0,13"),
        (0.135, 2, "0.14", "0,14"),
        (-0.125, 2, "−0.13", "−0,13"),
        (1.005, 2, "1.01", "1,01"),
        (-0.004, 2, "0.00", "0,00"),
        (-0.0, 1, "0.0", "0,0"),
        (1234567.891, 1, "1,234,567.9", "1.234.567,9"),
        (0.1 + 0.2, 2, "0.30", "0,30"),
        (9.999, 2, "10.00", "10,00"),
        (1e-7, 3, "0.000", "0,000"),
        (7, 2, "7.00", "7,00"),
    ],
)
def test_decimal(value, decimals, english, vietnamese):
    assert decimal(value, "en", decimals) == english
    assert decimal(value, "vi", decimals) == vietnamese


@pytest.mark.parametrize(
    ("value", "english"),
    [
        (0.246, "+0.25"),
        (-0.246, "−0.25"),
        (0.0, "0.00"),
        (0.004, "0.00"),
        (-0.004, "0.00"),
    ],
)
def test_a_sign_is_printed_where_something_is_left_of_the_number(value, english):
    assert decimal(value, "en", 2, signed=True) == english
    assert decimal(value, "vi", 2, signed=True) == english.replace(".", ",")


@settings(deadline=None)
@given(st.floats(-1e6, 1e6), st.integers(0, 3), st.booleans())
def test_a_printed_number_is_the_value_to_half_a_digit(value, decimals, signed):
    printed = decimal(value, "en", decimals, signed=signed)
    read = Decimal(printed.replace(",", "").replace("−", "-"))
    assert abs(read - Decimal(repr(value))) <= Decimal(1).scaleb(-decimals) / 2
    assert "-" not in printed
    assert printed.startswith("−") == (read < 0)
    assert printed.startswith("+") == (signed and read > 0)


def test_numbers_have_the_decimals_and_the_sign_of_their_measure(measured):
    assert number(measured(0.25, decimals=1), "en") == "0.3"
    assert number(measured(0.25, decimals=3, signed=True), "vi") == "+0,250"


def test_ranks_are_said_as_places(measured):
    assert number(measured(3.0, "rank", decimals=0), "en") == "3rd"
    assert number(measured(3.0, "rank", decimals=0), "vi") == "thứ 3"


@pytest.mark.parametrize("unit", ["points", "rank"])
def test_a_missing_number_is_a_dash(measured, unit):
    assert number(measured(math.nan, unit, decimals=2), "en") == "–"


def test_years_and_words_are_said_as_they_are():
    said = text("{year}, {word}", year=2019, word="as it is")
    assert say(said, "vi") == "2019, as it is"


def test_english_is_first_among_the_languages(german):
    assert language.known() == ("en", "de")


def test_a_translation_may_turn_the_order(german):
    said = text("{year}: {name} rose", year=2019, name=Name("P1", {"de": "Eins"}))
    assert say(said, german) == "Eins stieg: 2019"
    assert say(said, "en") == "2019: Eins rose"


@pytest.mark.parametrize("message", ["not in the catalogue", "never read"])
def test_what_is_not_translated_is_said_in_english(german, message):
    assert say(text(message), german) == message


@pytest.mark.parametrize(
    ("many", "english", "translated"),
    [(0, "0 years", "0 Jahre"), (1, "1 year", "1 Jahr"), (2, "2 years", "2 Jahre")],
)
def test_plural(german, many, english, translated):
    said = counted("{number} year", "{number} years", many)
    assert say(said, "en") == english
    assert say(said, german) == translated


def test_a_language_without_a_plural_has_one_form():
    one, many = (
        say(
            counted("{number} change was tested", "{number} changes were tested", n),
            "vi",
        )
        for n in (1, 5)
    )
    assert one.replace("1", "5") == many
    assert "tested" not in many


@pytest.mark.parametrize(
    ("items", "english", "vietnamese"),
    [
        ((), "", ""),
        (("a",), "a", "a"),
        (("a", 2), "a and 2", "a và 2"),
        (("a", "b", "c"), "a, b, and c", "a, b và c"),
    ],
)
def test_lists(items, english, vietnamese):
    assert say(Joined(items), "en") == english
    assert say(Joined(items), "vi") == vietnamese


def test_sentences_and_clauses_are_joined_alike_in_every_language():
    for code in ("en", "vi"):
        assert say(Joined((text("One."), "Two."), "sentences"), code) == "One. Two."
        assert say(Joined(("one", 2), "semicolon"), code) == "one; 2"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"en": "Two", "vi": "Hai"}, "Hai"),
        ({"en": "Two"}, "Two"),
        ({"en": "Two", "vi": ""}, "Two"),
        ({}, "P2"),
    ],
)
def test_a_name_that_lacks_the_language_falls_back(texts, said):
    assert say(Name("P2", texts), "vi") == said


HOSTILE = '<b>"R&D"</b> {rank}'
SAFE = "&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt; {rank}"


@pytest.mark.parametrize(
    "value",
    [
        HOSTILE,
        Name("P1", {"en": HOSTILE}),
        Joined((HOSTILE,)),
        text("{inner}", inner=Name("P1", {"en": HOSTILE})),
        text("{inner}", inner=text("{inner}", inner=HOSTILE)),
    ],
)
def test_everything_from_the_data_is_escaped_once(value):
    assert say(value, "en", escape=escape) == SAFE
    assert say(value, "en") == HOSTILE


def test_fixed_words_are_escaped():
    assert say(text("a < b & {c}", c=1), "en", escape=escape) == "a &lt; b &amp; 1"


def test_marks_are_not_escaped_and_see_every_number(measured):
    value = measured(-1.5, decimals=1)
    seen = []

    def mark(quantity, words):
        seen.append((quantity, words))
        return f"<a>{words}</a>"

    said = say(
        text("<{value}>", value=Joined((value, "&"))), "en", mark=mark, escape=escape
    )
    assert said == "&lt;<a>−1.5</a> and &amp;&gt;"
    assert seen == [(value, "−1.5")]


@pytest.mark.parametrize("code", ["xx", "EN", "", "../en"])
def test_an_unknown_language_is_named(code):
    with pytest.raises(UnknownNameError, match=r"unknown language .*known: en, vi"):
        say(text("words"), code)


@pytest.fixture
def own_choice(monkeypatch):
    """The choice of languages is put back after the test."""
    monkeypatch.setattr(catalogues, "_spoken", ["en"])


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ("vi", ("vi",)),
        ("en vi", ("en", "vi")),
        ("vi,en", ("vi", "en")),
        (" vi ,  en ", ("vi", "en")),
        (["vi", "en"], ("vi", "en")),
        (("vi", "vi", "en"), ("vi", "en")),
    ],
)
def test_speak_keeps_the_order_and_takes_each_language_once(own_choice, asked, chosen):
    speak(asked)
    assert spoken() == chosen


@pytest.mark.parametrize("asked", ["vi xx", "english", "", [], " , "])
def test_speak_refuses_what_it_does_not_know_and_keeps_the_choice(own_choice, asked):
    speak("vi")
    with pytest.raises(UnknownNameError, match=r"unknown language: .*; known: en, vi"):
        speak(asked)
    assert spoken() == ("vi",)


def notebook(*cells: tuple[str, object]) -> io.BytesIO:
    record = {
        "cells": [{"cell_type": kind, "source": source} for kind, source in cells]
    }
    return io.BytesIO(json.dumps(record).encode())


def test_every_markdown_cell_is_one_message():
    found = extract_notebook(
        notebook(
            ("markdown", ["# Title\n", "\n", "Words.\n"]),
            ("code", "par_eval.speak('en')"),
            ("markdown", "  Chữ có dấu.  "),
            ("raw", "nothing"),
        ),
        None,
        None,
        None,
    )
    assert [(line, function, message) for line, function, message, _ in found] == [
        (1, None, "# Title\n\nWords."),
        (3, None, "Chữ có dấu."),
    ]
