"""Score path: the province beside the national median and the middle half."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import Evaluation, followed, spanned
from par_eval.series import Break, breaks_between, composition, hard, plain
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.path_drawing import draw_path
from par_eval.show.grid import Grid
from par_eval.show.numbers import distribution
from par_eval.show.style import Size
from par_eval.values import Joined, Name, Quantity, Text, quantities, text, unit_words

__all__ = ["score_paths"]

SHOWN = ("score", "median", "lower_quartile", "upper_quartile")


def score_paths(evaluation: Evaluation, indicator: str | None = None) -> Exhibit:
    """Score of an indicator over the years, with gaps and breaks drawn.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    indicator : str, optional
        Indicator id. If not given: the headline indicator if its change over the
        period may be stated, else the dimension that crosses the fewest breaks, in
        the fewest of its parts.

    Returns
    -------
    Exhibit
        Figure; its title states the change, or why there is none.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> score_paths(evaluate("Ca Mau", "2016-2020")).kind
    'figure'
    """
    facts = evaluation.facts
    name = indicator or _clearest(evaluation)
    years = [int(y) for y in facts.series(name).dropna(how="all").index]
    numbers = distribution(facts, name, evaluation.province, years)
    numbers = numbers[numbers["what"].isin(SHOWN)].reset_index(drop=True)
    breaks = breaks_between(facts, name, years[0], years[-1])
    label = facts.name("indicators", name)
    province = facts.name("provinces", evaluation.province)
    period = (evaluation.national.start, evaluation.national.end)

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_path(ax, numbers, breaks, period, size, language, province)

    return Exhibit(
        id="score-paths",
        kind="figure",
        facts=facts,
        title=_title(evaluation, name, label),
        subtitle=_subtitle(evaluation, name, label),
        alternative=_alternative(numbers, label, province),
        sources=_sources(evaluation, name, breaks),
        numbers=numbers,
        notes=_notes(breaks),
        grid=_grid(numbers, years, province),
        draw=draw,
        heights=(390, 330),
    )


def _clearest(evaluation: Evaluation) -> str:
    """Headline if it can be followed, else the dimension with the fewest breaks."""
    headline = evaluation.national.headline
    known = followed(evaluation.trends.numbers)
    if headline in known:
        return headline
    candidates = [d for d in evaluation.national.dimensions if d in known]
    if not candidates:
        return headline
    return min(candidates, key=lambda d: _broken(evaluation, d))


def _broken(evaluation: Evaluation, name: str) -> tuple[int, int]:
    """Number of breaks that a change crosses, and of parts that break in between."""
    found = evaluation.windows(name)
    if not found.breaks or found.endline is None:
        return 0, 0
    facts, last = evaluation.facts, found.endline.years[-1]
    linked = spanned(evaluation, name)
    left = composition(facts, linked)[last] if linked else ()
    return len(found.breaks), len(composition(facts, name)[last]) - len(left)


def _pair(evaluation: Evaluation, name: str) -> tuple[Quantity, Quantity] | None:
    rows = evaluation.trends.numbers
    rows = rows[rows["indicator"] == name].set_index("what", drop=False)
    if "change" not in rows.index:
        return None
    change, typical = quantities(rows.loc[["change", "typical"]])
    return change, typical


def _title(evaluation: Evaluation, name: str, label: Name) -> Text:
    pair = _pair(evaluation, name)
    if pair is None:
        years = tuple(sorted({b.year for b in hard(evaluation.windows(name).breaks)}))
        if not years:
            return text(
                "{name}: no change over the plan can be stated, values are missing",
                name=label,
            )
        return text(
            "{name}: no change over the plan can be stated, the series breaks in "
            "{years}",
            name=label,
            years=Joined(years),
        )
    return text(
        "{name}: {change} {unit} over the plan, the typical province {typical}",
        name=label,
        change=pair[0],
        unit=unit_words(pair[0].unit),
        typical=pair[1],
    )


def _subtitle(evaluation: Evaluation, name: str, label: Name) -> Joined:
    instrument = evaluation.facts.instrument(evaluation.national.instrument)
    key = evaluation.national.instrument
    first = text(
        "{instrument} ({description}), {name}, in {unit}; the plan period is shaded.",
        instrument=evaluation.facts.label(key, instrument),
        description=evaluation.facts.label(key, instrument, "description"),
        name=label,
        unit=unit_words(str(evaluation.facts.indicator(plain(name))["unit"])),
    )
    found = evaluation.windows(name)
    if not (found.baseline and found.endline):
        return Joined((first,), "sentences")
    window = text(
        "Change from {baseline} to {endline}.",
        baseline=window_text(found.baseline.years, found.baseline.mark),
        endline=window_text(found.endline.years, found.endline.mark),
    )
    return Joined((first, window), "sentences")


def window_text(years: tuple[int, ...], mark: str) -> Text | int:
    """Years of a window in words, with its mark."""
    if len(years) > 1:
        return text("the mean of {years}", years=Joined(years))
    if mark == "late":
        return text("{year} (late: no comparable year before the plan)", year=years[0])
    return text("{year} (single comparable year)", year=years[0])


def _alternative(numbers: pd.DataFrame, label: Name, province: Name) -> Joined:
    """Every score in words, for who cannot see the drawing."""
    own = numbers[numbers["what"] == "score"]
    items = tuple(
        text("{year}: {score}", year=int(year), score=score)
        for year, score in zip(own["year"], quantities(own), strict=True)
    )
    return Joined(
        (
            text(
                "Line chart. {name}, {province}: {values}.",
                name=label,
                province=province,
                values=Joined(items, "semicolon"),
            ),
        ),
        "sentences",
    )


def _notes(breaks: tuple[Break, ...]) -> tuple[Text, ...]:
    hard_years = tuple(sorted({b.year for b in hard(breaks)}))
    soft_years = tuple(sorted({b.year for b in breaks} - set(hard_years)))
    notes = []
    if hard_years:
        notes.append(
            text(
                "Dotted verticals: hard breaks ({years}), across which nothing is "
                "compared.",
                years=Joined(hard_years),
            )
        )
    if soft_years:
        notes.append(
            text("Short ticks: soft breaks ({years}).", years=Joined(soft_years))
        )
    return tuple(notes)


def _sources(
    evaluation: Evaluation, name: str, breaks: tuple[Break, ...]
) -> tuple[str, ...]:
    from par_eval.series import leaves_of

    observed = evaluation.facts.sources_of(leaves_of(evaluation.facts, plain(name)))
    return tuple(sorted({*observed, *(b.source for b in breaks)}))


def _grid(numbers: pd.DataFrame, years: list[int], province: Name) -> Grid:
    cells = dict(
        zip(
            zip(numbers["year"], numbers["what"], strict=True),
            quantities(numbers),
            strict=True,
        )
    )
    columns = {
        "score": province,
        "median": text("National median"),
        "lower_quartile": text("Lower quartile"),
        "upper_quartile": text("Upper quartile"),
    }
    return Grid(text("Year"), {y: y for y in years}, columns, cells)
