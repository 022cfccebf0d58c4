"""Values that every floor shares: texts, quantities, measures, results, errors.

Nothing here computes or translates, and nothing here imports a heavy library, so
that the command line starts at once.
"""

from par_eval.values.errors import (
    ComparabilityError,
    MissingValueError,
    ParEvalError,
    UnknownNameError,
)
from par_eval.values.measures import MEASURES, Measure, define
from par_eval.values.quantities import (
    TRACED,
    Quantity,
    address,
    identity,
    quantities,
    quantities_in,
)
from par_eval.values.results import Result
from par_eval.values.texts import Joined, Name, Text, counted, text, unit_words

__all__ = [
    "MEASURES",
    "TRACED",
    "ComparabilityError",
    "Joined",
    "Measure",
    "MissingValueError",
    "Name",
    "ParEvalError",
    "Quantity",
    "Result",
    "Text",
    "UnknownNameError",
    "address",
    "counted",
    "define",
    "identity",
    "quantities",
    "quantities_in",
    "text",
    "unit_words",
]
