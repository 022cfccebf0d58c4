"""Claims on when a reform began, and on the place in the order of openings (rule 7)."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation.attribution.starts import starts
from par_eval.evaluation.claims.fitting import against
from par_eval.evaluation.claims.rows import Claim
from par_eval.evaluation.claims.verdicts import Judgement, verdict_from
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.openings import Opening, OpeningOrder, opening_order
from par_eval.evaluation.standing import ALL_PROVINCES
from par_eval.facts import Facts, label_of
from par_eval.series.printed import independent_source
from par_eval.values import Measure, Quantity, Text, address, define, text

__all__ = ["opening_date_claim", "opening_rank_claim"]

NOT_FOR = text("The date on which it began.")

EARLIEST_PLACE = define(
    Measure(
        key="opening_best",
        sentence=text("Best place in the order of openings that the dates allow"),
        not_for=NOT_FOR,
        operation="bound",
        decimals=0,
        function="evaluation.openings.opening_order",
    )
)
LATEST_PLACE = define(
    Measure(
        key="opening_worst",
        sentence=text("Worst place in the order of openings that the dates allow"),
        not_for=NOT_FOR,
        operation="bound",
        decimals=0,
        function="evaluation.openings.opening_order",
    )
)
KNOWN_PLACE = define(
    Measure(
        key="opening_known",
        sentence=text("Place in the order of openings among those with a known date"),
        not_for=text("The place among all provinces."),
        operation="bound",
        decimals=0,
        function="evaluation.openings.opening_order",
    )
)

KNOWN_OPENINGS = define(
    Measure(
        key="known_openings",
        sentence=text("Number of provinces of which the date of opening is known"),
        not_for=text("The number of provinces that have opened."),
        operation="count_known",
        decimals=0,
        function="evaluation.openings.openings",
    )
)


def opening_rank_claim(
    facts: Facts, province: str, claim: Claim, reform: str
) -> Judgement:
    """Judge a claimed place in the order of openings by its bounds.

    Parameters
    ----------
    facts : Facts
        Data package.
    province : str
        Code of the province.
    claim : Claim
        Claim to be among the first so many.
    reform : str
        Reform id.

    Returns
    -------
    Judgement
        Not verifiable where the bounds contain both answers.
    """
    order = opening_order(facts, reform, province)
    if order is None or claim.ends is None:
        return _unknown(facts, reform)
    fits = against((order.best, order.worst), (1, claim.ends[1]))
    independent = _independent(facts, order.own)
    ends = _ends(order, claim)
    if fits is None:
        both = [
            text("These bounds cover places that fit the claim and places that do not.")
        ]
    else:
        both = []
    return Judgement(
        verdict_from(fits, independent),
        (*_order_reasons(facts, order, claim, ends), *both),
        ends,
        sources=order.own.sources,
        brief=tuple(_order_brief(order, claim, ends)),
    )


def opening_date_claim(
    facts: Facts, province: str, claim: Claim, reform: str
) -> Judgement:
    """Judge the year in which a reform is said to have begun.

    Parameters
    ----------
    facts : Facts
        Data package.
    province : str
        Code of the province.
    claim : Claim
        Claim with the stated year; its own year where it states none.
    reform : str
        Reform id.

    Returns
    -------
    Judgement
        Not verifiable where the bounds of the opening reach beyond the year.
    """
    order = opening_order(facts, reform, province)
    if order is None:
        return _unknown(facts, reform)
    own = order.own
    stated = claim.ends or (claim.when, claim.when)
    first = own.earliest.year if own.earliest is not None else float("-inf")
    last = own.latest.year if own.latest is not None else float("inf")
    fits = against((first, last), stated)
    independent = _independent(facts, own)
    reasons = [_when(facts, reform, own, independent)]
    return Judgement(
        verdict_from(fits, independent),
        (*reasons, *_contradictory(own)),
        sources=own.sources,
        brief=(text("opened {when}", when=starts(facts, reform)[own.province].when),),
    )


def _unknown(facts: Facts, reform: str) -> Judgement:
    name = label_of(facts, f"reform.{reform}")
    lacking = text("When the province opened {reform} is not known.", reform=name)
    return Judgement("not_verifiable", (lacking,), brief=(text("date not known"),))


def _independent(facts: Facts, own: Opening) -> bool:
    """Whether any source of the opening is independent of the province."""
    return any(independent_source(facts, s, own.province) for s in own.sources)


def _ends(order: OpeningOrder, claim: Claim) -> tuple[Quantity, ...]:
    of = _inputs(order, claim)
    best = Quantity(order.best, "rank", EARLIEST_PLACE, of)
    return best, Quantity(order.worst, "rank", LATEST_PLACE, of)


def _inputs(order: OpeningOrder, claim: Claim) -> tuple[str, ...]:
    name = f"reform.{order.reform}"
    return tuple(address(name, p, claim.when) for p in (order.own.province, "*"))


def _order_reasons(
    facts: Facts, order: OpeningOrder, claim: Claim, ends: tuple[Quantity, ...]
) -> Iterator[Text]:
    """What is known of the others, and where that puts the province."""
    name = f"reform.{order.reform}"

    def number(provinces: tuple[str, ...]) -> Quantity:
        cases = [address(name, code, claim.when) for code in provinces]
        return count_of(cases, "provinces")

    yield text(
        "Provinces that certainly opened {reform} earlier: {earlier}; certainly later: "
        "{later}; neither is certain: {unknown}.",
        reform=label_of(facts, name),
        earlier=number(order.earlier),
        later=number(order.later),
        unknown=number(order.unknown),
    )
    every = _inputs(order, claim)[1:]
    of = Quantity(order.of, "provinces", ALL_PROVINCES, every)
    best, worst = ends
    if order.best == order.worst:
        yield text("So the place is {best} of {of}.", best=best, of=of)
    else:
        yield text(
            "So the place lies between {best} and {worst} of {of}.",
            best=best,
            worst=worst,
            of=of,
        )
    yield from _known(order, claim)
    yield from _contradictory(order.own)


def _order_brief(
    order: OpeningOrder, claim: Claim, ends: tuple[Quantity, ...]
) -> Iterator[Text]:
    """The place, or its bounds, and the place among the known dates."""
    of = Quantity(order.of, "provinces", ALL_PROVINCES, _inputs(order, claim)[1:])
    best, worst = ends
    if order.best == order.worst:
        yield text("{rank} of {of}", rank=best, of=of)
    else:
        yield text("between {best} and {worst} of {of}", best=best, worst=worst, of=of)
    if order.own.dated and order.known_best == order.known_worst:
        yield text("{rank} of {known} known dates", **_known_place(order, claim))


def _known(order: OpeningOrder, claim: Claim) -> Iterator[Text]:
    """Place among the provinces with a known date, where it is one place."""
    if not order.own.dated or order.known_best != order.known_worst:
        return
    yield text(
        "Among the provinces with a known date it is {rank} of {known}.",
        **_known_place(order, claim),
    )


def _known_place(order: OpeningOrder, claim: Claim) -> dict[str, Quantity]:
    of = _inputs(order, claim)
    return {
        "rank": Quantity(order.known_best, "rank", KNOWN_PLACE, of),
        "known": Quantity(order.known, "provinces", KNOWN_OPENINGS, of[1:]),
    }


def _contradictory(own: Opening) -> Iterator[Text]:
    if own.contradictory:
        yield text(
            "Sources on the province's own opening exclude each other; the bounds "
            "hold what any of them says."
        )


def _when(facts: Facts, reform: str, own: Opening, independent: bool) -> Text:
    """When it began, and whether only the province says so."""
    said: dict[str, object] = {"reform": label_of(facts, f"reform.{reform}")}
    said["when"] = starts(facts, reform)[own.province].when
    if independent:
        return text("The province opened {reform} {when}.", **said)
    return text(
        "By its own statement only, the province opened {reform} {when}.", **said
    )
