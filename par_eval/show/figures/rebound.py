"""Rebound: what came after a flagged year, beside what did elsewhere (rule 13)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import Evaluation
from par_eval.evaluation.benchmarks import Rebound, similar_moves
from par_eval.series import leaves_of
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.rebound_drawing import draw_rebound
from par_eval.show.grid import Grid
from par_eval.show.style import Size
from par_eval.values import (
    TRACED,
    Joined,
    Quantity,
    Text,
    counted,
    quantities,
    text,
    unit_words,
)

__all__ = ["expected_rebound"]

NAME = "rebound"


def expected_rebound(evaluation: Evaluation) -> Exhibit:
    """What the province did after a flagged year, beside other provinces' moves.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure; its title says whether the change lies within what follows such a move
        elsewhere. A text where no change starts at a flagged value, or too few other
        provinces moved so.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> expected_rebound(evaluate("Ca Mau", "2016-2020")).kind
    'text'
    """
    facts, code = evaluation.facts, evaluation.province
    rebounds = evaluation.benchmarks.rebounds
    found = next((one for one in rebounds if one.lacking is None), None)
    if found is None:
        return absent(
            facts,
            NAME,
            text("What was to be expected after an unusual year"),
            _reason(rebounds),
        )
    moves = similar_moves(evaluation, found)
    headline = evaluation.national.headline
    province = facts.name("provinces", code)

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_rebound(ax, moves, found, province, size, language)

    return Exhibit(
        id=NAME,
        kind="figure",
        facts=facts,
        title=_title(found),
        subtitle=Joined(tuple(_subtitle(evaluation, found)), "sentences"),
        alternative=found.text,
        sources=facts.sources_of(leaves_of(facts, headline)),
        numbers=_numbers(moves, found, code),
        notes=(
            text(
                "What a province does after an unusual year says nothing by itself on "
                "a reform."
            ),
        ),
        grid=_grid(evaluation, moves, found),
        draw=draw,
        heights=(400, 360),
    )


def _reason(rebounds: tuple[Rebound, ...]) -> Text:
    if rebounds:
        lacking = rebounds[-1].lacking
        assert lacking is not None
        return lacking
    return text(
        "No change of the province starts at an unusually high or low value, so there "
        "is no rebound to expect."
    )


def _known(found: Rebound) -> dict[str, Quantity]:
    """The numbers of a rebound from which something was to be expected."""
    used = found.used
    assert used is not None
    assert used.expected is not None
    assert found.prior is not None
    assert found.relative is not None
    low, high = used.ends
    return {
        "prior": found.prior,
        "relative": found.relative,
        "expected": used.expected,
        "low": low,
        "high": high,
    }


def _title(found: Rebound) -> Text:
    known = _known(found)
    said: dict[str, object] = {"year": found.year, "after": found.after}
    said |= {key: known[key] for key in ("relative", "low", "high")}
    if not found.agreed:
        return text(
            "From {year} to {after} a change of {relative} against the mean: whether "
            "that was to be expected depends on which moves count as similar",
            **said,
        )
    if found.inside:
        return text(
            "From {year} to {after} a change of {relative} against the mean: within "
            "what follows such a move elsewhere ({low} to {high})",
            **said,
        )
    return text(
        "From {year} to {after} a change of {relative} against the mean: outside what "
        "follows such a move elsewhere ({low} to {high})",
        **said,
    )


def _subtitle(evaluation: Evaluation, found: Rebound) -> Iterator[Text]:
    facts, used = evaluation.facts, found.used
    assert used is not None
    yield text(
        "{instrument}, {unit}, against the mean of the provinces in each year.",
        instrument=facts.name("instruments", evaluation.national.instrument),
        unit=unit_words(_known(found)["relative"].unit),
    )
    yield counted(
        "Grey dot: a move of another province that is similar ({number} case), with "
        "what followed it.",
        "Grey dots: moves of other provinces that are similar ({number} cases), with "
        "what followed each.",
        int(used.cases.value),
        number=used.cases,
    )
    yield text(
        "Line: what follows on the whole. Pale bar: prediction interval after a move "
        "as large as that of {province}.",
        province=facts.name("provinces", evaluation.province),
    )


def _numbers(moves: pd.DataFrame, found: Rebound, province: str) -> pd.DataFrame:
    """The moves elsewhere, then those of the province and what was to be expected."""
    own = [
        {"province": province, "year": found.year, "what": what}
        | {column: getattr(quantity, column) for column in (*TRACED, "interval")}
        for what, quantity in _known(found).items()
    ]
    return pd.DataFrame(
        [*moves.assign(interval=None).to_dict("records"), *own],
        columns=pd.Index([*moves.columns, "interval"]),
    )


def _grid(evaluation: Evaluation, moves: pd.DataFrame, found: Rebound) -> Grid:
    facts, code = evaluation.facts, evaluation.province
    known = _known(found)
    cells: dict[tuple[tuple[str, int], object], object] = {
        ((code, found.year), "prior"): known["prior"],
        ((code, found.year), "later"): known["relative"],
    }
    keys = zip(moves["province"], moves["year"], moves["what"], strict=True)
    for (province, year, what), quantity in zip(keys, quantities(moves), strict=True):
        cells[(province, year), what] = quantity
    rows = {
        key: text(
            "{province}, {year}", province=facts.name("provinces", key[0]), year=key[1]
        )
        for key, _ in cells
    }
    return Grid(
        text("Province and year"),
        rows,
        {"prior": text("Move before"), "later": text("Move after")},
        cells,
    )
