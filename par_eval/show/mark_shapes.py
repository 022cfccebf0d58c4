"""Shapes of the marks: what stands inside the SVG of each verdict and grade.

A filled shape is a plain yes or no, an outline one with a reservation, a dashed one
or a question mark says that nothing could be judged: greyscale is enough.
"""

from __future__ import annotations

__all__ = [
    "CLAIMS",
    "COLOURS",
    "GRADES",
    "INK",
    "LETTERS",
    "OUTCOMES",
    "PAIRS",
    "STATUSES",
    "TARGETS",
]

INK = "currentColor"
PAPER = "var(--paper,#fff)"
COLOURS = {
    "accent": "var(--accent,#00598a)",
    "ink": "var(--ink,currentColor)",
    "ink3": "var(--ink3,currentColor)",
}
"""Colours by role; a notebook, which has no page around it, gets the second."""

LETTERS = "ABCD"

BODIES = {
    "circle": '<circle cx="10" cy="10" r="{r}" {paint}/>',
    "square": '<rect x="{low}" y="{low}" width="{side}" height="{side}" rx="2" '
    "{paint}/>",
    "diamond": '<path d="M10 {low}L{high} 10 10 {high} {low} 10z" {paint}/>',
}
HALVES = {
    "circle": '<path d="M10 1.8a8.2 8.2 0 000 16.4z" fill="currentColor"/>',
    "square": '<path d="M1.8 1.8H10v16.4H1.8z" fill="currentColor"/>',
    "diamond": '<path d="M10 1.8L1.8 10 10 18.2z" fill="currentColor"/>',
}


def _filled(body: str) -> str:
    paint = 'fill="currentColor"'
    return BODIES[body].format(r=9, low=1, high=19, side=18, paint=paint)


def _outline(body: str, dashes: str = "") -> str:
    paint = 'fill="none" stroke="currentColor" stroke-width="1.8"'
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return BODIES[body].format(
        r=8.2, low=1.8, high=18.2, side=16.4, paint=paint + dashed
    )


def _line(path: str, colour: str = INK, width: float = 2.2) -> str:
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _dot(x: float, y: float, r: float, paint: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{r}" {paint}/>'


TICK = "M5.8 10.3l2.9 2.9 5.5-6.2"
HIGH_TICK = "M6.2 8.2l2.5 2.5 5-5.5"
CROSS = "M6.4 6.4l7.2 7.2m0-7.2l-7.2 7.2"
BAR = "M5.6 14h8.8"
MINUS = "M6 10h8"
UNEQUAL = "M5.5 8h9m-9 4h9M12.2 5l-4.4 10"
DASHES = "2.6 2.55"
LINE = 'fill="none" stroke="currentColor" stroke-width="1.7"'
DASHED = f'{LINE} stroke-dasharray="2 1.7"'
FULL = f'fill="{INK}"'
QUESTION = _line("M7.6 8a2.4 2.4 0 114 1.9c-1 .8-1.6 1.2-1.6 2.3", width=1.7) + _dot(
    10, 14.4, 1.1, FULL
)

TARGETS = {
    "achieved": (_filled("circle") + _line(TICK, PAPER), "accent"),
    "leaning_achieved": (_outline("circle", DASHES) + _line(TICK), "accent"),
    "met_precision_unknown": (_outline("circle") + _line(TICK), "accent"),
    "met_not_moved": (
        _outline("circle") + _line(HIGH_TICK) + _line(BAR, width=1.8),
        "accent",
    ),
    "partly": (_outline("circle") + HALVES["circle"], "accent"),
    "not_achieved": (_outline("circle") + _line(CROSS), "accent"),
    "not_verified": (_outline("circle", DASHES) + QUESTION, "ink3"),
}
"""Shape and colour of each verdict on targets; blue wherever one is judged."""

CLAIMS = {
    "supported": (_filled("square") + _line(TICK, PAPER), "accent"),
    "consistent": (_outline("square") + _line(TICK), "accent"),
    "partly_supported": (_outline("square") + HALVES["square"], "accent"),
    "contradicted": (_filled("square") + _line(CROSS, PAPER), "accent"),
    "not_comparable": (_outline("square") + _line(UNEQUAL, width=1.7), "ink3"),
    "not_verifiable": (_outline("square", DASHES) + QUESTION, "ink3"),
}
"""Shape and colour of each verdict on claims."""

OUTCOMES = {
    "estimable": (_filled("diamond") + _line(TICK, PAPER), "accent"),
    "weakly_identified": (_outline("diamond") + HALVES["diamond"], "accent"),
    "not_identifiable": (
        f'{_outline("diamond")}<g transform="translate(2.4 2.1) scale(.76)">'
        f"{QUESTION}</g>",
        "ink",
    ),
    "not_exposed": (_outline("diamond") + _line(MINUS), "ink3"),
}
"""Shape and colour of each verdict on outcomes."""

PAIRS = {
    "differ": (_dot(4.8, 10, 3.9, LINE) + _dot(15.2, 10, 4.5, FULL), "ink"),
    "not_distinguishable": (_dot(7.4, 10, 5, LINE) + _dot(12.6, 10, 5, LINE), "ink"),
    "agree": (_dot(10, 10, 8, LINE) + _dot(10, 10, 5, FULL), "ink"),
    "cannot_be_compared": (
        _dot(4.8, 10, 3.9, DASHED) + _dot(15.2, 10, 3.9, DASHED),
        "ink3",
    ),
    "shared": (_dot(10, 10, 8, LINE) + _dot(12.4, 10, 4, LINE), "ink3"),
}
"""Shape and colour of each verdict on a pair: apart, overlapping, one in the other."""

FRAME = f'<rect x="1" y="6" width="18" height="8" rx="1.5" {LINE}/>'
STATUSES = {
    "assessed": (f'{FRAME}<path d="M1 6h18v8H1z" {FULL}/>', "ink"),
    "partly": (f'{FRAME}<path d="M1 6h9v8H1z" {FULL}/>', "ink"),
    "not_assessed": (FRAME, "ink3"),
}
"""Bar of each status of a criterion: full, half, empty."""

STROKE = 'stroke="currentColor" stroke-width="1.4"'
GRADES = {
    "measurement": '<rect x="{x}" y="1.8" width="8.4" height="8.4" fill="{fill}" '
    f'{STROKE} transform="translate(1.8)"/>',
    "causal": f'<circle cx="{{x}}" cy="6" r="4.3" fill="{{fill}}" {STROKE} '
    'transform="translate(6)"/>',
}
"""One of the four shapes of a grade, by scale."""
