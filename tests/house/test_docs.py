"""The documents are checked like code: every command they show exists, and every command has help."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import click
import nbformat
import pytest
import typer
import yaml

from helpers.cli.commands import app
from helpers.collect.feed.definition import Place
from helpers.collect.feed.query import PARAMETERS
from helpers.collect.mapping.file import Origin, read_mapping
from helpers.collect.return_workbook.form import MARKER_CHOICES
from helpers.collect.returns import RETURN_COLUMNS
from helpers.collect.wards import WardsFile
from helpers.model.council import Pack
from helpers.model.papers import ReportFacts
from helpers.model.period import Period
from helpers.model.words import ANSWERS
from helpers.model.workspace import Workspace
from helpers.narrate.exception_form import read_form
from helpers.narrate.placeholder import PLACEHOLDERS, resolved
from helpers.narrate.row import only_row
from helpers.publish.judging import judge_workspace

DOCUMENTS = ("README.md", "CONTRIBUTING.md")
GUIDES = ("notebooks/guide.ipynb", "notebooks/guide-files.ipynb")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
CODE = re.compile(r"^```[^\n]*\n(.*?)^```|`([^`\n]+)`", re.DOTALL | re.MULTILINE)


def code_lines(text: str) -> list[str]:
    """List what stands in code blocks and code spans, line by line."""
    return [line.strip().removeprefix("$ ") for block in CODE.findall(text) for line in "".join(block).splitlines()]


def guide(repository: Path) -> str:
    """Give the words of the guide's pages."""
    pages = [nbformat.read(repository / page, as_version=4) for page in GUIDES]  # type: ignore[no-untyped-call]
    return "\n\n".join(cell.source for page in pages for cell in page.cells if cell.cell_type == "markdown")


def guide_blocks(repository: Path, language: str) -> list[str]:
    """List the guide's blocks in one language."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", guide(repository), re.DOTALL | re.MULTILINE)
    return [block for written_in, block in blocks if written_in == language]


def shown(repository: Path, program: str) -> list[list[str]]:
    """List the words that follow a program's name wherever a document shows it."""
    text = "\n".join([*((repository / name).read_text(encoding="utf-8") for name in DOCUMENTS), guide(repository)])
    calls = [re.fullmatch(rf"(?:\S*[/\\])?{program} ([a-z].*)", line) for line in code_lines(text)]
    return [re.split(r"\s+#", call[1])[0].split() for call in calls if call]


def options(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts} | {"--help"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_and_each_of_its_options_has_help(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert [parameter.name for parameter in command.params if not getattr(parameter, "help", None)] == []


def test_the_commands_of_the_first_issue_are_there() -> None:
    assert {"list", "collect", "check", "build", "preview", "release", "verify"} <= COMMANDS.keys()


def test_the_documents_show_only_commands_and_options_that_exist(repository: Path) -> None:
    calls = shown(repository, "goldenthread")
    assert calls
    assert [call for call in calls if call[0] not in COMMANDS] == []
    given = [(call[0], word.partition("=")[0]) for call in calls for word in call if word.startswith("--")]
    assert [pair for pair in given if pair[1] not in options(COMMANDS[pair[0]])] == []


def test_the_documents_show_only_targets_that_make_knows(repository: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (repository / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    calls = shown(repository, "make")
    assert calls
    assert [call for call in calls if call[0] not in targets] == []


def test_the_readme_shows_the_two_commands(repository: Path) -> None:
    text = (repository / "README.md").read_text(encoding="utf-8")
    assert {"make site", "make test"} <= set(code_lines(text))


def test_ci_runs_exactly_what_the_readme_says_for_tests(repository: Path) -> None:
    script = (repository / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in script.splitlines() if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["CI=true exec make test"]


def test_the_guide_has_every_placeholder_with_what_it_stands_for_and_a_true_example(repository: Path) -> None:
    results = judge_workspace(Workspace.at(repository), Period.parse("2019-20-q3"), Pack.PUBLIC)
    row = only_row(results.measure("44"))
    rows = re.findall(r"^\| `(\{\{ \w+ \}\})` \| (.*) \| (.*) \|$", guide(repository), re.MULTILINE)
    assert rows == [
        (f"{{{{ {name} }}}}", meaning, resolved(f"{{{{ {name} }}}}", row))
        for name, (meaning, _) in PLACEHOLDERS.items()
    ]


def test_the_guide_has_every_marker_that_a_return_workbook_offers(repository: Path) -> None:
    rows = re.findall(r"^\| (\w{1,3}) \| ([a-z ]+) \|$", guide(repository), re.MULTILINE)
    assert {code: f"{code} {meaning}" for code, meaning in rows} == MARKER_CHOICES


def test_the_blocks_that_the_guide_shows_can_be_used(repository: Path, tmp_path: Path) -> None:
    kinds: Counter[str] = Counter()
    for block in guide_blocks(repository, "yaml"):
        values = yaml.safe_load(block)
        if "rows" in values:
            whole = {"file": "export.csv"} | values  # beside a source, the file is filled in each quarter
            (tmp_path / "export.mapping.yml").write_text(yaml.safe_dump(whole, sort_keys=False), encoding="utf-8")
            kinds[read_mapping(tmp_path / "export.mapping.yml", "export.mapping.yml").rows[0].kind] += 1
        elif values.keys() & {"query", "file", "folder"}:
            kinds[Place.model_validate(values).kind] += 1
        elif "facts" in values:
            assert ReportFacts.model_validate(values["facts"]).subject
            kinds["facts"] += 1
        elif "origin" in values:
            assert WardsFile.model_validate(values).source
            kinds["wards"] += 1
        else:
            assert Origin.model_validate(values).received
            kinds["origin"] += 1
    assert kinds == {"returns": 2, "query": 1, "file": 1, "folder": 1, "facts": 1, "wards": 1, "origin": 1}
    form = next(block for block in guide_blocks(repository, "") if "**Cause:**" in block)
    assert read_form(form, "the guide").keys() == set(ANSWERS)


def test_the_guides_query_uses_what_a_query_may_use_and_the_guide_lists_it(repository: Path) -> None:
    (query,) = guide_blocks(repository, "sql")
    period = Period.parse("2019-20-q4")
    known = {":period": period, ":first_day": period.start, ":last_day": period.end, ":year": period.financial_year}
    listed = re.findall(r"^\| `(:\w+)` \| [^|]+ \| `?([^\s`]+)`? \|$", guide(repository), re.MULTILINE)
    assert known.keys() == {f":{name}" for name in PARAMETERS}
    assert dict(listed) == {name: str(value) for name, value in known.items()}
    assert set(re.findall(r":[a-z]\w*", query)) <= known.keys()


def test_the_guide_names_every_column_that_a_return_may_have(repository: Path) -> None:
    assert [column for column in RETURN_COLUMNS if f"`{column}`" not in guide(repository)] == []


def test_the_guides_links_lead_to_its_own_headings_and_pages(repository: Path) -> None:
    words = guide(repository)
    headings = re.findall(r"^#+ (.+?)(?: \{#([\w-]+)\})?$", words, re.MULTILINE)
    places = {given or re.sub(r"[^\w-]", "", title.lower().replace(" ", "-")) for title, given in headings}
    links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?^```", "", words, flags=re.DOTALL | re.MULTILINE))
    assert [link for link in links if link.startswith("#") and link[1:] not in places] == []
    pages = [link for link in links if link.endswith(".ipynb")]
    assert pages
    reference = "notebooks/reference.ipynb"
    assert [page for page in pages if f"notebooks/{page}" not in (*GUIDES, reference)] == []
