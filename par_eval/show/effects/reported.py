"""The clearest estimated effect of an evaluation, in the figures of its report.

Where no effect is estimated they are silent, since the box of reforms says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from par_eval.evaluation import Evaluation
from par_eval.evaluation.attribution import Effect, clearest
from par_eval.show.absent import silent
from par_eval.show.effects.donor_weights import donor_weights
from par_eval.show.effects.gap_plot import gap_plot
from par_eval.show.effects.leave_one_out import without_each_donor
from par_eval.show.effects.power_curve import power_curve
from par_eval.show.effects.study import Study, study_of_outcome
from par_eval.show.exhibit import Exhibit

__all__ = [
    "effect_among_placebos",
    "effect_donors",
    "effect_power",
    "effect_without_each_donor",
]


def effect_among_placebos(evaluation: Evaluation) -> Exhibit:
    """Gaps of the province among those of the provinces without the reform.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure of the effect with the smallest p; silent where none was estimated.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> effect_among_placebos(evaluate("Ca Mau", "2016-2020")).html("en")
    ''
    """
    return _figure(
        evaluation,
        "effect-among-placebos",
        lambda effect, study: gap_plot(effect.estimate, effect.placebos, study),
    )


def effect_donors(evaluation: Evaluation) -> Exhibit:
    """Weights of the provinces that the province is held against.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure of the effect with the smallest p; silent where none was estimated.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> effect_donors(evaluate("Ca Mau", "2016-2020")).html("en")
    ''
    """
    return _figure(
        evaluation,
        "effect-donors",
        lambda effect, study: donor_weights(effect.estimate, study),
    )


def effect_without_each_donor(evaluation: Evaluation) -> Exhibit:
    """The effect without each donor in turn.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure of the effect with the smallest p; silent where none was estimated.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> effect_without_each_donor(evaluate("Ca Mau", "2016-2020")).html("en")
    ''
    """
    return _figure(
        evaluation,
        "effect-without-each-donor",
        lambda effect, study: without_each_donor(
            effect.estimate, effect.without_donors, study
        ),
    )


def effect_power(evaluation: Evaluation) -> Exhibit:
    """How large an effect the same test would see.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure of the effect with the smallest p; silent where none was estimated.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> effect_power(evaluate("Ca Mau", "2016-2020")).html("en")
    ''
    """
    return _figure(
        evaluation,
        "effect-power",
        lambda effect, study: power_curve(effect.power, study),
    )


def _figure(
    evaluation: Evaluation, name: str, made: Callable[[Effect, Study], Exhibit]
) -> Exhibit:
    clear = clearest(evaluation.attribution.outcomes)
    if clear is None or clear.effect is None:
        return silent(evaluation.facts, name)
    figure = made(clear.effect, study_of_outcome(evaluation, clear))
    return replace(figure, id=name)
