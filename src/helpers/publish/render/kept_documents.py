"""Pages and papers of earlier builds, used again where all that they were made from is the same."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.publish.assemble.extension import BESIDE
from helpers.publish.cache.entries import Entry, key_of
from helpers.publish.cache.kept import Kept
from helpers.publish.render.project import Output, Project

KIND = "documents"

_DRAFT = re.compile(r'"::: \{\.draft\}\\n",\s+"(DRAFT [0-9a-f]{8})\\n",\s+":::"')
"""The line that every page opens with before release, as it stands in the notebook's JSON."""

_ANY_DRAFT = "DRAFT ????????"


class KeptDocuments:
    """What earlier builds rendered, as the rendering of one project may use it.

    Parameters
    ----------
    kept
        What earlier builds kept.
    project
        The project; its files are what pages and papers are made from.
    """

    def __init__(self, kept: Kept, project: Project) -> None:
        self._entries, self._software, self._project = kept.entries, kept.software, project

    def find(self, output: Output, target: Path) -> bool:
        """Write a page or a paper to its place if it was made before, and say whether."""
        source = _Source(self._project.folder / output.document, output.format)
        key = self._key(output, source)
        for entry in self._entries.get(KIND, key):
            self._entries.used(KIND, key, entry)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.named(entry))
            return True
        return False

    def keep(self, output: Output, made: Path) -> None:
        """Keep what was made."""
        source = _Source(self._project.folder / output.document, output.format)
        content = source.nameless(made.read_bytes())
        if content is not None and self._software.is_as_it_was():
            self._entries.put(KIND, self._key(output, source), {}, content)

    def _key(self, output: Output, source: _Source) -> str:
        about = self._about_page if output.format == "html" else self._about_paper(output, source)
        return key_of(self._software.name, self._extension, str(output.document), output.format, source.text, about)

    @cached_property
    def _extension(self) -> str:
        """Hash filters, templates and the reference document; not the stylesheet, which no page is made from."""
        digest = hashlib.sha256()
        for path in sorted(self._project.extension.rglob("*")):
            if path.is_file() and path.parent.name not in ("__pycache__", *BESIDE):
                digest.update(f"{path.parent.name}/{path.name}\n".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    @cached_property
    def _about_page(self) -> str:
        """Give what pages take from the project: its name, its navigation, its footer."""
        shown = {name: value for name, value in self._project.configuration.items() if name != "project"}
        return json.dumps(shown, sort_keys=True, default=str)

    def _about_paper(self, output: Output, source: _Source) -> list[Any]:
        """Give what the finishing step of a paper takes from the project."""
        site = dict(self._papers)
        own = site.pop("papers", {}).get(str(output.path.with_suffix("")))
        return [site, own, [self._words.get(name) for name in source.pictures]]

    @cached_property
    def _papers(self) -> dict[str, Any]:
        return _read_json(self._project.folder / "goldenthread.json")

    @cached_property
    def _words(self) -> dict[str, Any]:
        return _read_json(self._project.folder / "chart-text.json")


class _Source:
    """The notebook that a page or paper is made from.

    A page names the state of the inputs in one line, ``DRAFT 1a2b3c4d``, and that changes with every figure. So a page
    is kept without the name, and gets the name of the day as it is taken out. Where the notebook says it elsewhere too,
    the page is kept as it is, for that name alone.
    """

    def __init__(self, path: Path, kind: str) -> None:
        text = path.read_text(encoding="utf-8")
        found = _DRAFT.search(text)
        self.name = found[1] if found and kind == "html" and text.count(found[1]) == 1 else ""
        self.text = text.replace(self.name, _ANY_DRAFT) if self.name else text
        self._raw = text

    def nameless(self, page: bytes) -> bytes | None:
        """Take the name out of a page; nothing where it does not stand there just once."""
        if not self.name:
            return page
        name, anyone = self.name.encode(), _ANY_DRAFT.encode()
        return page.replace(name, anyone) if page.count(name) == 1 and anyone not in page else None

    def named(self, entry: Entry) -> bytes:
        """Put the name of the day into a page that was kept."""
        return entry.content.replace(_ANY_DRAFT.encode(), self.name.encode()) if self.name else entry.content

    @cached_property
    def pictures(self) -> list[str]:
        """The SHA-1 of every picture in the notebook."""
        found = json.loads(self._raw)
        data = [output.get("data", {}) for cell in found["cells"] for output in cell.get("outputs", ())]
        pictures = ["".join(kinds["image/png"]) for kinds in data if "image/png" in kinds]
        return [hashlib.sha1(b64decode(picture), usedforsecurity=False).hexdigest() for picture in pictures]


def _read_json(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}
