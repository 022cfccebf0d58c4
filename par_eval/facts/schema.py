"""The part of Table Schema that is used here: columns, constraints, keys.

Follows Frictionless Table Schema v1 (https://specs.frictionlessdata.io/table-schema).
What is not honoured is refused and not ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from par_eval.facts.checks import Fault
from par_eval.facts.entries import entry_fault, refuse_unread, take

__all__ = ["Field", "Link", "Resource", "read_schema"]

TYPES = ("string", "integer", "number", "date")
CONSTRAINTS = ("required", "unique", "minimum", "maximum", "pattern", "enum")
LARGEST = 1e300


@dataclass(frozen=True)
class Field:
    """One column and what its cells must be.

    Parameters
    ----------
    name : str
        Name of the column.
    type : {"string", "integer", "number", "date"}
        Type of the cells.
    required : bool
        Whether each cell must have a value.
    unique : bool
        Whether no value may stand twice.
    minimum, maximum : float or None
        Bounds, for numbers.
    pattern : str or None
        Regular expression for the whole text.
    enum : tuple of str
        Texts that are accepted; all, if there are none.
    """

    name: str
    type: str
    required: bool = False
    unique: bool = False
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    enum: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """Foreign key: columns whose values must stand in another table.

    Parameters
    ----------
    columns : tuple of str
        Columns of the table itself.
    table : str
        Table that is linked to; may be the same one.
    targets : tuple of str
        Columns there.
    """

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Resource:
    """One table of the package.

    Parameters
    ----------
    name, path : str
        Name of the table, and its file below the folder of the package.
    fields : tuple of Field
        Columns in their order.
    key : tuple of str
        Columns that name a row.
    links : tuple of Link
        Foreign keys.
    missing : tuple of str
        Texts that stand for a missing value.
    """

    name: str
    path: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...]
    missing: tuple[str, ...]

    def field(self, name: str) -> Field | None:
        """Column of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)


def read_schema(
    name: str, path: str, schema: dict[str, Any], where: str, faults: list[Fault]
) -> Resource | None:
    """One table from its schema; None where its columns cannot be read.

    Parameters
    ----------
    name, path : str
        Name of the table and its file.
    schema : dict
        The schema as JSON.
    where : str
        Entry of the descriptor that it stands in.
    faults : list of Fault
        Faults are added here.

    Returns
    -------
    Resource or None
    """
    refuse_unread(schema, ("uniqueKeys",), where, faults)
    columns = take(schema, "fields", list, where, "a list of columns", faults)
    if columns is None:
        return None
    fields = [
        field
        for place, column in enumerate(columns)
        if (field := _field(column, f"{where}.fields[{place}]", faults))
    ]
    names = [field.name for field in fields]
    for twice in sorted({name for name in names if names.count(name) > 1}):
        faults.append(entry_fault(f"{where}.fields", twice, "stands twice", "it once"))
    missing = schema.get("missingValues", [""])
    if not isinstance(missing, list) or not all(isinstance(m, str) for m in missing):
        faults.append(
            entry_fault(
                f"{where}.missingValues", missing, "is no list", "texts in a list"
            )
        )
        missing = [""]
    key = _columns(schema.get("primaryKey", []), names, f"{where}.primaryKey", faults)
    links = _links(schema.get("foreignKeys", []), name, names, where, faults)
    return Resource(name, path, tuple(fields), key, tuple(links), tuple(missing))


def _field(column: Any, where: str, faults: list[Fault]) -> Field | None:
    if not isinstance(column, dict):
        faults.append(entry_fault(where, column, "is no column", "a JSON object {...}"))
        return None
    refuse_unread(column, ("decimalChar", "groupChar", "bareNumber"), where, faults)
    if column.get("format", "default") != "default":
        faults.append(
            entry_fault(f"{where}.format", column["format"], "is not read", "default")
        )
    name = take(column, "name", str, where, "a name", faults)
    kind = column.get("type", "string")
    if kind not in TYPES:
        wanted = f"one of {', '.join(TYPES)}"
        faults.append(
            entry_fault(f"{where}.type", kind, "is no type in use here", wanted)
        )
        return None
    limits = column.get("constraints", {})
    if not isinstance(limits, dict):
        faults.append(
            entry_fault(f"{where}.constraints", limits, "is no record", "{...}")
        )
        return None
    return None if name is None else _limited(name, kind, limits, where, faults)


def _limited(
    name: str, kind: str, limits: dict[str, Any], where: str, faults: list[Fault]
) -> Field | None:
    """Column with its constraints, each of which is understood or refused."""
    count = len(faults)
    for constraint, value in limits.items():
        problem = _constraint_problem(constraint, value, kind)
        if problem:
            entry = f"{where}.constraints.{constraint}"
            faults.append(entry_fault(entry, value, *problem))
    if len(faults) > count:
        return None
    return Field(name, kind, **{**limits, "enum": tuple(limits.get("enum", ()))})


def _constraint_problem(name: str, value: Any, kind: str) -> tuple[str, str] | None:
    """Problem with a constraint and what is expected, or None."""
    if name not in CONSTRAINTS:
        return "is not checked here", f"one of the constraints {', '.join(CONSTRAINTS)}"
    if name in ("required", "unique"):
        return None if isinstance(value, bool) else ("is no truth", "true or false")
    if name in ("minimum", "maximum"):
        if kind not in ("integer", "number"):
            return f"limits a column of type {kind}", "a bound of a number only"
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return None if number and abs(value) < LARGEST else ("is no bound", "a number")
    if kind != "string":
        return f"limits a column of type {kind}", "it for text only"
    if name == "enum":
        texts = isinstance(value, list) and all(isinstance(v, str) for v in value)
        return None if value and texts else ("is no list of texts", "a list of texts")
    try:
        re.compile(value)
    except (re.error, TypeError, RecursionError, OverflowError) as error:
        return f"is no regular expression ({error})", "a regular expression"
    return None


def _columns(
    value: Any, names: list[str], where: str, faults: list[Fault]
) -> tuple[str, ...]:
    """Names of columns, given as one text or as a list of them."""
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(column in names for column in listed):
        wanted = f"columns out of {', '.join(names)}"
        faults.append(
            entry_fault(where, value, "names no columns of the table", wanted)
        )
        return ()
    return tuple(listed)


def _links(
    entries: Any, name: str, names: list[str], where: str, faults: list[Fault]
) -> Iterator[Link]:
    """Foreign keys; that the target exists is checked once all tables are known."""
    if not isinstance(entries, list):
        faults.append(
            entry_fault(f"{where}.foreignKeys", entries, "is no list", "[...]")
        )
        return
    for place, entry in enumerate(entries):
        at = f"{where}.foreignKeys[{place}]"
        reference = entry.get("reference") if isinstance(entry, dict) else None
        if not isinstance(reference, dict):
            wanted = "fields and a reference with resource and fields"
            faults.append(entry_fault(at, entry, "is no foreign key", wanted))
            continue
        columns = _columns(entry.get("fields"), names, f"{at}.fields", faults)
        target = reference.get("fields")
        targets: Any = [target] if isinstance(target, str) else target
        table = reference.get("resource")
        texts = isinstance(targets, list) and all(isinstance(t, str) for t in targets)
        if not isinstance(table, str) or not texts or len(targets) != len(columns):
            wanted = "the name of a table and as many of its columns"
            faults.append(
                entry_fault(f"{at}.reference", reference, "does not fit", wanted)
            )
        elif columns:
            yield Link(columns, table or name, tuple(targets))
