"""The descriptor of a data package: what the package says about itself.

Follows Frictionless Data Package v1 (https://specs.frictionlessdata.io/data-package).
What is not honoured, such as dialects or inline data, is refused and not ignored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from par_eval.facts.checks import DESCRIPTOR, Fault
from par_eval.facts.entries import entry_fault, refuse_unread, take
from par_eval.facts.schema import Resource, read_schema

__all__ = ["SCHEMA", "Descriptor", "parse", "understand"]

SCHEMA = 1
"""Newest version of the schema of data packages that this library reads."""

LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Za-z]+)*")


@dataclass(frozen=True)
class Descriptor:
    """What a data package says about itself.

    Parameters
    ----------
    titles : dict of str to str
        Title of the package by language, the first language always.
    languages : tuple of str
        Languages of the labels, the first one complete.
    resources : tuple of Resource
        Tables that are described without fault.
    named : frozenset of str
        Names of all tables, also of those described with faults.
    """

    titles: dict[str, str]
    languages: tuple[str, ...]
    resources: tuple[Resource, ...]
    named: frozenset[str]

    def resource(self, name: str) -> Resource | None:
        """Table of that name, or None."""
        return next((table for table in self.resources if table.name == name), None)


def parse(raw: bytes) -> tuple[dict[str, Any] | None, list[Fault]]:
    """Read the descriptor as strict JSON, of a schema that is known.

    Parameters
    ----------
    raw : bytes
        The file.

    Returns
    -------
    record, faults
        The record is None where nothing more can be checked.

    Examples
    --------
    >>> record, faults = parse(b'{"par_eval_schema": 999}')
    >>> record is None, "update par-eval" in str(faults[0])
    (True, True)
    """
    try:
        record = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_distinct, parse_constant=_refuse
        )
        json.dumps(record, ensure_ascii=False, allow_nan=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        return None, [Fault(DESCRIPTOR, None, None, None, "JSON", f"no JSON: {error}")]
    if not isinstance(record, dict):
        return None, [entry_fault("", record, "is no record", "a JSON object {...}")]
    version = record.get("par_eval_schema")
    known = f"{SCHEMA}, the version of the schema of the package"
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        return record, [entry_fault("par_eval_schema", version, "is no version", known)]
    if version > SCHEMA:
        problem = "is made for a newer par-eval; update par-eval"
        return None, [
            entry_fault("par_eval_schema", version, problem, f"at most {SCHEMA}")
        ]
    return record, []


def understand(record: dict[str, Any]) -> tuple[Descriptor, list[Fault]]:
    """Turn the record into a descriptor, leaving out the tables with faults.

    Parameters
    ----------
    record : dict
        The descriptor as JSON.

    Returns
    -------
    descriptor, faults
    """
    faults: list[Fault] = []
    languages = take(record, "languages", list, "", "a list of codes", faults) or []
    faults += _language_faults(languages)
    titles = _titles(record, languages, faults)
    listed = take(record, "resources", list, "", "a list of tables", faults) or []
    resources, named, paths = [], set(), set()
    for place, entry in enumerate(listed):
        where = f"resources[{place}]"
        own: list[Fault] = []
        resource = _resource(entry, where, own)
        if resource and resource.name in named:
            own.append(
                entry_fault(f"{where}.name", resource.name, "stands twice", "a name")
            )
        if resource and resource.path in paths:
            found = "is the file of another table too"
            own.append(
                entry_fault(f"{where}.path", resource.path, found, "its own file")
            )
        if isinstance(entry, dict):
            named.add(str(entry.get("name")))
            paths.add(str(entry.get("path")))
        if resource and not own:
            resources.append(resource)
        faults += own
    faults += _link_faults(resources, named)
    spoken = tuple(language for language in languages if isinstance(language, str))
    return Descriptor(titles, spoken, tuple(resources), frozenset(named)), faults


def _titles(
    record: dict[str, Any], languages: list[Any], faults: list[Fault]
) -> dict[str, str]:
    """Title in the first language, and ``title_xx`` for any other one xx."""
    first, *others = [code for code in languages if isinstance(code, str)] or [""]
    keys = {first: "title"}
    keys |= {code: f"title_{code}" for code in others if f"title_{code}" in record}
    titles = {}
    for language, key in keys.items():
        title = take(record, key, str, "", "a text", faults) or ""
        if not title.isprintable():
            faults.append(entry_fault(key, title, "is not printable", "plain text"))
        titles[language] = title
    return titles


def _language_faults(languages: list[Any]) -> Iterator[Fault]:
    for place, language in enumerate(languages):
        if not isinstance(language, str) or not LANGUAGE.fullmatch(language):
            entry = f"languages[{place}]"
            yield entry_fault(
                entry, language, "is no language code", "a code such as en"
            )
        elif language in languages[:place]:
            yield entry_fault(
                f"languages[{place}]", language, "stands twice", "it once"
            )


def _link_faults(resources: list[Resource], named: set[str]) -> Iterator[Fault]:
    """Foreign keys to a table or to columns that do not exist."""
    columns = {
        table.name: {field.name for field in table.fields} for table in resources
    }
    for table in resources:
        for link in table.links:
            entry = f"resources.{table.name}.schema.foreignKeys"
            if link.table not in named:
                problem, wanted = "is no table of the package", "the name of a table"
                yield entry_fault(entry, link.table, problem, wanted)
            for target in set(link.targets) - columns.get(link.table, {*link.targets}):
                problem, wanted = f"is no column of {link.table}", "one of its columns"
                yield entry_fault(entry, target, problem, wanted)


def _resource(entry: Any, where: str, faults: list[Fault]) -> Resource | None:
    """One table; None where not even its name, path and columns can be read."""
    if not isinstance(entry, dict):
        faults.append(entry_fault(where, entry, "is no table", "a JSON object {...}"))
        return None
    refuse_unread(entry, ("data", "dialect", "compression"), where, faults)
    name = take(entry, "name", str, where, "a name", faults)
    path = take(entry, "path", str, where, "one path inside the folder", faults)
    encoding = entry.get("encoding", "utf-8")
    if str(encoding).lower() not in ("utf-8", "utf8"):
        faults.append(
            entry_fault(f"{where}.encoding", encoding, "is not read", "utf-8")
        )
    schema = take(entry, "schema", dict, where, "a schema {...}", faults)
    if name is None or path is None or schema is None:
        return None
    return read_schema(name, path, schema, f"{where}.schema", faults)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON object whose names stand once each."""
    record = dict(pairs)
    if len(record) != len(pairs):
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"the entry {twice[0]!r} stands twice in one object")
    return record


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON number")
