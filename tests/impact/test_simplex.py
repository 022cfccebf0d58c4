"""Simplex weights: they are on the simplex and nothing on it is better."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from par_eval.impact.simplex import simplex_weights
from par_eval.values import ParEvalError

TOLERANCE = 1e-12
seeds = st.integers(0, 2**32 - 1)


def forms(seed, count, rows, columns):
    """Gram matrices, some of low rank and some with the same column twice."""
    generator = np.random.default_rng(seed)
    columns_ = generator.normal(generator.normal(), 1, (count, rows, columns))
    if columns > 2:
        columns_[::2, :, -1] = columns_[::2, :, 0]
    return np.einsum("bmi,bmj->bij", columns_, columns_), columns_


def by_enumeration(form):
    """Least of w'Qw / 2 over every face of the simplex, singular faces by lstsq."""
    size, best = len(form), np.inf
    for count in range(1, size + 1):
        for face in combinations(range(size), count):
            inner = form[np.ix_(face, face)]
            system = np.block([[inner, np.ones((count, 1))], [np.ones(count), 0]])
            weights = np.linalg.lstsq(system, np.eye(count + 1)[-1], rcond=None)[0][:-1]
            if (weights > -1e-12).all() and abs(weights.sum() - 1) < 1e-9:
                best = min(best, weights @ inner @ weights / 2)
    return best


@settings(max_examples=40, deadline=None)
@given(seeds, st.integers(1, 6), st.integers(1, 30))
def test_weights_are_on_the_simplex_and_meet_the_conditions(seed, rows, columns):
    form, _ = forms(seed, 4, rows, columns)
    found = simplex_weights(form)
    assert (found.weights >= 0).all()
    assert np.allclose(found.weights.sum(axis=1), 1, atol=1e-12)
    scale = np.abs(form).max(axis=(1, 2))
    gradient = np.einsum("bij,bj->bi", form, found.weights)
    level = (gradient * found.weights).sum(axis=1)
    assert (gradient.min(axis=1) >= level - TOLERANCE * scale).all()
    assert (found.gap <= TOLERANCE * scale).all()


@settings(max_examples=40, deadline=None)
@given(seeds, st.integers(1, 4), st.integers(1, 5))
def test_the_minimum_is_that_of_all_faces(seed, rows, columns):
    form, _ = forms(seed, 3, rows, columns)
    found = simplex_weights(form)
    least = [by_enumeration(one) for one in form]
    assert np.allclose(found.objective, least, rtol=1e-8, atol=1e-10)


@settings(max_examples=30, deadline=None)
@given(seeds, st.floats(0.001, 10))
def test_no_random_weights_do_better(seed, ridge):
    form, _ = forms(seed, 2, 8, 12)
    found = simplex_weights(form, ridge=ridge)
    others = np.random.default_rng(seed).dirichlet(np.full(12, 0.3), 200)
    values = np.einsum("si,bij,sj->bs", others, form, others) / 2
    values += ridge * (others**2).sum(axis=1) / 2
    assert (found.objective[:, None] <= values + 1e-12).all()


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_a_linear_term_is_the_target_taken_from_each_column(seed):
    form, columns = forms(seed, 3, 10, 6)
    target = np.random.default_rng(seed).normal(size=(3, 10))
    apart = columns - target[:, :, None]
    direct = simplex_weights(np.einsum("bmi,bmj->bij", apart, apart), ridge=0.5)
    linear = simplex_weights(form, np.einsum("bmi,bm->bi", columns, target), ridge=0.5)
    assert np.allclose(direct.weights, linear.weights, atol=1e-9)
    constant = (target**2).sum(axis=1) / 2
    assert np.allclose(direct.objective, linear.objective + constant)


def test_a_batch_gives_what_each_problem_gives_alone():
    form, _ = forms(3, 20, 30, 15)
    together = simplex_weights(form, ridge=np.linspace(0, 5, 20))
    for one, ridge, weights in zip(
        form, np.linspace(0, 5, 20), together.weights, strict=True
    ):
        assert np.allclose(simplex_weights(one, ridge=ridge).weights, weights)


def test_weights_that_are_not_allowed_stay_zero():
    form, _ = forms(4, 10, 20, 8)
    allowed = np.tile(np.arange(8) < 5, (10, 1))
    found = simplex_weights(form, allowed=allowed).weights
    assert (found[:, 5:] == 0).all()
    assert np.allclose(found[:, :5], simplex_weights(form[:, :5, :5]).weights)


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_where_many_weightings_fit_the_most_even_is_taken_in_any_order(seed):
    """Two rows, eight columns: a whole face reaches the minimum."""
    generator = np.random.default_rng(seed)
    columns = generator.normal(size=(2, 8))
    columns -= columns @ generator.dirichlet(np.ones(8))[:, None]
    order = generator.permutation(8)
    form = columns.T @ columns
    found = simplex_weights(form, even=1e-10).weights
    other = simplex_weights(3 * form[np.ix_(order, order)], even=1e-10).weights
    assert np.allclose(found[order], other, atol=1e-4)
    chosen = simplex_weights(form + 1e-6 * np.abs(form).max() * np.eye(8)).weights
    assert (found**2).sum() <= (chosen**2).sum() + 1e-4


@pytest.mark.parametrize("form", [np.zeros((3, 3)), np.ones((4, 4)), np.eye(1)])
def test_forms_without_a_single_best_still_give_weights(form):
    found = simplex_weights(form)
    assert found.weights.sum() == pytest.approx(1)
    assert found.gap == 0


def test_a_large_ridge_makes_weights_equal():
    form, _ = forms(5, 1, 6, 9)
    assert np.allclose(simplex_weights(form, ridge=1e9).weights, 1 / 9, atol=1e-6)


@pytest.mark.parametrize(
    ("form", "options", "words"),
    [
        (np.array([[1.0, np.nan], [np.nan, 1.0]]), {}, "missing or infinite"),
        (np.eye(2), {"allowed": np.zeros(2, bool)}, "no weight at all"),
        (np.eye(5), {"tolerance": -1.0}, "larger tolerance"),
    ],
)
def test_what_cannot_be_solved_is_refused(form, options, words):
    with pytest.raises(ParEvalError, match=words):
        simplex_weights(form, **options)
