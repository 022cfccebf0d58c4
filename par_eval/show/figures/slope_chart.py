"""Slope chart: ranks at the start and the end of the plan, and what noise explains."""

from __future__ import annotations

from matplotlib.axes import Axes

from par_eval.evaluation import CASES, Evaluation
from par_eval.evaluation.standing import MOVE_WORDS, Move
from par_eval.series import breaks_between, hard, leaves_of
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.slope_drawing import draw_slopes, slope_heights
from par_eval.show.grid import Grid
from par_eval.show.style import Size
from par_eval.values import Joined, Name, Quantity, Text, text

__all__ = ["slope_chart"]


def slope_chart(evaluation: Evaluation) -> Exhibit:
    """Rank of the headline and of each dimension at both ends of the plan.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure; its title counts the changes of rank that stand out from noise by the
        pair test, and states no other change (rule 4). A text where the province has
        no two years with a rank.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> slope_chart(evaluate("Ca Mau", "2016-2020")).id
    'slope'
    """
    facts, moves = evaluation.facts, evaluation.precision.moves
    if not moves:
        return absent(
            facts,
            "slope",
            text("Ranks at the start and at the end of the plan"),
            text("The province has no rank in two years of the plan."),
        )
    names = {move.indicator: facts.name("indicators", move.indicator) for move in moves}
    of = int(max(pair[1].value for m in moves for pair in (m.before, m.after)))

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_slopes(ax, moves, names, of, size, language)

    shown = evaluation.precision.numbers
    return Exhibit(
        id="slope",
        kind="figure",
        facts=facts,
        title=_title(moves, names),
        subtitle=_subtitle(evaluation, moves),
        alternative=_alternative(moves, names),
        sources=facts.sources_of(
            leaf for move in moves for leaf in leaves_of(facts, move.indicator)
        ),
        numbers=shown[shown["indicator"].isin(list(names)) & (shown["year"] > 0)],
        notes=_notes(evaluation, moves, names),
        grid=_grid(moves, names),
        draw=draw,
        heights=slope_heights(moves),
    )


def _count(moves: list[Move]) -> Quantity:
    cases = tuple(move.change.id for move in moves)
    return Quantity(len(cases), "changes", CASES, cases)


def _with(moves: tuple[Move, ...], verdict: str) -> list[Move]:
    return [move for move in moves if move.verdict == verdict]


def _title(moves: tuple[Move, ...], names: dict[str, Name]) -> Text:
    years = {"first": moves[0].first, "last": moves[0].last}
    told = _with(moves, "distinguishable")
    tested = [move for move in moves if move.verdict != "not_tested"]
    if not tested:
        return text(
            "Whether the ranks of {first} and {last} differ by more than noise is not "
            "known",
            **years,
        )
    if not told:
        return text(
            "No change of rank from {first} to {last} stands out from noise", **years
        )
    if len(tested) == 1:
        return text(
            "The change of rank from {first} to {last} stands out from noise", **years
        )
    said = {"tested": _count(tested), **years}
    if len(told) == 1:
        return text(
            "One of {tested} changes of rank from {first} to {last} stands out from "
            "noise: {name}",
            name=names[told[0].indicator],
            **said,
        )
    return text(
        "{told} of {tested} changes of rank from {first} to {last} stand out from "
        "noise",
        told=_count(told),
        **said,
    )


def _subtitle(evaluation: Evaluation, moves: tuple[Move, ...]) -> Joined:
    facts = evaluation.facts
    counts = [pair[1] for move in moves for pair in (move.before, move.after)]
    least = min(counts, key=lambda count: count.value)
    most = max(counts, key=lambda count: count.value)
    of: object = most
    if least.value < most.value:
        of = text("{least} to {most}", least=least, most=most)
    found = [
        text(
            "Rank among {of} provinces in {instrument}, the best is at the top.",
            of=of,
            instrument=facts.name("instruments", evaluation.national.instrument),
        ),
        text(
            "Solid: as good or better in the last year; dashed: worse; grey: not "
            "distinguishable from noise; blue and bold: distinguishable."
        ),
    ]
    ends = {(move.first, move.last) for move in moves}
    if len(ends) > 1:
        found.append(
            text("A year in brackets: the first or last one with a value, where other.")
        )
    return Joined(tuple(found), "sentences")


def _alternative(moves: tuple[Move, ...], names: dict[str, Name]) -> Text:
    items = tuple(
        text(
            "{name}: {before} in {first}, {after} in {last}, {verdict}",
            name=names[move.indicator],
            before=move.before[0],
            first=move.first,
            after=move.after[0],
            last=move.last,
            verdict=MOVE_WORDS[move.verdict],
        )
        for move in moves
    )
    return text("Slope chart of ranks. {values}.", values=Joined(items, "semicolon"))


def _notes(
    evaluation: Evaluation, moves: tuple[Move, ...], names: dict[str, Name]
) -> tuple[Text, ...]:
    tested = [move for move in moves if move.p is not None]
    notes = []
    if tested:
        level = evaluation.facts.threshold("family_level")
        notes.append(
            text(
                "Pair tests of the distance from the year’s mean, with Holm over "
                "{tested} looks, at a familywise level of {level} percent.",
                tested=_count(tested),
                level=f"{100 * level:g}",
            )
        )
    untested = _with(moves, "not_tested")
    if untested:
        listed = Joined(tuple(names[move.indicator] for move in untested))
        notes.append(
            text("Not tested, since their noise is not known: {names}.", names=listed)
        )
    broken = [names[move.indicator] for move in moves if _broken(evaluation, move)]
    if broken:
        notes.append(
            text(
                "A hard break lies between the years of {names}: their ranks answer "
                "relative to others, not better than before.",
                names=Joined(tuple(broken)),
            )
        )
    return tuple(notes)


def _broken(evaluation: Evaluation, move: Move) -> bool:
    found = breaks_between(evaluation.facts, move.indicator, move.first, move.last)
    return bool(hard(found))


def _grid(moves: tuple[Move, ...], names: dict[str, Name]) -> Grid:
    columns = {
        "first": text("First rank"),
        "last": text("Last rank"),
        "change": text("Change of distance from the mean"),
        "distance": text("In multiples of noise"),
        "verdict": text("Verdict"),
    }
    cells: dict[tuple[object, object], object] = {}
    for move in moves:
        key = move.indicator
        cells[key, "first"] = _rank(move.before, move.first)
        cells[key, "last"] = _rank(move.after, move.last)
        cells[key, "change"] = move.change
        cells[key, "verdict"] = MOVE_WORDS[move.verdict]
        if move.distance is not None:
            cells[key, "distance"] = move.distance
    return Grid(text("Series"), names, columns, cells, frozenset({"verdict"}))


def _rank(pair: tuple[Quantity, Quantity], year: int) -> Text:
    return text("{rank} of {of} in {year}", rank=pair[0], of=pair[1], year=year)
