"""What `helpers` exports is the analysts' whole vocabulary: explained, and in the reference, all of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import helpers


def listed(node: Any) -> Iterator[str]:
    """List the names in quartodoc's nested contents."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for inner in node:
            yield from listed(inner)
    elif isinstance(node, dict):
        yield from listed(node.get("contents", node.get("name", [])))


def test_the_front_door_exports_something() -> None:
    assert helpers.__all__


@pytest.mark.parametrize("name", getattr(helpers, "__all__", []))
def test_an_export_says_what_it_gives_or_shows_an_example(name: str) -> None:
    docstring = getattr(helpers, name).__doc__ or ""
    assert any(f"{heading}\n" in docstring for heading in ("Examples", "Returns", "Attributes"))


def test_the_reference_lists_every_export_and_no_other(repository: Path) -> None:
    project = yaml.safe_load((repository / "_quarto.yml").read_text(encoding="utf-8"))
    reference = project["quartodoc"]
    assert reference["package"] == "helpers"
    assert sorted(listed(reference["sections"])) == sorted(helpers.__all__)
