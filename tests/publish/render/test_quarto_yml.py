"""The assembled `_quarto.yml` against Quarto's own schema, as far as that file holds it: project, website, filters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import samples
import yaml

SCHEMA = samples.REPOSITORY.parent / "shared" / "quarto" / "quarto-json-schemas.json"
PARTS = {"project": "ProjectConfig", "website": "BaseWebsite", "filters": "PandocFormatFilters"}


def standard(node: Any) -> Any:
    """Quarto's dialect as JSON Schema, stricter in one thing: an object's unknown keys are refused."""
    if isinstance(node, list):
        return [standard(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "object" in node:
        return {"type": "object", "additionalProperties": False, **standard(node["object"])}
    if isinstance(node.get("enum"), dict):
        return {"enum": node["enum"]["values"]}
    return {key: standard(value) for key, value in node.items()}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return {"$defs": {name: standard(part) for name, part in found["$defs"].items()}}


@pytest.fixture
def configuration(tmp_path: Path) -> dict[str, Any]:
    project = samples.two_documents(tmp_path, rows=1)
    found: dict[str, Any] = yaml.safe_load((project / "_quarto.yml").read_text(encoding="utf-8"))
    return found


def problems(schema: dict[str, Any], part: str, content: object) -> list[str]:
    validator = jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/{PARTS[part]}"})
    return [error.message for error in validator.iter_errors(content)]


@pytest.mark.needs_real
@pytest.mark.parametrize("part", PARTS)
def test_the_assembled_configuration_holds_to_quartos_schema(
    schema: dict[str, Any], configuration: dict[str, Any], part: str
) -> None:
    assert problems(schema, part, configuration[part]) == []


@pytest.mark.needs_real
@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("project", {"rendr": []}),
        ("website", {"navbar": {"lefft": []}}),
        ("filters", [{"at": "post-qarto", "path": "x"}]),
    ],
)
def test_a_misspelt_key_is_found(schema: dict[str, Any], part: str, content: object) -> None:
    assert problems(schema, part, content) != []


def test_every_file_that_the_configuration_names_is_in_the_project(tmp_path: Path) -> None:
    project = samples.two_documents(tmp_path, rows=1)
    text = (project / "_quarto.yml").read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    typst, docx = found["format"]["typst"], found["format"]["docx"]
    named = [item["path"] for item in found["filters"]] + typst["template-partials"] + typst["font-paths"]
    named += [found["project"]["post-render"], docx["reference-doc"], *found["project"]["render"]]
    assert [name for name in named if not (project / name).exists()] == []


def test_navigation_leads_only_to_pages_of_the_edition(configuration: dict[str, Any]) -> None:
    targets = [item["href"] for item in configuration["website"]["navbar"]["left"]]
    assert targets == ["index.ipynb", "papers/scorecard.ipynb"]
