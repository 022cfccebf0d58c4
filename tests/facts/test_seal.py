"""Sealing writes checksums, all or nothing."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from par_eval import facts
from par_eval.values import ParEvalError


def record_of(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def without_seals(record: dict) -> dict:
    for resource in record["resources"]:
        resource.pop("hash", None)
        resource.pop("bytes", None)
    return record


def test_every_file_is_sealed_with_its_checksum_and_size(tiny):
    facts.seal(tiny)
    for resource in record_of(tiny)["resources"]:
        content = (tiny / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)


def test_a_seal_changes_nothing_else(tiny, describe):
    describe(lambda record: record.update(title="Thử nghiệm", contributors=[{}]))
    before = record_of(tiny)
    facts.seal(tiny)
    assert list(without_seals(record_of(tiny)).items()) == list(before.items())
    text = (tiny / "datapackage.json").read_text("utf-8")
    assert text.startswith('{\n  "par_eval_schema": 1,\n  "title": "Thử nghiệm"')
    assert text.endswith("}\n")


def test_a_second_seal_writes_nothing(tiny):
    facts.seal(tiny)
    path = tiny / "datapackage.json"
    before = path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino
    facts.seal(tiny)
    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_an_old_seal_is_renewed(tiny, edit):
    facts.seal(tiny)
    edit("regions.csv", "South", "Far south")
    assert facts.validate(tiny).warnings
    assert facts.seal(tiny).passed
    assert facts.validate(tiny).warnings == ()


def test_a_wrong_size_breaks_the_seal(tiny, describe):
    facts.seal(tiny)
    describe(lambda record: record["resources"][0].update(bytes=1))
    (warning,) = facts.validate(tiny).warnings
    assert "regions.csv" in warning


def test_a_package_with_a_fault_is_not_sealed(tiny, edit):
    edit("regions.csv", "South", "")
    before = (tiny / "datapackage.json").read_bytes()
    with pytest.raises(facts.DataPackageError, match=r"regions\.csv, row 3"):
        facts.seal(tiny)
    assert (tiny / "datapackage.json").read_bytes() == before


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_seal_that_cannot_be_written_leaves_the_old_one(tiny, monkeypatch, step):
    def fail(*args, **kwargs):
        raise OSError(28, "No space left on device")

    place = os if step == "fsync" else Path
    before = {path.name: path.read_bytes() for path in tiny.iterdir()}
    monkeypatch.setattr(place, step, fail)
    with pytest.raises(ParEvalError, match="No space left on device"):
        facts.seal(tiny)
    assert {path.name: path.read_bytes() for path in tiny.iterdir()} == before


def test_a_seal_keeps_who_may_read_the_file(tiny):
    path = tiny / "datapackage.json"
    path.chmod(0o640)
    facts.seal(tiny)
    assert path.stat().st_mode & 0o777 == 0o640
