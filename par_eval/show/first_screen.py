"""The first screen: province, period, and the fixed questions with their findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from par_eval.evaluation import (
    CLAIM_VERDICTS,
    DOMAINS,
    OUTCOME_VERDICTS,
    SCALES,
    TARGET_VERDICTS,
    Evaluation,
    Finding,
    Grade,
    claim_counts,
)
from par_eval.facts import Facts
from par_eval.show.carrier import said
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.tile_map import tile_svg
from par_eval.show.made import kind_of_report, made_from
from par_eval.show.marks import claim_mark, grade_mark, target_mark
from par_eval.show.numbers import empty
from par_eval.values import Joined, Name, Quantity, Text, quantities_in, text

__all__ = ["Counted", "FirstScreen", "first_screen", "summary"]


@dataclass(frozen=True)
class Counted:
    """What is counted at the side of the first screen: targets, or claims.

    Parameters
    ----------
    number : Quantity
        How many there are.
    what : Text
        Of what, no full stop.
    marks : tuple of str
        One mark for each, HTML.
    verdicts : tuple of (Quantity, Text)
        How many have each verdict, zeros too.
    """

    number: Quantity
    what: Text
    marks: tuple[str, ...]
    verdicts: tuple[tuple[Quantity, Text], ...]


@dataclass(frozen=True)
class FirstScreen:
    """What stands on a first screen.

    Parameters
    ----------
    kicker : Text
        Kind of report.
    place : Name or Text
        What is evaluated.
    years : str
        Its years.
    brief : Joined
        Two or three sentences.
    findings : tuple of Finding
        Answers to the fixed questions.
    counted : tuple of Counted
        Counts at the side.
    map_of : str
        Code of the province that the map marks; empty for a map of all.
    made : Text
        From which data.
    """

    kicker: Text
    place: Name | Text
    years: str
    brief: Joined
    findings: tuple[Finding, ...]
    counted: tuple[Counted, ...]
    map_of: str
    made: Text


def summary(evaluation: Evaluation) -> Exhibit:
    """The first screen of a report on one province.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Text; every question is listed, also those that are not answered.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> summary(evaluate("Ca Mau", "2016-2020")).kind
    'text'
    """
    facts, national = evaluation.facts, evaluation.national
    screen = FirstScreen(
        kicker=kind_of_report(facts, evaluation.period),
        place=facts.name("provinces", evaluation.province),
        years=f"{national.start}–{national.end}",
        brief=evaluation.in_brief,
        findings=evaluation.findings,
        counted=(_targets(evaluation), _claims(evaluation)),
        map_of=evaluation.province,
        made=made_from(facts, evaluation.period),
    )
    return first_screen(facts, screen)


def first_screen(facts: Facts, screen: FirstScreen) -> Exhibit:
    """A first screen as an exhibit.

    Parameters
    ----------
    facts : Facts
        Data package.
    screen : FirstScreen
        What stands on it.

    Returns
    -------
    Exhibit
        Text.
    """

    def body(language: str) -> str:
        return (
            f"{_head(screen, language)}"
            f'<div class="fsg"><div>{_findings(screen, language)}</div>'
            f"{_side(facts, screen, language)}</div>"
            f'<p class="made">{said(screen.made, language)}</p>'
        )

    return Exhibit(
        id="summary",
        kind="text",
        facts=facts,
        title=text("Summary"),
        subtitle=text("Summary"),
        alternative=screen.brief,
        sources=(),
        numbers=empty(),
        body=body,
        extra=tuple(_numbers(screen)),
    )


def _numbers(screen: FirstScreen) -> Iterable[Quantity]:
    yield from quantities_in(screen.brief)
    for finding in screen.findings:
        yield from finding.quantities
        for concern in finding.grade.concerns if finding.grade else ():
            yield from quantities_in(concern.reason)
    for counted in screen.counted:
        yield counted.number
        yield from (number for number, _ in counted.verdicts if number.value)


def _head(screen: FirstScreen, language: str) -> str:
    place, kicker = said(screen.place, language), said(screen.kicker, language)
    return (
        f'<p class="kick">{kicker}</p><h1 class="title">{place}, '
        f'<span class="nw">{said(screen.years, language)}</span></h1>'
        f'<p class="deck">{said(screen.brief, language)}</p>'
    )


def _findings(screen: FirstScreen, language: str) -> str:
    heading = said(text("Fixed questions, the same in every such report"), language)
    hint = said(text("dotted: opens source, method and limits"), language)
    items = "".join(
        _finding(finding, f"grade-{number}", language)
        for number, finding in enumerate(screen.findings, start=1)
    )
    return (
        f'<div class="lab"><h2>{heading}</h2><span class="go">{hint}</span></div>'
        f'<ol class="find">{items}</ol>'
    )


def _finding(finding: Finding, name: str, language: str) -> str:
    state = "" if finding.answered else ' class="open"'
    question = said(finding.question, language)
    button, reasons = _grade(finding.grade, name, language)
    return (
        f'<li{state}><div class="fq"><h3>{question}</h3>{button}</div>'
        f'<p class="ft">{said(finding.text, language)}</p>{reasons}</li>'
    )


def _grade(grade: Grade | None, name: str, language: str) -> tuple[str, str]:
    """Mark and word of the evidence, and the reasons that its button opens."""
    if grade is None:
        return "", ""
    words = text(
        "{scale}: {grade}",
        scale=SCALES[grade.scale],
        grade=OUTCOME_VERDICTS.get(grade.grade, grade.grade),
    )
    label = said(words, language)
    items = "".join(
        f"<li>{said(DOMAINS[concern.domain], language)}: "
        f"{said(concern.reason, language)}</li>"
        for concern in grade.concerns
    )
    close = said(text("Close"), language)
    button = (
        f'<button class="ev" popovertarget="{name}">'
        f"{grade_mark(grade.scale, grade.grade)}<span>{label}</span></button>"
    )
    reasons = (
        f'<div class="why" popover id="{name}" role="group" aria-label="{label}">'
        f'<div class="th"><strong>{label}</strong>'
        f'<button class="x" popovertarget="{name}" '
        f'popovertargetaction="hide">{close}</button></div><ul>{items}</ul></div>'
    )
    return button, reasons


def _side(facts: Facts, screen: FirstScreen, language: str) -> str:
    counts = "".join(_count(counted, language) for counted in screen.counted)
    label = said(text("Counts"), language)
    drawn = _map(facts, screen.map_of, language)
    return f'<aside class="fsr" aria-label="{label}">{counts}{drawn}</aside>'


def _map(facts: Facts, province: str, language: str) -> str:
    """A tile for each province, where the data say where they lie."""
    drawn = tile_svg(facts, province, language)
    if not drawn:
        return ""
    caption = text(
        "{province} and its region, {region}. One tile for each province.",
        province=facts.name("provinces", province),
        region=facts.name("regions", facts.region_of(province)),
    )
    words = said(caption, language)
    return f"<figure>{drawn}<figcaption>{words}</figcaption></figure>"


def _count(counted: Counted, language: str) -> str:
    pieces = " · ".join(_verdict(*pair, language) for pair in counted.verdicts)
    return (
        f'<div class="vc"><p class="vt">{said(counted.number, language)} '
        f"{said(counted.what, language)}</p>"
        f'<p class="vi" aria-hidden="true">{"".join(counted.marks)}</p>'
        f'<p class="vl">{pieces}</p></div>'
    )


def _verdict(number: Quantity, verdict: Text, language: str) -> str:
    """How many have a verdict; a zero is told too, but there is nothing to trace."""
    shown: object = number if number.value else "0"
    words = said(text("{number} {verdict}", number=shown, verdict=verdict), language)
    return f'<span class="{"vn" if number.value else "vn z"}">{words}</span>'


def _targets(evaluation: Evaluation) -> Counted:
    found = evaluation.attainment
    order = list(TARGET_VERDICTS)
    targets = sorted(found.targets, key=lambda target: order.index(target.verdict))
    return Counted(
        number=found.count("known"),
        what=text("known targets; how many there are is not known"),
        marks=tuple(target_mark(target.verdict) for target in targets),
        verdicts=tuple(
            (found.count(key), words) for key, words in TARGET_VERDICTS.items()
        ),
    )


def _claims(evaluation: Evaluation) -> Counted:
    found = evaluation.claims.claims
    counts = claim_counts(evaluation, found)
    order = list(CLAIM_VERDICTS)
    claims = sorted(found, key=lambda claim: order.index(claim.verdict))
    return Counted(
        number=counts["all"],
        what=text("claims of the implementer"),
        marks=tuple(claim_mark(claim.verdict) for claim in claims),
        verdicts=tuple((counts[key], words) for key, words in CLAIM_VERDICTS.items()),
    )
