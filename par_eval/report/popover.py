"""Popover: the trace of one number, as a reader of the page opens it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape

from par_eval.facts import Facts, label_of
from par_eval.language import decimal, number, say
from par_eval.report.collect import Numbered
from par_eval.report.trace import addresses, sources_of
from par_eval.series import plain, span_of
from par_eval.show import anchor, said
from par_eval.show.annex_table import linked
from par_eval.show.sources_table import source_anchor
from par_eval.values import MEASURES, Joined, Quantity, Text, text, unit_words

__all__ = ["trace_html"]

MANY = 3
NATION = "nation"


def trace_html(
    facts: Facts,
    entry: Numbered,
    language: str,
    *,
    minor: bool = False,
    annexed: bool = True,
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
    annexed : bool
        Whether the page lists all sources, so that an id can lead to its row.

    Returns
    -------
    str
        HTML of one element, whose id is the quantity's `par_eval.show.anchor`.
    """
    q = entry.quantity
    name = anchor(q.id)
    heading = said(say(q, language), language)
    sources = sources_of(facts, q)
    cited = _listed(facts, sources) if annexed else _told(facts, sources)
    value = _value(q, language)
    told = () if value == heading else (_row(text("Value"), value, language, "val"),)
    rows = "".join((*told, *_rows(facts, q, language)))
    rows += _row(text("Source"), cited or "–", language)
    close = said(text("Close"), language)
    label = said(text("Trace {number}", number=entry.number), language)
    return (
        f'<div class="trace{" minor" if minor else ""}" popover id="{name}" '
        f'role="group" aria-label="{label}"><div class="th">'
        f'<span class="tn">{entry.number}</span><strong>{heading}</strong>'
        f'<button class="x" popovertarget="{name}">{close}</button></div>'
        f"<dl>{rows}</dl></div>"
    )


def _rows(facts: Facts, q: Quantity, language: str) -> Iterator[str]:
    measure = MEASURES[q.measure]
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
    values = {"name": label, "place": said_place, "years": _runs(years)}
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


def _runs(years: str) -> str:
    """Years of an address, those that follow one another as one run."""
    runs: list[list[str]] = []
    for year in years.split("+"):
        if runs and int(year) == int(runs[-1][-1]) + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    long = (f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)
    return ", ".join(long)


def _listed(facts: Facts, sources: tuple[str, ...]) -> str:
    """Ids that lead to the rows of the sources; publisher and date of the first."""
    cited = []
    for position, source in enumerate(sources):
        link = linked(f"#{source_anchor(source)}", escape(source))
        row = facts.source(source)
        told = escape(f": {row['publisher']}, {row['date']}")
        cited.append(link + told if position < MANY else link)
    return "; ".join(cited)


def _told(facts: Facts, sources: tuple[str, ...]) -> str:
    """Sources in full, where no list of them is at hand."""
    rows = ((source, facts.source(source)) for source in sources)
    return "; ".join(
        escape(f"{source}: {row['title']}; {row['publisher']}, {row['date']}")
        for source, row in rows
    )
