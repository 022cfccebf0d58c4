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
    """Entry of a record if it is of its kind and not empty, else a fault and None."""
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
    """Add a fault for each entry that would change the meaning, were it read."""
    for key in keys:
        if key in record:
            entry = f"{where}.{key}"
            faults.append(entry_fault(entry, record[key], "is not read", "no entry"))


def entry_fault(entry: str, value: Any, problem: str, expected: str) -> Fault:
    """Fault of one entry of the descriptor."""
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    absent = value is None or value == ""
    where = entry or None
    return Fault(DESCRIPTOR, None, where, None if absent else shown, expected, problem)
