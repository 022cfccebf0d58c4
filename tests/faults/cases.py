"""Bad data: what is changed in a file, and where the fault must be told.

A case is the old and the new text of a file, the row and the column that must be named
(or another file, where the fault lies there), and words of the sentence.
"""

BY_FILE = {
    "observations_survey.csv": [
        ("P1,2001,1.5", "P1,2001,high", 2, "value", "expected a number from 0 to"),
        ("P1,2001,1.5", "P1,2001,NaN", 2, "value", "'NaN' is not a number"),
        ("P1,2001,1.5", "P1,2001,INF", 2, "value", "'INF' is not a number"),
        ("P1,2001,1.5", "P1,2001,1e999", 2, "value", "is not finite; expected a"),
        (
            "P1,2001,1.5",
            f"P1,2001,{'9' * 99}",
            2,
            "value",
            "too large; expected",
        ),
        ("P1,2001,1.5", 'P1,2001,"1,5"', 2, "value", "with a decimal point"),
        ("P2,2003,4", "P2,2003,5.5", 7, "value", "from 0 to 5, the bounds of surv"),
        ("P1,2002,2", "P1,2002.0,2", 3, "year", "expected a whole number"),
        ("survey.health,P1,2002,2,S1\n", "", "missing.csv", "province", "has no row"),
    ],
    "reforms.csv": [
        ("2003,low", "2003,,low", 3, None, "expected 8 cells as in the"),
        ("2002-06-30", "30/6/2002", 2, "opened_to", "such as 1999-12-31"),
        ("P2", "P64", 3, "province", "is not in provinces.csv"),
        ("2002-01-01", "2002-12-01", 2, "opened_from", "not after opened_to"),
    ],
    "documents.csv": [
        ("Table,no", "Table,maybe", 2, "held", "expected one of yes, no"),
    ],
    "programmes.csv": [
        ("2001", "two thousand", 2, "issued", "expected a whole number"),
    ],
    "claims.csv": [
        ("It rose", "It\x07rose", 2, "statement_en", "a text without it"),
        ("It rose", "Tiê\u0301n", 2, "statement_en", "in the form NFC"),
        ("survey.health,2002,2001", "survey.x,2002,2001", 2, "about", "ids of"),
        ("seats health", "seats  health", 4, "about", "one space between them"),
        ("survey.health,2003", "seats,2003", 3, "related", "ids of indicators,"),
        ("care,2001,2002,It rose", "care,2003,2002,It rose", 2, "first_year", "n"),
        (",2001,,2,3,", ",2001,,,,", 3, "kind", "a number in stated_low or"),
        (",2001,,2,3,", ",2001,,4,3,", 3, "stated_low", "up to stated_high"),
        ("centre seats health,2002", "seats,2004", 4, "year", "to claim_year"),
        (",2002,2001,", ",2002,2002,", 2, "from_year", "a year before that"),
    ],
    "criteria.csv": [
        (",Impact,", ", ,", 3, "name_en", "not accepted here; expected a"),
    ],
    "groups.csv": [
        (
            ",S1\n",
            ",S1\nsurvey.total,P1,2001,high,highest,S1\n",
            3,
            "indicator, province, year, source",
            "stands already in groups.csv, row 2; expected another key",
        ),
        ("2001", "2004", 2, "year", "expected a year in which the indicator"),
    ],
    "reported.csv": [
        (
            "mean,55,press",
            "mean,55,press,yes,no,S2,\nindex.score,region,north,2001,mean,57,press",
            11,
            "indicator, scope, place, year, statistic, source",
            "reported.csv, row 10; expected another key",
        ),
        ("4.01", "4.5", 2, "value", "differs from the sum of its parts, 4;"),
        ("rank,2,publisher", "rank,1,publisher", 3, "value", "expected 2,"),
        ("P1,2001,rank,1,pr", "P1,2001,rank,3,pr", 4, "value", "or used no"),
        ("P1,2001,rank,1,", "P1,2001,rank,1.5,", 4, "value", "a whole number from 1"),
        ("best_rank,1", "best_rank,4", 8, "value", "a rank up to the worst"),
        (
            "implementer,no,no",
            "implementer,no,yes",
            7,
            "used",
            "the first being in reported.csv, row 6; expected no for all but one score",
        ),
        (
            "P3,2002,score,70",
            "P1,2001,score,50",
            6,
            "used",
            "is said where there is an observation; expected no",
        ),
        ("nation,nation", "nation,P1", 11, "place", "the word nation, as the"),
        ("region,north", "region,P1", 10, "place", "expected the id of a reg"),
        ("implementer", "friend", 7, "origin", "publisher, press, implem"),
    ],
    "observations_index.csv": [
        ("P2,2001", "P64,2001", 3, "province", "is not in provinces.csv; expected"),
    ],
    "exposure.csv": [
        ("survey.health", "survey.wealth", 2, "indicator", "indicators.csv"),
    ],
    "area_indicators.csv": [
        ("care", "cure", 2, "area", "not in content_areas.csv"),
    ],
    "covariates.csv": [
        ("people", "rainfall", 2, "variable", "is not in variables.csv"),
    ],
    "targets.csv": [
        (",table,", ",paper,", 4, "document", "is not in documents.csv"),
        ("points,up,ge", "points,,ge", 2, "direction", "one of up, down"),
        ("points,up,ge", "points,down,le", 2, "direction", "expected up, the"),
        ("points,up", "percent,up", 2, "unit", "expected points, the unit of"),
        ("seats,up,gt", "seats,up,lt", 3, "comparison", "expected gt or ge"),
        ("posts,down,le", "posts,down,ge", 4, "comparison", "le or lt, as"),
        ("2003,seats", "2003,chairs", 3, "measured_by", "indicator or of an o"),
        ("gt,12,2003", "gt,12,1999", 3, "deadline", "a year from 2001 on"),
        ("12,plan,province,P1", "12,plan,province,", 3, "level", "is said of no prov"),
        ("nation,,", "nation,P1,", 2, "province", "expected an empty cell"),
        ("no,S4", "yes,S4", 4, "verified", "expected no, or a source that was"),
    ],
    "choices.csv": [
        ("nearer", "nearer\nwho,a,b,yes,c", 4, "question", "questions.csv"),
        ("two,yes", "two,no", 2, "default", "expected yes for one option of"),
        ("one,no", "one,yes", 3, "default", "no for all others"),
    ],
    "indicators.csv": [
        (
            "survey.health,survey,survey.total",
            "survey.health,survey,survey.health",
            3,
            "part_of",
            "makes the indicator a part of itself; expected a whole that is not among",
        ),
    ],
    "instruments.csv": [
        ("no,,comp", "no,survey,comp", 2, "contains", "contain itself"),
    ],
    "plan_periods.csv": [
        ("2003,2004,S", "2002,2004,S", 3, "start", "do not overlap"),
    ],
    "series_breaks.csv": [
        ("2003,hard", "2001,hard", 2, "year", "expected a year after 2"),
    ],
    "missing.csv": [
        ("S1\n", "S1\nsurvey,P3,2002,all,no,,S1\n", 3, "extent", "part, or"),
    ],
    "samples.csv": [
        ("province,P1", "province,nation", 2, "place", "code of a province"),
        ("200,", "0,", 2, "size", "a number of at least 1"),
    ],
    "outputs.csv": [
        ("14,,seats", "14,,desks", 4, "unit", "seats, as in the first row"),
        ("P1,2002,,", "P1,2003,,", 2, "year", "expected the year of the date"),
    ],
    "content_areas.csv": [
        ("care,2", "care,3", 3, "order", "2: content areas are number"),
    ],
    "province_grid.csv": [
        ("P3,1,1", "P3,0,1", 4, "grid_column", "a cell of its own"),
        ("P2,0,0", "P2,0,-1", 3, "grid_column", "the first one being 0"),
        ("21.3", "213", 2, "latitude", "degrees from -90 to 90"),
    ],
    "boundary_events.csv": [
        ("2005,Mer", "2006,Mer", 2, "year", "the year of the date"),
    ],
    "thresholds.csv": [
        ("run_years,3\n", "", None, "threshold", "has no row 'run_years'"),
        ("run_years,3", "run_years,2", 9, "value", "3 for run_years"),
    ],
}
CELLS = [(file, *case) for file, cases in BY_FILE.items() for case in cases]
REGIONS = b"region,name_en\nnorth,North\nsouth,South\n"
FILES = [
    # content of regions.csv, row, words
    (None, None, "is missing; expected a file of this name"),
    (b"", None, "is empty; expected a header and rows"),
    (b"region,name_en\n", None, "has a header and no rows; expected rows"),
    (REGIONS.decode().encode("utf-16"), None, "is UTF-16; expected UTF-8 without BOM"),
    (b"region,name_en\nnorth,B\xe3\xec c\n", None, "is not UTF-8: byte 0xe3 at pos"),
    (b"\xef\xbb\xbf" + REGIONS, None, "begins with a byte order mark (BOM); expected"),
    (REGIONS.replace(b"\n", b"\r\n"), None, "CRLF or CR); expected line ends of a"),
    (
        REGIONS.replace(b",", b";"),
        1,
        "is no header of this table; expected the columns",
    ),
    (REGIONS.replace(b"North", b'"North'), 2, "cannot be taken apart"),
]
PATHS = [
    "/etc/hostname",
    "../outside.csv",
    "below/../regions.csv",
    "https://example.org/regions.csv",
    "file:///etc/hostname",
    "C:\\regions.csv",
    "inside.csv",
    "outward.csv",
    "linked/regions.csv",
    "below",
]
"""Names of a file that are no relative path of a regular file inside the folder."""

TEXTS = [
    "=1+1",
    "+84 24 3768 1234",
    "-x",
    "@here",
    '=HYPERLINK("https://example.org","x")',
    "<b>bold</b> & <script>alert(1)</script>",
]
"""Texts that are carried as text, whatever they look like."""
