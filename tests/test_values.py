"""Values: addresses, ids, measures, quantities and results."""

import importlib
import math
from operator import attrgetter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import par_eval
from par_eval import values
from par_eval.values import (
    MEASURES,
    ComparabilityError,
    Joined,
    Measure,
    MissingValueError,
    Name,
    ParEvalError,
    Quantity,
    Result,
    Text,
    UnknownNameError,
    address,
    counted,
    define,
    identity,
    quantities,
    quantities_in,
    text,
    unit_words,
)


def measure(key: str, **changed) -> Measure:
    given = {"decimals": 2, "function": "values.test", "operation": "sum", **changed}
    return Measure(key, text("A sum"), text("A difference."), **given)


def traced(**columns) -> pd.DataFrame:
    """Traced frame of two rows, some columns of which are given."""
    frame = {
        "measure": ["rank", "score"],
        "of": [("a/P1/2001", "a/*/2001"), ("a/P1/2001",)],
        "value": [3.0, 1.25],
        "low": [2.0, math.nan],
        "high": [5.0, math.nan],
        "unit": ["rank", "points"],
    }
    return pd.DataFrame({**frame, **columns})


@pytest.mark.parametrize(
    ("place", "years", "wanted"),
    [
        ("P1", 2001, "survey.total/P1/2001"),
        ("*", 2001, "survey.total/*/2001"),
        ("@north", 2001, "survey.total/@north/2001"),
        ("P1", [2001], "survey.total/P1/2001"),
        ("P1", (2003, 2001), "survey.total/P1/2003+2001"),
        ("P1", range(2001, 2004), "survey.total/P1/2001+2002+2003"),
        ("P1", pd.Index([2001, 2002]), "survey.total/P1/2001+2002"),
    ],
)
def test_address(place, years, wanted):
    assert address("survey.total", place, years) == wanted


NAMES = st.from_regex(
    r"[a-z_]+(\.[a-z_]+)*(~[0-9]{4}-[0-9]{4}(~soft)?)?", fullmatch=True
)
PLACES = st.from_regex(r"\*|@?[A-Za-z0-9_]+", fullmatch=True)
YEARS = st.lists(st.integers(1900, 2100), min_size=1, max_size=5)


@settings(max_examples=30, deadline=None)
@given(NAMES, PLACES, YEARS)
def test_address_can_be_taken_apart_again(indicator, place, years):
    pieces = address(indicator, place, years).split("/")
    assert pieces == [indicator, place, "+".join(str(year) for year in years)]


def test_identity_names_measure_and_inputs_in_order():
    inner = identity("mean", ["a/P1/2001+2002"])
    assert inner == "mean(a/P1/2001+2002)"
    assert identity("change", (inner, "a/P1/2000")) == (
        "change(mean(a/P1/2001+2002), a/P1/2000)"
    )


def test_a_quantity_is_known_by_measure_and_inputs_alone():
    first = Quantity(4, "rank", "rank", ("a/P1/2001", "a/*/2001"))
    again = Quantity(5, "points", "rank", ("a/P1/2001", "a/*/2001"), low=1, high=9)
    other = Quantity(4, "rank", "rank", ("a/*/2001", "a/P1/2001"))
    assert first.id == again.id == "rank(a/P1/2001, a/*/2001)"
    assert other.id != first.id


def test_rows_of_a_traced_frame_become_quantities():
    frame = traced(indicator=["a", "a"], interval=["bounds", None])
    assert list(quantities(frame)) == [
        Quantity(3.0, "rank", "rank", ("a/P1/2001", "a/*/2001"), 2.0, 5.0, "bounds"),
        Quantity(1.25, "points", "score", ("a/P1/2001",)),
    ]


def test_missing_bounds_and_intervals_become_none():
    frame = traced(low=[math.nan] * 2, high=[None] * 2, interval=[math.nan, None])
    for quantity in quantities(frame):
        assert (quantity.low, quantity.high, quantity.interval) == (None, None, None)


def test_interval_need_not_be_there():
    assert [quantity.interval for quantity in quantities(traced())] == [None, None]


def test_a_missing_value_stays_missing():
    first, second = quantities(traced(value=[math.nan, 0.0]))
    assert math.isnan(first.value)
    assert second.value == 0.0


def test_an_empty_traced_frame_has_no_quantities():
    assert list(quantities(traced().head(0))) == []


def test_a_frame_that_is_not_traced_is_refused():
    with pytest.raises(KeyError, match="of"):
        list(quantities(traced().drop(columns="of")))


@pytest.fixture
def no_measures(monkeypatch) -> dict[str, Measure]:
    known: dict[str, Measure] = {}
    monkeypatch.setattr("par_eval.values.measures.MEASURES", known)
    return known


def test_define_enters_a_measure_and_gives_its_key(no_measures):
    assert define(measure("total")) == "total"
    assert no_measures == {"total": measure("total")}


def test_define_takes_the_same_measure_again(no_measures):
    define(measure("total"))
    assert define(measure("total")) == "total"
    assert len(no_measures) == 1


def test_define_refuses_another_measure_with_the_same_key(no_measures):
    define(measure("total"))
    with pytest.raises(ValueError, match="'total' is defined twice"):
        define(measure("total", decimals=3))
    assert no_measures["total"].decimals == 2


@pytest.fixture(scope="module")
def every_measure() -> dict[str, Measure]:
    for room in ("series", "evaluation", "show"):
        importlib.import_module(f"par_eval.{room}")
    return dict(MEASURES)


def test_measures_stand_under_their_own_key(every_measure):
    assert every_measure
    assert {key: found.key for key, found in every_measure.items()} == {
        key: key for key in every_measure
    }


def test_measures_name_a_function_that_exists(every_measure):
    nowhere = []
    for found in every_measure.values():
        room, _, name = found.function.partition(".")
        try:
            called = attrgetter(name)(importlib.import_module(f"par_eval.{room}"))
        except (ImportError, AttributeError):
            called = None
        if not callable(called):
            nowhere.append(found.function)
    assert nowhere == []


def test_quantities_in_a_text_come_in_reading_order():
    one, two, three = (
        Quantity(n, "points", "sum", (f"a/P{n}/2001",)) for n in (1, 2, 3)
    )
    inner = text("{name}: {value}", name=Name("P2", {"en": "Two"}), value=two)
    value = text(
        "{first} and {rest}", first=one, rest=Joined((inner, "words", 7, three))
    )
    assert list(quantities_in(value)) == [one, two, three]


@pytest.mark.parametrize("value", ["words", 7, None, Name("P1", {}), text("Nothing.")])
def test_other_values_hold_no_quantities(value):
    assert list(quantities_in(value)) == []


def test_fields_of_a_text_may_have_any_name():
    made = text("{message} {plural} {number}", message=1, plural=2, number=3)
    assert made == Text(
        "{message} {plural} {number}", {"message": 1, "plural": 2, "number": 3}
    )


def test_counted_fills_the_number_and_chooses_by_it():
    made = counted("{number} {unit}", "{number} {unit}s", 2, unit="year")
    assert made == Text(
        "{number} {unit}", {"number": 2, "unit": "year"}, "{number} {unit}s", 2
    )


def test_counted_may_say_its_number_in_another_way():
    many = Quantity(2, "years", "count", ("a/P1/2001+2002",))
    made = counted("{number} year", "{number} years", 2, number=many)
    assert (made.values["number"], made.number) == (many, 2)


def test_units_have_words_or_are_said_as_they_are():
    assert unit_words("points") == text("points")
    assert unit_words("litres") == "litres"


def test_table_of_a_result_leaves_out_what_serves_tracing():
    frame = traced(year=[2001, 2002])
    table = Result("test", frame).table()
    assert list(table.columns) == ["value", "low", "high", "unit", "year"]
    assert "of" in frame


@pytest.mark.parametrize(
    "kind", [ComparabilityError, MissingValueError, UnknownNameError]
)
def test_errors_can_be_caught_together(kind):
    with pytest.raises(ParEvalError, match="what to do"):
        raise kind("what was wrong, and what to do")


def test_a_refusal_carries_what_may_be_said_instead():
    beside = Quantity(0.5, "points", "sum", ("a/P1/2001",))
    refusal = ComparabilityError("no", ("break",), beside)
    assert (refusal.breaks, refusal.unbroken) == (("break",), beside)
    assert (ComparabilityError("no").breaks, ComparabilityError("no").unbroken) == (
        (),
        None,
    )


def test_the_face_gives_the_same_names():
    for name in ("ParEvalError", "Quantity", "Result", "Text"):
        assert getattr(par_eval, name) is getattr(values, name)
