"""Entries of the descriptor: taken if they are of their kind, else told as faults."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from par_eval.facts.checks import DESCRIPTOR, Fault

__all__ = ["entry_fault", "refuse_unread", "take"]


def take(
    record: dict[str, Any],
    key: str,
    kind: type,
    where: str,
    expected: str,
    faults: list[Fault],
) -> Any:
    """Entry of a record if it is of its kind and not empty, else a fault and None.

    Parameters
    ----------
    record : dict
        Part of the descriptor.
    key : str
        Name of the entry in it.
    kind : type
        What the entry must be.
    where : str
        Place of the record in the descriptor, such as ``resources[2]``; empty for the
        descriptor itself.
    expected : str
        What the entry must be, in words.
    faults : list of Fault
        A fault is added here.

    Returns
    -------
    object or None

    Examples
    --------
    >>> faults = []
    >>> take({"title": "Facts"}, "title", str, "", "a text", faults)
    'Facts'
    >>> take({}, "name", str, "resources[0]", "a text", faults)
    >>> print(faults[0])
    datapackage.json, entry resources[0].name: is missing; expected a text
    """
    value = record.get(key)
    if isinstance(value, kind) and value:
        return value
    entry = f"{where}.{key}" if where else key
    problem = "is missing" if key not in record else "is not accepted"
    faults.append(entry_fault(entry, value, problem, expected))
    return None


def refuse_unread(
    record: dict[str, Any], keys: Iterable[str], where: str, faults: list[Fault]
) -> None:
    """Add a fault for each entry that would change the meaning, were it read.

    Parameters
    ----------
    record : dict
        Part of the descriptor.
    keys : iterable of str
        Names of the entries that are not read.
    where : str
        Place of the record in the descriptor, such as ``resources[2]``.
    faults : list of Fault
        Faults are added here.

    Examples
    --------
    >>> faults = []
    >>> refuse_unread({"data": "a,b"}, ["data", "dialect"], "resources[0]", faults)
    >>> print(faults[0])
    datapackage.json, entry resources[0].data: 'a,b' is not read; expected no entry
    """
    for key in keys:
        if key in record:
            entry = f"{where}.{key}"
            faults.append(entry_fault(entry, record[key], "is not read", "no entry"))


def entry_fault(entry: str, value: Any, problem: str, expected: str) -> Fault:
    """Fault of one entry of the descriptor.

    Parameters
    ----------
    entry : str
        Place of the entry, such as ``resources[2].path``; empty for the whole file.
    value : object
        What stands there, as read from JSON.
    problem : str
        What is wrong with it, as the end of a sentence.
    expected : str
        What should stand there.

    Returns
    -------
    Fault

    Examples
    --------
    >>> print(entry_fault("title", 7, "is not accepted", "a text"))
    datapackage.json, entry title: '7' is not accepted; expected a text
    """
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    absent = value is None or value == ""
    where = entry or None
    return Fault(DESCRIPTOR, None, where, None if absent else shown, expected, problem)
