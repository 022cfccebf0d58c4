"""Kind of a report on one province, and what it is made from."""

from __future__ import annotations

from par_eval.facts import Facts
from par_eval.values import Joined, Text, text

__all__ = ["kind_of_report", "made_from"]


def kind_of_report(facts: Facts, period: str) -> Text:
    """Kind of report: on one plan period, or on those of a span.

    Parameters
    ----------
    facts : Facts
        Data package.
    period : str
        Plan period or span.

    Returns
    -------
    Text

    Examples
    --------
    >>> from par_eval.series import load
    >>> kind_of_report(load(), "2016-2020").message
    'Public administration reform, plan-period report'
    """
    parts = facts.spans.get(period)
    if parts is None:
        return text("Public administration reform, plan-period report")
    periods = Joined(tuple(part.replace("-", "–") for part in parts))
    return text("Public administration reform, plan periods {periods}", periods=periods)


def made_from(facts: Facts, period: str) -> Text:
    """From which data and under which programme; no date, so that it is stable.

    Parameters
    ----------
    facts : Facts
        Data package.
    period : str
        Plan period or span.

    Returns
    -------
    Text
    """
    row = facts.period(period)
    said = {
        "title": facts.title,
        "version": facts.checksum[:12],
        "programme": facts.label(period, row, "programme"),
    }
    if period in facts.spans:
        return text(
            "Made by par-eval from the data package “{title}”, version {version}. Plan "
            "periods of the {programme}.",
            **said,
        )
    return text(
        "Made by par-eval from the data package “{title}”, version {version}. Plan "
        "period of the {programme}.",
        **said,
    )
