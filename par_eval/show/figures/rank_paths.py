"""Rank path: the province's place in each year, with what noise and parts allow."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import Evaluation
from par_eval.language import ordinal, say
from par_eval.series import Break, breaks_between, hard, leaves_of
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.common import mark_gaps, mark_period, runs, year_axis
from par_eval.show.figures.labels import Label, beside, place
from par_eval.show.grid import Grid
from par_eval.show.numbers import columns_of, rank_history
from par_eval.show.style import Size, colour
from par_eval.values import TRACED, Joined, Name, Quantity, Text, quantities, text

__all__ = ["rank_paths"]


def rank_paths(evaluation: Evaluation) -> Exhibit:
    """Rank of the headline indicator over the years.

    A rank answers "relative to others" within its year, so the path runs on across
    breaks, which are ticked at its foot; it stops at missing years.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure; its title names the best and the worst place within the plan.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> rank_paths(evaluate("Ca Mau", "2016-2020")).id
    'rank-paths'
    """
    facts, name = evaluation.facts, evaluation.national.headline
    years = [int(y) for y in facts.series(name).dropna(how="all").index]
    history = rank_history(facts, name, evaluation.province, years)
    numbers = pd.concat([history, _intervals(evaluation)], ignore_index=True)
    breaks = hard(breaks_between(facts, name, years[0], years[-1]))
    label = facts.name("indicators", name)
    period = (evaluation.national.start, evaluation.national.end)

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_ranks(ax, numbers, years, breaks, period, size, language)

    return Exhibit(
        id="rank-paths",
        kind="figure",
        facts=facts,
        title=_title(evaluation, numbers),
        subtitle=_subtitle(evaluation, label, numbers),
        alternative=_alternative(numbers, facts.name("provinces", evaluation.province)),
        sources=facts.sources_of(leaves_of(facts, name)),
        numbers=numbers,
        notes=_notes(breaks),
        grid=_grid(numbers),
        draw=draw,
        heights=(400, 340),
    )


def draw_ranks(
    ax: Axes,
    numbers: pd.DataFrame,
    years: list[int],
    breaks: tuple[Break, ...],
    period: tuple[int, int],
    size: Size,
    language: str,
) -> Axes:
    """Draw the ranks from a traced frame with the key columns year and what."""
    ranks = numbers[numbers["what"] == "rank"].set_index("year")
    of = int(numbers["value"][numbers["what"] == "of"].max()) if len(ranks) else 1
    mark_period(ax, *period)
    for run in runs([int(y) for y in ranks.index]):
        ax.plot(
            run,
            ranks.loc[run, "value"],
            color=colour("accent"),
            linewidth=1.6,
            marker="o",
            markersize=7,
            markeredgecolor=colour("paper"),
            markeredgewidth=1.2,
            zorder=4,
        )
    _bars(ax, numbers)
    gaps = mark_gaps(ax, [y for y in years if y not in ranks.index], size, language)
    ax.grid(visible=True, axis="y")
    ax.set_axisbelow(True)
    step = 10 if of > 20 else max(1, of // 4)
    ticks = [1, *range(step, of + 1, step)] if step > 1 else list(range(1, of + 1))
    ax.set_yticks(ticks, [ordinal(1, language), *(str(t) for t in ticks[1:])])
    ax.set_ylim(of + of * 0.09, 1 - of * 0.07)
    year_axis(ax, years, size, 0.9)
    _break_ticks(ax, breaks, years, size, language)
    place(ax, [*_labels(ax, ranks), *gaps])
    return ax


def _intervals(evaluation: Evaluation) -> pd.DataFrame:
    """Traced frame of what noise and the choice of parts allow, by year of the plan."""
    rows: list[dict[str, object]] = []
    for sure in evaluation.precision.places:
        ends = {"noise": sure.noise, "parts": sure.parts}
        for what, pair in ends.items():
            if sure.year and pair is not None:
                for end, quantity in zip(("best", "worst"), pair, strict=True):
                    key = {"indicator": sure.indicator, "year": sure.year}
                    traced = {c: getattr(quantity, c) for c in TRACED}
                    rows.append({**key, "what": f"{what}_{end}", **traced})
    return pd.DataFrame(rows, columns=columns_of("indicator", "year", "what"))


def _bars(ax: Axes, numbers: pd.DataFrame) -> None:
    """Two bars of different width: a thin one for noise, a wide one for the parts."""
    wide = numbers.pivot(index="year", columns="what", values="value")
    for what, role, width in (("noise", "soft", 3.5), ("parts", "mark", 9)):
        if f"{what}_best" in wide:
            known = wide.dropna(subset=[f"{what}_best"])
            ax.vlines(
                known.index.to_numpy(dtype=float),
                known[f"{what}_best"].to_numpy(dtype=float),
                known[f"{what}_worst"].to_numpy(dtype=float),
                color=colour(role),
                linewidth=width,
                zorder=2 if what == "noise" else 3,
            )


def _labels(ax: Axes, ranks: pd.DataFrame) -> list[Label]:
    style = {
        "color": colour("accent"),
        "fontweight": "bold",
        "fontsize": ax.xaxis.get_ticklabels()[0].get_fontsize(),
        "zorder": 5,
    }
    sides = ("right", "left", "above", "below")
    return [
        Label(str(int(rank)), beside(year, rank, sides, 8), style)
        for year, rank in ranks["value"].items()
    ]


def _break_ticks(
    ax: Axes, breaks: tuple[Break, ...], years: list[int], size: Size, language: str
) -> None:
    """Hard breaks as ticks at the foot, named once at the left."""
    low = ax.get_ylim()[0]
    at = sorted({b.year for b in breaks})
    if not at:
        return
    for year in at:
        ax.axvline(year - 0.5, ymax=0.035, color=colour("ink"), linewidth=1.4, zorder=3)
    ax.annotate(
        say(text("hard breaks"), language),
        (at[0] - 0.5, low),
        xytext=(-6, 2),
        textcoords="offset points",
        ha="right",
        va="bottom",
        fontsize=10 if size.narrow else 11,
        color=colour("ink2"),
    )


def _within(
    evaluation: Evaluation, numbers: pd.DataFrame
) -> list[tuple[int, Quantity]]:
    rows = numbers[
        (numbers["what"] == "rank") & numbers["year"].isin(evaluation.national.years)
    ]
    years = [int(y) for y in rows["year"]]
    return list(zip(years, quantities(rows), strict=True))


def _title(evaluation: Evaluation, numbers: pd.DataFrame) -> Text:
    places = _within(evaluation, numbers)
    if not places:
        return text("The province has no place in the years of the plan")
    best = min(places, key=lambda entry: entry[1].value)
    worst = max(places, key=lambda entry: entry[1].value)
    said = {"best": best[1], "worst": worst[1], "year": best[0]}
    yearly = [sure for sure in evaluation.precision.places if sure.year]
    if any(sure.placed is None for sure in yearly):
        noise = text("the noise of a year is not known")
    elif any(sure.placed for sure in yearly):
        noise = text("one year's noise leaves it a place in some years only")
        if all(sure.placed for sure in yearly):
            noise = text("one year's noise leaves it a place")
    else:
        noise = text("one year's noise cannot place the province")
    if len(places) == 1:
        return text("{best} place in {year}; {noise}", noise=noise, **said)
    if best[1].value == worst[1].value:
        return text(
            "{best} place in each year of the plan with data; {noise}",
            noise=noise,
            **said,
        )
    return text(
        "Between {best} and {worst} place in the years of the plan; {noise}",
        noise=noise,
        **said,
    )


def _subtitle(evaluation: Evaluation, label: Name, numbers: pd.DataFrame) -> Joined:
    facts = evaluation.facts
    counts = list(quantities(numbers[numbers["what"] == "of"]))
    instrument = facts.name("instruments", evaluation.national.instrument)
    least = min(counts, key=lambda q: q.value, default=None)
    most = max(counts, key=lambda q: q.value, default=None)
    of: object = most or "–"
    if least and most and least.value < most.value:
        of = text("{least} to {most}", least=least, most=most)
    return Joined(
        (
            text(
                "{instrument}, {name}: rank among {of} provinces, the best is first; "
                "the plan period is shaded.",
                instrument=instrument,
                name=label,
                of=of,
            ),
        ),
        "sentences",
    )


def _notes(breaks: tuple[Break, ...]) -> tuple[Text, ...]:
    notes = [
        text(
            "Thin bars: what noise allows, an upper bound and no confidence interval. "
            "Wide bars: what leaving out one part, or weighing the parts alike, allows."
        )
    ]
    if breaks:
        notes.append(
            text("Ranks answer relative to others, also across the hard breaks.")
        )
    return tuple(notes)


def _alternative(numbers: pd.DataFrame, province: Name) -> Text:
    rows = numbers[numbers["what"] == "rank"]
    items = tuple(
        text("{year}: {rank}", year=int(year), rank=rank)
        for year, rank in zip(rows["year"], quantities(rows), strict=True)
    )
    return text(
        "Line chart of ranks. {province}: {values}.",
        province=province,
        values=Joined(items, "semicolon"),
    )


def _grid(numbers: pd.DataFrame) -> Grid:
    cells: dict[tuple[object, object], object] = {}
    for row, quantity in zip(
        numbers.to_dict("records"), quantities(numbers), strict=True
    ):
        year, what = row["year"], row["what"]
        cells[year, what] = quantity
        if what == "rank" and quantity.low is not None and quantity.high is not None:
            cells[year, "bounds"] = text(
                "{best} to {worst}", best=int(quantity.low), worst=int(quantity.high)
            )
    years = {int(y): int(y) for y in sorted(set(numbers["year"]))}
    columns = {
        "rank": text("Rank"),
        "of": text("Of"),
        "bounds": text("Bounds among all"),
        "noise_best": text("Best, by noise"),
        "noise_worst": text("Worst, by noise"),
        "parts_best": text("Best, by parts"),
        "parts_worst": text("Worst, by parts"),
    }
    return Grid(text("Year"), years, columns, cells)
