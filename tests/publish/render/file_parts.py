"""How tests read what was rendered: by the files themselves, with none of the project's own code."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pypdf
from lxml import etree, html

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def word_part(path: Path, name: str = "word/document.xml") -> etree._Element:
    with ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def word_parts(path: Path, start: str) -> list[etree._Element]:
    with ZipFile(path) as archive:
        return [
            etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.startswith(start) and name.endswith(".xml")
        ]


def words_of(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def pdf_text(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def page_body(path: Path) -> str:
    """The words a reader of the page sees, without what opens only on demand."""
    tree = html.fromstring(path.read_text(encoding="utf-8"))
    for hidden in tree.xpath("//head | //script | //svg | //*[contains(@class, 'chart')]"):
        hidden.drop_tree()
    return str(tree.text_content())


def squeezed(text: str) -> str:
    """Text without spaces and hyphens at line ends, for comparing what different formats break differently."""
    return re.sub(r"[\s\u00a0\u00ad\u200b-]+", "", text.replace("\u2019", "'"))
