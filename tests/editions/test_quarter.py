"""A person's quarter, from opening it to signing it off, by the commands of the guide and in JupyterLab itself."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat
import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.needs_chromium

PERIOD = "2019-20-q4"
WORDS = "Sickness came to {{ value }} at last, and the counselling service is open."
COMMAND = [str(Path(sys.executable).with_name("goldenthread"))]
ADDRESS = r"http://127\.0\.0\.1:\d+\S*"
LAB = ["lab", PERIOD, "--no-browser", "--allow-root", "--port=0"]
PATIENCE = 120_000
"""Milliseconds to wait for what other tests on the same cores may hold up."""


@pytest.fixture(scope="module")
def council(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo council's folder, without what is built; its plans publish one directorate, so that a test is quick."""
    root = tmp_path_factory.mktemp("quarter") / "westmere"
    for name in ("params", "data", "reports"):
        shutil.copytree(
            repository / name, root / name, ignore=shutil.ignore_patterns("workbooks", ".ipynb_checkpoints")
        )
    return root


def typed(council: Path, *arguments: str) -> str:
    """Type a command, and give what it prints."""
    done = subprocess.run([*COMMAND, *arguments], cwd=council, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@contextmanager
def running(council: Path, arguments: Sequence[str], address: str) -> Iterator[str]:
    """Start a command that serves, wait for the address it prints, and end it with Ctrl-C.

    Its home is the council's folder: JupyterLab would open there what a person had open before.
    """
    log = council / f"{arguments[0]}.log"
    with log.open("w") as file:
        process = subprocess.Popen([*COMMAND, *arguments], cwd=council, stdout=file, stderr=subprocess.STDOUT,
                                   env=dict(os.environ) | {"PYTHONUNBUFFERED": "1", "HOME": str(council)},
                                   start_new_session=True)  # fmt: skip
        try:
            yield waited(lambda: (re.search(address, log.read_text()) or [""])[0], log, process)
        finally:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def waited(found: Callable[[], str], log: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until something is found, or say what the command printed."""
    for _ in range(PATIENCE // 100):
        if there := found():
            return there
        if process.poll() is not None:
            break
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    return pytest.fail(log.read_text())


def fill(workbook: Path, figures: dict[str, float]) -> None:
    """Fill a return workbook as an officer does."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["Return"]
    heads = {str(cell.value).removesuffix(" (fill in)"): number for number, cell in enumerate(sheet[1], start=1)}
    for number in range(2, sheet.max_row + 1):
        ref = str(sheet.cell(number, heads["Ref"]).value)
        if ref in figures:
            sheet.cell(number, heads["Value"]).value = figures[ref]
    book.save(workbook)


def write(page: Page, place: int, text: str) -> None:
    """Type into a cell of the notebook that is open, then save and run all."""
    cell = page.locator(".jp-Notebook .jp-Cell").nth(place)
    cell.scroll_into_view_if_needed()
    cell.dblclick()
    editor = cell.locator(".cm-content")
    expect(editor).to_be_visible()
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+s")


def test_an_analyst_opens_fills_writes_sees_signs_and_builds(council: Path, browser: Browser) -> None:
    assert "is open" in typed(council, "open", PERIOD)
    plan = council / f"params/{PERIOD}.yml"
    text = plan.read_text(encoding="utf-8")
    for noun, only in (("directorate", "resources"), ("measure", '"56"')):
        text = text.replace(f"for_each: {noun}}}", f"for_each: {noun}, only: [{only}]}}")
    text = text.replace(", bound: true", "")  # of the papers, none is left
    few = [line for line in text.splitlines() if "priority" not in line and "docx" not in line and "guide" not in line]
    plan.write_text("\n".join(few), encoding="utf-8")

    workbook = council / f"reports/{PERIOD}/workbooks/people.xlsx"
    fill(workbook, {"56": 8.9, "57": 12.1})
    (council / f"data/returns/{PERIOD}").mkdir(parents=True)
    shutil.copy(workbook, council / f"data/returns/{PERIOD}/people.xlsx")
    assert "all can be used" in typed(council, "collect", PERIOD)

    notebook = council / f"reports/{PERIOD}/resources.ipynb"
    cells = nbformat.read(notebook, as_version=4).cells
    place = next(number for number, cell in enumerate(cells) if cell.id == "commentary-56")
    assert "{{ value }}" in cells[place].source  # a first draft stands there

    with running(council, ["preview", PERIOD, "--port=0"], ADDRESS) as site, running(council, LAB, ADDRESS) as lab:
        reader = browser.new_page()
        reader.goto(f"{site}measures/56.html")
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.goto(lab.replace(f"/lab/tree/reports/{PERIOD}", f"/lab/tree/reports/{PERIOD}/resources.ipynb"))
        expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(len(cells), timeout=PATIENCE)
        write(page, place, WORDS)
        expect(reader.get_by_text("Sickness came to 8.9 days")).to_be_visible(timeout=PATIENCE)

        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        expect(page.locator(".jp-OutputArea").get_by_text("Sickness came to 8.9 days")).to_be_visible(timeout=PATIENCE)

    assert WORDS in notebook.read_text(encoding="utf-8")
    assert WORDS in (council / f"reports/{PERIOD}/history/resources.jsonl").read_text(encoding="utf-8")
    typed(council, "approve", PERIOD, "--directorate", "resources", "--role", "Corporate Director")
    assert "approved" in typed(council, "check", PERIOD)
    typed(council, "build", PERIOD)
    built = browser.new_page()
    built.goto((council / f"_out/public/{PERIOD}/measures/56.html").as_uri())
    expect(built.get_by_text("Sickness came to 8.9 days at last")).to_be_visible()
    built.goto((council / f"_out/public/{PERIOD}/directorates/resources.html").as_uri())
    expect(built.get_by_text(re.compile("Approved by .*Corporate Director"))).to_be_visible()
