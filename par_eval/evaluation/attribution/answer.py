"""The answer to whether any change can be attributed to a reform (rules 5 and 12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from par_eval.evaluation.attribution.attribution import Attribution, Outcome
from par_eval.evaluation.attribution.conditions import CONDITIONS
from par_eval.evaluation.attribution.design_numbers import (
    known_donors,
    lowest_p,
    unknown_provinces,
)
from par_eval.evaluation.attribution.designs import Design
from par_eval.evaluation.attribution.effect_words import (
    clearest,
    effect_words,
    out_of_reach,
)
from par_eval.evaluation.counts import count_of
from par_eval.values import Joined, Quantity, Text, address, counted, text

__all__ = ["attribution_sentences"]

MOST = 3
"""Sentences of an answer; also outcomes that are named one by one."""

TOLD_APART = ("donors_unknown", "smallest_p")
"""Conditions on other provinces, which have a sentence of their own."""


def attribution_sentences(attribution: Attribution) -> Iterator[Text]:
    """Whether any change of the period can be attributed to a reform.

    Parameters
    ----------
    attribution : Attribution
        Result of `attribution`.

    Yields
    ------
    Text
        At most three sentences, the answer first. They are on the reform that comes
        closest to an answer, then on those that bind every province.
    """
    said = list(_on_reform(attribution))
    plans = dict.fromkeys(
        o.reform_name.key for o in attribution.outcomes if o.design.universal
    )
    names = {o.reform_name.key: o.reform_name for o in attribution.outcomes}
    joined = Joined(tuple(names[key] for key in plans))
    if plans and said:
        said.append(
            text(
                "What binds every province ({names}) can be judged by performance "
                "relative to others only.",
                names=joined,
            )
        )
    elif plans:
        said.append(
            text(
                "Not as an effect: what binds every province ({names}) can be judged "
                "by performance relative to others only.",
                names=joined,
            )
        )
    if not said:
        said.append(
            text("Not with these data: they do not tell whom a reform reaches.")
        )
    yield from said[:MOST]


def _on_reform(attribution: Attribution) -> Iterator[Text]:
    """Sentences on the reform that comes closest to an answer."""
    own = [o for o in attribution.outcomes if not o.design.universal]
    if not own:
        return
    best = min(own, key=_distance)
    outcomes = [o for o in own if o.reform == best.reform]
    estimated = clearest(outcomes)
    if estimated is not None:
        yield from _estimated(outcomes, estimated)
    elif best.verdict == "not_exposed":
        yield from _not_begun(best, attribution.end)
    elif not best.design.start.known:
        yield text("Not with these data.")
        yield _no_date(best)
    else:
        reached = [o for o in outcomes if o.design.exposed != "no"] or outcomes
        yield text("Not with these data.")
        yield _obstacle(attribution, reached)
        yield from _comparisons(reached)


def _distance(outcome: Outcome) -> int:
    """How far an outcome is from an answer."""
    if outcome.verdict in ("estimable", "weakly_identified"):
        return 0 if outcome.verdict == "estimable" else 1
    if outcome.verdict == "not_exposed":
        return 4
    return 2 if outcome.design.start.known else 3


def _estimated(outcomes: list[Outcome], clear: Outcome) -> Iterator[Text]:
    """The clearest effect of a reform, and what else was looked at."""
    yield effect_words(clear)
    beyond = out_of_reach(outcomes)
    if beyond is not None:
        yield beyond
    others = [o for o in outcomes if o.effect and o is not clear]
    if others:
        yield text("Estimated as well: {names}.", names=_names(others))
    yield _began(clear)


def _not_begun(outcome: Outcome, end: int) -> Iterator[Text]:
    yield text(
        "No: the reform ({reform}) had not begun in the province by the end of {year}.",
        reform=outcome.reform_name,
        year=end,
    )
    start = outcome.design.start
    if start.known:
        yield text("It began {when}.", when=start.when)


def _began(outcome: Outcome) -> Text:
    return text(
        "The reform ({reform}) began {when}.",
        reform=outcome.reform_name,
        when=outcome.design.start.when,
    )


def _no_date(outcome: Outcome) -> Text:
    start, name = outcome.design.start, outcome.reform_name
    if start.last is not None:
        return text(
            "The data only tell that the reform ({reform}) had begun by {year}, so no "
            "year is known to lie just before or after its start.",
            reform=name,
            year=start.last.year,
        )
    if start.first is not None:
        return text(
            "The data only tell that the reform ({reform}) had not begun before "
            "{year}, so no year is known to lie after its start.",
            reform=name,
            year=start.first.year,
        )
    return text(
        "When the reform ({reform}) began in the province is not known, so no year is "
        "known to lie before or after its start.",
        reform=name,
    )


def _obstacle(attribution: Attribution, outcomes: list[Outcome]) -> Text:
    """When the reform began, and what stands in the way of most outcomes."""
    if any(_broke_then(o.design) for o in outcomes):
        return _as_it_broke([o for o in outcomes if _broke_then(o.design)])
    failed = Counter(
        c for o in outcomes for c in CONDITIONS if c in o.failed and c not in TOLD_APART
    )
    if not failed:
        return _began(outcomes[0])
    order = list(CONDITIONS)
    most = max(failed, key=lambda c: (failed[c], -order.index(c)))
    said = {
        "reform": outcomes[0].reform_name,
        "when": outcomes[0].design.start.when,
        "words": CONDITIONS[most],
    }
    some = [o for o in outcomes if most in o.failed]
    if len(some) < len(outcomes):
        return text(
            "The reform ({reform}) began {when}; what most often stands in the way, "
            "for {some} of {all} outcomes: {words}.",
            some=_counted(attribution, some),
            all=_counted(attribution, outcomes),
            **said,
        )
    return counted(
        "The reform ({reform}) began {when}; what stands in the way of its one "
        "outcome: {words}.",
        "The reform ({reform}) began {when}; what stands in the way of all {number} "
        "outcomes: {words}.",
        len(outcomes),
        number=_counted(attribution, outcomes),
        **said,
    )


def _broke_then(design: Design) -> bool:
    """Whether a break falls together with the start."""
    years = {*design.start.straddling, design.start.first_after}
    return any(b.year in years for b in design.breaks)


def _as_it_broke(broken: list[Outcome]) -> Text:
    said = {
        "reform": broken[0].reform_name,
        "when": broken[0].design.start.when,
        "names": _names(broken),
    }
    breaks = [b for o in broken for b in o.design.breaks]
    if all(b.kind == "construction" for b in breaks):
        return text(
            "The reform ({reform}) began {when}, as the series on {names} was rebuilt.",
            **said,
        )
    return text(
        "The reform ({reform}) began {when}, as the series on {names} broke.", **said
    )


def _names(outcomes: list[Outcome]) -> Joined | Text:
    if len(outcomes) <= MOST:
        return Joined(tuple(o.indicator_name for o in outcomes))
    return counted("{number} outcome", "{number} outcomes", len(outcomes))


def _counted(attribution: Attribution, outcomes: list[Outcome]) -> Quantity:
    every = [
        address(o.indicator, attribution.province, attribution.end) for o in outcomes
    ]
    return count_of(every, "outcomes")


def _comparisons(outcomes: list[Outcome]) -> Iterator[Text]:
    """What other provinces can be compared, where there are too few of them."""
    lacking = [o for o in outcomes if set(TOLD_APART) & set(o.failed)]
    if not lacking:
        return
    broken = [o for o in lacking if _broke_then(o.design)]
    best = max(broken or lacking, key=lambda outcome: len(outcome.design.donors))
    design = best.design
    if not design.donors:
        yield text(
            "No other province with values is known to have been without it through "
            "{year}.",
            year=design.through,
        )
    elif "smallest_p" in best.failed:
        yield from _too_few(design)
    else:
        yield text(
            "Other provinces without it through {year}: {known} for certain, {unknown} "
            "perhaps.",
            year=design.through,
            known=known_donors(design),
            unknown=unknown_provinces(design),
        )


def _too_few(design: Design) -> Iterator[Text]:
    unknown: object = ""
    if design.unknown:
        unknown = text(
            " (for {number} it is not known)", number=unknown_provinces(design)
        )
    yield counted(
        "Only {number} other province is known to have been without it through "
        "{year}{unknown}, so no test can give a p below {p}.",
        "Only {number} other provinces are known to have been without it through "
        "{year}{unknown}, so no test can give a p below {p}.",
        len(design.donors),
        number=known_donors(design),
        year=design.through,
        unknown=unknown,
        p=lowest_p(design),
    )
