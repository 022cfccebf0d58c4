"""Texts of the report on all provinces: the first screen and the limits."""

from __future__ import annotations

from par_eval.evaluation.country import (
    Country,
    count_changes,
    count_looks,
    count_provinces,
)
from par_eval.evaluation.country import country_limits as limits_of
from par_eval.show.carrier import said
from par_eval.show.exhibit import Exhibit
from par_eval.show.first_screen import Counted, FirstScreen, first_screen
from par_eval.show.numbers import empty
from par_eval.values import Measure, Quantity, Text, define, quantities_in, text

__all__ = ["country_limits", "country_summary"]

WITHIN = define(
    Measure(
        key="looks_within_noise",
        sentence=text("Number of changes that noise alone explains, of those tested"),
        not_for=text("Provinces that changed like the typical one: noise may hide it."),
        operation="looks",
        decimals=0,
        function="evaluation.country_changes",
    )
)


def country_summary(country: Country) -> Exhibit:
    """The first screen of a report on all provinces.

    Parameters
    ----------
    country : Country
        All provinces in a plan period.

    Returns
    -------
    Exhibit
        Text; every fixed question of the country report is listed.

    Examples
    --------
    >>> from par_eval.evaluation.country import country
    >>> country_summary(country("2016-2020")).id
    'summary'
    """
    national = country.national
    screen = FirstScreen(
        kicker=text("Public administration reform, all provinces side by side"),
        place=text("All provinces"),
        years=f"{national.start}–{national.end}",
        brief=country.in_brief,
        findings=country.findings,
        counted=(*_places(country), *_changes(country)),
        map_of="",
        made=_made(country),
    )
    return first_screen(country.facts, screen)


def _places(country: Country) -> tuple[Counted, ...]:
    """Provinces by the half in which noise leaves them."""
    found = country.places
    if found.apart is None:
        return ()
    words = {
        "upper": text("beyond noise in the upper half"),
        "lower": text("beyond noise in the lower half"),
        "open": text("in either half"),
    }
    counts = tuple(
        (
            count_provinces(
                country.national, [p.province for p in found.in_half(half)]
            ),
            w,
        )
        for half, w in words.items()
    )
    return (Counted(found.places[0].of, text("provinces with a place"), (), counts),)


def _changes(country: Country) -> tuple[Counted, ...]:
    """Changes that were tested, by what noise leaves of them."""
    families = country.changes.families
    every = count_looks(families)
    if not every.value:
        return ()
    pairs = [(f.indicator, change) for f in families for change in f.changes]
    seen = count_changes((name, c) for name, c in pairs if c.stands_out)
    rest = Quantity(every.value - seen.value, "changes", WITHIN, every.of)
    counts = ((seen, text("beyond noise")), (rest, text("within noise")))
    return (Counted(every, text("changes tested"), (), counts),)


def _made(country: Country) -> Text:
    """From which data and under which programme; no date, so that it is stable."""
    facts = country.facts
    row = facts.period(country.period)
    return text(
        "Made by par-eval from the data package “{title}”, version {version}. Plan "
        "period of the {programme}.",
        title=facts.title,
        version=facts.checksum[:12],
        programme=facts.label(country.period, row, "programme"),
    )


def country_limits(country: Country) -> Exhibit:
    """What a reader must know before reading any number on all provinces.

    Parameters
    ----------
    country : Country
        All provinces in a plan period.

    Returns
    -------
    Exhibit
        Text.

    Examples
    --------
    >>> from par_eval.evaluation.country import country
    >>> country_limits(country("2016-2020")).id
    'limits'
    """
    sentences = limits_of(country.parts)
    warnings = country.facts.warnings
    title = text("Limits of the data")

    def body(language: str) -> str:
        lines: list[object] = [*warnings, *sentences]
        if language not in country.facts.languages:
            lines.append(text("The data give no names in the language of this report."))
        items = "".join(f"<li>{said(line, language)}</li>" for line in lines)
        return (
            f'<div class="box"><h3>{said(title, language)}</h3><ul>{items}</ul></div>'
        )

    return Exhibit(
        id="limits",
        kind="text",
        facts=country.facts,
        title=title,
        subtitle=title,
        alternative=title,
        sources=(),
        numbers=empty(),
        body=body,
        extra=tuple(q for line in sentences for q in quantities_in(line)),
    )
