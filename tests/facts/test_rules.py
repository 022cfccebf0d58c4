"""Rules in the meaning of tables: what they let pass, and where they draw the line."""

import shutil
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import pytest
from tiny import TABLES

from par_eval import facts
from par_eval.facts import Fault
from par_eval.facts.needed import completed
from par_eval.facts.rules import rule_faults

Row = Sequence[object]


def table(name: str, columns: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Table as it is after reading: indexed by file and row, every column there."""
    frame = pd.DataFrame([list(row) for row in rows], columns=columns.split())
    places = [(f"{name}.csv", row) for row in range(2, len(frame) + 2)]
    frame.index = pd.MultiIndex.from_tuples(places or [], names=["file", "row"])
    return completed(name, frame, ())


def instruments(coverage: str = "complete") -> pd.DataFrame:
    return table("instruments", "instrument headline coverage", [("s", "s", coverage)])


def indicators(*parts: str, aggregation: str = "sum", direction: str = "up"):
    """The whole s of the instrument s, and its parts."""
    rows = [("s", "s", None, direction, aggregation if parts else "observation")]
    rows += [
        (part, "s", part.rpartition(".")[0], direction, "observation") for part in parts
    ]
    columns = "indicator instrument part_of direction aggregation"
    return table("indicators", columns, rows)


def provinces(count: int) -> pd.DataFrame:
    return table("provinces", "province", [(f"P{n}",) for n in range(count)])


def observations(values: dict[tuple[str, int], Sequence[float]]) -> pd.DataFrame:
    """Scores of the provinces P0, P1, ... by indicator and year; NaN has no row."""
    rows = [
        (indicator, f"P{place}", year, score, "S1")
        for (indicator, year), scores in values.items()
        for place, score in enumerate(scores)
        if not np.isnan(score)
    ]
    return table("observations", "indicator province year value source", rows)


def reported(*rows: Row) -> pd.DataFrame:
    """Printed figures of 2001: indicator, place, statistic, value, used."""
    columns = "indicator place statistic value used"
    frame = table("reported", columns, rows)
    return frame.assign(scope="province", year=2001, source="S2")


def missing(*rows: Row) -> pd.DataFrame:
    return table("missing", "instrument province year extent", rows)


def breaks(*rows: Row) -> pd.DataFrame:
    return table("series_breaks", "indicator year reaches_parts", rows)


def thresholds() -> pd.DataFrame:
    rows = [row.split(",") for row in TABLES["thresholds"][1:]]
    return table("thresholds", "threshold value", [(n, float(v)) for n, v in rows])


def told(**tables: pd.DataFrame) -> list[Fault]:
    """Faults of the rules that these tables are enough for."""
    return list(rule_faults(tables))


# Parts and wholes


@pytest.mark.parametrize(
    ("total", "passes"), [(3, True), (3.02, True), (2.98, True), (3.03, False)]
)
def test_a_printed_total_is_the_sum_of_the_parts_but_for_rounding(total, passes):
    faults = told(
        indicators=indicators("s.a", "s.b"),
        observations=observations({("s.a", 2001): [1, 4], ("s.b", 2001): [2, 5]}),
        reported=reported(("s", "P0", "score", total, "yes")),
    )
    assert [fault.row for fault in faults] == ([] if passes else [2])


@pytest.mark.parametrize(
    ("aggregation", "used", "second"),
    [
        ("observation", "yes", 2.0),  # a weighted whole is observed, not added up
        ("sum", "no", 2.0),  # kept and shown, not used
        ("sum", "yes", np.nan),  # a part that is missing has no sum
    ],
)
def test_other_totals_are_not_compared_with_a_sum(aggregation, used, second):
    scores = {("s.a", 2001): [1, 4], ("s.b", 2001): [second, 5]}
    assert not told(
        indicators=indicators("s.a", "s.b", aggregation=aggregation),
        observations=observations(scores),
        reported=reported(("s", "P0", "score", 9, used)),
    )


# Ranks


def ranks(scores: Sequence[float], *rows: Row, direction: str = "up") -> list[str]:
    """Provinces whose printed rank is told."""
    printed = reported(*[("s", place, "rank", *rest) for place, *rest in rows])
    faults = told(
        indicators=indicators(direction=direction),
        provinces=provinces(len(scores)),
        observations=observations({("s", 2001): scores}),
        reported=printed,
    )
    return [printed["place"].loc[(fault.file, fault.row)] for fault in faults]


def test_a_rank_lies_within_the_ties_of_its_score():
    scores = [9, 7, 7, 5]
    assert ranks(scores, ("P1", 2, "yes"), ("P2", 3, "yes")) == []
    assert ranks(scores, ("P1", 4, "yes"), ("P0", 1, "yes")) == ["P1"]
    assert ranks(scores, ("P1", 1, "yes")) == ["P1"]


def test_the_direction_decides_which_score_is_the_best():
    scores = [9, 7, 5]
    assert ranks(scores, ("P2", 1, "yes"), ("P0", 3, "yes"), direction="down") == []
    assert ranks(scores, ("P0", 1, "yes"), direction="down") == ["P0"]


def test_ranks_that_are_not_used_may_contradict():
    assert ranks([9, 7, 5], ("P0", 3, "no"), ("P2", 1, "no")) == []


def test_an_incomplete_series_is_compared_pair_by_pair():
    scores = [9, 8, 7, np.nan]
    fitting = [("P0", 2, "yes"), ("P1", 3, "yes"), ("P2", 40, "yes")]
    assert ranks(scores, *fitting) == []
    assert ranks(scores, *fitting[:2], ("P2", 1, "yes")) == ["P2"]


def test_a_province_without_a_score_is_compared_with_nobody():
    assert ranks([9, 8, np.nan], ("P0", 2, "yes"), ("P2", 1, "yes")) == []


def test_scores_that_were_printed_count_for_ranks_and_stand_beside_none():
    rows = [("s", "P0", "rank", 2, "yes"), ("s", "P1", "rank", 1, "yes")]
    scores = [("s", "P0", "score", 9, "yes"), ("s", "P1", "score", 7, "yes")]
    known = {
        "indicators": indicators(),
        "provinces": provinces(3),
        "observations": observations({("s", 2000): [1, 2, 3]}),
    }
    assert len(told(**known, reported=reported(*rows, *scores))) == 1
    assert not told(**known, reported=reported(*rows, scores[0]))


# Coverage


def gaps(coverage: str = "complete", *rows: Row, values=None) -> list[str]:
    scores = values or {("s.a", 2001): [1, 2, np.nan], ("s.b", 2001): [1, np.nan, 3]}
    faults = told(
        instruments=instruments(coverage),
        indicators=indicators("s.a", "s.b"),
        provinces=provinces(3),
        missing=missing(*rows),
        observations=observations(scores),
    )
    return [fault.problem for fault in faults]


def test_a_gap_of_a_complete_instrument_is_told_unless_listed():
    first, second = gaps()
    assert "has no row for s, P1, 2001" in first
    assert "has no row for s, P2, 2001" in second
    listed = ("s", "P1", 2001, "part")
    assert gaps("complete", listed) == [second]
    assert gaps("complete", listed, ("s", "P2", 2001, "part")) == []


def test_a_gap_of_a_partial_instrument_is_none():
    assert gaps("partial") == []


def test_an_edition_has_the_parts_that_any_province_has():
    assert gaps(values={("s.a", 2001): [1, 2, 3], ("s.b", 2002): [1, 2, 3]}) == []


def test_a_faulty_cell_is_no_gap():
    frame = observations({("s", 2001): [1, 2, 3]})
    frame.loc[frame["province"] == "P1", "value"] = np.nan
    known = {
        "instruments": instruments(),
        "indicators": indicators(),
        "provinces": provinces(3),
        "missing": missing(),
    }
    assert not told(**known, observations=frame)
    assert len(told(**known, observations=frame.dropna(subset="value"))) == 1


# Jumps of the national mean


NOISE = np.array([-1.0, 1.0] * 10)
SPREAD = np.sqrt(20 / 19)  # sample standard deviation of the noise


def jumps(
    scores: dict[tuple[str, int], np.ndarray],
    *rows: Row,
    parts: Sequence[str] = (),
    coverage: str = "complete",
) -> list[str]:
    """Indicators of which a jump is told."""
    faults = told(
        instruments=instruments(coverage),
        indicators=indicators(*parts),
        series_breaks=breaks(*rows),
        thresholds=thresholds(),
        observations=observations(scores),
    )
    return [fault.problem.split()[4] for fault in faults if fault.row is None]


def moved(deviations: float, count: int = 20) -> dict[tuple[str, int], np.ndarray]:
    """A mean that moves by so many standard deviations from 2001 to 2002."""
    noise = NOISE[:count]
    return {("s", 2001): 5 + noise, ("s", 2002): 5 + noise + deviations * SPREAD}


@pytest.mark.parametrize(
    ("deviations", "expected"),
    [(0.99, []), (1.01, ["s"]), (-0.99, []), (-1.01, ["s"])],
)
def test_a_mean_jumps_when_it_moves_by_more_than_a_standard_deviation(
    deviations, expected
):
    assert jumps(moved(deviations)) == expected


def test_the_standard_deviation_is_pooled_over_both_years():
    scores = moved(0)
    wide = 3 * NOISE
    pooled = SPREAD * np.sqrt((1 + 9) / 2)
    assert jumps({**scores, ("s", 2002): 5 + wide + 0.99 * pooled}) == []
    assert jumps({**scores, ("s", 2002): 5 + wide + 1.01 * pooled}) == ["s"]


def test_few_provinces_and_partial_instruments_are_not_watched():
    assert jumps(moved(5, count=18)) == []
    assert jumps(moved(5), coverage="partial") == []


def test_all_provinces_alike_jump_by_any_step():
    assert jumps({("s", 2001): np.ones(20), ("s", 2002): 2 * np.ones(20)}) == ["s"]
    assert jumps({("s", 2001): np.ones(20), ("s", 2002): np.ones(20)}) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("s", 2002, "no"), []),
        (("s", 2003, "no"), ["s"]),
        (("s", 2001, "no"), ["s"]),
    ],
)
def test_a_break_covers_the_step_into_its_year(row, expected):
    assert jumps(moved(5), row) == expected


def test_a_break_in_years_without_data_covers_the_step_over_them():
    scores = {
        (name, year + 3 * (year == 2002)): v for (name, year), v in moved(5).items()
    }
    assert jumps(scores, ("s", 2003, "no")) == []
    assert jumps(scores, ("s", 2006, "no")) == ["s"]


def part_jumps(*rows: Row) -> list[str]:
    scores = {("s.a", year): v for (_, year), v in moved(5).items()}
    steady = {("s.b", year): 0.01 * NOISE for year in (2001, 2002)}
    return jumps({**scores, **steady}, *rows, parts=["s.a", "s.b"])


def test_a_jump_of_a_part_is_not_told_again_of_its_whole():
    assert part_jumps() == ["s.a"]


def test_a_break_of_a_part_covers_the_whole():
    assert part_jumps(("s.a", 2002, "no")) == []


def test_a_break_of_a_whole_covers_parts_that_it_reaches():
    assert part_jumps(("s", 2002, "yes")) == []
    assert part_jumps(("s", 2002, "no")) == ["s.a"]
    assert part_jumps(("s.b", 2002, "yes")) == ["s.a"]


# The shipped data


def test_shipped_jumps_are_found_when_their_rows_are_taken_out(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(facts.shipped("data"), folder)
    path = folder / "series_breaks.csv"
    rows = path.read_text("utf-8").splitlines(keepends=True)
    taken = ("pci.entry,2011,", "pci.legal,2012,", "papi.e_governance.portals,2023,")
    left = [row for row in rows if not row.startswith(taken)]
    assert len(left) == len(rows) - 3
    path.write_text("".join(left), "utf-8")
    faults = facts.validate(folder).faults
    assert {fault.file for fault in faults} == {"series_breaks.csv"}
    assert {fault.problem.split(":")[0] for fault in faults} == {
        "has no row for pci.entry in 2011",
        "has no row for pci.legal in 2012",
        "has no row for papi.e_governance.portals in 2023",
    }


# Tables that could not be read


def test_a_rule_without_one_of_its_tables_is_left_out():
    scores = observations({("s", 2001): [1, 2]})
    lacking = {
        "observations": scores,
        "reported": reported(("s", "P0", "rank", 2, "yes")),
    }
    assert told(**lacking) == []
