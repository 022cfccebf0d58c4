"""Exhibits of some provinces, made once."""

from collections.abc import Callable
from typing import Any

import pytest
import shipped

from par_eval import language, show
from par_eval.evaluation import Evaluation
from par_eval.show import MIME, Exhibit

EXHIBITS: dict[str, Callable[[Evaluation], Exhibit]] = {
    "summary": show.summary,
    "limits": show.limits,
    "score-paths": show.score_paths,
    "windows": show.windows_table,
    "rank-paths": show.rank_paths,
    "dimension-dots": show.dimension_dots,
    "standing": show.standing_table,
}
CASES = [
    ("Bac Giang", "2016-2020"),
    ("Quang Ninh", "2016-2020"),
    ("Dong Thap", "2011-2015"),
]


@pytest.fixture(
    scope="session", params=CASES, ids=lambda case: "-".join(case).replace(" ", "_")
)
def evaluation(request: pytest.FixtureRequest) -> Evaluation:
    return shipped.evaluation(*request.param)


@pytest.fixture(scope="session", params=list(EXHIBITS))
def exhibit(request: pytest.FixtureRequest, evaluation: Evaluation) -> Exhibit:
    return EXHIBITS[request.param](evaluation)


@pytest.fixture(scope="session")
def bundle(exhibit: Exhibit) -> dict[str, Any]:
    """What a notebook gets from the exhibit, in both languages."""
    before = language.spoken()
    language.speak("en vi")
    try:
        return exhibit._repr_mimebundle_()
    finally:
        language.speak(before)


@pytest.fixture(scope="session")
def carrier(bundle: dict[str, Any]) -> dict[str, Any]:
    return bundle[MIME]
