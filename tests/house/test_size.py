"""Modules stay short, and everything public says what it takes."""

import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import par_eval

from .case import ROOT

LINES = 300
ENDINGS = (".", "?")
MODULES = sorted((ROOT / "par_eval").rglob("*.py"))


@pytest.fixture(scope="module")
def public() -> dict[str, object]:
    """Functions and classes in any ``__all__``, once each, by their dotted name."""
    found = {}
    for module in pkgutil.walk_packages(par_eval.__path__, "par_eval."):
        if module.name.endswith("__main__"):
            continue
        room = importlib.import_module(module.name)
        for name in getattr(room, "__all__", ()):
            item = getattr(room, name)
            if (inspect.isfunction(item) or inspect.isclass(item)) and (
                item.__module__.startswith("par_eval.")
            ):
                found[f"{item.__module__}.{item.__qualname__}"] = item
    return found


def methods(item: object) -> Iterator[object]:
    if inspect.isclass(item):
        for name, member in vars(item).items():
            if inspect.isfunction(member) and not name.startswith("_"):
                yield member


def takes_something(item: object) -> bool:
    """Whether the item's own signature says what it takes; an exception's may not."""
    own = dataclasses.is_dataclass(item) or "__init__" in vars(item)
    return inspect.isfunction(item) or own


def parameters(item: object) -> list[str]:
    """Names that a caller may give."""
    if not takes_something(item):
        return []
    if dataclasses.is_dataclass(item):
        names = [field.name for field in dataclasses.fields(item) if field.init]
    else:
        called = item.__init__ if inspect.isclass(item) else item
        names = list(inspect.signature(called).parameters)
    return [name for name in names if name not in {"self", "cls"} and name[0] != "_"]


def documented(item: object) -> list[str]:
    """Names in the section Parameters of a numpydoc docstring."""
    _, _, after = (inspect.getdoc(item) or "").partition("Parameters\n----------\n")
    section = re.split(r"^\S.*\n-{3,}$", after, maxsplit=1, flags=re.MULTILINE)[0]
    entries = re.findall(r"^(\S[^:\n]*?)(?: :.*)?$", section, re.MULTILINE)
    return [name.strip(" *") for entry in entries for name in entry.split(",")]


def first_line(item: object) -> str:
    return (inspect.getdoc(item) or "").split("\n", 1)[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_short(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LINES


def test_docstrings_begin_with_a_sentence(public: dict[str, object]) -> None:
    said = {
        f"{item.__module__}.{part.__qualname__}": first_line(part)
        for item in public.values()
        for part in (item, *methods(item))
    }
    assert said
    assert [name for name, line in said.items() if not line.endswith(ENDINGS)] == []


def test_docstrings_name_every_parameter(public: dict[str, object]) -> None:
    left_out = {
        name: missing
        for name, item in public.items()
        if (missing := [p for p in parameters(item) if p not in documented(item)])
    }
    assert left_out == {}


def test_docstrings_name_no_parameter_that_is_gone(public: dict[str, object]) -> None:
    gone = {
        name: left
        for name, item in public.items()
        if takes_something(item)
        and (left := [p for p in documented(item) if p not in parameters(item)])
    }
    assert gone == {}


def test_sections_are_read_as_numpydoc_writes_them() -> None:
    def example(first, second=1, *, third, **rest):
        """Do it.

        Parameters
        ----------
        first, second : int
            Words: with a colon.
        third : {"a", "b"}
        **rest
            Others.

        Returns
        -------
        fourth : int
        """

    assert (
        documented(example)
        == parameters(example)
        == [
            "first",
            "second",
            "third",
            "rest",
        ]
    )
