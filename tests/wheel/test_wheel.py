"""The wheel, installed alone, makes a report from an empty folder."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[2]
SITE = "import sysconfig; print(sysconfig.get_path('purelib'))"
STRANGE = re.compile(r"(^|/)(tests?/|test_|conftest)|\.(pyc|pot)$")
PROVINCE, PERIOD = "Quang Ninh", "2016-2020"
CASES = "par_eval/shipped/cases/"
SHIPPED_CASES = {"basque", "mpdta", "prop99", "red_tape"}
"""Cases whose terms allow it; no other may be shipped."""


def run(*command: object, cwd: Path, **environment: str) -> str:
    own = ("PYTHON", "VIRTUAL")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(own)}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    build = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    run(*pip, *build, ROOT, "--wheel-dir", target, cwd=target)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and sees the packages that it needs.

    A line of a ``.pth`` file only adds a folder to the search path; the editable
    install in that folder, itself a ``.pth`` file, is not followed.
    """
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    site = Path(run(python, "-c", SITE, cwd=folder).strip())
    (site / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    install = ["--python", python, "install", "--quiet", "--no-deps", "--no-index"]
    run(*pip, *install, "--ignore-installed", wheel, cwd=folder)
    return folder


def environment() -> dict[str, str]:
    """Where the needed packages keep their templates and kernels."""
    return {"JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter")}


def test_wheel_holds_what_the_package_ships(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("data", "notebooks"):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        shipped = {
            f"par_eval/shipped/{path.relative_to(ROOT).as_posix()}"
            for path in files
            if ".ipynb_checkpoints" not in path.parts
        }
        assert shipped
        assert shipped <= names
    assert "par_eval/translations/vi.po" in names


def test_wheel_holds_the_published_cases_and_no_others(wheel: Path) -> None:
    names = [n for n in zipfile.ZipFile(wheel).namelist() if n.startswith(CASES)]
    assert {name.removeprefix(CASES).split("/")[0] for name in names} == SHIPPED_CASES
    for case in SHIPPED_CASES:
        folder = ROOT / "tests" / "cases" / case
        files = {path.name for path in folder.iterdir()}
        assert {f"{CASES}{case}/{name}" for name in files} <= set(names)
        assert {"terms.md", "case.json"} <= files


def test_wheel_holds_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    roots = {name.split("/")[0] for name in names}
    assert {root for root in roots if not root.endswith(".dist-info")} == {"par_eval"}
    strange = [name for name in names if STRANGE.search(name)]
    assert strange == []


def test_package_and_data_come_from_the_wheel(bare: Path, tmp_path: Path) -> None:
    code = "import par_eval; print(par_eval.__file__); print(par_eval.load().directory)"
    said = run(bare / "bin" / "python", "-c", code, cwd=tmp_path, **environment())
    package, data = (Path(line) for line in said.split("\n")[:2])
    assert package.is_relative_to(bare)
    assert data == package.parent / "shipped" / "data"


def test_a_published_case_comes_from_the_wheel(bare: Path, tmp_path: Path) -> None:
    code = (
        "from par_eval.impact import published_case as case, synthetic_did as did; "
        "print(did(case('prop99').panel, inference=None).estimate)"
    )
    said = run(bare / "bin" / "python", "-c", code, cwd=tmp_path, **environment())
    assert abs(float(said) + 15.6) < 0.05


def test_installed_wheel_makes_a_report(bare: Path, tmp_path: Path) -> None:
    run(
        bare / "bin" / "par-eval",
        "report",
        *("--province", PROVINCE, "--period", PERIOD),
        *("--language", "en", "--out", "out"),
        cwd=tmp_path,
        **environment(),
    )
    (page,) = (tmp_path / "out").rglob("*.html")
    text = page.read_text("utf-8")
    assert '<html lang="en"' in text
    assert PROVINCE in text
    assert PERIOD in text or PERIOD.replace("-", "–") in text
    assert list((tmp_path / "out").rglob("trace.json"))
