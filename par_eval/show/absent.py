"""Absent: one sentence where a province has nothing that an exhibit could show."""

from __future__ import annotations

from par_eval.facts import Facts
from par_eval.show.carrier import capital, said
from par_eval.show.exhibit import Exhibit
from par_eval.show.numbers import empty
from par_eval.values import Text, quantities_in, text

__all__ = ["absent", "silent"]


def absent(facts: Facts, name: str, title: Text, reason: Text) -> Exhibit:
    """A text in the place of a figure or table that would be empty.

    Parameters
    ----------
    facts : Facts
        Data package.
    name : str
        Id of the exhibit, the same as where it can be shown.
    title : Text
        What it would show; no full stop.
    reason : Text
        Why there is nothing to show; a whole sentence.

    Returns
    -------
    Exhibit
        Text, so that every report has the same exhibits (rule 10).

    Examples
    --------
    >>> from par_eval.series import load
    >>> from par_eval.values import text
    >>> absent(load(), "claims", text("Claims"), text("No claim is known.")).kind
    'text'
    """

    def body(language: str) -> str:
        return (
            f'<div class="absent" id="{name}">'
            f"<h3>{capital(said(title, language))}</h3>"
            f"<p>{said(reason, language)}</p></div>"
        )

    return Exhibit(
        id=name,
        kind="text",
        facts=facts,
        title=title,
        subtitle=title,
        alternative=reason,
        sources=(),
        numbers=empty(),
        body=body,
        extra=tuple(quantities_in(reason)),
    )


def silent(facts: Facts, name: str) -> Exhibit:
    """Nothing in the place of a figure whose absence is explained elsewhere.

    Parameters
    ----------
    facts : Facts
        Data package.
    name : str
        Id of the exhibit, the same as where it can be shown.

    Returns
    -------
    Exhibit
        Text without words.

    Examples
    --------
    >>> from par_eval.series import load
    >>> silent(load(), "effects").html("en")
    ''
    """
    nothing = text("Nothing to show")
    return Exhibit(
        id=name,
        kind="text",
        facts=facts,
        title=nothing,
        subtitle=nothing,
        alternative=nothing,
        sources=(),
        numbers=empty(),
    )
