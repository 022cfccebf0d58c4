"""Box on the effect of each reform: what fails, and what would help (rule 5)."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation import (
    OUTCOME_VERDICTS,
    Evaluation,
    count_of,
    over_period,
)
from par_eval.evaluation.attribution import (
    Obstacle,
    Outcome,
    ReformVerdict,
    condition_words,
    effect_figures,
    effect_words,
    out_of_reach,
    reform_verdicts,
)
from par_eval.language import say
from par_eval.show.absent import absent
from par_eval.show.carrier import capital, said
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid, grid_html, marked
from par_eval.show.marks import outcome_mark
from par_eval.show.numbers import empty
from par_eval.show.word_table import Cells
from par_eval.values import Joined, Quantity, Text, counted, quantities_in, text

__all__ = ["outcomes_table"]

NAMED = 3
"""Outcomes that are named one by one."""


def outcomes_table(evaluation: Evaluation) -> Exhibit:
    """Effect of each reform, the conditions that fail, and what would help (rule 5).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Text: a box, with the table of outcomes folded in it.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> outcomes_table(evaluate("Ca Mau", "2016-2020")).id
    'outcomes'
    """
    facts, found = evaluation.facts, reform_verdicts(evaluation, evaluation.attribution)
    if not found:
        return absent(
            facts,
            "outcomes",
            text("Effects of reforms"),
            text("The data do not say whom a reform reaches: no effect is looked for."),
        )
    grid, title = _grid(evaluation), _title(evaluation)

    def body(language: str) -> str:
        return (
            f'<div class="refuse" id="outcomes">'
            f"{''.join(_section(evaluation, one, language) for one in found)}"
            f"{_folded(evaluation, grid, title, language)}</div>"
        )

    return Exhibit(
        id="outcomes",
        kind="text",
        facts=facts,
        title=title,
        subtitle=text("Whether an effect could be told, and which conditions fail."),
        alternative=title,
        sources=tuple(sorted(set(facts.table("exposure")["source"]))),
        numbers=empty(),
        grid=grid,
        body=body,
        extra=tuple(q for one in found for q in _quantities(evaluation, one)),
    )


def _title(evaluation: Evaluation) -> Text:
    able = [
        outcome.indicator
        for outcome in evaluation.attribution.outcomes
        if outcome.verdict in ("estimable", "weakly_identified")
    ]
    if not able:
        return text("No effect of a reform can be identified")
    return counted(
        "The effect of a reform on {number} outcome is estimated",
        "The effect of a reform on {number} outcomes is estimated",
        len(able),
        number=count_of(over_period(evaluation, able), "outcomes"),
    )


def _section(evaluation: Evaluation, one: ReformVerdict, language: str) -> str:
    """What the box says of one reform."""
    heading = capital(said(_heading(one), language))
    items = "".join(
        f"<div><dt>{capital(said(obstacle.heading, language))}</dt>"
        f"<dd>{said(Joined(lines, 'sentences'), language)}</dd></div>"
        for obstacle in one.obstacles
        for lines in [_lines(evaluation, one, obstacle)]
    )
    helps = f"<p>{said(_helps(one), language)}</p>" if one.helps else ""
    items += _effects(one, language)
    listed = f"<dl>{items}</dl>" if items else ""
    mark = outcome_mark(one.verdict)
    return f'<h3 class="rv">{mark}<span>{heading}</span></h3>{listed}{helps}'


def _effects(one: ReformVerdict, language: str) -> str:
    """What was estimated, for outcomes against which no condition stands."""
    lines = tuple(_effect_lines(one))
    if not lines:
        return ""
    heading = capital(said(text("Estimated effects"), language))
    told = said(Joined(lines, "sentences"), language)
    return f"<div><dt>{heading}</dt><dd>{told}</dd></div>"


def _effect_lines(one: ReformVerdict) -> Iterator[Text]:
    yield from (effect_words(o) for o in one.outcomes if o.effect)
    beyond = out_of_reach(one.outcomes)
    if beyond is not None:
        yield beyond


def _heading(one: ReformVerdict) -> Text:
    return text(
        "Effect of {reform}: {verdict}",
        reform=one.reform,
        verdict=OUTCOME_VERDICTS[one.verdict],
    )


def _helps(one: ReformVerdict) -> Text:
    return text("What would help: {list}.", list=Joined(one.helps, "semicolon"))


def _lines(
    evaluation: Evaluation, one: ReformVerdict, obstacle: Obstacle
) -> tuple[Text, ...]:
    """The sentence of a condition, and which outcomes it holds for."""
    every, some = len(one.outcomes), len(obstacle.outcomes)
    if every == some:
        return (obstacle.sentence,)
    if some <= NAMED:
        said_of = text("This holds for {names}.", names=Joined(obstacle.outcomes))
        return obstacle.sentence, said_of
    return obstacle.sentence, text(
        "This holds for {some} of {all} outcomes.",
        some=_count(evaluation, [name.key for name in obstacle.outcomes]),
        all=_count(evaluation, [outcome.indicator for outcome in one.outcomes]),
    )


def _count(evaluation: Evaluation, indicators: list[str]) -> Quantity:
    return count_of(over_period(evaluation, indicators), "outcomes")


def _quantities(evaluation: Evaluation, one: ReformVerdict) -> Iterator[Quantity]:
    for obstacle in one.obstacles:
        for line in _lines(evaluation, one, obstacle):
            yield from quantities_in(line)
    for line in _effect_lines(one):
        yield from quantities_in(line)


def _folded(evaluation: Evaluation, grid: Grid, title: Text, language: str) -> str:
    """The table of outcomes, one click away."""
    summary = said(text("Each outcome and the conditions that fail"), language)
    notes = said(Joined(evaluation.attribution.notes, "sentences"), language)
    table = grid_html(grid, language, say(title, language))
    return (
        f'<details class="nums"><summary>{summary}</summary>{table}'
        f'<p class="src">{notes}</p></details>'
    )


def _failed(outcome: Outcome) -> Iterator[Text]:
    """Conditions that fail for one outcome, in words."""
    for condition in outcome.failed:
        yield condition_words(condition, begun=outcome.design.begun)


def _grid(evaluation: Evaluation) -> Grid:
    rows = {(o.reform, o.indicator): o for o in evaluation.attribution.outcomes}
    cells: Cells = {}
    for key, outcome in rows.items():
        words = OUTCOME_VERDICTS[outcome.verdict]
        cells[key, "reform"] = outcome.reform_name
        cells[key, "verdict"] = marked(outcome_mark(outcome.verdict), words)
        if outcome.failed:
            cells[key, "failed"] = Joined(tuple(_failed(outcome)), "semicolon")
        if outcome.effect:
            cells[key, "effect"] = effect_figures(outcome)
    columns = {
        "reform": text("Reform"),
        "verdict": text("Verdict"),
        "failed": text("Conditions that fail"),
    }
    if any(outcome.effect for outcome in rows.values()):
        columns["effect"] = text("Effect")
    return Grid(
        text("Outcome"),
        {key: outcome.indicator_name for key, outcome in rows.items()},
        columns,
        cells,
        frozenset(columns),
    )
