"""Drawings measured while a report is made: words outside the figure, or overlapping.

The figure that is measured is the very one that is saved, in the process of the
notebook, which is forked from this one.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from show.test_drawings import labels, outside, overlapping

from par_eval.show import Exhibit, style

SMALLEST = 10
NARROWEST = 400


@contextmanager
def measured(notes: Path) -> Iterator[None]:
    """Measure every figure that is drawn, and write a line for each into a file.

    Parameters
    ----------
    notes : Path
        File that takes the lines, which are JSON.

    Yields
    ------
    None
        The figures are measured until the ``with`` block ends.
    """
    drawing = {"exhibit": "", "language": ""}
    pictures = Exhibit.pictures

    def named(self: Exhibit, language: str) -> dict[str, str]:
        drawing.update(exhibit=self.id, language=language)
        return pictures(self, language)

    class Measured(Figure):
        def savefig(self, *args: Any, **options: Any) -> None:
            super().savefig(*args, **options)
            with notes.open("a", encoding="utf-8") as file:
                found = {"size": size_of(self), **drawing, "faults": faults(self)}
                file.write(json.dumps(found) + "\n")

    with (
        patch.object(Exhibit, "pictures", named),
        patch.object(style, "Figure", Measured),
    ):
        yield


def size_of(figure: Figure) -> str:
    return "narrow" if figure.bbox.width < NARROWEST else "wide"


def faults(figure: Figure) -> list[tuple[str, str]]:
    """What is wrong in a figure that has been laid out: kind, and the words."""
    FigureCanvasAgg(figure)
    small = {
        artist.get_text()
        for artist in figure.findobj(mpl.text.Text)
        if artist.get_text().strip()
        and artist.get_visible()
        and artist.get_fontsize() < SMALLEST
    }
    return [
        *(("outside the figure", words) for words in outside(figure)),
        *(("overlapping words", words) for words in overlapping(figure)),
        *(("small words", words) for words in sorted(small)),
        *([] if labels(figure) else [("figure without words", figure.get_label())]),
    ]
