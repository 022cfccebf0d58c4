"""Trace of one number, to be shown in a notebook, which has no page to open it in."""

from __future__ import annotations

import re

from par_eval.facts import Facts
from par_eval.language import say
from par_eval.report.collect import Numbered
from par_eval.report.popover import trace_html
from par_eval.report.trace import sources_of
from par_eval.show import Exhibit, said
from par_eval.show.numbers import empty
from par_eval.values import MEASURES, Quantity, text

__all__ = ["trace_of"]

LIST = re.compile(r"<dl>.*</dl>", re.DOTALL)


def trace_of(facts: Facts, quantity: Quantity) -> Exhibit:
    """What a reader of a report sees when opening a number.

    Parameters
    ----------
    facts : Facts
        Data package that the number was made from.
    quantity : Quantity
        Such as the result of `par_eval.change`, or one of a finding's quantities.

    Returns
    -------
    Exhibit
        Text: value in full, what it is, what it is not to be used for, method,
        inputs and sources; then its notes and its id.

    Examples
    --------
    >>> from par_eval.series import change, load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> trace_of(facts, change(facts, headline, "Ca Mau", 2016, 2017)).kind
    'text'
    """
    title = text("Trace of {number}", number=quantity)

    def body(language: str) -> str:
        numbered = Numbered(quantity, 1, ())
        page = trace_html(facts, numbered, language, annexed=False)
        rows = LIST.search(page)
        assert rows is not None
        notes = "".join(f"<li>{said(note, language)}</li>" for note in quantity.notes)
        listed = f"<ul>{notes}</ul>" if notes else ""
        plain = text("Trace of {number}", number=say(quantity, language))
        return (
            f"<h3>{said(plain, language)}</h3>{rows.group()}{listed}"
            f"<p><code>{said(quantity.id, language)}</code></p>"
        )

    return Exhibit(
        id="trace",
        kind="text",
        facts=facts,
        title=title,
        subtitle=MEASURES[quantity.measure].sentence,
        alternative=title,
        sources=sources_of(facts, quantity),
        numbers=empty(),
        body=body,
    )
