"""Put one edition's Quarto project together in a folder, such that either engine renders it to the same pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import yaml

from helpers.model.errors import Refused
from helpers.publish.assemble.addresses import Addresses
from helpers.publish.assemble.bound import bound_notebook
from helpers.publish.assemble.cells import chart_text, project_notebook
from helpers.publish.assemble.configuration import (
    front_matter,
    has_pages,
    opening,
    paper_facts,
    project_configuration,
    read_configuration,
)
from helpers.publish.assemble.description import DocumentDescription, SiteDescription
from helpers.publish.assemble.extension import OURS, copy_extension, reference_problems
from helpers.publish.notebook import read_notebook, write_notebook

EXTENSION = Path("_extensions/goldenthread")
CHART_TEXT = "chart-text.json"
PAPER_FACTS = "goldenthread.json"


def assemble(
    project: Path,
    quarto_yml: Path,
    extension: Path,
    site: SiteDescription,
    documents: Sequence[DocumentDescription],
    folders: Iterable[tuple[Path, str]] = (),
    files: Mapping[str, str] | None = None,
) -> None:
    """Write the Quarto project of one edition.

    Parameters
    ----------
    project
        Folder to write; what stands in it is replaced.
    quarto_yml
        The workspace's `_quarto.yml`.
    extension
        The workspace's folder `_extensions/goldenthread`, whose files are laid over ours; or ours.
    site
        The edition.
    documents
        Every page and paper, in the order of the render list.
    folders
        More folders to publish as they are, each with its name in the project, e.g. ``(downloads, "data")``.
    files
        Every page and paper that the edition has, by its plain address; by default, what is made of `documents`. A link
        to any other leaves only its words.

    Raises
    ------
    Refused
        When a document holds what the engines would not render alike. Nothing is written then.
    """
    problems = reference_problems(extension)
    words: dict[str, str] = {}
    notebooks = []
    own = {address: name for document in documents for address, name in document.files.items()}
    made = own if files is None else files
    for document in documents:
        if document.bound:
            notebooks.append(bound_notebook(document, site, made))
            continue
        executed = read_notebook(document.notebook)
        where = str(document.path)
        facts = front_matter(document, site)
        addresses = Addresses(document.root, made)
        opened = opening(document, site)
        notebooks.append(project_notebook(executed, where, facts, opened, addresses, problems, document.covering))
        words |= chart_text(executed, where, problems)
    if problems:
        raise Refused(problems)
    configuration = read_configuration(quarto_yml)

    if project.exists():
        shutil.rmtree(project)
    project.mkdir(parents=True)
    resources = _copy_folders(project, extension, [*_assets(extension, documents), *folders])
    _write_yaml(project / "_quarto.yml", project_configuration(configuration, site, documents, resources, made))
    _write_json(project / CHART_TEXT, words)
    _write_json(project / PAPER_FACTS, paper_facts(site, documents))
    for document, notebook in zip(documents, notebooks, strict=True):
        write_notebook(notebook, project / document.path)


def _assets(extension: Path, documents: Sequence[DocumentDescription]) -> list[tuple[Path, str]]:
    """Give our scripts, and the council's own laid over them."""
    return [(folder / "assets", "assets") for folder in (OURS, extension)] if has_pages(documents) else []


def _copy_folders(project: Path, extension: Path, published: Iterable[tuple[Path, str]]) -> list[str]:
    """Copy what both engines need, and what is published as it is; give the names of the latter."""
    copy_extension(extension, project / EXTENSION)
    names = []
    for source, name in published:
        if source.is_dir():
            shutil.copytree(source, project / name, dirs_exist_ok=True)
            names.append(name)
    return list(dict.fromkeys(names))


def _write_yaml(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120), encoding="utf-8")


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
