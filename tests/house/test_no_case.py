"""The library knows no case: its names and years live in data/."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from .case import ROOT, in_identifier, in_literal, years

LIBRARY = sorted((ROOT / "par_eval").rglob("*.py"))
TEMPLATES = sorted(
    path
    for path in (ROOT / "par_eval" / "report").rglob("*")
    if path.suffix in {".html", ".j2", ".css", ".js"}
)
YEARS = years()


def docstrings(tree: ast.Module) -> set[int]:
    """Strings that stand alone as a statement: documentation, wherever they are."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def listed(tree: ast.Module) -> set[int]:
    """Strings in ``__all__``."""
    return {
        id(inner)
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AugAssign)
        for target in getattr(node, "targets", None) or [node.target]
        if isinstance(target, ast.Name) and target.id == "__all__"
        for inner in ast.walk(node.value)
    }


def identifiers(node: ast.AST) -> Iterator[str]:
    for field in ("id", "attr", "arg", "name", "asname", "module"):
        value = getattr(node, field, None)
        if isinstance(value, str):
            yield value


def offences(source: str) -> list[str]:
    tree = ast.parse(source)
    allowed = docstrings(tree) | listed(tree)
    found = []
    for node in ast.walk(tree):
        names = [hit for name in identifiers(node) for hit in in_identifier(name)]
        if isinstance(node, ast.Constant) and id(node) not in allowed:
            if isinstance(node.value, str):
                names += in_literal(node.value)
            elif type(node.value) is int and node.value in YEARS:
                names.append(str(node.value))
        found += [f"line {getattr(node, 'lineno', '?')}: {name!r}" for name in names]
    return found


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_names_nothing_of_the_case(path: Path) -> None:
    assert offences(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_template_names_nothing_of_the_case(path: Path) -> None:
    assert in_literal(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "place = 'Bắc Giang'",
        "place = 'in Bac Giang, that'",
        "path = 'reports/bac-giang'",
        "bac_giang = 1",
        "def score(papi_total): pass",
        "class PapiScores: pass",
        "series = facts.series('papi.total')",
        "part = 'transparency'",
        "part = 'corruption_control'",
        "what = text('Score in control of corruption, public services')",
        "year = 2016",
        "note = f'since 2016 {x}'",
        "period = '2011-2015'",
        "who = 'CECODES'",
        "region = 'mekong_delta'",
        "province = 'P15'",
        "country = 'Viet Nam'",
    ],
)
def test_search_finds_what_is_planted(source: str) -> None:
    assert offences(source)


@pytest.mark.parametrize(
    "source",
    [
        "__all__ = ['papi']",
        "def f():\n    '''Such as papi.total in 2016.'''",
        "environment = 'total'",
        "person_label = changed_names = 'too long an interval'",
        "width = 2000",
        "code = 'vi'",
    ],
)
def test_search_lets_plain_words_pass(source: str) -> None:
    assert offences(source) == []
