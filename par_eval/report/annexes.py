"""Annexes: the exhibit map and the sources, which close every report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from par_eval.facts import Facts
from par_eval.show import Exhibit, said
from par_eval.show.exhibit_map import MapEntry, exhibit_map
from par_eval.show.sources_table import sources_table
from par_eval.values import Text, text

__all__ = ["Annex", "annexes"]


@dataclass(frozen=True)
class Annex:
    """A section of a page that is made from the report itself.

    Parameters
    ----------
    heading : Text
        Heading of the section, without a full stop.
    exhibit : Exhibit
        Its table; the subtitle is the sentence above it.
    """

    heading: Text
    exhibit: Exhibit

    def html(self, language: str) -> str:
        """The section in a language, from its heading on."""
        return (
            f"<h2>{said(self.heading, language)}</h2>"
            f"<p>{said(self.exhibit.subtitle, language)}</p>"
            f'<div class="tab" id="{self.exhibit.id}">'
            f"{self.exhibit.html(language)}</div>"
        )


def annexes(
    facts: Facts, entries: Sequence[MapEntry], traced: Sequence[str]
) -> tuple[Annex, ...]:
    """Annexes of a report.

    Parameters
    ----------
    facts : Facts
        Data package.
    entries : sequence of MapEntry
        Exhibits on the page, in order.
    traced : sequence of str
        Ids of the sources that the traces of its numbers name.

    Returns
    -------
    tuple of Annex
        Exhibit map, and every source that an exhibit or a trace names.

    Examples
    --------
    >>> from par_eval.series import load
    >>> [annex.exhibit.id for annex in annexes(load(), [], ["S101"])]
    ['exhibit-map', 'sources']
    """
    named = {source for entry in entries for source in entry.sources}
    return (
        Annex(text("Annex: exhibits"), exhibit_map(facts, entries)),
        Annex(text("Annex: sources"), sources_table(facts, named | set(traced))),
    )
