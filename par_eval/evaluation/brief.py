"""In brief: the two sentences below the title of a report."""

from __future__ import annotations

from dataclasses import replace

from par_eval.evaluation.attainment import Attainment
from par_eval.evaluation.attribution import Attribution, clearest, effect_words
from par_eval.evaluation.boundary import cut_short
from par_eval.evaluation.claims import Claims, claim_counts
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.robustness import Conclusion, Robustness, dependence
from par_eval.evaluation.standing import Placing, Precision, complete_years
from par_eval.evaluation.subject import Subject
from par_eval.values import Joined, Quantity, Text, address, text

__all__ = ["in_brief"]

TARGETS = text("all {all} known targets"), text("{some} of {all} known targets")
CLAIMS = text("all {all} claims"), text("{some} of {all} claims")
"""Words for all, and for some."""


def in_brief(
    subject: Subject,
    *,
    robustness: Robustness,
    precision: Precision,
    attribution: Attribution,
    attainment: Attainment,
    claims: Claims,
) -> Joined:
    """What a reader who stops after the title takes away.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    robustness : Robustness
        Its conclusions under other choices.
    precision : Precision
        How sure its places are.
    attribution : Attribution
        What could be attributed to a reform.
    attainment : Attainment
        Its targets.
    claims : Claims
        Its claims.

    Returns
    -------
    Joined
        Sentences: whether the province lies above the national median, and whether
        that depends on a choice; how far noise leaves its place open; and what can be
        neither shown nor verified.
    """
    sentences = (
        _median(subject),
        *dependence([one for one in robustness.conclusions if one.kind == "standing"]),
        _noise(precision),
        _effect(attribution),
        *dependence(_clearest(robustness, attribution)),
        _open(subject, attainment, claims),
        *cut_short(subject.national),
    )
    return Joined(tuple(s for s in sentences if s is not None), "sentences")


def _median(subject: Subject) -> Text:
    headline, code = subject.national.headline, subject.province
    frame = subject.facts.series(headline)
    years = complete_years(subject, headline)
    above = [y for y in years if frame.at[y, code] > frame.loc[y].median()]
    said = {
        "instrument": subject.facts.name("instruments", subject.national.instrument),
        "years": count_of([address(headline, code, y) for y in years], "years"),
    }
    if not years:
        return text("{instrument} has no value for the province in the period.", **said)
    if len(above) == len(years) == 1:
        return text(
            "{instrument} puts the province above the national median in the only year "
            "with data.",
            **said,
        )
    if len(above) == len(years):
        return text(
            "{instrument} puts the province above the national median in all {years} "
            "years with data.",
            **said,
        )
    if not above:
        return text(
            "{instrument} never puts the province above the national median (years "
            "with data: {years}).",
            **said,
        )
    return text(
        "{instrument} puts the province above the national median in {above} of "
        "{years} years with data.",
        above=count_of([address(headline, code, y) for y in above], "years"),
        **said,
    )


def _noise(precision: Precision) -> Text | None:
    """How far noise leaves the place open, over the period or in its last year."""
    known = [place for place in precision.places if place.noise is not None]
    if not known:
        return None
    place = next((p for p in known if not p.year), known[-1])
    assert place.noise is not None
    best, worst = place.noise
    said: dict[str, object] = {"of": place.of, "when": _when(place)}
    if best.value == worst.value:
        return text("Noise leaves it in {best} place {when}.", best=best, **said)
    return text(
        "Noise leaves its place {when} anywhere between {best} and {worst} of {of}.",
        best=best,
        worst=worst,
        **said,
    )


def _when(place: Placing) -> Text:
    if place.year:
        return text("in {year}", year=place.year)
    return text("over the period")


def _effect(attribution: Attribution) -> Text:
    found = clearest(attribution.outcomes)
    if found is not None and found.effect is not None and found.effect.shown:
        return effect_words(found)
    return text("No effect of a reform can be shown.")


def _clearest(robustness: Robustness, attribution: Attribution) -> list[Conclusion]:
    """Conclusion on the effect that is stated, if one is."""
    found = clearest(attribution.outcomes)
    if found is None or found.effect is None or not found.effect.shown:
        return []
    key = ("effect", found.indicator, found.reform)
    return [one for one in robustness.conclusions if one.key == key]


def _open(subject: Subject, attainment: Attainment, claims: Claims) -> Text | None:
    """Targets and claims that are not verified, in one sentence."""
    counts = claim_counts(subject, claims.claims)
    pieces = (
        _share(TARGETS, attainment.count("not_verified"), attainment.count("known")),
        _share(CLAIMS, counts["not_verifiable"], counts["all"]),
    )
    lacking = tuple(piece for piece in pieces if piece is not None)
    return text("Not verified: {pieces}.", pieces=Joined(lacking)) if lacking else None


def _share(words: tuple[Text, Text], some: Quantity, every: Quantity) -> Text | None:
    if not some.value:
        return None
    chosen = words[0] if some.value == every.value else words[1]
    return replace(chosen, values={"some": some, "all": every})
