"""Answers: what the parts of an evaluation say to the fixed questions."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation.boundary import cut_short
from par_eval.evaluation.counts import count_of, over_period, parts_of
from par_eval.evaluation.limits import gap_sentences, gaps, refused
from par_eval.evaluation.obtain import Obtainable
from par_eval.evaluation.subject import Subject
from par_eval.evaluation.trends import spanned
from par_eval.series import plain
from par_eval.values import (
    MEASURES,
    Joined,
    Quantity,
    Result,
    Text,
    counted,
    quantities,
    text,
    unit_words,
)

__all__ = ["NOTHING_FOLLOWED", "citizens", "unknown"]

LISTED = 3
"""Dimensions that are named one by one; beyond that the extremes are named."""
SETTLING = 2
"""Documents that are named; the table of documents has all."""
NOTHING_FOLLOWED = {
    "breaks": text(
        "No dimension can be followed through the period: all series break."
    ),
    "both": text(
        "No dimension can be followed through the period: the series break, or the "
        "province lacks values."
    ),
    "gaps": text(
        "No dimension can be followed through the period: the province lacks values."
    ),
}
"""Why no dimension can be followed."""


def citizens(subject: Subject, trends: Result) -> Iterator[Text]:
    """Whether citizens' experience improved, where it can be compared (rules 1 and 3).

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    trends : Result
        Its changes.

    Yields
    ------
    Text
        Sentences on the dimensions that can be followed, each change beside the
        typical province's; on those whose direction hangs on parts with soft breaks;
        and on the whole, or on its parts without a break.
    """
    keys = zip(trends.numbers["indicator"], trends.numbers["what"], strict=True)
    told = dict(zip(keys, quantities(trends.numbers), strict=True))
    pairs = {
        name: (change, told[name, "typical"])
        for (name, what), change in told.items()
        if what == "change"
    }
    dimensions = [n for n in subject.national.dimensions if n in pairs]
    if not dimensions:
        yield _nothing(subject)
    elif len(dimensions) <= LISTED:
        yield from _listed(subject, pairs, dimensions)
    else:
        yield _extremes(subject, pairs, dimensions)
    yield from _flips(subject, pairs, dimensions)
    yield from _whole(subject, pairs)


def _nothing(subject: Subject) -> Text:
    """Why no dimension can be followed: breaks, missing values, or both."""
    broken = len(refused(subject))
    if broken == len(subject.national.dimensions) > 0:
        return NOTHING_FOLLOWED["breaks"]
    return NOTHING_FOLLOWED["both" if broken else "gaps"]


def _item(
    subject: Subject, name: str, pair: tuple[Quantity, Quantity], *, first: bool = True
) -> Text:
    """A dimension with its change; unit and comparison are named at the first one."""
    said = {
        "name": subject.facts.name("indicators", plain(name)),
        "change": pair[0],
        "typical": pair[1],
    }
    if not first:
        return text("{name} ({change}, typical {typical})", **said)
    return text(
        "{name} ({change} {unit}, typical province {typical})",
        unit=unit_words(pair[0].unit),
        **said,
    )


def _listed(
    subject: Subject,
    pairs: dict[str, tuple[Quantity, Quantity]],
    names: list[str],
) -> Iterator[Text]:
    moved = {way: [n for n in names if _way(pairs[n][0]) == way] for way in (1, 0, -1)}
    first = next(n for n in (*moved[1], *moved[-1], *moved[0]))

    def those(way: int) -> Joined:
        return Joined(
            tuple(
                _item(subject, n, pairs[n], first=n == first or _units_differ(pairs))
                for n in moved[way]
            )
        )

    up, same, down = those(1), those(0), those(-1)
    if up.items and down.items:
        yield text("Scores rose in {up} and fell in {down}.", up=up, down=down)
    elif up.items:
        yield text("Scores rose in {up}.", up=up)
    elif down.items:
        yield text("Scores fell in {down}.", down=down)
    if same.items:
        yield text("Scores did not move in {same}.", same=same)


def _units_differ(pairs: dict[str, tuple[Quantity, Quantity]]) -> bool:
    return len({change.unit for change, _ in pairs.values()}) > 1


def _way(change: Quantity) -> int:
    """Direction of a change as it is printed: 1, -1, or 0."""
    printed = round(change.value, MEASURES[change.measure].decimals)
    return (printed > 0) - (printed < 0)


def _extremes(
    subject: Subject,
    pairs: dict[str, tuple[Quantity, Quantity]],
    names: list[str],
) -> Text:
    ordered = sorted(names, key=lambda n: pairs[n][0].value)
    rose = [n for n in names if _way(pairs[n][0]) > 0]
    said = {
        "all": count_of([pairs[n][0].id for n in names], "dimensions"),
        "best": _item(subject, ordered[-1], pairs[ordered[-1]]),
        "worst": _item(subject, ordered[0], pairs[ordered[0]]),
    }
    if not rose:
        return text(
            "Scores rose in none of the {all} dimensions that can be followed; highest "
            "change: {best}; lowest: {worst}.",
            **said,
        )
    return text(
        "Scores rose in {rose} of {all} dimensions that can be followed; highest "
        "change: {best}; lowest: {worst}.",
        rose=count_of([pairs[n][0].id for n in rose], "dimensions"),
        **said,
    )


def _flips(
    subject: Subject,
    pairs: dict[str, tuple[Quantity, Quantity]],
    names: list[str],
) -> Iterator[Text]:
    """Dimensions whose change turns its sign without the parts that break softly."""
    turned = []
    for name in names:
        linked = spanned(subject, name)
        if linked in pairs and _way(pairs[linked][0]) * _way(pairs[name][0]) < 0:
            turned.append(subject.facts.name("indicators", name))
    if turned:
        yield text(
            "Without the parts that break softly the direction in {names} turns.",
            names=Joined(tuple(turned)),
        )


def _whole(
    subject: Subject, pairs: dict[str, tuple[Quantity, Quantity]]
) -> Iterator[Text]:
    """The whole, where it can be followed; else its parts without a break."""
    headline = subject.national.headline
    if headline in pairs:
        change, typical = pairs[headline]
        yield text(
            "The total moved by {change} {unit}, in the typical province by {typical}.",
            change=change,
            unit=unit_words(change.unit),
            typical=typical,
        )
    linked = spanned(subject, headline)
    crossed = {b.year for b in subject.windows(headline).breaks}
    if headline in pairs and linked is None and crossed:
        yield counted(
            "The changes cross a soft break ({years}), and no part is without one.",
            "The changes cross soft breaks ({years}), and no part is without one.",
            len(crossed),
            years=Joined(tuple(sorted(crossed))),
        )
    elif linked is None and headline not in pairs and crossed:
        yield text("No part of the total is without a break through the period.")
    elif linked in pairs:
        parts = parts_of(subject, linked)
        yield counted(
            "On the {number} part without a break: {change} {unit}, typical province "
            "{typical}.",
            "On the {number} parts without a break: {change} {unit}, typical province "
            "{typical}.",
            int(parts.value),
            number=parts,
            unit=unit_words(pairs[linked][0].unit),
            change=pairs[linked][0],
            typical=pairs[linked][1],
        )


def unknown(subject: Subject, obtain: tuple[Obtainable, ...]) -> Iterator[Text]:
    """What is not known, and what would settle it (rules 3, 7 and 10).

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    obtain : tuple of Obtainable
        Documents that would change a verdict, the most useful first.

    Yields
    ------
    Text
        Sentences on gaps, on the end of the data, on the dimensions whose change is
        refused, and on the documents that would settle most, as far as the data names
        any.
    """
    yield from gap_sentences(subject, gaps(subject))
    yield from cut_short(subject.national)
    out = refused(subject)
    if out:
        names = list(subject.national.dimensions)
        yield text(
            "Whether {refused} of {all} dimensions improved over the period is not "
            "known: their series break.",
            refused=count_of(over_period(subject, list(out)), "dimensions"),
            all=count_of(over_period(subject, names), "dimensions"),
        )
    yield from _settling(obtain)


def _settling(obtain: tuple[Obtainable, ...]) -> Iterator[Text]:
    """What to obtain for targets and claims."""
    if obtain:
        items = tuple(
            text(
                "{document} ({verdicts})", document=one.document, verdicts=one.verdicts
            )
            for one in obtain[:SETTLING]
        )
        yield text(
            "To settle most verdicts (their number in brackets): {documents}.",
            documents=Joined(items, "semicolon"),
        )
