"""A tiny data package without fault, to be broken in one place at a time."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HEALTH = [
    f"survey.health,{province},{year},{value},S1"
    for province, year, value in [
        ("P1", 2001, "1.5"),
        ("P1", 2002, "2"),
        ("P1", 2003, "2.25"),
        ("P2", 2001, "3"),
        ("P2", 2002, "3.5"),
        ("P2", 2003, "4"),
        ("P3", 2001, "0"),
        ("P3", 2002, "5"),
    ]
]
TABLES = {
    "regions": ["region,name_en", "north,North", "south,South"],
    "provinces": [
        "province,name_en,name_vi,region,founded",
        "P1,Bac Giang,Bắc Giang,north,1997-01-01",
        "P2,Ha Noi,Hà Nội,north,",
        "P3,Da Nang,,south,1997-01-01",
    ],
    "plan_periods": [
        "period,start,end,source",
        "2001-2002,2001,2002,S1",
        "2003-2004,2003,2004,S1",
    ],
    "instruments": [
        "instrument,name_en,headline",
        "survey,Survey,survey.total",
        "index,Index,index.score",
    ],
    "indicators": [
        "indicator,instrument,part_of,name_en,unit,minimum,maximum,direction,aggregation",
        "survey.total,survey,,total,points,,,up,sum",
        "survey.health,survey,survey.total,health,points,0,5,up,observation",
        "survey.schools,survey,survey.total,schools,points,,,up,observation",
        "index.score,index,,score,points,,,down,observation",
    ],
    "observations_survey": ["indicator,province,year,value,source", *HEALTH],
    "observations_index": [
        "indicator,province,year,value,source",
        "index.score,P1,2001,50,S1",
        "index.score,P2,2001,60,S2",
    ],
    "series_breaks": [
        "indicator,year,severity,kind,reaches_parts,documented,what_en,source",
        'survey.health,2003,hard,construction,yes,yes,"rebuilt, twice",S1',
    ],
    "missing": [
        "instrument,province,year,extent,withheld,reason_en,source",
        "survey,P3,2003,all,unknown,,S1",
    ],
    "sources": [
        "source,title,publisher,date,pages",
        "S1,Survey report,Institute,2004,120",
        "S2,Index report,Ministry,2004,",
    ],
    "questions": [
        "order,question,question_en,answered_by,instrument",
        "1,citizens,Did it improve?,trends,survey",
        "2,standing,Where does it stand?,standing,survey",
    ],
    "thresholds": [
        "threshold,value",
        "outlier_z,3.5",
        "window_years,2",
        "window_reach,3",
        "likely_lower,0.25",
        "likely_upper,0.75",
        "family_level,0.05",
    ],
}
FIELDS: dict[str, dict[str, Any]] = {
    "year": {"type": "integer", "constraints": {"minimum": 1900, "maximum": 2100}},
    "start": {"type": "integer"},
    "end": {"type": "integer"},
    "order": {"type": "integer", "constraints": {"unique": True}},
    "pages": {"type": "integer"},
    "value": {"type": "number", "constraints": {"minimum": 0, "maximum": 100}},
    "minimum": {"type": "number"},
    "maximum": {"type": "number"},
    "founded": {"type": "date"},
    "kind": {"constraints": {"enum": ["construction", "sample"]}},
    "period": {"constraints": {"pattern": "[0-9]{4}-[0-9]{4}"}},
}

Change = Callable[[dict[str, Any]], object]


def described(name: str, rows: list[str]) -> dict[str, Any]:
    """Resource without keys and links, which the library asks for by itself."""
    columns = rows[0].split(",")
    fields = [{"name": c, "type": "string", **FIELDS.get(c, {})} for c in columns]
    return {"name": name, "path": f"{name}.csv", "schema": {"fields": fields}}


def write(folder: Path) -> Path:
    """Write the package into a new folder."""
    folder.mkdir()
    for name, rows in TABLES.items():
        (folder / f"{name}.csv").write_bytes(("\n".join(rows) + "\n").encode())
    record = {
        "par_eval_schema": 1,
        "title": "Tiny",
        "languages": ["en", "vi"],
        "resources": [described(name, rows) for name, rows in TABLES.items()],
    }
    (folder / "datapackage.json").write_text(json.dumps(record), "utf-8")
    return folder


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Folder of a data package without fault."""
    return write(tmp_path / "tiny")


@pytest.fixture
def edit(tiny: Path) -> Callable[[str, str, str], None]:
    """Put one text into the place of another in a file of the package."""

    def put(name: str, old: str, new: str) -> None:
        path = tiny / name
        text = path.read_bytes().decode()
        assert text.count(old) == 1
        path.write_bytes(text.replace(old, new).encode())

    return put


@pytest.fixture
def describe(tiny: Path) -> Callable[[Change], None]:
    """Change the descriptor of the package."""

    def change(how: Change) -> None:
        path = tiny / "datapackage.json"
        record = json.loads(path.read_text("utf-8"))
        how(record)
        path.write_text(json.dumps(record), "utf-8")

    return change


@pytest.fixture
def compose() -> Callable[[Any, str], Any]:
    """The simplest way to give a series: as published."""
    return lambda facts, indicator: facts.leaves[indicator]
