"""One Word paper, from what an engine wrote to what a clerk puts on the agenda."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import docx

from helpers.publish.render.finish.captions import count_by_paper, number_captions
from helpers.publish.render.finish.contents import fill_contents
from helpers.publish.render.finish.fields import set_fields
from helpers.publish.render.finish.keeping import keep_openings
from helpers.publish.render.finish.numbering import hang_lists, number_paragraphs
from helpers.publish.render.finish.pictures import describe_pictures
from helpers.publish.render.finish.properties import set_properties
from helpers.publish.render.finish.rag import colour_styles, shade_cells
from helpers.publish.render.finish.repack import repack
from helpers.publish.render.finish.sections import begin_sections, set_sections, tables_on_their_side
from helpers.publish.render.finish.tables import drop_empty_paragraphs, finish_tables, unwrap_layout_tables
from helpers.publish.render.finish.watermark import set_watermark

REFERENCE = Path("_extensions/goldenthread/reference.docx")


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """What the finishing step is told of one paper.

    Attributes
    ----------
    council, language, title, subject, meeting, status
        As they stand in the header and the file's properties.
    published
        Fixed date of the file.
    landscape
        Whether the paper lies on its side.
    bound
        Of papers bound into one: whether each lies on its side, in their order.
    watermark
        What stands across each page; empty for nothing.
    rag
        Fill colours by ``green``, ``amber``, ``red``.
    words
        Alternative text by the SHA-1 of a picture's bytes.
    """

    council: str
    language: str
    title: str
    subject: str
    meeting: str
    status: str
    published: datetime
    landscape: bool
    bound: Sequence[bool]
    watermark: str
    rag: Mapping[str, str]
    words: Mapping[str, str]


def _read_json(path: Path) -> dict[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8"))
    return found if isinstance(found, dict) else {}


def read_facts(project: Path, paper: PurePosixPath) -> PaperFacts | None:
    """Return the facts of `paper` (its path in the edition), or nothing when the project does not know it."""
    site = _read_json(project / "goldenthread.json")
    own = site["papers"].get(str(paper.with_suffix("")))
    if own is None:
        return None
    return PaperFacts(
        council=site["council"],
        language=site["language"],
        published=datetime.fromisoformat(f"{site['published']}T12:00:00"),
        rag=site["rag"],
        words=_read_json(project / "chart-text.json"),
        **own,
    )


def finish_paper(path: Path, paper: PurePosixPath, project: Path) -> None:
    """Finish the Word file at `path`, which is `paper` of the edition that `project` makes.

    Header rows repeat, rows do not split, RAG cells get their fill, pictures their words, sections their orientation
    and running header, the file its properties; its bytes then depend on nothing but its contents.
    """
    facts = read_facts(project, paper)
    if facts is None:
        return
    document = docx.Document(str(path))
    unwrap_layout_tables(document)
    drop_empty_paragraphs(document)
    if facts.bound:
        count_by_paper(document)
    number_captions(document)
    fill_contents(document)
    begin_sections(document, facts)
    finish_tables(document, tables_on_their_side(document))
    keep_openings(document)
    colour_styles(document, facts.rag)
    shade_cells(document, facts.rag)
    describe_pictures(document, facts.words)
    number_paragraphs(document, project / REFERENCE)
    hang_lists(document)
    set_fields(document)
    set_sections(document, facts)
    set_watermark(document, facts.watermark)
    set_properties(document, facts)
    document.save(str(path))
    repack(path, facts.published)


def finish_outputs(project: Path, outputs: Iterable[str], output_folder: str = "_site") -> list[Path]:
    """Finish every Word file among `outputs`, which are relative to `project`, as Quarto lists them."""
    finished = []
    for name in outputs:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.suffix == ".docx" and (project / path).is_file():
            paper = path.relative_to(output_folder) if path.parts[0] == output_folder else path
            finish_paper(project / path, paper, project)
            finished.append(project / path)
    return finished
