"""A tiny data package without fault, to be broken in one place at a time.

`TABLES` are those that a package must have; `FURTHER` puts others in their place, and
adds those that it may have.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Rows = Mapping[str, list[str]]
Change = Callable[[dict[str, Any]], object]
Edit = Callable[[str, str, str], None]

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
TABLES: Rows = {
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
        "instrument,name_en,headline,coverage",
        "survey,Survey,survey.total,partial",
        "index,Index,index.score,partial",
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
        "interval_level,0.95",
        "run_years,3",
        "placed_share,0.5",
        "judged_minimum,5",
        "partly_share,0.5",
        "pre_periods,5",
        "smallest_p,0.05",
        "selective_share,0.25",
        "jump_deviations,1",
        "same_drop_least,10",
        "donor_least,1",
        "fit_ratio,5",
        "agreeing_least,0.9",
    ],
}
"""A package with nothing but the tables that every package has."""

FURTHER: Rows = {
    "instruments": [
        "instrument,name_en,headline,self_reported,contains,coverage",
        "survey,Survey,survey.total,no,,complete",
        "index,Index,index.score,partly,survey,partial",
    ],
    "observations_survey": [
        *TABLES["observations_survey"],
        "survey.schools,P1,2001,2.5,S1",
        "survey.schools,P2,2001,2,S1",
        "survey.schools,P3,2001,1.5,S1",
    ],
    "sources": [
        "source,title,publisher,date,kind,implementer,quality,suitability,reason",
        "S1,Survey report,Institute,2004,publisher,,green,green,",
        "S2,Index report,Ministry,2004,press,,amber,green,read from a copy",
        "S3,Report of the province,Province,2004,portal,P1,amber,red,own figures",
        "S4,Memory,Nobody,2004,memory,,red,red,not seen",
    ],
    "reported": [
        "indicator,scope,place,year,statistic,value,origin,derived,used,source,remark",
        "survey.total,province,P1,2001,score,4.01,publisher,no,yes,S1,rounded",
        "survey.total,province,P1,2001,rank,2,publisher,no,yes,S1,",
        "index.score,province,P1,2001,rank,1,press,no,yes,S2,",
        "index.score,province,P2,2001,rank,2,press,no,yes,S2,",
        "index.score,province,P3,2002,score,70,press,no,yes,S2,",
        "index.score,province,P3,2002,score,71,implementer,no,no,S3,",
        "index.score,province,P3,2002,best_rank,1,press,yes,no,S2,",
        "index.score,province,P3,2002,worst_rank,3,press,yes,no,S2,",
        "index.score,region,north,2001,mean,55,press,yes,no,S2,",
        "index.score,nation,nation,2001,mean,56.5,publisher,no,no,S2,",
    ],
    "groups": [
        "indicator,province,year,group,group_en,source",
        "survey.total,P1,2001,low,lowest group,S1",
    ],
    "samples": [
        "indicator,scope,place,year,size,design_effect,assumed,source",
        "survey.total,province,P1,2001,200,1.5,no,S1",
        "survey.total,nation,nation,2001,600,,yes,S1",
    ],
    "content_areas": [
        "area,order,name_en,source",
        "offices,1,Offices,S1",
        "care,2,Care,S1",
    ],
    "area_indicators": ["area,indicator,source", "care,survey.health,S1"],
    "outputs": [
        "output,province,year,value,date,unit,kind,content_area,implementer,"
        "complete_count,name_en,source,remark",
        "desk,P1,2002,,2002-03-01,date,event,offices,yes,yes,Desk opened,S3,",
        "seats,P1,2002,12,,seats,result,offices,yes,yes,Seats,S3,",
        "seats,P1,2003,14,,seats,result,offices,yes,yes,Seats,S3,",
    ],
    "variables": ["variable,name_en,unit,caution,source", "people,People,persons,,S1"],
    "covariates": ["variable,province,year,value,source", "people,P1,2001,90,S1"],
    "programmes": ["programme,name_en,issued,source", "plan,Plan,2001,S1"],
    "documents": ["document,province,name_en,held,source", "table,P1,Table,no,S1"],
    "targets": [
        "target,programme,level,province,content_area,name_en,unit,direction,"
        "comparison,value,deadline,measured_by,document,verified,source,remark",
        "health,plan,nation,,care,Health,points,up,ge,3,2002,survey.health,,yes,S1,",
        "seats_12,plan,province,P1,offices,Seats,seats,up,gt,12,2003,seats,,yes,S1,",
        "fewer,plan,province,P1,offices,Fewer,posts,down,le,9,2003,,table,no,S4,",
    ],
    "reform_names": ["reform,name_en,level_en,universal,source", "centre,C,all,no,S1"],
    "reforms": [
        "reform,province,opened_from,opened_to,stated,confidence,source,remark",
        "centre,P1,2002-01-01,2002-06-30,early 2002,high,S3,",
        "centre,P2,,2003-12-31,by 2003,low,S2,",
    ],
    "exposure": [
        "reform,indicator,exposed,level_en,respondents_en,reason_en,documented,source",
        "centre,survey.health,partly,province,patients,the same desk,inferred,S1",
    ],
    "claims": [
        "claim,province,content_area,first_year,last_year,statement_en,kind,about,"
        "year,from_year,stated_low,stated_high,unit,related,claim_year,document,"
        "would_settle_en,source",
        "K1,P1,care,2001,2002,It rose,change,survey.health,2002,2001,,,,,2003,,x,S3",
        "K2,P1,care,2001,2002,It is second,rank,survey.total,2001,,2,3,,survey.health,"
        "2003,,x,S3",
        "K3,P1,offices,2001,2002,Early,opening_date,centre seats health,2002,,,,,,2003,"
        "table,x,S3",
    ],
    "criteria": [
        "criterion,order,name_en,answered_by,lacking_en,source",
        "effectiveness,1,Effectiveness,attainment,nothing,S1",
        "impact,2,Impact,,a control group,S1",
    ],
    "choices": [
        "question,choice,option,default,why_en",
        "citizens,baseline,two,yes,less noise",
        "citizens,baseline,one,no,nearer",
    ],
    "province_grid": [
        "province,grid_row,grid_column,latitude,longitude,source",
        "P1,0,1,21.3,106.2,S1",
        "P2,0,0,21,105.7,S1",
        "P3,1,1,16,108,S1",
    ],
    "boundary_events": [
        "event,province,date,year,what_en,successor_en,source",
        "merger,P1,2005-07-01,2005,Merged,Larger P1,S1",
    ],
}
"""Tables that show everything that a package may hold."""

FIELDS: Mapping[str, dict[str, Any]] = {
    "year": {"type": "integer", "constraints": {"minimum": 1900, "maximum": 2100}},
    "order": {"type": "integer", "constraints": {"unique": True}},
    "value": {"type": "number", "constraints": {"minimum": 0, "maximum": 100}},
    "founded": {"type": "date"},
    "kind": {"constraints": {"enum": ["construction", "sample"]}},
    "period": {"constraints": {"pattern": "[0-9]{4}-[0-9]{4}"}},
}
WHOLE = "start end pages issued deadline first_year last_year from_year claim_year"
NUMBERS = "minimum maximum size design_effect stated_low stated_high latitude longitude"
TYPES = {
    **dict.fromkeys(f"{WHOLE} grid_row grid_column".split(), "integer"),
    **dict.fromkeys(NUMBERS.split(), "number"),
    **dict.fromkeys(["opened_from", "opened_to"], "date"),
}
EVENTS = ("outputs", "boundary_events")
"""Tables whose column date holds dates."""


def described(name: str, rows: list[str]) -> dict[str, Any]:
    """Resource without keys and links, which the library asks for by itself."""
    fields = []
    for column in rows[0].split(","):
        field = {"name": column, "type": TYPES.get(column, "string")}
        if column != "kind" or name == "series_breaks":
            field |= FIELDS.get(column, {})
        if column == "date" and name in EVENTS:
            field["type"] = "date"
        fields.append(field)
    return {"name": name, "path": f"{name}.csv", "schema": {"fields": fields}}


def write(folder: Path, tables: Rows = TABLES) -> Path:
    """Write a package into a new folder."""
    folder.mkdir()
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_bytes(("\n".join(rows) + "\n").encode())
    record = {
        "par_eval_schema": 1,
        "title": "Tiny",
        "languages": ["en", "vi"],
        "resources": [described(name, rows) for name, rows in tables.items()],
    }
    (folder / "datapackage.json").write_text(json.dumps(record), "utf-8")
    return folder


def editor(folder: Path) -> Edit:
    """Function that puts one text into the place of another in a file."""

    def put(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_bytes().decode()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_bytes(text.replace(old, new).encode())

    return put


def describer(folder: Path) -> Callable[[Change], None]:
    """Function that changes the descriptor."""

    def change(how: Change) -> None:
        path = folder / "datapackage.json"
        record = json.loads(path.read_text("utf-8"))
        how(record)
        path.write_text(json.dumps(record), "utf-8")

    return change
