"""What a report is made of: files, exhibits, data, and the traces of its numbers."""

import hashlib
import json
import re
from importlib.metadata import version
from pathlib import Path

from par_eval.facts import shipped
from par_eval.show import anchor


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_manifest_lists_what_was_made(report_folder: Path) -> None:
    record = json.loads((report_folder / "manifest.json").read_text("utf-8"))
    assert record["files"] == sorted(path.name for path in report_folder.iterdir())
    assert record["parameters"]["languages"] == "en vi"
    assert record["parameters"]["period"] == "2016-2020"
    page = (report_folder / "report.en.html").read_text("utf-8")
    exhibits = [one["id"] for one in record["exhibits"] if one["kind"] != "text"]
    places = [page.index(f' id="{name}"') for name in exhibits]
    assert places
    assert places == sorted(places)


def test_manifest_says_from_what_it_was_made(report_folder: Path) -> None:
    record = json.loads((report_folder / "manifest.json").read_text("utf-8"))
    data, source = shipped("data"), shipped("notebooks") / "plan_period.ipynb"
    digests = {name: digest(data / name) for name in record["data"]["files"]}
    assert {path.name for path in data.glob("*.csv")} < set(digests)
    assert record["data"]["files"] == digests
    assert record["notebook"] == {"name": source.name, "sha256": digest(source)}
    assert record["versions"]
    assert record["versions"] == {name: version(name) for name in record["versions"]}


def test_every_number_on_the_page_opens_its_trace(report_folder: Path) -> None:
    page = (report_folder / "report.en.html").read_text("utf-8")
    opened = set(re.findall(r'class="q"[^>]* popovertarget="([^"]+)"', page))
    traces = re.findall(r'<div class="trace[^>]* id="([^"]+)"', page)
    assert len(opened) > 100
    assert len(traces) == len(set(traces))
    assert opened == set(traces)
    record = json.loads((report_folder / "trace.json").read_text("utf-8"))
    known = {anchor(quantity["id"]) for quantity in record["quantities"]}
    assert opened - known == set()
