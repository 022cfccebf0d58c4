"""Labels: the first free place, in order of importance, and what must be written."""

from itertools import product

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from par_eval.show.figures.labels import Label, beside, place


@pytest.fixture
def axes():
    figure = Figure((5, 5), dpi=72)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, 10), ylim=(0, 10))
    return axes


def written(axes):
    """Words and the side of their mark that they stand on."""
    return [
        (artist.get_text(), artist.get_ha(), artist.get_va()) for artist in axes.texts
    ]


ABOVE, BELOW = ("center", "bottom"), ("center", "top")


def test_the_best_place_is_taken_if_it_is_free(axes):
    place(axes, [Label("one", beside(5, 5, ["below", "above"]))])
    assert written(axes) == [("one", *BELOW)]


def test_a_later_label_makes_way(axes):
    labels = [
        Label(words, beside(5, 5, ["above", "below"])) for words in ("one", "two")
    ]
    place(axes, labels)
    assert written(axes) == [("one", *ABOVE), ("two", *BELOW)]


def test_a_label_without_a_free_place_is_left_out(axes):
    labels = [Label(words, beside(5, 5, ["above"])) for words in ("one", "two")]
    place(axes, labels)
    assert written(axes) == [("one", *ABOVE)]


def test_a_label_that_is_needed_is_written_all_the_same(axes):
    labels = [
        Label(words, beside(5, 5, ["above"]), needed=True) for words in ("one", "two")
    ]
    place(axes, labels)
    assert written(axes) == [("one", *ABOVE), ("two", *ABOVE)]


def test_words_that_stand_there_already_are_not_covered(axes):
    axes.text(5, 5.4, "before", ha="center", va="bottom")
    place(axes, [Label("one", beside(5, 5, ["above", "below"]))])
    assert written(axes)[1:] == [("one", *BELOW)]


@pytest.mark.parametrize(
    ("x", "y", "side", "other"),
    [(0, 5, "left", "right"), (10, 5, "right", "left"), (5, 10, "above", "below")],
)
def test_a_label_stays_on_the_page(axes, x, y, side, other):
    place(axes, [Label("words", beside(x, y, [side, other]))])
    (at,) = beside(x, y, [other])
    assert written(axes) == [("words", at["ha"], at["va"])]


@pytest.mark.parametrize(
    ("side", "sign"),
    [("above", (0, 1)), ("below", (0, -1)), ("left", (-1, 0)), ("right", (1, 0))],
)
def test_sides_are_where_they_are_called(axes, side, sign):
    place(axes, [Label("words", beside(5, 5, [side], 12))])
    box = axes.texts[0].get_window_extent()
    mark = axes.transData.transform((5, 5))
    for low, high, middle, way in (
        (box.x0, box.x1, mark[0], sign[0]),
        (box.y0, box.y1, mark[1], sign[1]),
    ):
        if way:
            assert (low if way > 0 else -high) >= way * middle + 11
        else:
            assert low < middle < high


def test_no_label_covers_another(axes):
    marks = product((4, 5, 6), (4, 5, 6))
    sides = ["above", "below", "left", "right"]
    place(axes, [Label(f"{x}.{y}", beside(x, y, sides)) for x, y in marks])
    boxes = [artist.get_window_extent() for artist in axes.texts]
    assert len(boxes) > 5
    assert not [
        (one, other)
        for one, other in product(boxes, boxes)
        if one is not other and one.overlaps(other)
    ]
