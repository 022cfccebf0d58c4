"""Trace: from every printed number back to its inputs, sources and rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from par_eval.facts import Facts, kind_of, label_of, sources_at
from par_eval.language import decimal, number, say
from par_eval.report.collect import Numbered
from par_eval.series import composition, leaves_of, plain, span_of
from par_eval.show import SCHEMA, anchor, said
from par_eval.values import MEASURES, Joined, Quantity, Text, text, unit_words

__all__ = ["addresses", "trace_html", "trace_record"]

ADDRESS = re.compile(r"[\w.~-]+/(?:\*|@?[\w.-]+)/\d+(?:\+\d+)*")
MANY = 3
NATION = "nation"


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
        Kind, province and period.

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
    """Sources of the observations that a quantity is made of."""
    found: set[str] = set()
    for where in addresses(quantity.id):
        name, place, years = where.split("/")
        names = [name] if kind_of(facts, name) else leaves_of(facts, name)
        found.update(sources_at(facts, names, place, map(int, years.split("+"))))
    return tuple(sorted(found))


def trace_html(
    facts: Facts, entry: Numbered, language: str, *, minor: bool = False
) -> str:
    """The popover of one number: what it is, not for what, how, from what, by whom.

    Parameters
    ----------
    facts : Facts
        Data package.
    entry : Numbered
        The quantity and its number.
    language : str
        Language.
    minor : bool
        Whether it is left out on paper, because it stands in tables only.

    Returns
    -------
    str
        HTML of one element, whose id is the quantity's `par_eval.show.anchor`.
    """
    q = entry.quantity
    name = anchor(q.id)
    heading = said(say(q, language), language)
    rows = "".join(_rows(facts, q, language))
    close = said(text("Close"), language)
    label = said(text("Trace {number}", number=entry.number), language)
    return (
        f'<div class="trace{" minor" if minor else ""}" popover id="{name}" '
        f'role="group" aria-label="{label}"><div class="th">'
        f'<span class="tn">{entry.number}</span><strong>{heading}</strong>'
        f'<button type="button" class="x" popovertarget="{name}" '
        f'popovertargetaction="hide">{close}</button></div><dl>{rows}</dl></div>'
    )


def _rows(facts: Facts, q: Quantity, language: str) -> Iterator[str]:
    measure = MEASURES[q.measure]
    yield _row(text("Value"), _value(q, language), language, "val")
    what = text(
        "{measure}: {inputs}.", measure=measure.sentence, inputs=_inputs(facts, q)
    )
    yield _row(text("What it is"), said(what, language), language)
    not_for = said(measure.not_for, language)
    yield _row(text("Not to be used for"), not_for, language, term="no")
    method = f"<code>par_eval.{said(measure.function, language)}</code>"
    yield _row(text("Method"), method, language)
    codes = "; ".join(f"<code>{said(a, language)}</code>" for a in _shortened(q))
    yield _row(text("Inputs"), codes or "–", language)
    cited = tuple(_citation(facts, s) for s in sources_of(facts, q))
    yield _row(text("Source"), said(Joined(cited, "semicolon"), language), language)


def _row(label: Text, html: str, language: str, kind: str = "", term: str = "") -> str:
    dt = f' class="{term}"' if term else ""
    dd = f' class="{kind}"' if kind else ""
    return f"<dt{dt}>{said(label, language)}</dt><dd{dd}>{html}</dd>"


def _value(q: Quantity, language: str) -> str:
    """The value with more decimals than are printed, its unit and its bounds."""
    if q.value != q.value:
        return "–"
    measure = MEASURES[q.measure]

    def full(value: float) -> str:
        if measure.decimals == 0:
            return number(replace(q, value=value), language)
        return decimal(value, language, 4, signed=measure.signed)

    words: object = full(q.value)
    if q.unit in ("points", "percent"):
        words = text("{value} {unit}", value=words, unit=unit_words(q.unit))
    if q.low is not None and q.high is not None:
        ends = {"low": full(q.low), "high": full(q.high)}
        words = text("{value} ({low} to {high})", value=words, **ends)
    return said(words, language)


def _inputs(facts: Facts, q: Quantity) -> Joined:
    """Inputs in words, the first ones if there are many."""
    found = addresses(q.id)
    items: list[object] = [_in_words(facts, a) for a in found[:MANY]]
    if len(found) > MANY:
        items.append(text("{count} more", count=len(found) - MANY))
    return Joined(tuple(items), "semicolon")


def _in_words(facts: Facts, where: str) -> Text:
    name, place, years = where.split("/")
    span = span_of(name)
    label = label_of(facts, plain(name))
    said_place: object
    if place == NATION:
        said_place = text("the whole country")
    elif place == "*":
        said_place = text("all provinces")
    elif place.startswith("@"):
        said_place = facts.name("regions", place[1:])
    else:
        said_place = facts.name("provinces", place)
    values = {"name": label, "place": said_place, "years": years.replace("+", ", ")}
    if span is None:
        return text("{name}, {place}, {years}", **values)
    return text(
        "{name} on its parts without a break {start}–{end}, {place}, {years}",
        start=span.start,
        end=span.end,
        **values,
    )


def _shortened(q: Quantity) -> Iterable[str]:
    found = addresses(q.id)
    return found if len(found) <= 2 * MANY else (*found[: 2 * MANY], "…")


def _citation(facts: Facts, source: str) -> str:
    row = facts.source(source)
    return f"{source}: {row['title']}; {row['publisher']}, {row['date']}"
