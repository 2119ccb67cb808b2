"""What `helpers` exports is the analysts' whole vocabulary: explained, and in the reference, all of it."""

from __future__ import annotations

import doctest
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import helpers
from helpers.model.results import Results
from helpers.publish.reference import functions_reference


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


@pytest.fixture(scope="module")
def opened(repository: Path) -> Callable[..., Results]:
    """Open the demo's results by hand, each period once."""
    with pytest.MonkeyPatch.context() as here:
        here.chdir(repository)

        @cache
        def open_once(period: str, pack: str = "public") -> Results:
            return helpers.open_store(period, pack)

        for period in ("2019-20-q2", "2019-20-q3"):
            open_once(period)
    return open_once


@pytest.mark.parametrize("name", getattr(helpers, "__all__", []))
def test_an_export_has_an_example_that_shows_something(name: str, opened: Callable[..., Results]) -> None:
    examples = doctest.DocTestParser().get_examples(getattr(helpers, name).__doc__ or "")
    assert examples
    names = {export: getattr(helpers, export) for export in helpers.__all__} | {"open_store": opened}
    for example in examples[:-1]:
        exec(example.source, names)
    shown = eval(examples[-1].source, names)
    assert len(shown.bundles() if hasattr(shown, "bundles") else shown)


def test_the_reference_lists_every_export_every_way_to_narrow_a_view_and_nothing_else(repository: Path) -> None:
    project = yaml.safe_load((repository / "_quarto.yml").read_text(encoding="utf-8"))
    reference = project["quartodoc"]
    assert reference["package"] == "helpers"
    assert sorted(listed(reference["sections"])) == sorted([*narrowing(), *helpers.__all__])


def narrowing() -> list[str]:
    """List the ways to narrow a view, which an analyst calls on what `open_store` gives."""
    return [
        f"Results.{name}"
        for name, method in vars(Results).items()
        if not name.startswith("_") and callable(method) and method.__annotations__.get("return") == "Results"
    ]


@pytest.mark.parametrize("name", getattr(helpers, "__all__", []))
def test_the_reference_says_what_its_docstring_says(name: str) -> None:
    _, _, rest = reference_text().partition(f"### {name} {{ #helpers.{name} }}")
    said = rest.partition("\n### ")[0]
    first = (getattr(helpers, name).__doc__ or "").splitlines()[0]
    assert f"{name}(" in said
    assert first in said


@cache
def reference_text() -> str:
    return functions_reference().markdown
