"""Exhibits: what a report shows, each with its finding, source and numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from par_eval.facts import Facts
from par_eval.language import say, spoken
from par_eval.show.carrier import MIME, capital, carry, fill, said
from par_eval.show.grid import Grid, grid_html
from par_eval.show.style import Size, draw_svg
from par_eval.values import Joined, Quantity, Text, quantities, quantities_in, text

__all__ = ["Exhibit"]

NOTEBOOK_STYLE = (
    "<style>.q{all:unset;font-weight:600;border-bottom:2px dotted #00598a}"
    ".fn:empty{display:none}.nw{white-space:nowrap}.fig,.tab{margin:0}"
    ".tw th,.tw td{vertical-align:top!important}"
    ".tw td.w,.tw th.w,.tw th[scope=row],.tw th:first-child"
    "{text-align:left!important}.tw td.w{min-width:7em}.sub,.src{font-size:.93em}"
    "</style>"
)
"""Numbers in a notebook, which has no page to open their traces in."""

BREAKS = text("Breaks that count here")

NAMED = 4
"""Sources whose publishers are named; of more the ids alone."""

Draw = Callable[[Axes, Size, str], object]


@dataclass(frozen=True, eq=False)
class Exhibit:
    """A figure, a table or a text of a report.

    Parameters
    ----------
    id : str
        Name that is the same in every report.
    kind : {"figure", "table", "text"}
        What it is.
    facts : Facts or None
        Data package that its sources stand in; None where they stand in none.
    title : Text
        Its finding.
    subtitle : Text or Joined
        What is measured, in which unit, how to read it.
    alternative : Text or Joined
        What it says, for who cannot see it.
    sources : tuple of str
        Source ids.
    numbers : DataFrame
        Traced frame behind it.
    notes : tuple of Text
        What stands between exhibit and source.
    details : tuple of Text
        Longer notes, folded away.
    details_label : Text
        What they are, where they are folded.
    grid : Grid, optional
        The numbers as a table: the exhibit itself, or folded below a figure.
    draw : callable, optional
        ``draw(axes, size, language)`` of a figure.
    heights : (int, int)
        Heights of the wide and of the narrow drawing, in pixels.
    body : callable, optional
        ``body(language)`` gives the HTML of a text.
    extra : tuple of Quantity
        Numbers that it shows besides, such as those in the HTML of a text.
    cited : Text, optional
        Source in words, of data that stand in no data package.

    Notes
    -----
    Shown in a notebook it gives HTML in the first language that was chosen with
    `par_eval.speak`, and its carrier in all of them.
    """

    id: str
    kind: str
    facts: Facts | None
    title: Text
    subtitle: Text | Joined
    alternative: Text | Joined
    sources: tuple[str, ...]
    numbers: pd.DataFrame
    notes: tuple[Text, ...] = ()
    details: tuple[Text, ...] = ()
    details_label: Text = BREAKS
    grid: Grid | None = None
    draw: Draw | None = None
    heights: tuple[int, int] = (380, 330)
    body: Callable[[str], str] | None = None
    extra: tuple[Quantity, ...] = field(default=())
    cited: Text | None = None

    def figure(self, ax: Axes, *, language: str = "en", narrow: bool = False) -> Axes:
        """Draw the figure on given axes.

        Raises
        ------
        ValueError
            If the exhibit is no figure.
        """
        if self.draw is None:
            raise ValueError(f"exhibit {self.id!r} is a {self.kind}, not a figure")
        self.draw(ax, self._sizes()[1 if narrow else 0], language)
        return ax

    def quantities(self) -> list[Quantity]:
        """Every number that the exhibit shows."""
        folded = (*self.notes, *self.details)
        words = (self.title, self.subtitle, self.alternative, *folded)
        inside = [q for value in words for q in quantities_in(value)]
        cells = self.grid.cells.values() if self.grid else ()
        told = [q for cell in cells for q in quantities_in(cell)]
        return [*quantities(self.numbers), *inside, *told, *self.extra]

    def html(self, language: str) -> str:
        """HTML in a language; pictures stand in it as ``picture:NAME``."""
        if self.kind == "figure":
            return self._figure_html(language)
        if self.kind == "table" and self.grid is not None:
            return self._table_html(language)
        return self.body(language) if self.body else ""

    def pictures(self, language: str) -> dict[str, str]:
        """SVG drawings by name."""
        draw = self.draw
        if draw is None:
            return {}
        return {
            size.name: draw_svg(
                lambda ax, size: draw(ax, size, language), size, self.id
            )
            for size in self._sizes()
        }

    def carrier(self) -> dict[str, Any]:
        """The exhibit as data, in every language that was chosen."""
        html = {lang: self.html(lang) for lang in spoken()}
        pictures = {lang: self.pictures(lang) for lang in spoken()}
        title = {lang: capital(say(self.title, lang)) for lang in spoken()}
        return carry(
            self.kind,
            self.id,
            html,
            self.quantities(),
            pictures,
            title=title,
            sources=self.sources,
        )

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, Any]:
        carrier = self.carrier()
        first = spoken()[0]
        return {
            "text/html": NOTEBOOK_STYLE + fill(carrier, first),
            "text/plain": capital(say(self.title, first)),
            MIME: carrier,
        }

    def _sizes(self) -> tuple[Size, Size]:
        wide, narrow = self.heights
        return Size("wide", 760, wide), Size("narrow", 358, narrow)

    def _caption(self, language: str) -> str:
        return (
            f'<p class="fn" data-kind="{self.kind}"></p>'
            f"<h3>{capital(said(self.title, language))}</h3>"
            f'<p class="sub">{capital(said(self.subtitle, language))}</p>'
        )

    def _figure_html(self, language: str) -> str:
        wide, narrow = self._sizes()
        alternative = escape(say(self.alternative, language))
        picture = (
            '<picture><source media="(max-width:640px)" srcset="picture:narrow" '
            f'width="{narrow.width}" height="{narrow.height}">'
            f'<img src="picture:wide" width="{wide.width}" height="{wide.height}" '
            f'alt="{alternative}"></picture>'
        )
        folded = ""
        if self.grid is not None:
            label = said(text("Numbers of this figure"), language)
            folded = (
                f'<details class="nums"><summary>{label}</summary>'
                f"{grid_html(self.grid, language, say(self.title, language))}</details>"
            )
        return (
            f'<figure class="fig" id="{self.id}"><figcaption>'
            f"{self._caption(language)}</figcaption>{picture}"
            f"{self._source_html(language)}{folded}</figure>"
        )

    def _table_html(self, language: str) -> str:
        assert self.grid is not None
        label = say(self.title, language)
        return (
            f'<figure class="tab" id="{self.id}"><figcaption>'
            f"{self._caption(language)}</figcaption>"
            f"{grid_html(self.grid, language, label)}"
            f"{self._source_html(language)}{self._details_html(language)}</figure>"
        )

    def _details_html(self, language: str) -> str:
        if not self.details:
            return ""
        label = said(self.details_label, language)
        lines = (capital(said(line, language)) for line in self.details)
        items = "".join(f"<li>{line}</li>" for line in lines)
        head = f'<details class="nums"><summary>{label}</summary>'
        return f"{head}<ul>{items}</ul></details>"

    def _source_html(self, language: str) -> str:
        notes = said(Joined(self.notes, "sentences"), language)
        line = said(self.cited, language) if self.cited else ""
        if self.sources and self.facts:
            line = said(source_line(self.facts, self.sources), language)
        if not notes and not line:
            return ""
        noted = f'<span class="note">{notes}</span> ' if self.notes else ""
        return f'<p class="src">{noted}{line}</p>'


def source_line(facts: Facts, sources: tuple[str, ...]) -> Text:
    """Publishers and ids of a few sources, the ids of many, as one sentence."""
    if len(sources) > NAMED:
        return text("Sources: {sources}.", sources=Joined(sources))
    cited = tuple(f"{facts.source(s)['publisher']}, {s}" for s in sources)
    return text("Source: {sources}.", sources=Joined(cited, "semicolon"))
