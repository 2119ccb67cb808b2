"""Whatever a person gets wrong is refused with file, row, what was found, what was expected and what to do next.

Each case breaks one thing in a tiny council that is otherwise whole. Its message stands in ``golden/``.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny

from helpers.collect import table_file
from helpers.collect.council import read_council
from helpers.collect.framework import read_framework
from helpers.collect.returns import read_returns
from helpers.model.period import Period

COUNCIL, PLAN = "params/council.yml", "params/2019-20-q2.yml"
MEASURES, TARGETS, RATINGS, REBASES = (
    f"data/framework/{name}.csv" for name in ("measures", "targets", "ratings", "rebases")
)
Q1, Q2 = "data/returns/2019-20-q1/all.csv", "data/returns/2019-20-q2/all.csv"
PEERS = "data/benchmarks/neighbours.csv"
FOLDER = "data/returns/2019-20-q2"

Breaks = Callable[[Tiny], object]


def value(figure: str) -> Breaks:
    """Put another text where the value of H1 stands."""
    return lambda tiny: tiny.replace(Q2, "H1,2019-20-q2,68,", f"H1,2019-20-q2,{figure},")


def swap(name: str, old: str, new: str) -> Breaks:
    return lambda tiny: tiny.replace(name, old, new)


def put(name: str, content: str | bytes) -> Breaks:
    return lambda tiny: tiny.put(name, content)


def add(name: str, lines: str) -> Breaks:
    return lambda tiny: tiny.add(name, lines)


def mapped(cells: str, text: str = "Ref;When\nH1;2019-Q9\n", **keys: str) -> Breaks:
    """Put a foreign file and its mapping into the quarter's returns."""
    more = "".join(f"{name}: {setting}\n" for name, setting in keys.items())
    return lambda tiny: [
        tiny.put(f"{FOLDER}/foreign.csv", text.replace(";", ",")),
        tiny.put(
            f"{FOLDER}/foreign.mapping.yml", f"file: foreign.csv\n{more}rows:\n  - as: returns\n    cells: {cells}\n"
        ),
    ]


def workbook(*rows: list[object]) -> bytes:
    book, held = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(held)
    return held.getvalue()


def bomb() -> bytes:
    """An archive whose one entry says of itself that it unpacks to two gigabytes."""
    held, name = io.BytesIO(), b"xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name.decode(), b"")
    size, length = bytes(4), len(name).to_bytes(2, "little")
    return held.getvalue().replace(size + length, (2**31).to_bytes(4, "little") + length)


def broken_xml() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["ref"]))) as whole, zipfile.ZipFile(held, "w") as archive:
        for entry in whole.namelist():
            archive.writestr(entry, b"<worksheet><row" if "sheet1" in entry else whole.read(entry))
    return held.getvalue()


def remove(*names: str) -> Breaks:
    def of(tiny: Tiny) -> None:
        for name in names:
            (tiny.root / name).unlink()

    return of


def without_targets(breaks: Breaks) -> Breaks:
    return lambda tiny: [remove(TARGETS)(tiny), breaks(tiny)]


def range_measure(row: str) -> Breaks:
    """Add a range measure with these levels: low, high, intervention_low, intervention_high, tolerance."""
    return lambda tiny: [
        tiny.add(MEASURES, "R1,Spend against budget,%,1,range,quarterly,adults,care,,Head of Care,\n"),
        tiny.put(TARGETS, f"ref,period,low,high,intervention_low,intervention_high,tolerance\nR1,2019-20,{row}\n"),
    ]


def rebase(*rows: str) -> Breaks:
    """Decide that limits start anew, in these rows."""
    return put(REBASES, "\n".join(["ref,period,reason,role,date", *rows, ""]))


def tells(column: str, cell: str) -> Breaks:
    """Say what a measure tells about, in this cell."""
    return lambda tiny: [
        remove(TARGETS)(tiny),
        put(MEASURES, f"ref,title,unit,polarity,directorate,{column}\nA1,Reviews,%,higher,adults,{cell}\n"
            "H1,B&B,count,lower,housing,\nH2,TA,count,lower,housing,\n")(tiny),
    ]  # fmt: skip


def profile(*quarters: str) -> Breaks:
    """Add a running total whose targets are profiled for these quarters of the year."""
    rows = "".join(f"C1,2019-20-{quarter},{10 * place}\n" for place, quarter in enumerate(quarters, start=1))
    return lambda tiny: [
        tiny.put(
            MEASURES, "ref,title,unit,polarity,frequency,basis,directorate\n"
            + "".join(f"{ref},Homes,count,higher,quarterly,cumulative,housing\n" for ref in ("A1", "H1", "H2", "C1")),
        ),
        tiny.put(TARGETS, f"ref,period,target\n{rows}"),
    ]  # fmt: skip


RETURNS: dict[str, Breaks] = {
    "unknown column": swap(Q2, "commentary", "comentary"),
    "column without a heading": swap(Q2, "denominator,marker", "denominator,"),
    "no value column": put(Q2, "ref,period\nH1,2019-20-q2\n"),
    "a column twice": swap(Q2, "numerator,denominator", "numerator,numerator"),
    "a ref that no framework knows": swap(Q2, "H1,", "H9,"),
    "no ref": swap(Q2, "H1,", ","),
    "the same measure and period twice": add(Q2, "H1,2019-20-q2,69,,,,\n"),
    "the same measure and period in two files": put(f"{FOLDER}/more.csv", "ref,period,value\nH1,2019-20-q2,69\n"),
    "text in a number": value("about 68"),
    "not a number": value("NaN"),
    "infinity": value("inf"),
    "a number that is infinite to a computer": value("1e999"),
    "a negative count": value("-3"),
    "a forecast below nought of a count": lambda tiny: tiny.put(
        Q2, "ref,period,value,forecast\nH1,2019-20-q2,68,-3\n"),
    "a week": swap(Q2, "H1,2019-20-q2", "H1,2019-w53"),
    "a week of a financial year": swap(Q2, "H1,2019-20-q2", "H1,2019-20-W53"),
    "month 53": swap(Q2, "H1,2019-20-q2", "H1,2019-53"),
    "a percentage of 870": swap(Q2, "81.5,163,200", "870,174,20"),
    "a numerator below zero": swap(Q2, "81.5,163,200", "81.5,-163,200"),
    "a denominator of zero": swap(Q2, "81.5,163,200", "81.5,163,0"),
    "nothing and no reason": value(""),
    "an unknown marker": swap(Q2, "1.75,,,p", "1.75,,,q"),
    "a marker that contradicts the figure": swap(Q2, "1.75,,,p", "1.75,,,x"),
    "an impossible date": put(f"{FOLDER}/all.csv", "ref,period,value,recovery_date\nH1,2019-20-q2,68,31/02/2020\n"),
    "a period that is not one": swap(Q2, "H1,2019-20-q2", "H1,2019-20-q5"),
    "a year that does not follow": swap(Q2, "H1,2019-20-q2", "H1,2019-21-q2"),
    "a span of years that runs backwards": swap(Q2, "H1,2019-20-q2", "H1,2021/22-19/20"),
    "the year nought": swap(Q2, "H1,2019-20-q2", "H1,0000-01-q1"),
    "a year that is a month too": swap(Q2, "H1,2019-20-q2", "H1,2010-11"),
    "a period after the return's own": swap(Q2, "H1,2019-20-q2", "H1,2019-20-q3"),
    "a rating that is none": put(Q2, "ref,period,value,rag_supplied\nH1,2019-20-q2,68,Orange\n"),
    "an empty file": put(Q2, ""),
    "headings and no row": put(Q2, "ref,period,value\n"),
    "more cells than headings": swap(Q2, "H1,2019-20-q2,68,,,,", "H1,2019-20-q2,68,,,,,1"),
    "a comma in a number without quotes": swap(Q2, "H1,2019-20-q2,68,,,,", "H1,2019-20-q2,1,068,,,,"),
    "broken quoting": swap(Q2, "Two more reviewers", '"Two" more'),
    "bytes that are not utf-8": put(Q2, "ref,period,value,commentary\nH1,2019-20-q2,68,£5 each\n".encode("cp1252")),
    "utf-16 from a spreadsheet": put(Q2, "ref,period,value\nH1,2019-20-q2,68\n".encode("utf-16")),
    "NUL bytes": put(Q2, b"ref,period,value\nH1,2019-20-q2,6\x008\n"),
    "control codes": value("6\x1b[31m8"),
    "an xlsx that is a csv": put(f"{FOLDER}/more.xlsx", "ref,period,value\n"),
    "an xlsx that is empty": put(f"{FOLDER}/more.xlsx", workbook()),
    "an xlsx of no bytes": put(f"{FOLDER}/more.xlsx", b""),
    "an xlsx cut short": put(f"{FOLDER}/more.xlsx", workbook(["ref", "period", "value"])[:600]),
    "an xlsx with broken xml": put(f"{FOLDER}/more.xlsx", broken_xml()),
    "an xlsx that is another zip": put(f"{FOLDER}/more.xlsx", b"PK\x05\x06" + bytes(18)),
    "an xlsx that unpacks without end": put(f"{FOLDER}/more.xlsx", bomb()),
    "an error of a spreadsheet": put(
        f"{FOLDER}/all.csv", "ref,period,value\nH1,2019-20-q2,#DIV/0!\n"
    ),
    "an old workbook": put(f"{FOLDER}/more.xls", b"\xd0\xcf\x11\xe0"),
    "a csv named txt": put(f"{FOLDER}/more.txt", "ref,period,value\n"),
    "a folder in the folder": put(f"{FOLDER}/adults/more.csv", "ref,period,value\n"),
    "a return beside the folders": put("data/returns/more.csv", "ref,period,value\n"),
    "a folder that is no period": put("data/returns/Q2/more.csv", "ref,period,value\n"),
    "a folder with a capital": put("data/returns/2019-20-Q1/more.csv", "ref,period,value\n"),
    "a return that was edited": put(f"{FOLDER}/all.csv.origin.yml", f"sha256: {'ab' * 32}\n"),
    "an unknown key of an origin": put(f"{FOLDER}/all.csv.origin.yml", "suplied_by: Head of Care\n"),
    "an origin without its file": put(f"{FOLDER}/lost.csv.origin.yml", "system: Mosaic\n"),
    "an origin that is misspelt": put(f"{FOLDER}/all.csv.orign.yml", "system: Mosaic\n"),
}  # fmt: skip

FRAMEWORK: dict[str, Breaks] = {
    "no framework": remove(MEASURES, TARGETS),
    "a framework without a measure": lambda tiny: [
        remove(TARGETS)(tiny), tiny.put(MEASURES, "ref,title,unit,polarity,directorate\n")],
    "no measure at this period": without_targets(put(
        MEASURES, "ref,title,unit,polarity,directorate,from\n" + "".join(
            f"{ref},Later,%,higher,adults,2020-21\n" for ref in ("A1", "H1", "H2")))),
    "a table of another name": put("data/framework/target.csv", "ref,period,target\n"),
    "an unknown column of a measure": swap(MEASURES, "owner_role", "owner"),
    "a polarity misspelt": swap(MEASURES, "%,1,higher", "%,1,hihger"),
    "no polarity": swap(MEASURES, "%,1,higher", "%,1,"),
    "no unit": swap(MEASURES, "%,1,higher", ",1,higher"),
    "99 decimals": swap(MEASURES, "%,1,higher", "%,99,higher"),
    "half a decimal": swap(MEASURES, "%,1,higher", "%,1.5,higher"),
    "an unknown directorate of a measure": swap(MEASURES, "quarterly,adults", "quarterly,adluts"),
    "an unknown service": swap(MEASURES, "adults,care", "adults,caer"),
    "a head there is not": put(
        MEASURES, "ref,title,unit,polarity,directorate,head\nH2,Households,%,lower,housing,complaints\n"),
    "a service of another directorate": swap(MEASURES, "adults,care", "adults,homes"),
    "an unknown priority": swap(MEASURES, "homes,good-homes", "homes,bad-homes"),
    "a ref with a slash": swap(MEASURES, "A1,Reviews", "A/1,Reviews"),
    "a ref twice": add(MEASURES, "A1,Reviews again,%,1,higher,quarterly,adults,care,,Head of Care,\n"),
    "a ref twice at one time": without_targets(put(
        MEASURES, "ref,title,unit,polarity,directorate,from,to\nA1,Old,%,higher,adults,,2019-20-q2\n"
        "A1,New,%,higher,adults,2019-20-q2,\nH1,B&B,count,lower,housing,,\nH2,TA,%,lower,housing,,\n")),
    "a part of nothing": without_targets(put(
        MEASURES, "ref,title,unit,polarity,directorate,part_of\nA1,A,%,higher,adults,A9\n")),
    "a measure that takes the place of none": without_targets(put(
        MEASURES, "ref,title,unit,polarity,directorate,replaces\nA1,A,%,higher,adults,A9\n")),
    "two targets for one period": add(TARGETS, "A1,2019-20,82,77\n"),
    "an intervention level better than the target": swap(TARGETS, "80,75", "80,85"),
    "an intervention level better where lower is better": swap(TARGETS, "70,90", "70,60"),
    "a target that is not a number": swap(TARGETS, "80,75", "NaN,75"),
    "a target without end": swap(TARGETS, "80,75", "80,-inf"),
    "a profile with a hole": profile("q1", "q3"),
    "a profile with two holes": profile("q1", "q4"),
    "a target for an unknown measure": add(TARGETS, "A9,2019-20,82,77\n"),
    "a target without a period": add(TARGETS, "H2,,82,77\n"),
    "a tolerance below zero": put(TARGETS, "ref,period,target,tolerance\nA1,2019-20,80,-5\n"),
    "a tolerance of nothing": put(TARGETS, "ref,period,target,tolerance\nA1,2019-20,,5\n"),
    "a tolerance and a level": put(TARGETS, "ref,period,target,intervention,tolerance\nA1,2019-20,80,75,5\n"),
    "a tolerance in another basis": put(
        TARGETS, "ref,period,target,tolerance,tolerance_basis\nA1,2019-20,80,5,points\n"),
    "low and high for one that is no range": put(TARGETS, "ref,period,low,high\nA1,2019-20,75,80\n"),
    "low above high": range_measure("105,95,,,"),
    "a range without high": range_measure("95,,,,"),
    "a range that is left before its intervention level": range_measure("95,105,97,,"),
    "a rating without reason role and date": put(
        RATINGS, "ref,period,rag,kind,reason,role,date\nA1,2019-20-q2,Green,override,,,\n"),
    "a rating without its kind": put(
        RATINGS, "ref,period,rag,kind,reason,role,date\nA1,2019-20-q2,Green,,Sound,Audit,2019-10-01\n"),
    "two ratings for one period": put(
        RATINGS, "ref,period,rag,kind,reason,role,date\n"
        + "A1,2019-20-q2,Green,override,Sound,Audit,2019-10-01\n" * 2),
    "a rebase without reason role and date": rebase("H1,2019-20-q1,,,"),
    "a rebase of an unknown measure": rebase("H9,2019-20-q1,New team,Head of Housing,2019-05-01"),
    "a rebase of a measure with a running total": lambda tiny: [
        tiny.put(MEASURES, "ref,title,unit,polarity,directorate,basis\nA1,Reviews,%,higher,adults,\n"
                 "H1,B&B,count,lower,housing,cumulative\nH2,TA,count,lower,housing,\n"),
        rebase("H1,2019-20-q1,New team,Head of Housing,2019-05-01")(tiny)],
    "a rebase at a month of a quarterly measure": rebase("H1,2019-04,New team,Head of Housing,2019-05-01"),
    "a rebase at no period": rebase("H1,,New team,Head of Housing,2019-05-01"),
    "a rebase on a date that does not exist": rebase("H1,2019-20-q1,New team,Head of Housing,31/04/2019"),
    "two rebases at one period": rebase(*["H1,2019-20-q1,New team,Head of Housing,2019-05-01"] * 2),
    "an unknown column of a rebase": put(REBASES, "ref,period,reson,role,date\nH1,2019-20-q1,New,Head,2019-05-01\n"),
    "an action without a key": put("data/framework/actions.csv", "key,title\n,Open a hub\n"),
    "an action twice": put("data/framework/actions.csv", "key,title\na-1,Open a hub\na-1,Open a hub\n"),
    "an outcome of another priority": lambda tiny: [
        tiny.replace(COUNCIL, "priorities:\n",
                     "priorities:\n  - {key: safe, name: Safe, outcomes: [{key: safe-roads, name: Safe roads}]}\n"),
        put("data/framework/actions.csv", "key,title,priority,outcome\na-1,Mend,good-homes,safe-roads\n")(tiny)],
    "a goal there is not": tells("sdg", "3 18"),
    "a goal by name": tells("sdg", "No poverty"),
    "goals parted by commas": tells("sdg", '"3, 10"'),
    "a goal twice": tells("sdg", "3;10 3"),
    "a characteristic that the Act does not protect": tells("equality", "age; income"),
    "a characteristic twice": tells("equality", "age;Age"),
    "a benchmark for an unknown measure": add(PEERS, "neighbours,H9,2019-20-q2,Weston,1,\n"),
    "a council twice in a benchmark": add(PEERS, "neighbours,H2,2019-20-q2,Easton,1,\n"),
    "a benchmark that is not a number": swap(PEERS, "Easton,1.20", "Easton,nan"),
    "text in a benchmark": swap(PEERS, "Easton,1.20", "Easton,n/a"),
    "an unknown marker of a benchmark": swap(PEERS, "Sutton,,x", "Sutton,,?"),
}  # fmt: skip

MAPPINGS: dict[str, Breaks] = {
    "a mapping of a column that is not there": mapped("{ref: Reff, period: When, value: {text: '1'}}"),
    "a mapping to a column that is not ours": mapped("{ref: Ref, period: When, value: {text: '1'}, valeu: Ref}"),
    "a word that a mapping does not list": mapped(
        "{ref: {column: Ref, words: {H2: H1}}, period: When, value: {text: '1'}}"),
    "a quarter that is none": mapped("{ref: Ref, period: {column: When, form: calendar-quarter}, value: {text: '1'}}"),
    "a period that a mapping cannot sort": mapped("{ref: Ref, period: When, value: {text: '1'}}", until="2019-20-q2"),
    "until that is no period": mapped("{ref: Ref, period: When, value: {text: '1'}}", until="soon"),
    "an unknown key of a mapping": mapped("{ref: Ref}", enconding="utf-8"),
    "an unknown key of a mapped cell": mapped("{ref: {colum: Ref}}"),
    "a cell that is neither column nor text": mapped("{ref: {empty: ['']}}"),
    "an encoding that does not exist": mapped("{ref: Ref}", encoding="utf-9"),
    "a mapping of a file that is not there": put(
        f"{FOLDER}/f.mapping.yml", "file: gone.csv\nrows: [{as: returns, cells: {ref: Ref}}]\n"),
    "a mapping without rows": put(f"{FOLDER}/f.mapping.yml", "file: all.csv\nrows: []\n"),
    "a mapping that is a list": put(f"{FOLDER}/f.mapping.yml", "- file: gone.csv\n"),
}  # fmt: skip

SETTINGS: dict[str, Breaks] = {
    "a pack without a report": put(
        "params/2019-20-q2.yml", "period: 2019-20-q2\nreports:\n  - {notebook: overview, audience: service}\n"
    ),
    "a yaml that is a list": put(COUNCIL, "- name: Tinytown Council\n"),
    "a yaml that is empty": put(COUNCIL, ""),
    "a yaml that is one word": put(COUNCIL, "Tinytown\n"),
    "a yaml that is none": put(COUNCIL, "name: [Tinytown\n"),
    "a yaml with a tab": put(COUNCIL, "name:\tTinytown\n\tfictional: true\n"),
    "a yaml that is not utf-8": put(COUNCIL, "name: Caf\u00e9\n".encode("cp1252")),
    "a yaml that would run code": put(COUNCIL, "name: !!python/object/apply:os.getcwd []\n"),
    "a key twice": swap(COUNCIL, "fictional: true", "fictional: true\nname: Other Council"),
    "an unknown key of the council": swap(COUNCIL, "fictional:", "ficticious:"),
    "an unknown key of a directorate": swap(COUNCIL, "    name: Housing\n", "    name: Housing\n    directr: x\n"),
    "no directorates": put(COUNCIL, "name: Tinytown Council\n"),
    "two directorates of one key": swap(COUNCIL, "key: housing\n", "key: adults\n"),
    "a key with capitals": swap(COUNCIL, "key: adults\n", "key: Adults\n"),
    "a panel of an unknown directorate": add(
        COUNCIL, "panels: [{key: people, name: People, directorates: [childrens]}]\n"),
    "a panel of an unknown service": add(COUNCIL, "panels: [{key: people, name: People, services: [care-home]}]\n"),
    "a threshold of nought": add(COUNCIL, "disclosure: {threshold: 0}\n"),
    "a run of five": add(COUNCIL, "variation: {run: 5}\n"),
    "a screening that is neither on nor off": add(COUNCIL, "variation: {screen: sometimes}\n"),
    "an unknown key of variation": add(COUNCIL, "variation: {runs: 6}\n"),
    "no day at all to return figures in": add(COUNCIL, "quality: {days_to_return: 0}\n"),
    "days to return that are no number": add(COUNCIL, "quality: {days_to_return: six weeks}\n"),
    "an unknown house style": add(COUNCIL, "papers: {style: tabuler}\n"),
    "a fact that no report has": add(COUNCIL, "papers: {facts: {members: [Leader]}}\n"),
    "an unknown pack": add(COUNCIL, "disclosure: {exempt_packs: [staff]}\n"),
    "a colour that is none": add(COUNCIL, "rag: {green: {word: Green, colour: green}}\n"),
    "no plan": remove(PLAN),
    "a plan that is a list": put(PLAN, "- period: 2019-20-q2\n"),
    "a plan of another period": swap(PLAN, "period: 2019-20-q2", "period: 2019-20-q1"),
    "a plan of no period": swap(PLAN, "period: 2019-20-q2", "period: second quarter"),
    "a plan named with a capital": lambda tiny: [
        remove(PLAN)(tiny), tiny.put("params/2019-20-Q2.yml", "reports: []\n")],
    "a plan named for no period": lambda tiny: [
        remove(PLAN)(tiny), tiny.put("params/2019-99.yml", "reports: []\n")],
    "an unknown key of a plan": swap(PLAN, "published:", "publised:"),
    "an unknown key of a report": swap(PLAN, "{notebook: overview}", "{notebook: overview, format: [html]}"),
    "papers to be bound where there are none": swap(PLAN, "2019-11-13}", "2019-11-13, bound: true}"),
    "one paper to be bound by itself": lambda tiny: [
        tiny.replace(PLAN, "2019-11-13}", "2019-11-13, bound: true}"),
        tiny.replace(PLAN, "{notebook: overview}", "{notebook: overview, slug: report, formats: [docx]}")],
    "a date that does not exist in yaml": swap(PLAN, "2019-11-05", "2019-11-31"),
    "a date that is a word": swap(PLAN, "2019-11-05", "soon"),
    "no reports": put(PLAN, "period: 2019-20-q2\nreports: []\n"),
    "for each of what there is not": swap(PLAN, "for_each: directorate", "for_each: ward"),
    "a missing notebook": swap(PLAN, "notebook: overview", "notebook: overveiw"),
    "an unknown directorate in params": swap(PLAN, "for_each: directorate}", "for_each: directorate, only: [adluts]}"),
    "two reports with one slug": swap(PLAN, "{notebook: overview}", "{notebook: overview, slug: adults}"),
    "a report for each in a folder that holds something else": swap(
        PLAN, "{notebook: overview}", "{notebook: overview, for_each: directorate, slug: data}"),
    "a slug that leads out of the edition": swap(
        PLAN, "{notebook: overview}", "{notebook: overview, slug: ../../index}"),
    "an unknown format": swap(PLAN, "{notebook: overview}", "{notebook: overview, formats: [doc]}"),
    "an unknown audience": swap(PLAN, "{notebook: overview}", "{notebook: overview, audience: staff}"),
}  # fmt: skip

CASES = {**RETURNS, **FRAMEWORK, **MAPPINGS, **SETTINGS}


def test_the_tiny_council_is_whole_until_it_is_broken(goldenthread: Callable[..., tuple[int, str]]) -> None:
    assert goldenthread("check", "2019-20-q2")[0] == 0


@pytest.mark.parametrize("case", [pytest.param(case, id=case.replace(" ", "-").replace("'", "")) for case in CASES])
def test_it_is_refused_in_plain_words_and_nothing_is_lost(
    case: str, tiny: Tiny, goldenthread: Callable[..., tuple[int, str]], golden: SnapshotAssertion
) -> None:
    CASES[case](tiny)
    before = tiny.files()
    status, said = goldenthread("build", "2019-20-q2")
    assert status == 1
    assert said == golden
    assert tiny.files() == before


def test_a_file_that_is_too_big_is_refused(
    tiny: Tiny, goldenthread: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch, golden: SnapshotAssertion
) -> None:
    monkeypatch.setattr(table_file, "LARGEST_FILE", 400)
    tiny.add(Q2, "".join(f"H1,2018-19-q{quarter},{quarter},,,,\n" for quarter in (1, 2, 3, 4)) * 10)
    status, said = goldenthread("build", "2019-20-q2")
    assert status == 1
    assert said == golden


def test_every_problem_of_a_file_is_named_at_once(tiny: Tiny, goldenthread: Callable[..., tuple[int, str]]) -> None:
    tiny.replace(Q2, "H1,2019-20-q2,68", "H1,2019-20-q2,many")
    tiny.replace(Q2, "81.5", "870")
    tiny.replace(Q1, "H2,", "H3,")
    status, said = goldenthread("collect", "2019-20-q2")
    assert (status, said.count("found:")) == (1, 3)


@pytest.mark.parametrize("command", ["list", "collect", "check"])
@pytest.mark.parametrize("period", ["2019-20-q9", "2010-11", "../../etc", ""])
def test_no_command_takes_a_period_that_is_none(
    command: str, period: str, tiny: Tiny, goldenthread: Callable[..., tuple[int, str]]
) -> None:
    if period:
        assert goldenthread(command, period)[0] == 1
    else:
        remove(PLAN)(tiny)
        assert goldenthread(command)[0] == 1


def test_a_folder_that_is_no_workspace_is_refused(
    tiny: Tiny, goldenthread: Callable[..., tuple[int, str]], golden: SnapshotAssertion
) -> None:
    remove(COUNCIL)(tiny)
    status, said = goldenthread("check", "2019-20-q2")
    assert status == 1
    assert said == golden


@pytest.mark.parametrize("written", ["-0", "−0", "-0.00", "-0%"])
def test_a_minus_nought_is_a_nought(written: str, tiny: Tiny) -> None:
    value(written)(tiny)
    council = read_council(tiny.workspace)
    framework = read_framework(tiny.workspace, council)
    sent = read_returns(tiny.workspace, framework, Period.parse("2019-20-q2"))
    figure = sent.loc[(sent["ref"] == "H1") & (sent["return_period"] == Period.parse("2019-20-q2")), "value"].item()
    assert str(figure) == "0.0"


@pytest.mark.parametrize("quarters", [("q1", "q2", "q3", "q4"), ("q2", "q3"), ("q3",)])
def test_a_profile_may_begin_late_and_end_early(
    quarters: tuple[str, ...], tiny: Tiny, goldenthread: Callable[..., tuple[int, str]]
) -> None:
    profile(*quarters)(tiny)
    assert goldenthread("check", "2019-20-q2")[0] == 0


def test_a_half_year_fills_the_hole_of_the_quarter_that_it_ends_with(
    tiny: Tiny, goldenthread: Callable[..., tuple[int, str]]
) -> None:
    profile("q1", "h1", "q3")(tiny)
    assert goldenthread("check", "2019-20-q2")[0] == 0
