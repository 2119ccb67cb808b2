"""The preview follows every save, page by page; what is wrong stands in the place of its page until it is mended."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import nbformat
import pytest
from browsing import chromium_open
from playwright.sync_api import Page, expect
from tiny import FILES, Tiny

from helpers.model.council import Pack
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.model.workspace import REPOSITORY
from helpers.publish.build import Choices, build
from helpers.publish.cache.kept import Kept
from helpers.publish.preview.board import Board
from helpers.publish.preview.follower import Follower
from helpers.publish.preview.server import serve
from helpers.publish.preview.session import preview
from helpers.publish.preview.watching import saves, watched
from helpers.publish.render.engine import Engine, choose_engine

Q2 = Period.parse("2019-20-q2")
PLAN = """\
period: 2019-20-q2
published: 2019-11-05
reports:
  - {notebook: overview}
  - {notebook: directorate, for_each: directorate}
  - {notebook: scorecard, formats: [html, docx]}
"""
PERIOD = 'period = "2019-20-q2"\npack = "public"'
HOUSING = "reports/2019-20-q2/housing.ipynb"
SLOW = 90_000
"""Milliseconds that a browser waits at most: the tests say what is seen, not how soon."""


def notebook(title: str, parameters: str, *cells: str, words: str = "") -> str:
    made = nbformat.v4.new_notebook()
    made.cells = [
        nbformat.v4.new_raw_cell(f'---\ntitle: "{title}"\n---', id="front"),
        nbformat.v4.new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]}),
        *(nbformat.v4.new_code_cell(f"#| output: asis\n{cell}", id=f"c{n}") for n, cell in enumerate(cells)),
    ]
    if words:
        ours = {"goldenthread": {"measure": "H1"}}
        made.cells.append(nbformat.v4.new_markdown_cell(words, id="commentary-H1", metadata=ours))
    return nbformat.writes(made)


SAYS = "from helpers import commentary, headline, open_store, scorecard"
DIRECTORATE = (
    f'{PERIOD}\ndirectorate = "housing"',
    f"{SAYS}\nresults = open_store(period, pack).directorate(directorate)\nheadline(results)", "commentary(results)",
)  # fmt: skip


def words(text: str) -> str:
    return notebook("Housing", *DIRECTORATE, words=text)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A tiny council whose notebooks draw no charts, with what one round of a preview kept."""
    tiny = Tiny(tmp_path_factory.mktemp("kept") / "tiny")
    for name, text in FILES.items():
        tiny.put(name, text)
    tiny.put("params/2019-20-q2.yml", PLAN)
    tiny.put("notebooks/overview.ipynb", notebook("Overview", PERIOD, f"{SAYS}\nheadline(open_store(period, pack))"))
    tiny.put("notebooks/directorate.ipynb", notebook("Directorate", *DIRECTORATE))
    tiny.put("notebooks/scorecard.ipynb", notebook("Scorecard", PERIOD, f"{SAYS}\nscorecard(open_store(period, pack))"))
    tiny.put(HOUSING, words("Families moved on in July."))
    first = Desk(tiny)
    first.follower.follow()
    first.close()
    shutil.rmtree(tiny.root / "_build" / "preview")
    return tiny


@pytest.fixture
def tiny(kept: Tiny, tmp_path: Path) -> Tiny:
    """The same council in another place."""
    shutil.copytree(kept.root, tmp_path / "tiny")
    return Tiny(tmp_path / "tiny")


class Desk:
    """An analyst's preview without a browser: what is saved is followed when the test says so."""

    def __init__(self, tiny: Tiny, engine: Engine | None = None) -> None:
        self.tiny, self.board, self.saved_again = tiny, Board(), False
        kept = Kept.of(tiny.workspace)
        self.follower = Follower(
            tiny.workspace, Q2, Pack.PUBLIC, tiny.root / "_build/preview/here",
            engine or choose_engine("embedded", kept), kept, self.board, lambda: self.saved_again,
        )  # fmt: skip
        self.server = serve(self.follower.place.folder, self.board, self.follower.expects)

    def close(self) -> None:
        """Serve no longer."""
        self.server.shutdown()
        self.server.server_close()

    def get(self, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
        """Ask for a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port)
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def save(self, name: str, text: str) -> str:
        """Save a file of the workspace, and follow."""
        return self.follower.follow([self.tiny.put(name, text)])

    def files(self) -> dict[str, bytes]:
        """Everything that is served, without what the server adds."""
        folder = self.follower.place.folder
        return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def desk(tiny: Tiny) -> Iterator[Desk]:
    made = Desk(tiny)
    yield made
    made.close()


def test_what_is_served_is_the_built_edition_with_one_script_added(desk: Desk) -> None:
    desk.follower.follow()
    edition = build(desk.tiny.workspace, Q2, choices=Choices(cache=False)).folder
    served = desk.files()
    for name in (
        "index.html",
        "directorates/housing.html",
        "papers/scorecard.docx",
        "data/results.csv",
        "assets/site.css",
    ):
        assert served[name] == (edition / name).read_bytes()
    assert served.keys() == {str(p.relative_to(edition)) for p in edition.rglob("*") if p.is_file()} - {"manifest.json"}

    status, page = desk.get("/directorates/housing.html")
    assert status == 200
    added = re.sub(r'<script src="/__goldenthread/[^>]*></script>\n', "", page)
    assert added.replace(" connect-src 'self';", "", 1) == served["directorates/housing.html"].decode()
    assert page.count("/__goldenthread/") == 1


def test_a_preview_leaves_the_built_edition_alone(desk: Desk) -> None:
    edition = build(desk.tiny.workspace, Q2).folder
    before = {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()}
    desk.follower.follow()
    desk.save(HOUSING, words("Families moved on in August."))
    assert {path: path.read_bytes() for path in edition.rglob("*") if path.is_file()} == before


def test_the_page_that_is_looked_at_is_made_first_and_told_to_load_again(desk: Desk) -> None:
    desk.follower.follow()
    desk.get("/directorates/housing.html")
    stamp = desk.board.stamp("directorates/housing.html")
    desk.saved_again = False
    said = desk.save(HOUSING, words("Families moved on in August."))
    assert said.index("directorates/housing.html") < said.index("all pages") < said.index("papers")
    assert desk.board.wait("directorates/housing.html", stamp, 0)
    assert "moved on in August" in desk.get("/directorates/housing.html")[1]


def test_a_save_while_pages_are_made_stops_the_rest_and_the_next_round_makes_them(desk: Desk) -> None:
    desk.follower.follow()
    desk.saved_again = True
    assert "then saved again" in desk.save(HOUSING, words("Families moved on in August."))
    assert "moved on in August" not in desk.get("/directorates/housing.html")[1]
    desk.saved_again = False
    desk.follower.follow()
    assert "moved on in August" in desk.get("/directorates/housing.html")[1]


def test_a_return_is_read_anew_when_it_is_saved(desk: Desk) -> None:
    desk.follower.follow()
    text = (desk.tiny.root / "data/returns/2019-20-q2/all.csv").read_text(encoding="utf-8")
    desk.save("data/returns/2019-20-q2/all.csv", text.replace("H1,2019-20-q2,68", "H1,2019-20-q2,61"))
    assert "61" in desk.files()["data/results.csv"].decode()


def test_papers_that_the_plan_binds_into_one_are_previewed_so(desk: Desk) -> None:
    meeting = "meeting: {body: Cabinet, date: 2019-11-13, bound: true}\nreports:"
    second = "  - {notebook: scorecard, slug: again, formats: [docx]}\n"
    desk.save("params/2019-20-q2.yml", PLAN.replace("reports:", meeting) + second)
    assert "papers/2019-11-13-cabinet-performance-q2-papers.docx" in desk.files()
    desk.save("params/2019-20-q2.yml", PLAN)
    assert "papers/2019-11-13-cabinet-performance-q2-papers.docx" not in desk.files()


def test_a_page_that_leaves_the_plan_leaves_the_preview(desk: Desk) -> None:
    desk.follower.follow()
    desk.save("params/2019-20-q2.yml", PLAN.replace("  - {notebook: directorate, for_each: directorate}\n", ""))
    status, page = desk.get("/directorates/housing.html")
    assert (status, "No such page" in page) == (404, True)


def test_a_cell_that_fails_stands_in_the_place_of_its_page_alone_until_it_is_mended(desk: Desk) -> None:
    desk.follower.follow()
    desk.save(HOUSING, notebook("Housing", DIRECTORATE[0], "total = 1 / 0"))
    status, page = desk.get("/directorates/housing.html")
    assert status == 500
    assert "cell 3" in page
    assert "total = 1 / 0" in page
    assert "ZeroDivisionError" in page
    assert desk.get("/index.html")[0] == 200
    assert desk.get("/directorates/adults.html")[0] == 200

    desk.save(HOUSING, words("Families moved on in August."))
    status, page = desk.get("/directorates/housing.html")
    assert (status, "moved on in August" in page) == (200, True)


def test_what_no_engine_renders_stands_in_the_place_of_its_page_alone(desk: Desk) -> None:
    desk.follower.follow()
    broken = json.loads(words("Families moved on in August."))
    broken["cells"].append({"cell_type": "markdown", "id": "raw", "metadata": {}, "source": "```{=html}\n<b>\n```"})
    desk.save(HOUSING, json.dumps(broken))
    status, page = desk.get("/directorates/housing.html")
    assert status == 500
    for part in ("Where", "Found", "Expected", "What to do", "directorates/housing.ipynb, cell 6"):
        assert part in page
    assert desk.get("/directorates/adults.html")[0] == 200


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [(HOUSING, '{"cells": [', "not a notebook"), ("params/council.yml", "name: [", "params/council.yml"),
     ("data/returns/2019-20-q2/all.csv", "ref,period,value\nH1,2019-20-q2,many\n", "many")],
)  # fmt: skip
def test_a_refusal_stands_in_the_place_of_the_page_looked_at_and_the_others_say_so(
    desk: Desk, name: str, text: str, found: str
) -> None:
    desk.follower.follow()
    good = (desk.tiny.root / name).read_text(encoding="utf-8")
    assert desk.get("/directorates/housing.html")[0] == 200

    desk.save(name, text)

    status, page = desk.get("/directorates/housing.html")
    assert status == 500
    assert found in page
    for part in ("Where", "Found", "Expected", "What to do"):
        assert f"<dt>{part}</dt>" in page
    status, page = desk.get("/index.html")
    assert status == 200
    assert "This page is as it last was" in page
    assert found in desk.get("/__goldenthread/fault")[1]

    desk.save(name, good)
    assert "This page is as it last was" not in desk.get("/index.html")[1]
    assert desk.get("/directorates/housing.html")[0] == 200


class AllAtOnce:
    """An engine that renders a project as a whole, as Quarto does."""

    name = "all at once"

    def render(
        self, project: Path, output: Path, on_done: Callable[[str], None] | None = None, workers: int = 2
    ) -> list[Path]:
        return choose_engine("embedded").render(project, output, on_done, workers)


def test_an_engine_that_renders_everything_at_once_is_followed_too(tiny: Tiny) -> None:
    desk = Desk(tiny, AllAtOnce())
    try:
        desk.follower.follow()
        desk.save(HOUSING, words("Families moved on in August."))
        assert "moved on in August" in desk.get("/directorates/housing.html")[1]
        desk.save(HOUSING, notebook("Housing", DIRECTORATE[0], "total = 1 / 0"))
        assert "ZeroDivisionError" in desk.get("/directorates/housing.html")[1]
        assert desk.get("/data/results.csv")[0] == 200
    finally:
        desk.close()


def test_a_page_asked_for_before_it_is_made_says_so_and_loads_itself_when_it_is(desk: Desk) -> None:
    status, page = desk.get("/directorates/housing.html")
    assert (status, "is being made" in page) == (200, True)
    stamp = desk.board.stamp("directorates/housing.html")
    desk.follower.follow()
    assert desk.board.wait("directorates/housing.html", stamp, 0)


def test_a_page_that_was_never_made_says_why_nothing_can_be(desk: Desk) -> None:
    desk.save("params/council.yml", "name: [")
    status, page = desk.get("/directorates/housing.html")
    assert status == 500
    assert "params/council.yml" in page
    assert "What to do" in page


def test_a_strangers_name_for_this_machine_is_not_served(desk: Desk) -> None:
    desk.follower.follow()
    assert desk.get("/index.html", host="evil.example")[0] == 403
    assert desk.get("/index.html", host="localhost:8000")[0] == 200


def test_nothing_outside_the_edition_is_served(desk: Desk) -> None:
    desk.follower.follow()
    assert desk.get("/../../../params/council.yml")[0] == 404
    assert desk.get("/%2e%2e/%2e%2e/work/store/edition.json")[0] == 404


def test_a_taken_port_is_refused_in_words(desk: Desk) -> None:
    with pytest.raises(Refused, match="a port that cannot be opened"):
        serve(desk.tiny.root, desk.board, lambda _page: True, desk.server.server_port)


def test_a_second_preview_of_the_same_edition_is_refused(tiny: Tiny) -> None:
    said, ended = Queue[str](), Event()
    first = Thread(target=preview, args=(tiny.workspace, Q2), kwargs={"say": said.put, "until": ended.is_set})
    first.start()
    try:
        assert said.get(timeout=60).startswith("Serving")
        with pytest.raises(Refused, match="already runs"):
            preview(tiny.workspace, Q2)
    finally:
        ended.set()
        first.join()


def test_a_preview_of_a_period_without_a_plan_is_refused_before_anything_is_served(tiny: Tiny) -> None:
    said: list[str] = []
    with pytest.raises(Refused, match="2019-20-q4"):
        preview(tiny.workspace, Period.parse("2019-20-q4"), say=said.append)
    assert said == []


def test_a_save_is_told_of_and_what_no_analyst_wrote_is_not(tmp_path: Path) -> None:
    # In a folder of a name that is passed over inside a workspace: only what lies in the workspace counts.
    tiny, ended, heard = Tiny.whole(tmp_path / "history" / "tiny"), Event(), Queue[set[Path]]()
    folder = tiny.put(HOUSING, "{}").parent

    def listen() -> None:
        for saved in saves(tiny.workspace, ended):
            heard.put(saved)

    listening = Thread(target=listen, daemon=True)
    listening.start()
    try:
        while heard.empty():  # until the watch is on
            tiny.put("params/2019-20-q2.yml", PLAN)
            time.sleep(0.2)
        time.sleep(1)
        while not heard.empty():
            heard.get()
        notes = ("history/a.jsonl", ".ipynb_checkpoints/a.ipynb", ".~housing.ipynb", "~$homes.xlsx", "workbooks/a.xlsx")
        for name in notes:
            tiny.put(f"reports/2019-20-q2/{name}", "x")
        for number in range(5):
            tiny.put(HOUSING, f"{number}")
        assert heard.get(timeout=60) == {folder / "housing.ipynb"}
    finally:
        ended.set()
        listening.join(60)


def test_a_preview_watches_all_that_an_edition_is_made_from(tiny: Tiny) -> None:
    folders = {tiny.root / name for name in ("params", "data", "reports", "notebooks")}
    assert folders | {REPOSITORY / "_extensions", REPOSITORY / "_quarto.yml"} == {*watched(tiny.workspace)}


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    with chromium_open(chromium) as browser:
        yield browser.new_page()


@pytest.mark.needs_chromium
def test_an_analyst_sees_each_save_without_loading_the_page(tiny: Tiny, page: Page) -> None:
    said, ended = Queue[str](), Event()
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text) if "Security Policy" in told.text else None)
    running = Thread(target=preview, args=(tiny.workspace, Q2), kwargs={"say": said.put, "until": ended.is_set})
    running.start()
    try:
        address = re.search(r"http://\S+/", said.get(timeout=60))[0]
        main = page.locator("main")
        page.goto(f"{address}directorates/housing.html")
        expect(main).to_contain_text("Families moved on in July.", timeout=SLOW)
        assert said.get(timeout=90).startswith("Made")  # the whole edition, so that what follows is one save each

        tiny.put(HOUSING, words("Families moved on in August."))
        expect(main).to_contain_text("Families moved on in August.", timeout=SLOW)

        tiny.put(HOUSING, notebook("Housing", DIRECTORATE[0], "total = 1 / 0"))
        expect(main).to_contain_text("ZeroDivisionError", timeout=SLOW)

        tiny.put(HOUSING, words("Half saved")[:200])
        expect(main).to_contain_text("not a notebook", timeout=SLOW)

        tiny.put(HOUSING, words("Families moved on in September."))
        expect(main).to_contain_text("Families moved on in September.", timeout=SLOW)
        assert complaints == []
    finally:
        ended.set()
        running.join()


def test_ctrl_c_ends_a_preview_with_a_word_and_no_traceback(tiny: Tiny) -> None:
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # however pytest was started
    command = f"{heeding}; from helpers.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", command, "preview", "2019-20-q2", "--port", "0", "--workspace", tiny.root],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout
        told = [process.stdout.readline(), process.stdout.readline()]
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        rest, _ = process.communicate(timeout=60)
    assert told[0].startswith("Serving Q2 2019/20 at http://127.0.0.1:")
    assert told[1].startswith("Made ")
    assert rest == "The preview has ended.\n"
    assert process.returncode == 0
