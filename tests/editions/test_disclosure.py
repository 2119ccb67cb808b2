"""Nothing leaves that should not: a withheld count may be 3 or 6, and no byte of a pack that withholds it differs.

The council here has what gives counts away: totals with parts, quarters with their year, months, a percentage of few,
restated figures, commentary, exception reports, sign-offs, a service's own words and a page of its own. Its covering
report has an exempt block, whose words are for no pack at all.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import nbformat
import pandas as pd
import pikepdf
import pypdf
import pytest
from tiny import Tiny

from helpers.author.approve import sign, signing
from helpers.model.approval import Step
from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.narrate import words
from helpers.publish import as_run
from helpers.publish.build import Choices, build
from helpers.publish.part_two import build_part_two

Q2 = Period.parse("2019-20-q2")
AGENDA = "papers/2019-11-13-cabinet-performance-q2-appendix"
COVERING = "papers/2019-11-13-cabinet-performance-q2-report"
EXEMPT = "planted-in-an-exempt-block"
WITHHELD_FROM = (Pack.PUBLIC, Pack.MEMBERS, Pack.LEADERSHIP)
SECRETS = (
    "planted-in-a-return", "planted-in-a-cause", "planted-in-an-action", "planted-in-a-restated-row",
    "planted-in-a-month", "planted-in-a-notebook", "planted-in-a-form", "planted-in-an-offer", "planted-in-history",
    "planted-in-the-services-page", "planted-for-the-lab", "planted-in-an-exempt-block",
)  # fmt: skip
"""Words that only the services' pack may hold, or no pack at all."""

COUNCIL = """\
name: Tinytown Council
directorates:
  - {key: adults, name: Adult Social Care, director: Director of Adults, services: [{key: care, name: Care at Home}]}
  - {key: housing, name: Housing, director: Director of Housing, services: [{key: homes, name: Homelessness}]}
"""
PLAN = """\
period: 2019-20-q2
published: 2019-11-05
meeting: {body: Cabinet, date: 2019-11-13}
reports:
  - {notebook: overview}
  - {notebook: directorate, for_each: directorate}
  - {notebook: measure, for_each: measure, only: [T, P0, R]}
  - {notebook: scorecard, formats: [html, docx, pdf]}
  - {notebook: exceptions, formats: [html, docx, pdf]}
  - {notebook: report, formats: [html, docx, pdf]}
  - {notebook: data-quality}
  - {notebook: overview, slug: of-the-service, audience: service}
"""
MEASURES = """\
ref,title,unit,decimals,polarity,frequency,directorate,service,owner_role,sensitive,part_of,benchmark_group
T,Children who went missing,count,0,lower,quarterly,adults,care,Head of Care,yes,,
P0,Children who went missing from foster homes,count,0,lower,quarterly,adults,care,Head of Care,yes,T,
P1,Children who went missing from homes,count,0,lower,quarterly,adults,care,Head of Care,yes,T,
P2,Children who went missing from lodgings,count,0,lower,quarterly,adults,care,Head of Care,,T,
R,Families rehoused in time,%,1,higher,quarterly,housing,homes,Head of Housing,yes,,neighbours
M,Families in shared rooms,count,0,lower,monthly,housing,homes,Head of Housing,yes,,
N,Repairs on time,%,1,higher,quarterly,housing,homes,Head of Housing,,,neighbours
"""
TARGETS = """\
ref,period,target,intervention
T,2019-20,40,45
P0,2019-20,4,5
P1,2019-20,30,40
R,2019-20,10,5
M,2019-20,12,15
N,2019-20,80,70
"""
PEERS = """\
group,ref,period,area,value,marker
neighbours,R,2019-20-q2,Easton,4.0,
neighbours,R,2019-20-q2,Norton,5.0,
neighbours,N,2019-20-q2,Easton,75.0,
neighbours,N,2019-20-q2,Norton,91.0,
"""
HEADINGS = (
    "ref,period,value,numerator,denominator,forecast,rag_supplied,commentary,cause,action,owner_role,action_date,"
    "recovery_date\n"
)
QUARTERS = [f"{year}-q{quarter}" for year in ("2017-18", "2018-19") for quarter in (1, 2, 3, 4)] + ["2019-20-q1"]


def returns(secret: int) -> dict[str, str]:
    """What the services sent; a small count is `secret`, and what it is a part of moves with it."""
    rating = "Red" if secret > 4 else "Amber"
    told = f"{secret} families. planted-in-a-return,{secret} of them moved. planted-in-a-cause,planted-in-an-action"
    sent: dict[str, list[str]] = {f"{quarter}/adults": [] for quarter in [*QUARTERS, "2019-20-q2"]}
    for quarter in QUARTERS:
        small = secret if quarter in ("2018-19-q2", "2019-20-q1") else 20
        sent[f"{quarter}/adults"] += [
            f"T,{quarter},{55 + small}", f"P0,{quarter},{small},,,,,\"planted-in-a-restated-row\",was {small} then"
            if small != 20 else f"P0,{quarter},20", f"P1,{quarter},25", f"P2,{quarter},30",
        ]  # fmt: skip
        sent[f"{quarter}/housing"] = [f"R,{quarter},{small:.1f},{small},100", f"N,{quarter},70.0,70,100"]
        if quarter.endswith("q4"):
            year, whole = quarter[:7], 60 + (secret if quarter.startswith("2018") else 20)
            sent[f"{quarter}/adults"] += [f"T,{year},{220 + whole}", f"P0,{year},{whole}", f"P1,{year},100"]
    sent["2019-20-q2/adults"] += [
        f"T,2019-20-q2,{55 + secret},,,,,About as before.,Few beds,More beds,Head of Care,2019-12-01,2020-06-30",
        f"P0,2019-20-q2,{secret},,,{4 * secret},{rating},{told},Head of Care,2019-12-01,2020-03-31",
        "P1,2019-20-q2,25,,,100", "P2,2019-20-q2,30",
        "P0,2018-19-q2,20,,,,,Counted again.",
    ]  # fmt: skip
    months = [
        (f"2019-0{month}", secret if month in (5, 9) else 20, ",,,,,planted-in-a-month" if month in (5, 9) else "")
        for month in (4, 5, 6, 7, 8, 9)
    ]
    for quarter, those in (("2019-20-q1", months[:3]), ("2019-20-q2", months[3:])):
        sent.setdefault(f"{quarter}/housing", [])
        sent[f"{quarter}/housing"] += [f"M,{month},{count}{words}" for month, count, words in those]
    sent["2019-20-q2/housing"] += [f"R,2019-20-q2,{secret}.0,{secret},100,,{rating}"]
    sent["2019-20-q2/open"] = ["N,2019-20-q2,81.5,163,200,,,Two more fitters started in July."]
    return {f"data/returns/{name}.csv": HEADINGS + "".join(f"{row}\n" for row in rows) for name, rows in sent.items()}


def authored(secret: int, template: Path) -> str:
    """A directorate's notebook with words about a figure that is withheld."""
    notebook = nbformat.read(template, as_version=4)
    cells = (
        ("commentary-P0", {"measure": "P0"}, f"It was {secret} families. planted-in-a-notebook"),
        ("exception-P0", {"exception": "P0"}, f"**Cause:** {secret} moved. planted-in-a-form"),
        ("offer-P0", {"offer": "P0"}, f"{secret} as the service says. planted-in-an-offer"),
        ("commentary-T", {"measure": "T"}, "Children go missing about as often as before."),
    )
    for key, named, text in cells:
        notebook.cells.append(nbformat.v4.new_markdown_cell(text, id=key, metadata={"goldenthread": named}))
    lab = nbformat.v4.new_code_cell("'planted-for-the-lab'", id="lab", metadata={"tags": ["lab"]})
    notebook.cells.append(lab)
    return str(nbformat.writes(notebook))


def in_two_parts(secret: int, template: Path) -> str:
    """A covering report of which the public may not read everything."""
    notebook = nbformat.read(template, as_version=4)
    ours = {"exempt": {"paragraph": 3, "reason": "It would tell bidders what we pay."}}
    text = f"## What it costs\n\nThe bidder asks for {secret} payments. planted-in-an-exempt-block"
    notebook.cells.append(nbformat.v4.new_markdown_cell(text, id="tender", metadata={"goldenthread": ours}))
    return str(nbformat.writes(notebook))


def council(root: Path, secret: int, more: str = "") -> Tiny:
    """The council's folder, with the repository's own templates."""
    tiny = Tiny(root)
    tiny.put("params/council.yml", COUNCIL + more)
    tiny.put("params/2019-20-q2.yml", PLAN)
    tiny.put("data/framework/measures.csv", MEASURES)
    tiny.put("data/framework/targets.csv", TARGETS)
    tiny.put("data/benchmarks/neighbours.csv", PEERS)
    for name, text in returns(secret).items():
        tiny.put(name, text)
    template = tiny.workspace.template("directorate")
    tiny.put("reports/2019-20-q2/adults.ipynb", authored(secret, template))
    covering = tiny.workspace.template("report-narrative")
    tiny.put("reports/2019-20-q2/report.ipynb", in_two_parts(secret, covering))
    page = nbformat.read(tiny.workspace.template("overview"), as_version=4)
    page.cells.append(nbformat.v4.new_markdown_cell("planted-in-the-services-page", id="own"))
    tiny.put("reports/2019-20-q2/of-the-service.ipynb", nbformat.writes(page))
    tiny.put("reports/2019-20-q2/history/adults/1.txt", f"{secret} planted-in-history")
    return tiny


def made(tiny: Tiny, pack: Pack, only: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Build a pack; give every byte of the edition, and of what it was put together from."""
    out = tiny.root / f"out-{pack}"
    built = build(tiny.workspace, Q2, pack, Choices(only=only, out=out, cache=False))
    folders = {"edition": built.folder, "put together": tiny.workspace.build_folder(pack, Q2)}
    return {
        f"{name}: {path.relative_to(folder)}": path.read_bytes().replace(str(tiny.root).encode(), b"ROOT")
        for name, folder in folders.items()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


Two = tuple[dict[str, bytes], dict[str, bytes]]
"""What was made where the withheld counts are 3, and where they are 6."""

PAGES = {
    Pack.PUBLIC: (),
    Pack.MEMBERS: ("adults",),
    Pack.LEADERSHIP: ("housing",),
    Pack.SERVICE: ("P0", "exceptions", "of-the-service", "report"),
}
"""What is built of each pack: all of the public one, a page of those that withhold as much, most of the services'."""


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tiny, Tiny]:
    """The council whose small counts are 3, and the one whose are 6; housing was signed off when they were 3."""
    three, six = (council(tmp_path_factory.mktemp("council"), secret) for secret in (3, 6))
    signed = signing(three.workspace, Q2, "housing", "Director of Housing", Step.APPROVED, date(2019, 10, 28))
    path = sign(three.workspace, signed)
    assert path is not None
    six.put("reports/2019-20-q2/approvals.csv", path.read_bytes())
    return three, six


@pytest.fixture(scope="module")
def packs(councils: tuple[Tiny, Tiny]) -> dict[Pack, Two]:
    three, six = councils
    return {pack: (made(three, pack, only), made(six, pack, only)) for pack, only in PAGES.items()}


def differing(both: Two) -> list[str]:
    one, other = both
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.mark.parametrize("pack", WITHHELD_FROM)
def test_a_withheld_count_of_3_or_of_6_changes_no_byte_of_a_pack(pack: Pack, packs: dict[Pack, Two]) -> None:
    assert any(name.startswith("edition: data/results.csv") for name in packs[pack][0])
    assert differing(packs[pack]) == []


def test_the_packs_that_withhold_it_hold_the_same_figures(packs: dict[Pack, Two]) -> None:
    for name in ("edition: data/results.csv", "edition: data/observations.csv"):
        assert len({packs[pack][0][name] for pack in WITHHELD_FROM}) == 1


def test_the_public_pack_withholds_it_on_pages_in_papers_and_in_data(packs: dict[Pack, Two]) -> None:
    names = {name.removeprefix("edition: ") for name in packs[Pack.PUBLIC][0]}
    papers = {f"papers/{name}" for name in ("scorecard.html", "exceptions.html")}
    papers |= {f"{AGENDA}-{name}.{kind}" for name in ("1-scorecard", "2-exceptions") for kind in ("docx", "pdf")}
    assert papers | {"index.html", "measures/P0.html", "directorates/adults.html", "data/measures.xlsx"} <= names


def test_the_services_own_pack_holds_it_in_every_paper(packs: dict[Pack, Two]) -> None:
    found = differing(packs[Pack.SERVICE])
    holding = ("measures/P0.html", f"{AGENDA}-2-exceptions.docx", f"{AGENDA}-2-exceptions.pdf", "data/results.csv",
               "data/observations.csv", "data/measures.xlsx", "manifest.json")  # fmt: skip
    assert {f"edition: {name}" for name in holding} <= set(found)


def test_with_suppression_turned_off_the_public_pack_differs(tmp_path: Path) -> None:
    off = "disclosure: {exempt_packs: [public, service]}\n"
    three, six = (made(council(tmp_path / str(count), count, off), Pack.PUBLIC, ("P0",)) for count in (3, 6))
    found = differing((three, six))
    assert {"edition: measures/P0.html", "edition: data/results.csv", "edition: manifest.json"} <= set(found)


@pytest.mark.parametrize("pack", WITHHELD_FROM)
def test_what_only_the_services_may_read_is_in_no_file_of_a_lower_pack(pack: Pack, packs: dict[Pack, Two]) -> None:
    found = [(name, secret) for one in packs[pack] for name, content in one.items() for secret in held(content)]
    assert found == []


def test_what_the_services_may_read_is_found_where_it_stands(packs: dict[Pack, Two]) -> None:
    found = {
        (name, secret)
        for name, content in packs[Pack.SERVICE][1].items()
        for secret in held(content)
        if name.startswith("edition")
    }
    for ending in ("html", "docx", "pdf"):
        name = "papers/exceptions.html" if ending == "html" else f"{AGENDA}-2-exceptions.{ending}"
        assert (f"edition: {name}", "planted-in-a-form") in found
    assert ("edition: measures/P0.html", "planted-in-a-notebook") in found
    assert ("edition: of-the-service.html", "planted-in-the-services-page") in found
    never = {"planted-in-an-offer", "planted-in-history", "planted-for-the-lab", EXEMPT}
    assert not never & {secret for _, secret in found}


def test_what_is_exempt_is_in_no_file_of_any_pack_nor_of_what_it_is_put_together_from(packs: dict[Pack, Two]) -> None:
    both = [one for two in packs.values() for one in two]
    assert [name for one in both for name, content in one.items() if EXEMPT in held(content)] == []
    assert all(
        "put together: as-run/2019-20-q2/report.ipynb" in one for one in (*packs[Pack.PUBLIC], *packs[Pack.SERVICE])
    )


def test_what_is_exempt_is_found_in_the_part_two_paper_which_stands_in_no_pack(councils: tuple[Tiny, Tiny]) -> None:
    made = build_part_two(councils[0].workspace, Q2)
    assert made.folder == councils[0].root / "_out/part-two/2019-20-q2"
    assert {path.suffix: EXEMPT in held(path.read_bytes()) for path in made.folder.iterdir()} == {
        ".docx": True, ".pdf": True, ".json": False
    }  # fmt: skip


def test_with_the_door_left_open_what_is_exempt_is_found_in_the_public_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for reader in (words, as_run):
        monkeypatch.setattr(reader, "part_one", lambda notebook, *_: (notebook, ()))
    found = [
        name
        for name, content in made(council(tmp_path, 3), Pack.PUBLIC, ("report",)).items()
        if EXEMPT in held(content)
    ]
    assert {"edition: papers/report.html", f"edition: {COVERING}.docx", f"edition: {COVERING}.pdf"} <= set(found)
    assert {"put together: store/report.parquet", "put together: notebooks/papers/report.ipynb"} <= set(found)


@cache
def held(content: bytes) -> frozenset[str]:
    """Give the secrets that a file holds; the same bytes stand in many packs, and are read once."""
    return frozenset(secret for text in readings(content) for secret in SECRETS if squeezed(secret) in text)


def readings(content: bytes) -> Iterator[str]:
    """Read a file in every way that a reader could: as it stands, unpacked, and as text."""
    for layer in (content, *unpacked(content)):
        text = layer.decode("utf-8", errors="replace")
        yield squeezed(text)
        yield squeezed(re.sub(r"<[^>]*>", "", text))


def unpacked(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    elif content.startswith(b"%PDF"):
        with pikepdf.open(BytesIO(content)) as document:
            yield from (item.read_bytes() for item in document.objects if isinstance(item, pikepdf.Stream))
            yield str(document.docinfo).encode()
        reader = pypdf.PdfReader(BytesIO(content))
        yield "".join(page.extract_text() for page in reader.pages).encode()
    elif content.startswith(b"PAR1"):
        yield pd.read_parquet(BytesIO(content)).to_csv().encode()


def squeezed(text: str) -> str:
    """Leave out what a paper puts between letters: line ends, hyphens, blank space."""
    return re.sub(r"[\W_]+", "", text)
