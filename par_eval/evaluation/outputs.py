"""Outputs: what the administration did, as reported, as numbers that can be traced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from par_eval.values import Measure, Quantity, address, define, text

__all__ = ["output_value"]

NOT_CHECKED = text("Proof that it was done: it is as reported.")
OUTPUT = define(
    Measure(
        key="output",
        sentence=text("Output of the administration, as reported"),
        not_for=NOT_CHECKED,
        operation="observation",
        decimals=2,
        function="evaluation.outputs.output_value",
    )
)
OUTPUT_TENTHS = define(
    Measure(
        key="output_tenths",
        sentence=text("Output of the administration, as reported"),
        not_for=NOT_CHECKED,
        operation="observation",
        decimals=1,
        function="evaluation.outputs.output_value",
    )
)
WHOLE_OUTPUT = define(
    Measure(
        key="whole_output",
        sentence=text("Output of the administration, as reported"),
        not_for=NOT_CHECKED,
        operation="observation",
        decimals=0,
        function="evaluation.outputs.output_value",
    )
)


def output_value(row: Mapping[str, Any]) -> Quantity:
    """Value of an output as a number that can be traced.

    Parameters
    ----------
    row : mapping
        Row of the outputs table, with a value.

    Returns
    -------
    Quantity
        Printed with as many decimals as it has, two at most.
    """
    value = float(row["value"])
    tenths = OUTPUT_TENTHS if (10 * value).is_integer() else OUTPUT
    measure = WHOLE_OUTPUT if value.is_integer() else tenths
    where = address(f"output.{row['output']}", row["province"], int(row["year"]))
    return Quantity(value, str(row["unit"]), measure, (where,))
