"""Trace: from every printed number back to its inputs, sources and rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from par_eval.facts import Facts, kind_of, sources_at
from par_eval.language import say
from par_eval.report.collect import Numbered
from par_eval.series import composition, leaves_of, plain, span_of
from par_eval.show import SCHEMA
from par_eval.values import MEASURES, Quantity

__all__ = ["addresses", "sources_of", "trace_record"]

ADDRESS = re.compile(r"[\w.~-]+/(?:\*|@?[\w.-]+)/\d+(?:\+\d+)*")


def addresses(identity: str) -> tuple[str, ...]:
    """Addresses inside the id of a quantity, each once, in order.

    Parameters
    ----------
    identity : str
        Id of a quantity, with the ids of its inputs inside.

    Returns
    -------
    tuple of str
        Addresses as `par_eval.values.address` makes them.

    Examples
    --------
    >>> addresses("rank(a.b/P1/2019, a.b/*/2019)")
    ('a.b/P1/2019', 'a.b/*/2019')
    """
    return tuple(dict.fromkeys(ADDRESS.findall(identity)))


def trace_record(
    facts: Facts, entries: list[Numbered], report: dict[str, Any]
) -> dict[str, Any]:
    """Everything that is needed to recompute a report's numbers from its data.

    Parameters
    ----------
    facts : Facts
        Data package.
    entries : list of Numbered
        Every quantity of the report.
    report : dict
        Kind of report, and the parameters of its notebook.

    Returns
    -------
    dict
        Content of ``trace.json``.
    """
    used = [a for entry in entries for a in addresses(entry.quantity.id)]
    indicators = sorted({a.split("/")[0] for a in used})
    groups = sorted({a.split("/")[1] for a in used if "/@" in a})
    measures = sorted({m for e in entries for m in _measures_in(e.quantity.id)})
    records = [_quantity_record(facts, entry) for entry in entries]
    cited = sorted({s for record in records for s in record["sources"]})
    return {
        "par_eval_schema": SCHEMA,
        "report": report,
        "data": {
            "title": say(facts.title, "en"),
            "files": dict(sorted(facts.checksums.items())),
        },
        "measures": {key: _measure_record(key) for key in measures},
        "indicators": {
            name: _indicator_record(facts, name)
            for name in indicators
            if not kind_of(facts, name)
        },
        "rows": [name for name in indicators if kind_of(facts, name)],
        "groups": {name: list(facts.members(name[1:])) for name in groups},
        "quantities": records,
        "sources": {s: _source_record(facts, s) for s in cited},
    }


def _measures_in(identity: str) -> Iterator[str]:
    for key in re.findall(r"(\w+)\(", identity):
        if key in MEASURES:
            yield key


def _quantity_record(facts: Facts, entry: Numbered) -> dict[str, Any]:
    q = entry.quantity
    return {
        "id": q.id,
        "number": entry.number,
        "measure": q.measure,
        "of": list(q.of),
        "value": None if q.value != q.value else q.value,
        "unit": q.unit,
        "low": q.low,
        "high": q.high,
        "interval": q.interval,
        "notes": [say(note, "en") for note in q.notes],
        "sources": list(sources_of(facts, q)),
        "exhibits": list(entry.exhibits),
    }


def _measure_record(key: str) -> dict[str, Any]:
    measure = MEASURES[key]
    return {
        "sentence": measure.sentence.message,
        "not_for": measure.not_for.message,
        "operation": measure.operation,
        "decimals": measure.decimals,
        "signed": measure.signed,
        "function": f"par_eval.{measure.function}",
    }


def _indicator_record(facts: Facts, name: str) -> dict[str, Any]:
    """Direction and parts of an indicator, years with the same parts together."""
    by_parts: dict[tuple[str, ...], list[int]] = {}
    for year, parts in composition(facts, name).items():
        by_parts.setdefault(parts, []).append(year)
    span = span_of(name)
    record: dict[str, Any] = {
        "direction": str(facts.indicator(plain(name))["direction"]),
        "composition": [
            {"years": years, "parts": list(parts)} for parts, years in by_parts.items()
        ],
    }
    if span:
        record["needs_values_in"] = [span.start, span.end]
    return record


def _source_record(facts: Facts, source: str) -> dict[str, str]:
    row = facts.source(source)
    fields = ("title", "publisher", "date", "address")
    return {f: str(row[f]) for f in fields if row[f] == row[f]}


def sources_of(facts: Facts, quantity: Quantity) -> tuple[str, ...]:
    """Sources of the observations that a quantity is made of.

    Parameters
    ----------
    facts : Facts
        Data package.
    quantity : Quantity
        The number.

    Returns
    -------
    tuple of str
        Source ids, sorted.

    Examples
    --------
    >>> from par_eval.series import load
    >>> place = Quantity(3.0, "rank", "rank", ("papi.total/P63/2020",))
    >>> sources_of(load(), place)
    ('S101',)
    """
    key = ("sources of a quantity", quantity.id)
    return facts.once(key, lambda: _sources_of(facts, quantity.id))


def _sources_of(facts: Facts, identity: str) -> tuple[str, ...]:
    found: set[str] = set()
    for where in addresses(identity):
        name, place, years = where.split("/")
        names = [name] if kind_of(facts, name) else leaves_of(facts, name)
        found.update(sources_at(facts, names, place, map(int, years.split("+"))))
    return tuple(sorted(found))
