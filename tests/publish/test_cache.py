"""What one build keeps for the next: used only where nothing it came from has changed, and never believed blindly."""

from __future__ import annotations

import inspect
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pytest
from tiny import FILES, FULL_PLAN, Tiny

import helpers
from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.workspace import REPOSITORY
from helpers.present import drawing
from helpers.publish.build import Built, Choices, build
from helpers.publish.cache import software
from helpers.publish.cache.drawings import KeptDrawings
from helpers.publish.cache.entries import Entries
from helpers.publish.cache.front_door import uses_only_the_front_door
from helpers.publish.cache.kept import Kept

Q2 = Period.parse("2019-20-q2")
REPORTS = 1 + 2 + 3 + 1
FEW = ("overview", "housing", "H1")
"""Reports to build where what is proved of them holds of the others too."""
PERIOD = 'period = "2019-20-q2"\npack = "public"'


def notebook(title: str, parameters: str, *cells: str, words: dict[str, str] | None = None) -> str:
    """A notebook of these code cells, and of a commentary cell for each measure in `words`."""
    made = nbformat.v4.new_notebook()
    made.cells = [
        nbformat.v4.new_raw_cell(f'---\ntitle: "{title}"\n---', id="front"),
        nbformat.v4.new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]}),
        *(nbformat.v4.new_code_cell(f"#| output: asis\n{cell}", id=f"c{n}") for n, cell in enumerate(cells)),
        *(
            nbformat.v4.new_markdown_cell(text, id=f"words-{ref}", metadata={"goldenthread": {"measure": ref}})
            for ref, text in (words or {}).items()
        ),
    ]
    return nbformat.writes(made)


SAYS = "from helpers import commentary, headline, measure_summary, open_store, scorecard"
OVERVIEW = notebook("Overview", PERIOD, f"{SAYS}\nheadline(open_store(period, pack))")
DIRECTORATE = notebook(
    "Directorate", f'{PERIOD}\ndirectorate = "adults"',
    f"{SAYS}\nresults = open_store(period, pack).directorate(directorate)\nheadline(results)", "commentary(results)",
)  # fmt: skip
MEASURE = notebook(
    "Measure", f'{PERIOD}\nmeasure = "A1"',
    f"{SAYS}\nresults = open_store(period, pack).measure(measure)\nmeasure_summary(results)", "commentary(results)",
)  # fmt: skip
SCORECARD = notebook("Scorecard", PERIOD, f"{SAYS}\nscorecard(open_store(period, pack))")


def council(root: Path) -> Tiny:
    """A tiny council whose notebooks draw no charts, so that they run in no time."""
    tiny = Tiny(root)
    for name, text in FILES.items():
        tiny.put(name, text)
    tiny.put("params/2019-20-q2.yml", FULL_PLAN)
    for name, text in (("overview", OVERVIEW), ("directorate", DIRECTORATE), ("measure", MEASURE),
                       ("scorecard", SCORECARD)):  # fmt: skip
        tiny.put(f"notebooks/{name}.ipynb", text)
    head, adults, *housing = FILES["data/returns/2019-20-q2/all.csv"].splitlines()
    tiny.put("data/returns/2019-20-q2/all.csv", f"{head}\n{adults}\n")
    tiny.put("data/returns/2019-20-q2/housing.csv", "\n".join([head, *housing, ""]))
    return tiny


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def built(tiny: Tiny, name: str = "out", **choices: Any) -> Built:
    return build(tiny.workspace, Q2, choices=Choices(out=tiny.root.parent / f"{tiny.root.name}-{name}", **choices))


def same_as_cold(tiny: Tiny, only: tuple[str, ...] = ()) -> Built:
    """Build with what was kept, and hold it to a build that makes everything anew."""
    warm, cold = built(tiny, only=only), built(tiny, "cold", cache=False, only=only)
    assert cold.reused == 0
    assert everything(warm.folder) == everything(cold.folder)
    return warm


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A council that has been built once."""
    tiny = council(tmp_path_factory.mktemp("kept") / "tiny")
    built(tiny)
    return tiny


@pytest.fixture
def tiny(kept: Tiny, tmp_path: Path) -> Tiny:
    """The same council in another place, with what its first build kept."""
    shutil.copytree(kept.root, tmp_path / "tiny")
    return Tiny(tmp_path / "tiny")


def test_a_second_build_runs_nothing_and_gives_the_same_bytes(tiny: Tiny) -> None:
    assert same_as_cold(tiny).reused == REPORTS


def commentary(tiny: Tiny) -> None:
    words = {"H1": "More families moved on than came in."}
    tiny.put("reports/2019-20-q2/housing.ipynb", notebook("Housing", f'{PERIOD}\ndirectorate = "housing"', words=words))


def a_return(tiny: Tiny) -> None:
    tiny.replace("data/returns/2019-20-q2/housing.csv", "H1,2019-20-q2,68", "H1,2019-20-q2,72")


def a_template(tiny: Tiny) -> None:
    tiny.put("notebooks/directorate.ipynb", DIRECTORATE.replace('"commentary(results)"', '"scorecard(results)"'))


def the_council(tiny: Tiny) -> None:
    tiny.replace("params/council.yml", "name: Housing\n    services", "name: Homes\n    services")


def the_stylesheet(tiny: Tiny) -> None:
    extension = "_extensions/goldenthread"
    shutil.copytree(REPOSITORY / extension, tiny.root / extension, ignore=shutil.ignore_patterns("__pycache__"))
    tiny.add(f"{extension}/assets/site.css", "body { margin: 9px; }\n")


def the_page_template(tiny: Tiny) -> None:
    the_stylesheet(tiny)
    tiny.replace("_extensions/goldenthread/page.html", "Skip to main content", "Skip to content")


def the_plan(tiny: Tiny) -> None:
    tiny.replace("params/2019-20-q2.yml", "date: 2019-11-13}", 'date: 2019-11-14, item: "9"}')


def one_report_less(tiny: Tiny) -> None:
    tiny.replace("params/2019-20-q2.yml", "  - {notebook: measure, for_each: measure}\n", "")


@pytest.mark.parametrize(
    ("change", "only", "reused"),
    [
        (commentary, (), 3),  # measures A1 and H2, directorate adults; the measure, its directorate and the rest ran
        (a_return, (), 2),  # measure A1 and directorate adults: both of housing's measures came in the same file
        (a_template, ("overview", "adults", "housing", "H1"), 2),
        (the_council, (*FEW, "scorecard"), 0),
        (the_stylesheet, (*FEW, "scorecard"), 4),
        (the_page_template, (*FEW, "scorecard"), 4),
        (the_plan, (*FEW, "scorecard"), 0),
        (one_report_less, (), REPORTS - 3),
    ],
)
def test_a_build_after_a_change_gives_the_bytes_of_a_cold_one_and_runs_only_what_the_change_touches(
    tiny: Tiny, change: Callable[[Tiny], None], only: tuple[str, ...], reused: int
) -> None:
    change(tiny)
    assert same_as_cold(tiny, only).reused == reused


def test_a_report_that_reads_beyond_its_own_measure_runs_when_any_measure_changes(tiny: Tiny) -> None:
    wide = MEASURE.replace("commentary(results)", "headline(open_store(period, pack))")
    tiny.put("notebooks/measure.ipynb", wide)
    only = ("adults", "A1", "H1")
    built(tiny, only=only)
    a_return(tiny)
    assert same_as_cold(tiny, only).reused == 1  # the directorate of adults


def test_a_notebook_that_uses_more_than_the_front_door_runs_every_time(tiny: Tiny) -> None:
    tiny.put("ward.txt", "3,412 homes")
    read = "from pathlib import Path\nprint(Path('../ward.txt').read_text())"
    tiny.put("notebooks/overview.ipynb", notebook("Overview", PERIOD, read))
    assert "3,412" in (built(tiny, only=FEW).folder / "index.html").read_text(encoding="utf-8")
    tiny.put("ward.txt", "3,498 homes")
    assert "3,498" in (built(tiny, only=FEW).folder / "index.html").read_text(encoding="utf-8")


def test_changed_software_makes_everything_anew(tiny: Tiny, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module = tmp_path / "helpers" / "rag.py"
    module.parent.mkdir()
    module.write_text("AMBER = 5", encoding="utf-8")
    files = software.source_files()
    monkeypatch.setattr(software, "source_files", lambda: [*files, module])
    assert built(tiny, only=FEW).reused == 0
    assert built(tiny, only=FEW).reused == len(FEW)
    module.write_text("AMBER = 6", encoding="utf-8")
    assert built(tiny, only=FEW).reused == 0


def test_another_version_of_a_library_is_other_software(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "rag-1.0.dist-info").mkdir()
    before = software.Software().name
    assert software.Software().name == before
    (tmp_path / "rag-1.0.dist-info").rename(tmp_path / "rag-1.1.dist-info")
    assert software.Software().name != before


def test_what_ran_while_a_module_was_edited_is_not_kept(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(tiny.root / "_build")
    monkeypatch.setattr(software.Software, "is_as_it_was", lambda _self: False)
    built(tiny, only=FEW)
    monkeypatch.undo()
    assert built(tiny, only=FEW).reused == 0


def test_a_damaged_entry_is_never_used(tiny: Tiny) -> None:
    entries = [path for path in (tiny.root / "_build/cache").rglob("*") if path.is_file()]
    assert len(entries) > REPORTS
    for path in entries:
        raw = path.read_bytes()
        path.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    assert same_as_cold(tiny, (*FEW, "scorecard")).reused == 0


def test_an_entry_of_another_report_is_never_used_in_its_place(tmp_path: Path) -> None:
    entries = Entries(tmp_path)
    entries.put("page", "adults", {}, b"Adults")
    (tmp_path / "page/adults").rename(tmp_path / "page/housing")
    assert [*entries.get("page", "housing")] == []


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    entries = Entries(tmp_path, limit=2500)
    for number in range(3):
        entries.put("page", f"{number}", {}, bytes(1000))
        os.utime(next((tmp_path / f"page/{number}").iterdir()), (number, number))
    entries.used("page", "0", next(entries.get("page", "0")))
    entries.prune()
    assert [bool([*entries.get("page", f"{number}")]) for number in range(3)] == [True, False, True]


def test_a_chart_is_drawn_once_however_often_its_report_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a", "type": "quantitative"}}}
    monkeypatch.setattr(drawing, "_memories", [KeptDrawings(Entries(tmp_path))])
    fresh = drawing.svg_of(spec), drawing.png_of(drawing.svg_of(spec).decode())

    monkeypatch.setattr(drawing, "vl_convert", None)
    assert (drawing.svg_of(spec), drawing.png_of(fresh[0].decode())) == fresh
    with pytest.raises(AttributeError):
        drawing.svg_of({**spec, "mark": "point"})


def test_builds_at_the_same_time_never_see_half_an_entry(tmp_path: Path) -> None:
    def use(number: int) -> set[bytes]:
        entries = Entries(tmp_path, limit=20_000)
        seen = set()
        for turn in range(30):
            entries.put("page", "one", {"turn": turn % 3}, bytes([number]) * 5000)
            seen |= {entry.content for entry in entries.get("page", "one")}
            entries.prune()
        return seen

    with ThreadPoolExecutor(4) as pool:
        seen = set().union(*pool.map(use, range(4)))
    assert seen <= {bytes([number]) * 5000 for number in range(4)}


def test_two_packs_built_from_one_cache_never_share_what_one_may_not_see(tiny: Tiny) -> None:
    tiny.replace("data/framework/measures.csv", "owner_role,benchmark_group", "owner_role,benchmark_group,sensitive")
    for ref in ("A1", "H1", "H2"):
        sensitive = "yes" if ref == "H1" else "no"
        lines = (tiny.root / "data/framework/measures.csv").read_text(encoding="utf-8").splitlines()
        line = next(line for line in lines if line.startswith(ref))
        tiny.replace("data/framework/measures.csv", line, f"{line},{sensitive}")
    tiny.replace("data/returns/2019-20-q2/housing.csv", "H1,2019-20-q2,68", "H1,2019-20-q2,3")
    cold: dict[Pack, dict[str, bytes]] = {}
    for pack in (Pack.SERVICE, Pack.PUBLIC, Pack.SERVICE):
        only = (*FEW, "scorecard")
        warm = build(tiny.workspace, Q2, pack, Choices(out=tiny.root.parent / f"{pack}-warm", only=only))
        if pack not in cold:
            afresh = Choices(out=tiny.root.parent / f"{pack}-cold", cache=False, only=only)
            cold[pack] = everything(build(tiny.workspace, Q2, pack, afresh).folder)
        assert everything(warm.folder) == cold[pack]


def test_what_the_front_door_exports_reads_nothing_but_the_store() -> None:
    # A notebook that imports from the front door alone is kept, so what is behind it must not open files of its own.
    # Another export than of the floor that touches no file would have to be named in `front_door` as reaching out.
    rooms = {name: inspect.getmodule(getattr(helpers, name)).__name__ for name in helpers.__all__}
    outside = {name for name, room in rooms.items() if not room.startswith("helpers.present.")}
    # The reference reads the software itself, which is in every key with the order of its page: `cache.software`.
    assert outside == {"open_store", "functions_reference"}


def test_a_cell_that_will_not_parse_is_not_taken_for_a_plain_one() -> None:
    broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("%matplotlib inline")])
    assert not uses_only_the_front_door(broken)


def test_the_cache_stands_where_make_clean_removes_it(tiny: Tiny) -> None:
    assert Kept.of(tiny.workspace).entries.folder == tiny.root / "_build" / "cache"
    assert "rm -rf _build " in (REPOSITORY / "Makefile").read_text(encoding="utf-8")
