"""Words on an effect that was estimated, and on what they do not say (rule 5)."""

from __future__ import annotations

from collections.abc import Iterable

from par_eval.evaluation.attribution.attribution import Outcome
from par_eval.evaluation.attribution.design_numbers import known_donors
from par_eval.evaluation.attribution.effects import Effect
from par_eval.values import Text, text, unit_words

__all__ = ["clearest", "effect_figures", "effect_words", "out_of_reach"]


def effect_words(outcome: Outcome) -> Text:
    """Sentence on an effect that was estimated.

    Parameters
    ----------
    outcome : Outcome
        Outcome with an effect.

    Returns
    -------
    Text
        Where the test does not reject that there is none, it says so; also where it
        would, were the outcome the only one of the reform that was looked at.
    """
    found = _estimated(outcome)
    said = {
        "reform": outcome.reform_name,
        "name": outcome.indicator_name,
        "figures": effect_figures(outcome),
        "donors": known_donors(outcome.design),
    }
    if not found.shown and found.excludes_zero:
        return text(
            "Against {donors} provinces without it, an effect of {reform} on {name} "
            "cannot be told from chance, although its interval by itself excludes "
            "zero: {figures}.",
            **said,
        )
    if not found.shown:
        return text(
            "Against {donors} provinces without it, an effect of {reform} on {name} "
            "cannot be told from chance: {figures}.",
            **said,
        )
    if outcome.verdict == "weakly_identified":
        return text(
            "Against {donors} provinces without it, the estimated effect of {reform} "
            "on {name} is {figures}; it is weakly identified.",
            **said,
        )
    return text(
        "Against {donors} provinces without it, the estimated effect of {reform} on "
        "{name} is {figures}.",
        **said,
    )


def effect_figures(outcome: Outcome) -> Text:
    """The effect with its interval and the p-value of the same test.

    Parameters
    ----------
    outcome : Outcome
        Outcome with an effect.

    Returns
    -------
    Text
        In words that follow a colon; with the p-value after Holm and the number of
        looks, where the reform has more than one estimated outcome (rule 12).
    """
    found = _estimated(outcome)
    said = {
        "effect": found.effect,
        "unit": unit_words(found.effect.unit),
        "p": _p_words(found),
    }
    if found.ends is None:
        return text("{effect} {unit} (no interval, p {p})", **said)
    low, high = found.ends
    return text("{effect} {unit} ({low} to {high}, p {p})", low=low, high=high, **said)


def out_of_reach(outcomes: Iterable[Outcome]) -> Text | None:
    """That no effect of a reform could be shown, where too many were looked at.

    Parameters
    ----------
    outcomes : iterable of Outcome
        Outcomes of one reform, with or without an effect.

    Returns
    -------
    Text or None
        A sentence; None where a large enough effect would be shown, or none was
        estimated.
    """
    found = [o.effect for o in outcomes if o.effect is not None]
    if not found or found[0].within_reach:
        return None
    return text(
        "Among so few provinces none of the {looks} effects that were looked at could "
        "stand out, however large (Holm).",
        looks=found[0].looks,
    )


def clearest(outcomes: Iterable[Outcome]) -> Outcome | None:
    """Outcome whose effect is the least likely to come from chance alone.

    Parameters
    ----------
    outcomes : iterable of Outcome
        Outcomes with or without an effect.

    Returns
    -------
    Outcome or None
        The one with the smallest p after Holm, of these the one with the smallest p;
        None where no effect was estimated.
    """
    found = [
        (o.effect.held.value, o.effect.p_value.value, place, o)
        for place, o in enumerate(outcomes)
        if o.effect
    ]
    return min(found)[-1] if found else None


def _estimated(outcome: Outcome) -> Effect:
    """The effect of an outcome that has one."""
    assert outcome.effect is not None
    return outcome.effect


def _p_words(found: Effect) -> object:
    """The p-value alone, or with that after Holm and the number of looks."""
    if found.looks.value == 1:
        return found.p_value
    return text(
        "{p}; after Holm over {looks} outcomes {held}",
        p=found.p_value,
        looks=found.looks,
        held=found.held,
    )
