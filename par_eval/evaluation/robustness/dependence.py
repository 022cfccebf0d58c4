"""Dependence: what a finding says of the choices that turn it, and its price (rule 9).

A finding rests on the conclusions of its question, of which the first is the one that
it turns on: the dimensions together, or the standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from par_eval.evaluation.evidence import Concern
from par_eval.evaluation.robustness.choice_words import CHOICES
from par_eval.evaluation.robustness.conclusions import Conclusion
from par_eval.evaluation.robustness.shares import share_of
from par_eval.facts import Facts
from par_eval.values import Joined, Name, Text, text

__all__ = ["concerns", "dependence"]


def dependence(found: Sequence[Conclusion]) -> Iterator[Text]:
    """Sentences on the choices that turn a finding; none where it survives them all.

    Parameters
    ----------
    found : sequence of Conclusion
        Conclusions of one question.

    Yields
    ------
    Text
        One sentence for the changes, one for a standing or an effect.
    """
    turned = [one for one in found if not one.survives]
    for one in turned:
        if one.kind == "standing":
            yield text(
                "That over the period it lies {verdict} depends on {choices}.",
                verdict=one.verdict,
                choices=_words(one.turned_by),
            )
        if one.kind == "effect":
            yield text(
                "What is said of the {name} depends on {choices}.",
                name=one.name,
                choices=_words(one.turned_by),
            )
    alike: dict[tuple[str, ...], list[Conclusion]] = {}
    for one in turned:
        if one.kind in ("balance", "change"):
            alike.setdefault(one.turned_by, []).append(one)
    if alike:
        yield text(
            "Whether the province did better than the typical one {pieces}.",
            pieces=Joined(tuple(_piece(*item) for item in alike.items())),
        )


def _piece(choices: tuple[str, ...], found: Iterable[Conclusion]) -> Text:
    """The conclusions that the same choices turn."""
    return text(
        "depends on {choices} ({names})",
        choices=_words(choices),
        names=Joined(tuple(_name(one) for one in found)),
    )


def _name(one: Conclusion) -> Name | Text:
    """The name of a conclusion inside a sentence."""
    return text("the dimensions together") if one.kind == "balance" else one.name


def _words(choices: Iterable[str]) -> Joined:
    return Joined(tuple(CHOICES.get(choice, choice) for choice in choices))


def concerns(facts: Facts, found: Sequence[Conclusion]) -> Iterator[Concern]:
    """What the choices say against a finding (rules 6 and 9).

    Parameters
    ----------
    facts : Facts
        Data package, for the threshold ``agreeing_least``.
    found : sequence of Conclusion
        Conclusions of one question.

    Yields
    ------
    Concern
        One at most. Serious where one choice turns the conclusion that the finding
        turns on, or too few re-runs agree; only told where it turns another one.
    """
    touched = [one for one in found if one.runs]
    turned = [choice for one in touched for choice in one.turned_by]
    if not turned:
        return
    least, share = facts.threshold("agreeing_least"), share_of(touched)
    said = {"choices": _words(dict.fromkeys(turned)), "share": share}
    if share.value < least:
        reason = text(
            "Fewer than {least} percent of the re-runs under changed choices agree (a "
            "share of {share}): it depends on {choices}.",
            least=f"{100 * least:g}",
            **said,
        )
    elif not found[0].survives:
        reason = text(
            "One changed choice turns it: it depends on {choices}; the share of "
            "re-runs that agree is {share}.",
            **said,
        )
    else:
        reason = text(
            "Single conclusions depend on {choices}; the share of all "
            "re-runs that agree is {share}.",
            **said,
        )
    serious = share.value < least or not found[0].survives
    yield Concern("robustness", reason, serious=serious)
