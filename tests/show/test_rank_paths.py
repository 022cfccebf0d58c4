"""Rank paths: each year of the plan has its two intervals, and no other year has."""

import pytest
import shipped

from par_eval import show


@pytest.mark.parametrize("period", shipped.PERIODS)
@pytest.mark.parametrize("province", ["Bac Giang", "Dong Thap"])
def test_intervals_are_those_of_the_evaluation(province, period):
    evaluation = shipped.evaluation(province, period)
    numbers = show.rank_paths(evaluation).numbers
    found = {
        (int(row["year"]), row["what"]): row["value"]
        for row in numbers.to_dict("records")
        if row["what"] not in ("rank", "of")
    }
    expected = {
        (sure.year, f"{what}_{end}"): quantity.value
        for sure in evaluation.precision.places
        if sure.year
        for what, pair in (("noise", sure.noise), ("parts", sure.parts))
        for end, quantity in zip(("best", "worst"), pair, strict=True)
    }
    assert found == expected
    assert {year for year, _ in found} <= set(evaluation.national.years)


def test_the_path_lies_within_what_noise_allows():
    numbers = show.rank_paths(shipped.evaluation("Bac Giang", "2016-2020")).numbers
    wide = numbers.pivot(index="year", columns="what", values="value").dropna()
    assert len(wide) == 5
    assert (wide["noise_best"] <= wide["rank"]).all()
    assert (wide["rank"] <= wide["noise_worst"]).all()
