"""Reports that are made once and read by many tests."""

from pathlib import Path

import pytest

import par_eval

MADE_UP = Path(__file__).parents[1] / "packages" / "made_up"


@pytest.fixture(scope="session")
def report_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the report on a province and a period of the shipped data."""
    return par_eval.report.run(
        "plan_period",
        province="Bac Giang",
        period="2016-2020",
        languages="en",
        out=tmp_path_factory.mktemp("shipped"),
    )


@pytest.fixture(scope="session")
def made_up() -> Path:
    """Folder of a data package of an invented country, whose labels are English."""
    return MADE_UP


@pytest.fixture(scope="session")
def made_up_folder(made_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a report on the invented country, in a language its data lack too."""
    return par_eval.report.run(
        "plan_period",
        province="N1",
        period="2005-2009",
        languages="en vi",
        out=tmp_path_factory.mktemp("made_up"),
        data=made_up,
    )
