"""Figures laid out as a report has them, and what is wrong with their words."""

from itertools import product

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from par_eval.show import Exhibit
from par_eval.show.style import COLOURS, Size, rc

from .test_drawings import outside, overlapping

SMALLEST = 10
BLUE = COLOURS["accent"][0]


def laid_out(exhibit: Exhibit, *, narrow: bool = False, language: str = "en") -> Figure:
    """The figure as `draw_svg` sets it."""
    width, height = (358 if narrow else 760), exhibit.heights[narrow]
    with rc(Size("narrow" if narrow else "wide", width, height), exhibit.id):
        figure = Figure((width / 72, height / 72), layout="constrained")
        FigureCanvasAgg(figure)
        exhibit.figure(figure.subplots(), language=language, narrow=narrow)
        figure.draw_without_rendering()
    return figure


def faults(exhibit: Exhibit) -> dict[str, list[str]]:
    """Words that overlap, lie outside or are too small, by drawing."""
    found = {}
    for narrow, language in product((False, True), ("en", "vi")):
        figure = laid_out(exhibit, narrow=narrow, language=language)
        words = [w for w in figure.findobj(Text) if w.get_text() and w.get_visible()]
        wrong = [*outside(figure), *overlapping(figure)]
        wrong += [w.get_text() for w in words if w.get_fontsize() < SMALLEST]
        if wrong:
            found[f"{'narrow' if narrow else 'wide'}, {language}"] = wrong
    return found
