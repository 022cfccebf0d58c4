"""The trace of one number as a reader opens it."""

import re

import pytest
import shipped

from par_eval.report.collect import Numbered
from par_eval.report.popover import trace_html
from par_eval.report.trace import sources_of
from par_eval.values import Quantity

HEADLINE = "papi.total/P15/"


def rank(*addresses: str) -> Quantity:
    return Quantity(3.0, "rank", "rank", addresses)


def popover(quantity: Quantity, **options: bool) -> str:
    return trace_html(shipped.facts(), Numbered(quantity, 1, ()), "en", **options)


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ("2016", "2016"),
        ("2016+2017", "2016, 2017"),
        ("2016+2017+2018", "2016–2018"),
        ("2013+2015+2016+2017+2020", "2013, 2015–2017, 2020"),
    ],
)
def test_years_that_follow_one_another_are_a_run(years: str, said: str) -> None:
    html = popover(rank(HEADLINE + years))
    assert f", {said}." in html
    assert f"<code>{HEADLINE}{years}</code>" in html


def test_source_leads_to_its_row_and_is_told_without_one() -> None:
    facts, quantity = shipped.facts(), rank(HEADLINE + "2016")
    (source,) = sources_of(facts, quantity)
    row = facts.source(source)
    listed, told = popover(quantity), popover(quantity, annexed=False)
    assert re.findall(r'href="([^"]*)"', listed) == [f"#source-{source}"]
    assert f"</a>: {row['publisher']}, {row['date']}" in listed
    assert row["title"] not in listed
    assert row["title"] in told
    assert "<a " not in told


def test_of_many_sources_the_first_are_told() -> None:
    """Each leads to its row, where the rest stands."""
    names = shipped.facts().instruments["headline"].dropna()
    quantity = rank(*(f"{name}/*/2016+2017+2018+2019+2020" for name in names))
    sources = sources_of(shipped.facts(), quantity)
    assert len(sources) > 10
    cited = popover(quantity).partition("<dt>Source</dt>")[2]
    assert re.findall('href="#source-([^"]*)"', cited) == list(sources)
    assert cited.count("</a>: ") == 3


def test_only_trace_of_a_table_is_minor() -> None:
    assert 'class="trace"' in popover(rank(HEADLINE + "2016"))
    assert 'class="trace minor"' in popover(rank(HEADLINE + "2016"), minor=True)
