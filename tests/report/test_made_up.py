"""The same notebook on a data package of another country, with awkward names."""

from html import unescape
from pathlib import Path

import pytest

import par_eval

LANGUAGES = ["en", "vi"]


def page(folder: Path, language: str) -> str:
    """HTML in a language, told from the others by its `lang`."""
    pages = [path.read_text("utf-8") for path in sorted(folder.glob("*.html"))]
    return next(text for text in pages if f'<html lang="{language}"' in text)


@pytest.fixture(scope="module")
def name(made_up: Path) -> str:
    facts = par_eval.load(made_up)
    return facts.name("provinces", "N1").texts["en"]


def test_package_is_without_fault(made_up: Path) -> None:
    outcome = par_eval.validate(made_up)
    assert outcome.passed, str(outcome)
    assert outcome.warnings == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_name_with_markup_is_shown_as_it_is_written(
    made_up_folder: Path, name: str, language: str
) -> None:
    text = page(made_up_folder, language)
    assert '<b>&"' in name
    assert '<b>&"' not in text
    assert name in unescape(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_label_stands_in_the_language_that_the_data_have(
    made_up_folder: Path, language: str
) -> None:
    assert "street lamps" in page(made_up_folder, language)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("N5", "N5"),
        ("=Fenmark", "N5"),
        ("port silver", "N3"),
        ("ostervik", "N6"),
        ('Ash <b>&" Vale', "N1"),
    ],
)
def test_awkward_names_are_found(made_up: Path, said: str, code: str) -> None:
    assert par_eval.load(made_up).province(said) == code


def test_equal_changes_share_a_place(made_up: Path) -> None:
    """From 2005 to the mean of 2008 and 2009, N2 and N7 both gain 1.2615."""
    facts = par_eval.load(made_up)
    for province in ("N2", "N7"):
        numbers = par_eval.evaluate(province, "2005-2009", facts=facts).trends.numbers
        overall = numbers[numbers["indicator"] == "tally.overall"].set_index("what")
        assert overall.loc["change", "value"] == pytest.approx(1.2615)
        assert overall.loc["place", "value"] == 4
