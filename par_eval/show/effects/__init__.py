"""Figures of estimated effects, for any estimate of the room of impact methods."""

from par_eval.show.effects.donor_weights import donor_weights
from par_eval.show.effects.event_study import event_study
from par_eval.show.effects.gap_plot import gap_plot
from par_eval.show.effects.leave_one_out import without_each_donor
from par_eval.show.effects.power_curve import power_curve
from par_eval.show.effects.published import beside_published, study_of_case
from par_eval.show.effects.reported import (
    effect_among_placebos,
    effect_donors,
    effect_power,
    effect_without_each_donor,
)
from par_eval.show.effects.study import Study, study_of_outcome

__all__ = [
    "Study",
    "beside_published",
    "donor_weights",
    "effect_among_placebos",
    "effect_donors",
    "effect_power",
    "effect_without_each_donor",
    "event_study",
    "gap_plot",
    "power_curve",
    "study_of_case",
    "study_of_outcome",
    "without_each_donor",
]
