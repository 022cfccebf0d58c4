"""The recomputation itself, on examples that were worked out by hand."""

import ast
import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from recompute import (
    NINE,
    Difference,
    Material,
    differences,
    main,
    only,
    read,
    same,
    share_of,
    table_of,
)

# Values of A, B, C and D; None where nothing was published.
VALUES = {
    ("w.x", 2001): (1, 2, 4, 3),
    ("w.y", 2001): (1, 1, 1, 4),  # w: 2, 3, 5, 7
    ("w.x", 2002): (2, 2, 3, None),
    ("w.y", 2002): (2, 3, 1, 5),  # w: 4, 5, 4, none
    ("w.x", 2003): (1, 6, 2, 2),  # w: the same, an edition of one part
    ("even", 2001): (1, 2, 3, None),  # mean 2, standard deviation 1
    ("even", 2002): (6, 2, 4, None),  # mean 4, standard deviation 2
    ("cost", 2001): (10, 20, 20, 40),
    ("wait", 2001): (1, 2, 3, None),
}
PARTS = ["w.x", "w.y"]
INDICATORS = {
    "w": {
        "direction": "up",
        "composition": [
            {"years": [2001, 2002], "parts": PARTS},
            {"years": [2003], "parts": ["w.x"]},
        ],
    },
    "w~2001-2002": {
        "direction": "up",
        "composition": [{"years": [2001, 2002], "parts": PARTS}],
        "needs_values_in": [2001, 2002],
    },
    "even": {"direction": "up", "composition": []},
    "cost": {"direction": "down", "composition": []},
    "wait": {"direction": "down", "composition": []},
}
MEASURES = {name: name for name in NINE} | {
    "change": "difference",
    "lower_quartile": "percentile",
    "upper_quartile": "percentile",
    "z_score": "z_score",
    "mean_z_score": "mean_z_score",
    "best_rank": "bound",
}


def trace(*quantities: tuple[str, float | None]) -> dict:
    return {
        "measures": {key: {"operation": what} for key, what in MEASURES.items()},
        "indicators": INDICATORS,
        "groups": {"@east": ["A", "B", "C"]},
        "quantities": [
            {"id": name, "measure": name.split("(")[0], "value": value}
            for name, value in quantities
        ],
    }


@pytest.fixture
def material() -> Material:
    observations = {
        (indicator, province, year): float(value)
        for (indicator, year), values in VALUES.items()
        for province, value in zip("ABCD", values, strict=True)
        if value is not None
    }
    return Material(observations, trace())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("observation(w/A/2001)", 2),
        ("observation(w/D/2002)", None),
        ("observation(w/A/2003)", 1),
        ("observation(w/A/2004)", None),
        ("sum(w/A/2001, w/A/2002)", 6),
        ("sum(w/A/2001, w/A/2002, w/B/2003)", 12),
        ("sum(w/D/2001, w/D/2002)", None),
        ("difference(w/A/2002, w/A/2001)", 2),
        ("change(w/C/2002, w/C/2001)", -1),
        ("difference(w/D/2002, w/D/2001)", None),
        ("difference(w/A/2001, median(w/*/2001))", -2),
        ("mean(w/A/2001+2002)", 3),
        ("mean(w/D/2001+2002)", None),
        ("mean(w/*/2001)", 4.25),
        ("mean(w/*/2002)", 13 / 3),
        ("mean(w/A/2001, w/B/2001, w/C/2001)", 10 / 3),
        ("mean(w/A/2001, w/D/2002)", None),
        ("mean(change(w/*/2002, w/*/2001))", 1),
        ("median(w/*/2001)", 4),
        ("median(w/*/2002)", 4),
        ("median(w/@east/2001)", 3),
        ("median(w/A/2001+2002+2003)", 2),
        ("rank(w/D/2001, w/*/2001)", 1),
        ("rank(w/C/2001, w/*/2001)", 2),
        ("rank(w/A/2002, w/*/2002)", 2),
        ("rank(w/C/2002, w/*/2002)", 2),
        ("rank(w/D/2002, w/*/2002)", None),
        ("rank(w/C/2001, w/@east/2001)", 1),
        ("rank(cost/A/2001, cost/*/2001)", 1),
        ("rank(cost/C/2001, cost/*/2001)", 2),
        ("rank(cost/D/2001, cost/*/2001)", 4),
        ("rank(change(w/C/2002, w/C/2001), change(w/*/2002, w/*/2001))", 3),
        ("percentile(w/D/2001, w/*/2001)", 100),
        ("percentile(w/C/2001, w/*/2001)", 200 / 3),
        ("percentile(w/A/2002, w/*/2002)", 25),
        ("percentile(cost/B/2001, cost/*/2001)", 50),
        ("share(w/A/2001, w/*/2001)", 0.5),
        ("share(w/B/2001, w/*/2001)", 1),
        ("share(w/D/2001, w/*/2001)", 0.25),
        ("share(change(w/C/2002, w/C/2001), change(w/*/2002, w/*/2001))", 1 / 3),
        ("count(w/*/2001)", 4),
        ("count(w/*/2002)", 3),
        ("count(w/*/2001+2002)", 3),
        ("count(w/@east/2001)", 3),
        ("count(change(w/*/2002, w/*/2001))", 3),
        ("count(difference(w/*/2001, median(w/*/2001)))", 4),
        ("count(w/A/2001, w/D/2002)", 2),
        ("count(w/D/2002)", 1),
        ("count()", 0),
        ("lower_quartile(w/*/2001)", 2.75),
        ("upper_quartile(w/*/2001)", 5.5),
        ("z_score(even/A/2001, even/*/2001)", -1),
        ("z_score(wait/A/2001, wait/*/2001)", 1),
        ("mean_z_score(even/B/2001+2002, even/*/2001+2002)", -0.5),
        ("mean_z_score(even/D/2001+2002, even/*/2001+2002)", None),
        ("observation(w~2001-2002/D/2001)", None),
        ("rank(w~2001-2002/C/2001, w~2001-2002/*/2001)", 1),
        ("count(w~2001-2002/*/2001)", 3),
    ],
)
def test_quantity_worked_out_by_hand(
    material: Material, name: str, expected: float | None
) -> None:
    assert same(only(table_of(material, name)), expected)


@pytest.mark.parametrize(("province", "place"), [("A", 2), ("B", 3), ("C", 1)])
def test_rank_of_means_of_z_scores(
    material: Material, province: str, place: int
) -> None:
    own, every = (f"even/{where}/2001+2002" for where in (province, "*"))
    among = f"mean_z_score({every}, {every})"
    name = f"rank(mean_z_score({own}, {every}), {among})"
    assert only(table_of(material, name)) == place


@pytest.mark.parametrize(("province", "place"), [("A", 2), ("B", 3), ("C", 1)])
def test_rank_of_changes_from_the_mean_of_years(
    material: Material, province: str, place: int
) -> None:
    # A 3 - 1, B 4 - 6, C 4.5 - 2, D lacks 2002
    own, every = (
        f"difference(mean(w/{where}/2001+2002), w/{where}/2003)"
        for where in (province, "*")
    )
    assert only(table_of(material, f"rank({own}, {every})")) == place


def test_values_that_differ_by_rounding_only_share_a_rank() -> None:
    assert 0.1 + 0.2 > 0.3
    observations = {("even", "A", 2001): 0.1 + 0.2, ("even", "B", 2001): 0.3}
    material = Material(observations, trace())
    for province in "AB":
        place = table_of(material, f"rank(even/{province}/2001, even/*/2001)")
        middle = table_of(material, f"percentile(even/{province}/2001, even/*/2001)")
        assert (only(place), only(middle)) == (1, 50)


@pytest.mark.parametrize(
    "name",
    [
        "mean(w/A/2001",
        "mean(w/A/2001))",
        "mean(w/A)",
        "mean(nothing/A/2001)",
        "mean(w/@west/2001)",
        "mean(unheard_of(w/A/2001))",
        "difference(w/A/2001, w/A/2001+2002)",
        "difference(w/A/2001)",
        "rank(w/A/2001, w/*/2001+2002)",
        "observation(w/*/2001)",
    ],
)
def test_id_that_cannot_be_followed_is_told(material: Material, name: str) -> None:
    material.trace.update(trace((name, 1.0)))
    found = list(differences(material))
    assert [one.id for one in found] == [name]
    assert found[0].problem


@pytest.mark.parametrize(
    ("traced", "wrong"),
    [(2, False), (2 + 1e-12, False), (2.001, True), (None, True)],
)
def test_traced_value_must_be_the_recomputed_one(
    material: Material, traced: float | None, wrong: bool
) -> None:
    name = "observation(w/A/2001)"
    material.trace.update(trace((name, traced)))
    expected = [Difference(name, traced, 2.0)] if wrong else []
    assert list(differences(material)) == expected


def test_value_traced_where_nothing_was_published_is_told(material: Material) -> None:
    name = "observation(w/D/2002)"
    material.trace.update(trace((name, 5.0)))
    assert list(differences(material)) == [Difference(name, 5.0, None)]


def test_share_counts_what_is_recomputed_to_the_last_input() -> None:
    nested = ("rank(best_rank(w/A/2001), w/*/2001)", 1)
    record = trace(("mean(w/*/2001)", 1), nested, ("count()", 0))
    assert share_of(record) == pytest.approx(2 / 3)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[float], list[str]]:
    """Write a data folder and a trace of one number; the arguments of `main`."""
    with (tmp_path / "observations_w.csv").open("w", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["indicator", "province", "year", "value"])
        rows.writerows([["w.x", "A", 2001, 1.5], ["w.y", "A", 2001, 2]])

    def write(value: float) -> list[str]:
        path = tmp_path / "trace.json"
        path.write_text(json.dumps(trace(("observation(w/A/2001)", value))), "utf-8")
        return [str(tmp_path), str(path)]

    return write


def test_files_are_read(written: Callable[[float], list[str]]) -> None:
    data, path = written(3.5)
    material = read(Path(data), Path(path))
    assert material.observations == {
        ("w.x", "A", 2001): 1.5,
        ("w.y", "A", 2001): 2.0,
    }


def test_script_tells_by_its_exit_code(
    written: Callable[[float], list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(*written(3.5)) == 0
    assert "0 of 1 quantities differ" in capsys.readouterr().out
    assert main(*written(3.6)) == 1
    assert "observation(w/A/2001): 3.6 in the trace, 3.5" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["recompute.py", "operations.py"])
def test_nothing_but_python_is_imported(name: str) -> None:
    source = (Path(__file__).parent / name).read_text("utf-8")
    imported = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
    assert imported <= sys.stdlib_module_names | {"operations"}
