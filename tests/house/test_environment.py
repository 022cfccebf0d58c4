"""The ways to set up agree with each other, and the lock names no host."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .case import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = ROOT / "requirements.lock"
CONDA = {"jupyterlab", "papermill", "pandas", "matplotlib", "statsmodels"}
LOCKED_EXTRAS = ("office", "records", "widgets", "dev")
# Lock formats that write down the address of every file.
ADDRESSED = {
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
    "pylock.toml",
    "Pipfile.lock",
    "conda-lock.yml",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
}


def requirements(lines: list[str]) -> dict[str, Requirement]:
    parsed = [Requirement(line) for line in lines]
    return {canonicalize_name(one.name): one for one in parsed}


def environment() -> tuple[dict[str, Requirement], list[str]]:
    """Conda's part as requirements, pip's part as lines."""
    text = (ROOT / "environment.yml").read_text("utf-8")
    entries = yaml.safe_load(text)["dependencies"]
    conda = [entry for entry in entries if isinstance(entry, str)]
    pip = [
        line for entry in entries if isinstance(entry, dict) for line in entry["pip"]
    ]
    return requirements(conda), pip


def locked() -> dict[str, list[tuple[str, int]]]:
    """Versions of each package in the lock, each with the count of its hashes."""
    found: dict[str, list[tuple[str, int]]] = {}
    for block in re.split(r"^(?=[A-Za-z0-9])", LOCK.read_text("utf-8"), flags=re.M):
        if pinned := re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", block):
            hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block)
            name = canonicalize_name(pinned[1])
            found.setdefault(name, []).append((pinned[2], len(hashes)))
    return found


def wanted() -> dict[str, Requirement]:
    extras = PROJECT["optional-dependencies"]
    lines = [line for extra in LOCKED_EXTRAS for line in extras[extra]]
    return requirements([*PROJECT["dependencies"], *lines])


def test_conda_brings_the_five_named_packages_in_the_same_versions() -> None:
    conda, _ = environment()
    asked = requirements(PROJECT["dependencies"])
    assert set(conda) == CONDA | {"python", "pip"}
    for name in CONDA:
        assert conda[name].specifier == asked[name].specifier, name
    assert str(conda["python"].specifier) == PROJECT["requires-python"]


def test_pip_brings_the_project_with_the_extras_of_a_user() -> None:
    _, pip = environment()
    assert pip == ['-e ".[office,records,widgets]"']


@pytest.mark.parametrize("name", sorted(wanted()))
def test_requirement_is_locked_with_hashes(name: str) -> None:
    versions = locked()[name]
    assert [version for version, hashes in versions if not hashes] == []
    assert [v for v, _ in versions if v not in wanted()[name].specifier] == []


def test_everything_in_the_lock_has_hashes() -> None:
    assert [
        name for name, found in locked().items() if not all(n for _, n in found)
    ] == []


def test_build_backend_is_locked() -> None:
    """The project itself is installed without a build environment of its own."""
    system = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]
    assert set(requirements(system["requires"])) | {"editables"} <= set(locked())


def test_lock_names_no_host() -> None:
    naming = re.compile(r"://|--(?:extra-)?index-url|--find-links|--trusted-host| @ ")
    lines = LOCK.read_text("utf-8").splitlines()
    assert [line for line in lines if naming.search(line)] == []


def test_no_lock_with_addresses_is_tracked() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files"]
    listing = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert "pyproject.toml" in listing
    assert [path for path in listing if Path(path).name in ADDRESSED] == []


def test_version_is_the_same_everywhere() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == PROJECT["version"]
    assert citation["title"] == PROJECT["name"]
    assert citation["license"] == PROJECT["license"]
    assert PROJECT["version"] in (ROOT / "CHANGELOG.md").read_text("utf-8")
