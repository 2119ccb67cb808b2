"""The documents are checked like code: every command they show exists, and every command has help."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
import typer

from helpers.cli.commands import app

DOCUMENTS = ("README.md", "CONTRIBUTING.md")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
CODE = re.compile(r"^```[^\n]*\n(.*?)^```|`([^`\n]+)`", re.DOTALL | re.MULTILINE)


def code_lines(text: str) -> list[str]:
    """List what stands in code blocks and code spans, line by line."""
    return [line.strip().removeprefix("$ ") for block in CODE.findall(text) for line in "".join(block).splitlines()]


def shown(repository: Path, program: str) -> list[list[str]]:
    """List the words that follow a program's name wherever a document shows it."""
    text = "\n".join((repository / name).read_text(encoding="utf-8") for name in DOCUMENTS)
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
