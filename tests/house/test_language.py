"""The catalogues: complete, current, and with the fields of their messages."""

import ast
import re
import shlex
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from .case import ROOT

TRANSLATIONS = ROOT / "par_eval" / "translations"
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
FIELD = re.compile(r"\{(\w*)[^{}]*\}")


def make_variable(name: str) -> list[str]:
    """Words of a variable in the Makefile, so that both do the same."""
    found = re.search(rf"^{name} := (.+)$", MAKEFILE, re.MULTILINE)
    assert found, f"the Makefile sets no {name}"
    return shlex.split(found[1])


LANGUAGES = make_variable("TRANSLATIONS")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Messages of the code and the notebooks as they are now."""
    path = tmp_path_factory.mktemp("messages") / "messages.pot"
    pybabel = Path(sys.executable).parent / "pybabel"
    command = [pybabel, "--quiet", "extract", *make_variable("EXTRACT"), "-o", path]
    subprocess.run([*command, "par_eval", "notebooks"], cwd=ROOT, check=True)
    with path.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    path = TRANSLATIONS / f"{request.param}.po"
    if not path.is_file():
        pytest.fail(f"there is no {path.name}: make messages, then translate")
    with path.open("rb") as file:
        return read_po(file, locale=request.param)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def translated(catalogue: Catalog) -> list[Message]:
    return [m for m in messages(catalogue) if forms(m.string) and all(forms(m.string))]


def forms(text: object) -> list[str]:
    return [text] if isinstance(text, str) else [str(form) for form in text or ()]


def fields(form: str) -> set[str]:
    return set(FIELD.findall(form))


def test_the_catalogues_are_those_of_the_makefile() -> None:
    assert {path.stem for path in TRANSLATIONS.glob("*.po")} == set(LANGUAGES)


def test_code_and_notebooks_have_messages(template: Catalog) -> None:
    places = {
        place.split("/")[0] for m in messages(template) for place, _ in m.locations
    }
    assert places == {"par_eval", "notebooks"}


def test_every_message_is_in_the_catalogue(
    template: Catalog, catalogue: Catalog
) -> None:
    wanted = {message.id for message in messages(template)}
    present = {message.id for message in messages(catalogue)}
    assert wanted - present == set()
    assert present - wanted == set()
    assert [message.id for message in catalogue.obsolete.values()] == []


def test_every_message_is_translated(catalogue: Catalog) -> None:
    done = [message.id for message in translated(catalogue)]
    assert [m.id for m in messages(catalogue) if m.id not in done] == []


def test_no_translation_is_fuzzy(catalogue: Catalog) -> None:
    assert [m.id for m in messages(catalogue) if m.fuzzy] == []


def test_plurals_have_the_forms_of_the_language(catalogue: Catalog) -> None:
    wrong = [
        message.id
        for message in messages(catalogue)
        if message.pluralizable and len(forms(message.string)) != catalogue.num_plurals
    ]
    assert wrong == []


def keeps_fields(message: Message) -> bool:
    """Each form has the fields of one or many, the last form those of many."""
    said = [fields(form) for form in forms(message.string)]
    meant = [fields(form) for form in forms(message.id)]
    return all(found in meant for found in said) and said[-1] == meant[-1]


def test_translations_keep_the_fields(catalogue: Catalog) -> None:
    wrong = [m.id for m in translated(catalogue) if not keeps_fields(m)]
    assert wrong == []


def test_translations_keep_the_heading_of_a_cell(catalogue: Catalog) -> None:
    def heading(text: str) -> str:
        return re.match(r"#*", text)[0]

    wrong = [
        message.id
        for message in translated(catalogue)
        if heading(forms(message.id)[0]) != heading(forms(message.string)[0])
    ]
    assert wrong == []


def test_catalogue_is_composed_unicode(catalogue: Catalog) -> None:
    strings = [text for m in messages(catalogue) for text in forms(m.string)]
    assert [
        text for text in strings if not unicodedata.is_normalized("NFC", text)
    ] == []


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "par_eval").rglob("*.py")),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_messages_in_the_code_can_be_extracted(path: Path) -> None:
    """A message that is put together while the code runs is in no catalogue."""
    messages_of = {"text": 1, "counted": 2}
    calls = [
        (node, messages_of[node.func.id])
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in messages_of
    ]
    composed = [
        f"line {call.lineno}"
        for call, count in calls
        if [type(argument) for argument in call.args[:count]] != [ast.Constant] * count
    ]
    assert composed == []
