"""Drawings: what stands where, measured on the figure itself."""

import re
from functools import cache
from itertools import combinations, product

import matplotlib as mpl
import pytest
import shipped
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from par_eval import show
from par_eval.language import decimal, say
from par_eval.show import Exhibit
from par_eval.show.style import COLOURS, Size, draw_svg, rc

mpl.use("agg")

FIGURES = {
    "score-paths": show.score_paths,
    "rank-paths": show.rank_paths,
    "dimension-dots": show.dimension_dots,
}
PROVINCES = ["Bac Giang", "Quang Ninh", "Dong Thap"]
SIZES = ["wide", "narrow"]
LANGUAGES = ["en", "vi"]
TOUCH = 1.0
"""Pixels that two boxes may share, since a box is a little larger than its words."""


@cache
def made(name: str, province: str, period: str) -> Exhibit:
    return FIGURES[name](shipped.evaluation(province, period))


@cache
def drawn(
    name: str, province: str, period: str, size_name: str, language: str
) -> Figure:
    """The figure as `draw_svg` sets it, laid out and ready to be measured."""
    exhibit = made(name, province, period)
    width, height = {
        "wide": (760, exhibit.heights[0]),
        "narrow": (358, exhibit.heights[1]),
    }[size_name]
    with rc(Size(size_name, width, height), exhibit.id):
        figure = Figure((width / 72, height / 72), layout="constrained")
        FigureCanvasAgg(figure)
        narrow = size_name == "narrow"
        exhibit.figure(figure.subplots(), language=language, narrow=narrow)
        figure.draw_without_rendering()
    return figure


def labels(figure: Figure) -> dict[str, Bbox]:
    """Boxes of all words that are seen, by the words; equal words are primed."""
    unseen = unseen_ticks(figure)
    found: dict[str, Bbox] = {}
    for artist in figure.findobj(Text):
        words = artist.get_text().strip()
        if words and artist.get_visible() and artist not in unseen:
            name = words.replace("\n", " ")
            while name in found:
                name += "'"
            found[name] = artist.get_window_extent()
    return found


def unseen_ticks(figure: Figure) -> set[Text]:
    """Labels of ticks that lie outside the axes and are not drawn."""
    unseen: set[Text] = set()
    for axis in (axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks() + axis.get_minor_ticks():
            if not low <= tick.get_loc() <= high:
                unseen |= {tick.label1, tick.label2}
    return unseen


def outside(figure: Figure) -> list[str]:
    page = figure.bbox.padded(0.5)
    return [
        name
        for name, box in labels(figure).items()
        if Bbox.union([page, box]).extents.tolist() != page.extents.tolist()
    ]


def overlapping(figure: Figure) -> list[str]:
    return [
        f"{one} / {other}"
        for (one, first), (other, second) in combinations(labels(figure).items(), 2)
        if share(first, second)
    ]


def share(first: Bbox, second: Bbox) -> bool:
    wide = min(first.x1, second.x1) - max(first.x0, second.x0)
    high = min(first.y1, second.y1) - max(first.y0, second.y0)
    return wide > TOUCH and high > TOUCH


CASES = list(product(FIGURES, PROVINCES, shipped.PERIODS))
SHOWN = [case for case in CASES if case[::2] != ("rank-paths", shipped.PERIODS[0])]
"""Ranks bear the same words in both periods, of which only the shade is another."""


@pytest.fixture(
    scope="module", params=SHOWN, ids=lambda case: "-".join(case).replace(" ", "_")
)
def figures(request: pytest.FixtureRequest) -> dict[str, Figure]:
    """The drawings of one exhibit, by size and language."""
    return {
        f"{size}, {language}": drawn(*request.param, size, language)
        for size, language in product(SIZES, LANGUAGES)
    }


def test_boxes_that_overlap_are_seen():
    with rc(Size("wide", 760, 300), "test"):
        figure = Figure((760 / 72, 300 / 72), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots()
        axes.set_axis_off()
        for x, words in ((0.1, "one"), (0.12, "two"), (0.6, "three")):
            axes.text(x, 0.5, words)
        figure.text(0.99, 0.5, "four")
        figure.draw_without_rendering()
    assert overlapping(figure) == ["one / two"]
    assert outside(figure) == ["four"]


def test_words_do_not_overlap(figures):
    found = {name: overlapping(figure) for name, figure in figures.items()}
    assert {name: pairs for name, pairs in found.items() if pairs} == {}


def test_words_lie_inside_the_figure(figures):
    found = {name: outside(figure) for name, figure in figures.items()}
    assert {name: words for name, words in found.items() if words} == {}


def numbers_of(exhibit: Exhibit, what: str) -> dict[int, float]:
    rows = exhibit.numbers[exhibit.numbers["what"] == what]
    return dict(zip(rows["year"], rows["value"], strict=True))


@pytest.mark.parametrize("period", shipped.PERIODS)
@pytest.mark.parametrize("province", PROVINCES)
def test_a_path_of_scores_is_named_and_has_its_ends(province, period):
    """Some scores may lack room for their label, but not the last one of the plan."""
    case = ("score-paths", province, period)
    scores = numbers_of(made(*case), "score")
    ends = max(y for y in scores if y <= int(period[-4:]))
    for size in SIZES:
        seen = labels(drawn(*case, size, "en"))
        assert {province, "national median", "middle half"} <= set(seen)
        assert decimal(scores[ends], "en", 2) in seen


@pytest.mark.parametrize("province", PROVINCES)
def test_every_rank_is_written_where_there_is_room(province):
    case = ("rank-paths", province, shipped.PERIODS[1])
    (axes,) = drawn(*case, "wide", "en").axes
    words = [artist.get_text() for artist in axes.texts]
    ranks = numbers_of(made(*case), "rank").values()
    assert sorted(int(w) for w in words if w.isdigit()) == sorted(ranks)


@pytest.mark.parametrize("province", PROVINCES)
def test_dots_are_named_and_have_their_numbers(province):
    case = ("dimension-dots", province, shipped.PERIODS[1])
    exhibit = made(*case)
    seen = labels(drawn(*case, "wide", "en"))
    words = " ".join(seen).lower()
    for key in exhibit.grid.rows:
        assert say(exhibit.facts.name("indicators", key), "en").lower() in words
    for what in ("score", "median"):
        rows = exhibit.numbers[exhibit.numbers["what"] == what]
        assert len(rows) == 8
        for value in rows["value"]:
            assert decimal(value, "en", 2) in seen


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", FIGURES)
def test_figure_draws_on_the_given_axes_and_leaves_the_rest_alone(name, narrow):
    before = mpl.rcParams.copy()
    axes = Figure().subplots()
    other = axes.figure.add_axes((0, 0, 0.1, 0.1))
    exhibit = made(name, "Bac Giang", "2016-2020")
    assert exhibit.figure(axes, language="vi", narrow=narrow) is axes
    assert axes.has_data()
    assert not other.has_data()
    assert mpl.rcParams == before


def test_a_drawing_leaves_the_global_settings_alone():
    before = mpl.rcParams.copy()
    made("rank-paths", "Bac Giang", "2016-2020").pictures("en")
    assert mpl.rcParams == before


@pytest.fixture(scope="module", params=list(FIGURES))
def svgs(request):
    """Drawings of one figure, twice."""
    exhibit = made(request.param, "Bac Giang", "2016-2020")
    return exhibit.pictures("vi"), exhibit.pictures("vi")


def test_a_drawing_is_the_same_each_time(svgs):
    assert svgs[0] == svgs[1]
    assert svgs[0]["wide"] != svgs[0]["narrow"]


def test_colours_are_variables_of_the_page(svgs):
    for svg in svgs[0].values():
        style = re.search(r"<style>(.*?)</style>", svg, re.DOTALL)
        body = svg.replace(style[0], "", 1)
        fixed = {
            found.lower() for found in re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\))", body)
        }
        assert fixed - {"#"} == set()
        used = set(re.findall(r"var\(--([\w-]+)\)", body))
        assert {"accent", "ink2"} <= used <= set(COLOURS)
        for role, (light, dark) in COLOURS.items():
            assert f"--{role}:{light}" in style[1]
            assert f"--{role}:{dark}" in style[1]


def test_a_drawing_names_no_day_and_no_maker(svgs):
    for svg in svgs[0].values():
        assert svg.startswith("<svg")
        for word in ("<metadata", "<!--", "dc:date", "matplotlib.org", "DejaVu"):
            assert word not in svg


def test_words_of_a_drawing_stay_words(svgs):
    """A reader can search and select them; a formula sign is printed as it is."""
    for svg in svgs[0].values():
        assert len(re.findall(r"<text\b", svg)) > 5

    def draw(axes, size):
        axes.set_title("a$b_1$ < c & d")

    svg = draw_svg(draw, Size("wide", 200, 100), "test")
    assert "a$b_1$ &lt; c &amp; d" in svg


def test_ids_of_two_figures_on_a_page_differ():
    def draw(axes, size):
        axes.plot([0, 1], [0, 1], clip_on=True)

    size = Size("wide", 200, 100)
    first, second, again = (draw_svg(draw, size, salt) for salt in ("a", "b", "a"))
    clips = [set(re.findall(r'clipPath id="(\w+)"', svg)) for svg in (first, second)]
    assert clips[0]
    assert not clips[0] & clips[1]
    assert first == again
