"""Pictures of a Word paper: the words that say what each one shows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from docx.oxml.ns import qn

from helpers.publish.render.finish.xml import Xml


def describe_pictures(document: Xml, words: Mapping[str, str]) -> None:
    """Put back the alternative text of every picture that `words` knows by the SHA-1 of its bytes."""
    for drawing in document.element.body.iter(qn("w:drawing")):
        for inline in drawing.iter(qn("wp:inline")):
            for side in ("distT", "distB", "distL", "distR"):  # left out, LibreOffice takes an eighth of an inch
                inline.set(side, "0")
        blip = next(drawing.iter(qn("a:blip")), None)
        part = document.part.related_parts.get(blip.get(qn("r:embed"))) if blip is not None else None
        known = words.get(hashlib.sha1(part.blob, usedforsecurity=False).hexdigest()) if part is not None else None
        if not known:
            continue
        for named in [*drawing.iter(qn("wp:docPr")), *drawing.iter(qn("pic:cNvPr"))]:
            named.set("descr", known)
            named.attrib.pop("title", None)
