"""What holds in every test: one thread, a quick start, shipped facts read once."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

# before numpy is imported, so that a report may run in a fork as it does for users
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# as the command line does: jsonschema would take seconds to build what no test needs
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _shipped_once(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Give the examples in docstrings the facts and evaluations of `shipped`.

    The README's examples, and those of loading itself, run as they do for users.
    """
    if not isinstance(request.node, pytest.DoctestItem):
        return
    if request.path.suffix != ".py":
        return
    import shipped

    from par_eval import evaluation, series

    load, evaluate = series.load, evaluation.evaluate

    def load_once(directory: Path | str | None = None) -> Any:
        return load(directory) if directory else shipped.facts()

    def evaluate_once(province: str, period: str, **options: Any) -> Any:
        if options:
            return evaluate(province, period, **options)
        return shipped.evaluation(province, period)

    monkeypatch.setattr(series, "load", load_once)
    monkeypatch.setattr(evaluation, "evaluate", evaluate_once)
