"""The floors of the house: an import goes down, never up and never into a neighbour's private rooms."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

FLOORS = ("model", "collect", "assess", "narrate", "present", "publish", "author", "cli")
BY_NAME = re.compile(rf"helpers\.(?:{'|'.join(FLOORS)})(?:\.\w+)*")
HEAVY = ("altair", "great_tables", "numpy", "pandas", "papermill", "pyarrow")


@dataclass(frozen=True)
class Import:
    """One name that a module takes from another room of the house."""

    line: int
    source: str
    name: str
    at_start: bool

    @property
    def whole(self) -> str:
        return f"{self.source}.{self.name}".rstrip(".")


def floor(module: str) -> int:
    """Give the height of a module; the front door stands above all floors but the commands, a `__main__` above all."""
    parts = module.split(".")
    room = parts[1] if len(parts) > 1 else ""
    if room in FLOORS:
        return 2 * FLOORS.index(room)
    return 2 * FLOORS.index("publish") + 1 if room == "" else 2 * len(FLOORS)


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def later(tree: ast.Module) -> set[ast.AST]:
    """List the nodes that do not run when the module is imported."""
    deferred = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
    ]
    return {inner for node in deferred for inner in ast.walk(node)}


def house_imports(package: str, tree: ast.Module) -> Iterator[Import]:
    """List what a module imports from `helpers`, relative imports resolved."""
    deferred = later(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            # The package itself is harmless; what is reached through it is seen below.
            found = [(alias.name, "") for alias in node.names if alias.name != "helpers"]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            found = [(source, alias.name) for alias in node.names]
        elif (
            isinstance(node, ast.Attribute) and ast.unparse(node.value) == "helpers" and not node.attr.startswith("__")
        ):
            found = [("helpers", node.attr)]
        elif isinstance(node, ast.Constant) and BY_NAME.fullmatch(str(node.value)):
            found = [(str(node.value), "")]  # for importlib: an import all the same
            deferred.add(node)
        else:
            continue
        for source, name in found:
            if source.split(".")[0] == "helpers":
                source, name = (f"helpers.{name}", "") if source == "helpers" and name in FLOORS else (source, name)
                yield Import(node.lineno, source, name, at_start=node not in deferred)


def complaints(module: str, package: str, text: str) -> list[str]:
    """Say what a module takes that it may not."""
    tree = ast.parse(text)
    imports = list(house_imports(package, tree))
    found = []
    for taken in imports:
        here, there = floor(module), floor(taken.source)
        same_room = taken.source.split(".")[1:2] == module.split(".")[1:2]
        if there >= here and not same_room:
            found.append(f"{module}:{taken.line} imports {taken.whole}, which is not below it")
        if is_private(taken.name) or (not same_room and any(map(is_private, taken.source.split(".")))):
            found.append(f"{module}:{taken.line} imports {taken.whole}, which is private")
        if module.startswith("helpers.cli") and taken.at_start and not same_room and there > floor("helpers.model"):
            found.append(f"{module}:{taken.line} imports {taken.whole} before a command needs it")
    neighbours = {(taken.name or taken.source).split(".")[-1] for taken in imports}
    found += [
        f"{module}:{node.lineno} reaches for {ast.unparse(node)}, which is private"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and is_private(node.attr)
        and isinstance(node.value, ast.Name)
        and node.value.id in neighbours
    ]
    return found


@pytest.mark.parametrize(
    ("module", "text", "complaint"),
    [
        ("helpers.assess.rag", "from helpers.present import chart", "not below it"),
        ("helpers.assess.rag", "import helpers.publish.build", "not below it"),
        ("helpers.assess.rag", "import helpers\nhelpers.headline()", "not below it"),
        ("helpers.assess.rag", "from ..narrate import say", "not below it"),
        ("helpers.assess.rag", "from helpers import narrate", "not below it"),
        ("helpers.assess.rag", "from helpers import headline", "not below it"),
        ("helpers.assess.rag", "def f():\n    from helpers.cli import app", "not below it"),
        ("helpers", "from helpers.cli import app", "not below it"),
        ("helpers", "import_module('helpers.cli.commands')", "not below it"),
        ("helpers.assess.rag", "from helpers.collect.returns import _row", "private"),
        ("helpers.assess.rag", "from helpers.collect._csv import row", "private"),
        ("helpers.assess.rag", "from helpers.collect import returns\nreturns._row()", "private"),
        ("helpers.assess.rag", "from helpers.assess.direction import _sign", "private"),
        ("helpers.cli.build", "from helpers.publish import build", "before a command needs it"),
    ],
)
def test_an_import_that_breaks_the_rule_is_found(module: str, text: str, complaint: str) -> None:
    assert [complaint in line for line in complaints(module, module.rpartition(".")[0], text)] == [True]


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("helpers.assess.rag", "from helpers.model.measure import Measure"),
        ("helpers.assess.rag", "from .direction import direction"),
        ("helpers.assess.rag", "from helpers.assess._rounding import half_up"),
        ("helpers.publish.build", "from helpers.model import edition\nedition.__doc__"),
        ("helpers.publish.warm", "import helpers\nhelpers.__path__"),
        ("helpers.cli.build", "from helpers.model.errors import Refused"),
        ("helpers.cli.build", "def f():\n    from helpers.publish import build"),
        ("helpers.cli.build", "from helpers.cli.progress import bar"),
    ],
)
def test_an_import_that_keeps_the_rule_is_let_through(module: str, text: str) -> None:
    assert complaints(module, module.rpartition(".")[0], text) == []


def test_every_module_imports_only_from_floors_below(repository: Path) -> None:
    found = []
    for path in sorted((repository / "src" / "helpers").rglob("*.py")):
        parts = path.relative_to(repository / "src").with_suffix("").parts
        is_package = parts[-1] == "__init__"
        module = ".".join(parts[:-1] if is_package else parts)
        package = module if is_package else module.rpartition(".")[0]
        found += complaints(module, package, path.read_text(encoding="utf-8"))
    assert found == []


@pytest.mark.parametrize("module", ["helpers", "helpers.cli"])
def test_importing_the_doors_loads_no_heavy_library(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.split() == []
