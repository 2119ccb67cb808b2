"""What a site and its documents are, said once by `build` and read by assembly and by both engines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from helpers.model.edition import files_of
from helpers.publish.assemble.covering import CoveringText

PAPER_FORMATS = {"docx": "docx", "pdf": "typst"}
"""Our name of a paper's format (its file's ending) and Quarto's name of what makes it."""

DEFAULT_RAG = {"green": "#00703c", "amber": "#ffbf47", "red": "#d4351c"}


@dataclass(frozen=True, kw_only=True)
class Crumb:
    """One step of the path above a page: its words and its link, relative to the edition's root."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class SiteDescription:
    """One edition as its pages and papers introduce themselves.

    Attributes
    ----------
    council
        The council's name.
    title
        What the site is called, e.g. ``"Performance, quarter 2 2019/20"``.
    published
        Date of publication; also the fixed time stamp of every file made.
    language
        Language tag of every page and paper.
    notice
        Said on every page and paper, e.g. that the council is fictional; empty when there is nothing to say.
    status
        ``"DRAFT 1a2b3c4d"``, or empty once released.
    meeting
        The meeting line of papers, e.g. ``"Cabinet, 13 November 2019, item 7"``.
    url
        Absolute address of the edition's root, for the links in papers; empty leaves only their words.
    footer
        Markdown paragraphs at the foot of each page: dates, licence, contact.
    search
        The page that shows what was found, ``search.html``; empty where the edition has none.
    edition
        Name of its folder among the released editions, ``2019-20-q3``; empty where it is not one of them.
    rag
        Fill colours by ``green``, ``amber``, ``red``.
    """

    council: str
    title: str
    published: date
    language: str = "en-GB"
    notice: str = ""
    status: str = ""
    meeting: str = ""
    url: str = ""
    footer: tuple[str, ...] = ()
    search: str = ""
    edition: str = ""
    rag: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT_RAG))


@dataclass(frozen=True, kw_only=True)
class DocumentDescription:
    """One executed notebook and what is to be made of it.

    Attributes
    ----------
    path
        Where it stands in the project, e.g. ``papers/scorecard.ipynb``; its page is named after it.
    notebook
        The executed notebook.
    title, subtitle, description
        Plain text, not Markdown.
    formats
        Any of ``html``, ``docx``, ``pdf``.
    breadcrumb
        The pages above this one, the overview first.
    landscape
        Whether the papers lie on their side.
    subject
        What the paper is about, for its file's properties; empty takes the subtitle.
    name
        What its papers' files are called, without their ending; empty: as the page is.
    status, meeting
        This document's own, where they differ from the site's.
    covering
        What it says, where it is the covering report.
    appendix
        Its number, where it is an appendix.
    bound
        The papers that are bound into it, in their order: it is made of their notebooks, and its own is the first's.
    watermark
        What stands across each page of its papers.
    """

    path: PurePosixPath
    notebook: Path
    title: str
    subtitle: str = ""
    description: str = ""
    formats: tuple[str, ...] = ("html",)
    breadcrumb: tuple[Crumb, ...] = ()
    landscape: bool = False
    subject: str = ""
    name: str = ""
    status: str | None = None
    meeting: str | None = None
    covering: CoveringText | None = None
    appendix: str = ""
    bound: tuple[DocumentDescription, ...] = ()
    watermark: str = ""

    @property
    def is_paper(self) -> bool:
        """Whether it comes out as Word or PDF too."""
        return any(name in PAPER_FORMATS for name in self.formats)

    @property
    def files(self) -> dict[str, str]:
        """What is made of it, in the edition, by the plain address that pages link to.

        Examples
        --------
        >>> DocumentDescription(path=PurePosixPath("papers/scorecard.ipynb"), notebook=Path("x"), title="x",
        ...     formats=("html", "pdf"), name="2019-11-13-scorecard").files
        {'papers/scorecard.html': 'papers/scorecard.html', 'papers/scorecard.pdf': 'papers/2019-11-13-scorecard.pdf'}
        """
        return files_of(self.path.with_suffix(""), self.formats, self.name)

    @property
    def root(self) -> str:
        """The way from this document's folder to the project's root: ``""`` or ``"../"``, repeated.

        Examples
        --------
        >>> DocumentDescription(path=PurePosixPath("papers/scorecard.ipynb"), notebook=Path("x"), title="x").root
        '../'
        """
        return "../" * (len(self.path.parts) - 1)
