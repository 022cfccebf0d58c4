"""Facts and evaluations of the shipped data, computed once for all tests."""

from functools import cache

from par_eval.evaluation import Evaluation, National
from par_eval.facts import Facts
from par_eval.series import load

PERIODS = ("2011-2015", "2016-2020")


@cache
def facts() -> Facts:
    return load()


@cache
def national(period: str) -> National:
    return National(facts(), period)


@cache
def of_code(code: str, period: str) -> Evaluation:
    return Evaluation(national(period), code)


def evaluation(province: str, period: str) -> Evaluation:
    """Evaluation of a province, by code or name."""
    return of_code(facts().province(province), period)


def every_evaluation() -> list[Evaluation]:
    """All provinces in all periods; each part is computed when it is first read."""
    codes = facts().provinces["province"]
    return [evaluation(code, period) for period in PERIODS for code in codes]


def sample_of_evaluations() -> list[Evaluation]:
    """Some provinces in all periods, those with missing values among them."""
    names = ["Bac Giang", "Quang Ninh", "Dong Thap", "Ca Mau", "Ha Noi", "Ha Tinh"]
    return [evaluation(name, period) for period in PERIODS for name in names]
