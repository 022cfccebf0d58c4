"""Columns: from text to typed values, with every cell checked on the way."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from par_eval.facts.checks import Fault
from par_eval.facts.schema import Field
from par_eval.facts.tables import CONTROLS, Table

__all__ = ["convert", "expectation"]

FORMS = {
    "integer": re.compile(r"0|-?[1-9][0-9]*"),
    "number": re.compile(r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"),
}
NAMES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "date": "a date",
}
DECIMAL_COMMA = re.compile(r"-?[0-9]*,[0-9]+")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_DIGITS = 18
"""Digits that a whole number of 64 bits holds in any case."""


def convert(table: Table, faults: list[Fault]) -> pd.DataFrame:
    """Check the cells of a table and give them their types.

    Parameters
    ----------
    table : Table
        Text of the cells.
    faults : list of Fault
        Faults of cells are added here, at most one for each.

    Returns
    -------
    DataFrame
        All described columns, the key first; integers as int64 (Int64 where some are
        missing), numbers as float64, dates as datetime64, text as str. Missing and
        faulty cells are missing.
    """
    resource = table.resource
    columns = {}
    for field in resource.fields:
        if field.name in table.cells:
            texts = table.cells[field.name].to_numpy(dtype=object)
            good = _check(texts, table.cells.index, field, resource.missing, faults)
        else:
            texts = np.full(len(table.cells), "", dtype=object)
            good = np.zeros(len(texts), dtype=bool)
        columns[field.name] = _typed(texts, good, field.type)
    others = [name for name in columns if name not in resource.key]
    order = pd.Index([*resource.key, *others])
    return pd.DataFrame(columns, index=table.cells.index, columns=order)


def expectation(field: Field) -> str:
    """What a cell of a column must be, in words.

    Parameters
    ----------
    field : Field
        The column as the descriptor describes it.

    Returns
    -------
    str

    Examples
    --------
    >>> expectation(Field("value", "number", minimum=0, maximum=10))
    'a number from 0 to 10'
    """
    words = NAMES[field.type]
    if field.enum:
        words = f"one of {', '.join(field.enum)}"
    elif field.pattern:
        words = f"a text of the form {field.pattern}"
    low, high = field.minimum, field.maximum
    if low is not None and high is not None:
        return f"{words} from {low} to {high}"
    words += "" if low is None else f" of at least {low}"
    return words + ("" if high is None else f" of at most {high}")


def _check(
    texts: np.ndarray,
    places: pd.Index,
    field: Field,
    missing: tuple[str, ...],
    faults: list[Fault],
) -> np.ndarray:
    """Where the cells hold an accepted value; told where they hold another.

    Each distinct text is looked at once.
    """
    wanted = expectation(field)
    problems = {text: _problem(text, field, missing, wanted) for text in set(texts)}
    refused = {text for text, found in problems.items() if found}
    out = refused.union(missing)
    good = np.ones(len(texts), dtype=bool)
    if out & problems.keys():
        good[:] = [text not in out for text in texts]
    seen: set[str] = set()
    for place, text in enumerate(texts) if refused or field.unique else ():
        found = problems[text]
        if field.unique and good[place] and text in seen:
            found = "stands twice", "it once in the column"
        seen.add(text)
        if found:
            file, row = places[place]
            faults.append(Fault(file, int(row), field.name, text, found[1], found[0]))
    return good


def _problem(
    text: str, field: Field, missing: tuple[str, ...], wanted: str
) -> tuple[str, str] | None:
    """What is wrong with a text, and what is expected; None if it is accepted."""
    if not (text.isascii() and text.isprintable()):
        if CONTROLS.search(text):
            return "holds a control or an invisible character", f"{wanted} without it"
        if not unicodedata.is_normalized("NFC", text):
            return "is not in Unicode's form NFC", "the same text in the form NFC"
    if field.required and (text in missing or not text.strip()):
        return "is not accepted here", wanted
    if text in missing:
        return None
    if field.type in ("integer", "number"):
        return _number_problem(text, field, wanted)
    if field.type == "date" and not _is_date(text):
        return "is not a date", f"{wanted} such as 1999-12-31"
    if field.enum and text not in field.enum:
        return "is not accepted", wanted
    if field.pattern and not re.fullmatch(field.pattern, text):
        return "has another form", wanted
    return None


def _number_problem(text: str, field: Field, wanted: str) -> tuple[str, str] | None:
    if not FORMS[field.type].fullmatch(text):
        if DECIMAL_COMMA.fullmatch(text):
            return "has a comma", f"{wanted}, written with a decimal point"
        return f"is not {NAMES[field.type]}", wanted
    if field.type == "integer" and len(text.removeprefix("-")) > MOST_DIGITS:
        return "has too many digits", wanted
    number = float(text)
    if not math.isfinite(number):
        return "is not finite", wanted
    low = -math.inf if field.minimum is None else field.minimum
    high = math.inf if field.maximum is None else field.maximum
    if low <= number <= high:
        return None
    return "is too small" if number < low else "is too large", wanted


def _is_date(text: str) -> bool:
    try:
        return bool(DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _typed(texts: np.ndarray, good: np.ndarray, kind: str) -> Any:
    """Values of the accepted cells, the others missing."""
    if kind == "integer":
        whole = [int(t) if ok else None for t, ok in zip(texts, good, strict=True)]
        return pd.array(whole, dtype="Int64" if None in whole else "int64")
    if kind == "number":
        values = np.full(len(texts), np.nan)
        values[good] = [float(text) for text in texts[good]]
        return values
    kept = pd.array(np.where(good, texts, np.nan), dtype="str")
    return pd.to_datetime(kept, format="%Y-%m-%d") if kind == "date" else kept
