"""One rendering of the sample documents and of the page of examples, shared by the tests that look at them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import examples
import samples

from helpers.publish.assemble import assemble
from helpers.publish.render import choose_engine


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages and papers of two sample documents; the project stands beside them in `quarto`."""
    folder = tmp_path_factory.mktemp("edition")
    project = samples.two_documents(folder, rows=12)
    choose_engine("embedded").render(project, folder / "site")
    return folder / "site"


@pytest.fixture(scope="session")
def examples_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the page of examples."""
    folder = tmp_path_factory.mktemp("examples")
    page = samples.document(
        "papers/examples.ipynb",
        folder / "notebooks",
        examples.examples(),
        title="Every & <construct>",
        formats=("html", "docx", "pdf"),
    )
    assemble(folder / "quarto", samples.REPOSITORY / "_quarto.yml", samples.EXTENSION, samples.SITE, [page])
    return folder / "quarto"
