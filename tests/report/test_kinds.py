"""Kinds of report: what each notebook takes, and where its report goes."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
import shipped
from small import small
from small_notebooks import PARAMETERS, notebook
from typer.testing import CliRunner

from par_eval.cli import app
from par_eval.report import find_kind, kinds, run
from par_eval.report.folder import folder_name
from par_eval.values import UnknownNameError

SPAN = "2011-2020"
PLACES = {
    "plan_period": {"province": "Bac Giang", "period": "2016-2020"},
    "decade": {"province": "Bac Giang", "period": SPAN},
    "country": {"period": "2016-2020"},
}
FOLDERS = {
    "plan_period": Path("bac-giang", "2016-2020"),
    "decade": Path("bac-giang", SPAN),
    "country": Path("country", "2016-2020"),
}
Put = Callable[..., None]


@pytest.fixture
def three(notebooks: Put) -> None:
    """One small notebook of each kind."""
    for kind in PARAMETERS:
        notebooks(kind, notebook("print(period)", kind=kind))


def made(kind: str, out: Path, **more: object) -> Path:
    place = {**PLACES[kind], **more}
    return run(kind, **place, out=out, facts=shipped.facts())


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("kind", PLACES)
def test_each_kind_has_a_folder_and_a_record(kind: str, tmp_path: Path) -> None:
    folder = made(kind, tmp_path / "out")
    assert folder == tmp_path / "out" / FOLDERS[kind]
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    report = json.loads((folder / "trace.json").read_text("utf-8"))["report"]
    place = {**PLACES[kind], "languages": "en", "data": "shipped"}
    if "province" in place:
        place["province"] = shipped.facts().province("Bac Giang")
    assert report == {"kind": kind, **place}
    assert (manifest["kind"], manifest["parameters"]) == (kind, place)
    assert manifest["notebook"]["name"] == f"{kind}.ipynb"


@pytest.mark.usefixtures("three")
def test_titles_tell_the_kinds_apart(tmp_path: Path) -> None:
    pages = [made(kind, tmp_path) / "report.en.html" for kind in PLACES]
    found = [re.search("<title>(.*?)</title>", p.read_text("utf-8")) for p in pages]
    titles = [match[1] for match in found if match]
    assert len(set(titles)) == len(PLACES)
    assert ["Bac Giang" in title for title in titles] == [True, True, False]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("kind", "place", "said"),
    [
        ("plan_period", {"province": None}, "plan_period.ipynb needs a province"),
        ("plan_period", {"period": None}, "plan_period.ipynb needs a period"),
        ("decade", {"province": None}, "decade.ipynb needs a province"),
        ("country", {"period": None}, "country.ipynb needs a period"),
        ("country", {"province": "Bac Giang"}, "country.ipynb takes no province"),
    ],
)
def test_parameter_that_is_missing_or_not_taken(
    kind: str, place: dict[str, str | None], said: str, tmp_path: Path
) -> None:
    with pytest.raises(UnknownNameError, match=said) as caught:
        made(kind, tmp_path / "out", **place)
    named = str(caught.value).partition("cell has: ")[2].split(", ")
    assert named == list(find_kind(kind).parameters)
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("kind", "period", "said"),
    [
        ("plan_period", SPAN, "takes one plan period"),
        ("country", SPAN, "takes one plan period"),
        ("decade", "2016-2020", f"takes a span of plan periods.*known: {SPAN}"),
        ("decade", "2011-2021", f"did you mean {SPAN}"),
    ],
)
def test_period_of_another_kind(
    kind: str, period: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(UnknownNameError, match=said):
        made(kind, tmp_path / "out", period=period)
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("three")
def test_no_province_takes_the_folder_of_a_kind() -> None:
    values = {"first": {2005: [1, 2]}}
    names = {"P1": "Country", "P2": "County"}
    facts = small(values, {"total": ("first",)}, names=names)
    assert [folder_name(facts, code) for code in names] == ["p1", "county"]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("words", "folders"),
    [
        (["--kind", "decade", "--province", "P15"], [f"bac-giang/{SPAN}"]),
        (["--kind", "country", "--period", "2016-2020"], ["country/2016-2020"]),
        (
            ["--province", "Bac Giang", "--province", "P15", "--period", "2011-2015"],
            ["bac-giang/2011-2015"],
        ),
    ],
)
def test_command_line_makes_each_kind(
    words: list[str], folders: list[str], tmp_path: Path
) -> None:
    call = ["report", *words, "--language", "en", "--out", str(tmp_path / "out")]
    ended = CliRunner().invoke(app, call, catch_exceptions=False)
    assert ended.exit_code == 0, ended.stderr
    made = [str(tmp_path / "out" / folder) for folder in folders]
    assert ended.stdout.splitlines() == made
    assert all((Path(folder) / "report.en.html").exists() for folder in made)


def test_notebooks_to_explore_make_no_report(notebooks: Put, tmp_path: Path) -> None:
    notebooks("country", notebook("1", kind="country"))
    explore = tmp_path / "notebooks" / "explore"
    explore.mkdir()
    nbformat.write(notebook("1"), explore / "tour.ipynb")
    assert kinds() == ("country",)
    with pytest.raises(UnknownNameError, match="'tour'; known: country"):
        find_kind("tour")


@pytest.mark.parametrize("kind", kinds())
def test_shipped_notebooks_take_what_their_kind_says(kind: str) -> None:
    found = find_kind(kind)
    assert found.takes("period")
    assert found.takes("province") == (kind != "country")
    assert found.of_spans == (kind == "decade")
    assert {"languages", "data"} < set(found.parameters)
