"""A tiny council that has released two quarters: between them a measure was replaced, and another was defined anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tiny import FILES, Tiny

from helpers.author.approve import sign, signing
from helpers.model.approval import Step
from helpers.model.period import Period
from helpers.publish.release import release

Q1, Q2 = Period.parse("2019-20-q1"), Period.parse("2019-20-q2")
MEASURES = """\
ref,title,definition,unit,decimals,polarity,frequency,directorate,service,owner_role,replaces,from,to
A1,Reviews on time,Reviews held.,%,1,higher,quarterly,adults,care,Head of Care,,,2019-20-q1
A1,Reviews in time,Reviews finished.,%,1,higher,quarterly,adults,care,Head of Care,,2019-20-q2,
H1,Households in bed and breakfast,,count,0,lower,quarterly,housing,homes,Head of Housing,,,
H3,Empty homes,,count,0,lower,quarterly,housing,homes,Head of Housing,,,2019-20-q1
H4,Homes empty for six months,,count,0,lower,quarterly,housing,homes,Head of Housing,H3,2019-20-q2,
"""
RETURNS = {
    "2019-20-q1": """\
ref,period,value,numerator,denominator,marker,commentary
A1,2019-20-q1,79.0,79,100,,Two posts stand empty.
H1,2019-20-q1,81,,,p,More families came in April.
H3,2019-20-q1,12,,,,
""",
    "2019-20-q2": """\
ref,period,value,numerator,denominator,marker,commentary
A1,2019-20-q2,81.5,163,200,,
H1,2019-20-q2,68,,,,
H4,2019-20-q2,5,,,,
""",
}
REPORTS = """\
reports:
  - {notebook: overview}
  - {notebook: directorate, for_each: directorate, only: [housing]}
  - {notebook: measure, for_each: measure, only: [H1, ONLY]}
  - {notebook: changes}
"""
PLANS = {
    "2019-20-q1": "period: 2019-20-q1\npublished: 2019-08-05\n" + REPORTS.replace("ONLY", "H3"),
    "2019-20-q2": "period: 2019-20-q2\npublished: 2019-11-05\nmeeting: {body: Cabinet, date: 2019-11-13}\n"
    + REPORTS.replace("ONLY", "H4")
    + "  - {notebook: scorecard, formats: [html, docx]}\n",
}  # fmt: skip
SITE_URL = "https://tinytown.example/performance pages/"


def town(root: Path) -> Tiny:
    """Write the council, with nothing owed but its approvals."""
    made = Tiny(root)
    for name in ("params/council.yml", "data/framework/targets.csv"):
        made.put(name, FILES[name])
    made.put("data/framework/measures.csv", MEASURES)
    for period, text in RETURNS.items():
        made.put(f"data/returns/{period}/all.csv", text)
        made.put(f"params/{period}.yml", PLANS[period])
    made.replace("params/council.yml", "fictional: true\n", f'fictional: true\nsite_url: "{SITE_URL}"\n')
    for name in ("Adult Social Care", "Housing"):
        made.replace("params/council.yml", f"    name: {name}\n", f"    name: {name}\n    director: Head\n")
    return made


def released(tiny: Tiny, period: Period) -> Path:
    """Sign all there is of a period, and release it."""
    for key in ("adults", "housing"):
        sign(tiny.workspace, signing(tiny.workspace, period, key, "Head", Step.APPROVED, date(2019, 11, 4)))
    return release(tiny.workspace, period).folder
