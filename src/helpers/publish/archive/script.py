"""`editions.js`: what the pages of frozen editions know of the others. Imports the floors below."""

from __future__ import annotations

import json
from collections.abc import Sequence

from helpers.model.period import written_date
from helpers.narrate.escape import script_text
from helpers.publish.archive.released import Released


def editions_script(editions: Sequence[Released]) -> bytes:
    r"""Write the script that sets the list of editions: the newest first, each with its pages and successors.

    Examples
    --------
    >>> editions_script([])
    b'window.goldenthreadEditions = [];\n'
    """
    listed = [
        {
            "folder": edition.folder,
            "label": edition.period.label,
            "published": written_date(edition.published),
            "pages": _by_folder(edition.pages),
            "replaces": dict(edition.replaces),
            "supplements": [
                {"folder": each.folder, "title": each.title, "published": written_date(each.published)}
                for each in edition.supplements
            ],
            "notices": [{"date": written_date(each.date), "text": each.text} for each in edition.notices],
        }
        for edition in editions
    ]
    text = script_text(json.dumps(listed, ensure_ascii=False, separators=(",", ":")))
    return f"window.goldenthreadEditions = {text};\n".encode()


def _by_folder(pages: frozenset[str]) -> dict[str, str]:
    """Write pages compactly: by their folder, their names with spaces between, for no name has one."""
    found: dict[str, list[str]] = {}
    for page in sorted(pages):
        folder, _, name = page.rpartition("/")
        found.setdefault(folder, []).append(name)
    return {folder: " ".join(names) for folder, names in found.items()}
