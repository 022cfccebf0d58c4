"""par-eval: evaluate a province's public administration reform from public data.

The face of the library. Names are imported when they are first used, so that
``import par_eval`` costs nothing.

Examples
--------
>>> import par_eval
>>> evaluation = par_eval.evaluate("Ca Mau", "2016-2020")
>>> len(evaluation.findings)
6
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from par_eval import evaluation, facts, impact, report, series, show
    from par_eval.evaluation import (
        Country,
        Decade,
        Evaluation,
        Finding,
        National,
        country,
        decade,
        evaluate,
    )
    from par_eval.facts import DataPackageError, Facts, seal, validate
    from par_eval.language import speak
    from par_eval.series import (
        breaks_between,
        change,
        change_on_unbroken_parts,
        load,
        period_standing,
        rank_intervals,
        standing,
    )
    from par_eval.show import Exhibit
    from par_eval.values import (
        ComparabilityError,
        MissingValueError,
        ParEvalError,
        Quantity,
        Result,
        Text,
        UnknownNameError,
    )

_ROOMS = (
    "evaluation",
    "facts",
    "impact",
    "language",
    "report",
    "series",
    "show",
    "values",
)

_NAMES = {
    "ComparabilityError": "values",
    "Country": "evaluation",
    "DataPackageError": "facts",
    "Decade": "evaluation",
    "Evaluation": "evaluation",
    "Exhibit": "show",
    "Facts": "facts",
    "Finding": "evaluation",
    "MissingValueError": "values",
    "National": "evaluation",
    "ParEvalError": "values",
    "Quantity": "values",
    "Result": "values",
    "Text": "values",
    "UnknownNameError": "values",
    "breaks_between": "series",
    "change": "series",
    "change_on_unbroken_parts": "series",
    "country": "evaluation",
    "decade": "evaluation",
    "evaluate": "evaluation",
    "load": "series",
    "period_standing": "series",
    "rank_intervals": "series",
    "seal": "facts",
    "speak": "language",
    "standing": "series",
    "validate": "facts",
}

__all__ = [
    "ComparabilityError",
    "Country",
    "DataPackageError",
    "Decade",
    "Evaluation",
    "Exhibit",
    "Facts",
    "Finding",
    "MissingValueError",
    "National",
    "ParEvalError",
    "Quantity",
    "Result",
    "Text",
    "UnknownNameError",
    "breaks_between",
    "change",
    "change_on_unbroken_parts",
    "country",
    "decade",
    "evaluate",
    "evaluation",
    "facts",
    "impact",
    "load",
    "period_standing",
    "rank_intervals",
    "report",
    "seal",
    "series",
    "show",
    "speak",
    "standing",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return importlib.import_module(f"par_eval.{name}")
    if name in _NAMES:
        room = importlib.import_module(f"par_eval.{_NAMES[name]}")
        return getattr(room, name)
    raise AttributeError(f"module 'par_eval' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
