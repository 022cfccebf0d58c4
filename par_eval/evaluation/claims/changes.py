"""Claims on the change of an indicator (rules 3 and 7)."""

from __future__ import annotations

from par_eval.evaluation.claims.fitting import agreement, fit
from par_eval.evaluation.claims.rows import Claim
from par_eval.evaluation.claims.verdicts import Judgement, verdict_from
from par_eval.evaluation.place_words import indicator_words, value_words
from par_eval.facts import Facts
from par_eval.series import change
from par_eval.series.printed import score_of
from par_eval.values import (
    ComparabilityError,
    Joined,
    MissingValueError,
    Quantity,
    Text,
    text,
    unit_words,
)

__all__ = ["change_claim"]


def change_claim(
    facts: Facts, province: str, claim: Claim, indicator: str
) -> Judgement:
    """Judge a claimed change; across a hard break it is not comparable (rule 3).

    Parameters
    ----------
    facts : Facts
        Data package.
    province : str
        Code of the province.
    claim : Claim
        Claim with a stated change and the year from which it is counted.
    indicator : str
        Indicator that it is about.

    Returns
    -------
    Judgement
        With the change on the parts without a break where the whole is refused.
    """
    said: dict[str, object] = {"indicator": indicator_words(facts, indicator)}
    if claim.from_year is None or claim.ends is None:
        unknown = text("It does not say from when {indicator} changed.", **said)
        brief = (text("no first year stated"),)
        return Judgement("not_verifiable", (unknown,), brief=brief)
    years = (claim.from_year, claim.when)
    said |= {"first": years[0], "last": years[1]}
    try:
        moved = change(facts, indicator, province, *years)
    except ComparabilityError as error:
        return _not_comparable(error, said)
    except MissingValueError:
        lacking = text(
            "{indicator} has no value of the province in {first} or in {last}.", **said
        )
        brief = (text("no value in {first} or in {last}", **_years(said)),)
        return Judgement("not_verifiable", (lacking,), brief=brief)
    scores = [score_of(facts, indicator, province, year) for year in years]
    independent = all(score is not None and score.independent for score in scores)
    reason = _change_reason(moved, said)
    fits, coarse = agreement([fit(claim.ends, moved.value)])
    return Judgement(
        verdict_from(fits, independent),
        (reason, *moved.notes, *coarse),
        (moved,),
        sources=tuple(sorted({s for score in scores if score for s in score.sources})),
        brief=(_brief(moved, said),),
    )


def _years(said: dict[str, object]) -> dict[str, object]:
    return {key: said[key] for key in ("first", "last")}


def _brief(moved: Quantity, said: dict[str, object]) -> Text:
    change = value_words(moved)
    return text("{change}, {first} to {last}", change=change, **_years(said))


def _change_reason(moved: Quantity, said: dict[str, object]) -> Text:
    return text(
        "{indicator}, change from {first} to {last}: {change} {unit}.",
        change=moved,
        unit=unit_words(moved.unit),
        **said,
    )


def _not_comparable(error: ComparabilityError, said: dict[str, object]) -> Judgement:
    """Refusal that names the breaks, with the change on the parts without one."""
    what = Joined(tuple(b.what for b in error.breaks), "semicolon")
    refused = text(
        "{indicator} may not be compared between {first} and {last}: {what}.",
        what=what,
        **said,
    )
    if error.unbroken is None:
        return Judgement("not_comparable", (refused,), brief=(_break_brief(error),))
    beside = text(
        "{indicator} on its parts without a break, change from {first} to {last}: "
        "{change} {unit}.",
        change=error.unbroken,
        unit=unit_words(error.unbroken.unit),
        **said,
    )
    on_parts = text(
        "{change} on the parts without a break", change=value_words(error.unbroken)
    )
    brief = (_break_brief(error), on_parts)
    ours = (error.unbroken,)
    return Judgement("not_comparable", (refused, beside), ours, brief=brief)


def _break_brief(error: ComparabilityError) -> Text:
    years = tuple(sorted({b.year for b in error.breaks}))
    return text("hard break in {years}", years=Joined(years))
