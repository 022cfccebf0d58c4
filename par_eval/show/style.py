"""The look of figures: colours, sizes, and one SVG for light, dark and paper."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from par_eval.show.svg import shortened

__all__ = ["COLOURS", "Size", "data_uri", "draw_svg", "lay_out", "rc"]

COLOURS = {
    "paper": ("#fdfcfa", "#15181b"),
    "ink": ("#1a1d21", "#eceef0"),
    "ink2": ("#4a5058", "#bcc2c9"),
    "ink3": ("#666c73", "#9aa1a9"),
    "rule": ("#d8dbdf", "#3a4047"),
    "mark": ("#868d95", "#7f868e"),
    "band": ("#e3e6ea", "#2d3339"),
    "band2": ("#f1f3f5", "#22272c"),
    "accent": ("#00598a", "#7cc4ee"),
    "soft": ("#bcd8e8", "#234a61"),
}
"""Colour by role: in light, and in dark."""

SANS = "'Noto Sans','Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"


def colour(role: str) -> str:
    """Colour of a role in light; the SVG turns it into a variable of the page.

    Examples
    --------
    >>> colour("accent")
    '#00598a'
    """
    return COLOURS[role][0]


@dataclass(frozen=True)
class Size:
    """One of the two drawings of a figure.

    Parameters
    ----------
    name : {"wide", "narrow"}
        For a column of text, or for a phone.
    width, height : int
        In pixels of the page; one point is one pixel, so text never shrinks.
    """

    name: str
    width: int
    height: int

    @property
    def narrow(self) -> bool:
        """Whether the drawing is for a phone."""
        return self.name == "narrow"


@contextmanager
def rc(size: Size, salt: str) -> Iterator[None]:
    """Settings of matplotlib for one drawing; the global ones are left alone.

    Parameters
    ----------
    size : Size
        Which drawing.
    salt : str
        Makes the ids inside an SVG the same in every run.

    Yields
    ------
    None
        The settings hold until the ``with`` block ends.

    Examples
    --------
    >>> with rc(Size("narrow", 358, 330), "a"):
    ...     mpl.rcParams["svg.hashsalt"]
    'a'
    """
    label = 10.5 if size.narrow else 12
    settings = {
        "font.family": "DejaVu Sans",
        "font.size": 11 if size.narrow else 12.5,
        "svg.fonttype": "none",
        "svg.hashsalt": salt,
        "text.parse_math": False,
        "figure.dpi": 72,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.edgecolor": colour("mark"),
        "axes.linewidth": 0.8,
        "axes.grid": False,
        "axes.unicode_minus": True,
        "axes.labelcolor": colour("ink2"),
        "text.color": colour("ink"),
        "xtick.color": colour("ink2"),
        "ytick.color": colour("ink2"),
        "grid.color": colour("rule"),
        "grid.linewidth": 0.7,
        "xtick.major.size": 4,
        "ytick.major.size": 0,
        "ytick.alignment": "center",
        "xtick.labelsize": label,
        "ytick.labelsize": label,
        "lines.linewidth": 2.4,
        "lines.solid_capstyle": "round",
        "hatch.linewidth": 0.7,
        "hatch.color": colour("rule"),
        "figure.facecolor": "none",
        "axes.facecolor": "none",
        "savefig.facecolor": "none",
    }
    with mpl.rc_context(settings):
        yield


def draw_svg(draw: Callable[[Axes, Size], object], size: Size, salt: str) -> str:
    """Draw a figure as SVG that follows the page's light, dark or paper.

    Parameters
    ----------
    draw : callable
        ``draw(axes, size)``.
    size : Size
        Which drawing.
    salt : str
        Makes the ids inside the SVG the same in every run.

    Returns
    -------
    str
        SVG without dates, with the page's fonts and colour variables.
    """
    with rc(size, salt):
        figure = Figure((size.width / 72, size.height / 72), layout="constrained")
        # its words are measured as they are written, and nothing is drawn twice
        FigureCanvasSVG(figure)
        draw(figure.subplots(), size)
        lay_out(figure)
        figure.set_layout_engine("none")
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return _adapt(buffer.getvalue())


def lay_out(figure: Figure) -> None:
    """Set everything in its place, without drawing it where that is not needed.

    Parameters
    ----------
    figure : Figure
        The figure, with what it holds.

    Examples
    --------
    >>> figure = Figure(layout="constrained")
    >>> axes = figure.subplots()
    >>> lay_out(figure)
    >>> bool(axes.get_position().x0 < 0.1)
    True
    """
    engine = figure.get_layout_engine()
    if engine is None:
        figure.draw_without_rendering()
    else:
        engine.execute(figure)


def data_uri(svg: str) -> str:
    """SVG as the address of an image, so that a page needs no other file.

    Parameters
    ----------
    svg : str
        The drawing.

    Returns
    -------
    str
        ``data:`` address in base64.

    Examples
    --------
    >>> data_uri("<svg/>")
    'data:image/svg+xml;base64,PHN2Zy8+'
    """
    coded = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return f"data:image/svg+xml;base64,{coded}"


def _adapt(svg: str) -> str:
    """Drop what is not drawing; colours become variables, the font the page's."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("'DejaVu Sans'", SANS)
    for role, (light, _) in COLOURS.items():
        svg = svg.replace(light, f"var(--{role})")
    svg = shortened(svg)
    head = svg.index(">") + 1
    return svg[:head] + f"<style>{escape(_variables())}</style>" + svg[head:]


def _variables() -> str:
    def block(which: int) -> str:
        pairs = (f"--{role}:{pair[which]}" for role, pair in COLOURS.items())
        return ":root{" + ";".join(pairs) + "}"

    return (
        block(0)
        + "@media (prefers-color-scheme:dark){"
        + block(1)
        + "}@media print{"
        + block(0)
        + "}"
    )
