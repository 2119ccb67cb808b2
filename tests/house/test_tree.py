"""What may stand in git: nothing that is made, and no address of this machine or of a registry."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

MADE = re.compile(r"(^|/)(uv\.lock|_site/|_build/|_out/|\.cache/|\.venv/|node_modules/|__pycache__/)")
# Put together here, so that this file is not the one that names them.
HOSTS = [
    ".".join(name)
    for name in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("deb", "debian", "org")]
]
INDEXES = [r'https?://[^ "]*/simple(?:[/" ]|$)', r'registry *= *"http', r'"resolved": *"http']
ADDRESS = re.compile("|".join([*map(re.escape, HOSTS), *INDEXES]))
THIS_MACHINE = re.compile("|".join(["/work" + "/(main|shared)", "/root" + r"/\.", "/opt" + "/(pypi|wheels)"]))


def tracked(repository: Path) -> list[str]:
    command = ["git", "ls-files", "-z"]
    listing = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True)
    return [name for name in listing.stdout.split("\0") if name and (repository / name).is_file()]


def lines_with(repository: Path, pattern: re.Pattern[str]) -> list[str]:
    """Name each file and line of text in git that a pattern finds."""
    found = []
    for name in tracked(repository):
        content = (repository / name).read_bytes()
        if b"\0" not in content:
            lines = content.decode("utf-8", errors="replace").splitlines()
            found += [f"{name}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    return found


@pytest.mark.parametrize(
    "text", [f"a file of {HOSTS[0]}", "https://x.example/a" + "/simple/", "registry" + ' = "https://x"']
)
def test_a_registry_address_is_recognised(text: str) -> None:
    assert ADDRESS.search(text)


def test_nothing_that_is_made_is_in_git(repository: Path) -> None:
    assert [name for name in tracked(repository) if MADE.search(name)] == []


def test_no_file_names_a_registry(repository: Path) -> None:
    assert lines_with(repository, ADDRESS) == []


def test_no_file_names_a_path_of_one_machine(repository: Path) -> None:
    assert lines_with(repository, THIS_MACHINE) == []
