"""A source whose file is another system's: its mapping stands beside the source and travels with the file.

``data/sources/<name>.mapping.yml`` is a mapping without `file:` and `origin:`. What is kept beside the file is that
text, word for word, and these two keys below it.
"""

from __future__ import annotations

from typing import Any

import yaml

from helpers.collect.feed.definition import FOLDER, Feed
from helpers.collect.mapping.read import Origin
from helpers.collect.source import MAPPING
from helpers.collect.yaml_file import read_yaml
from helpers.model.errors import Refused
from helpers.model.workspace import Workspace

WRITTEN_HERE = ("file", "origin")
_BELOW = "\n\n# Written by `goldenthread collect`; the lines above stand in data/sources.\n"


class _Writer(yaml.SafeDumper):
    """Writes a query as a person would, line by line."""


def _write_text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Writer.add_representer(str, _write_text)


def read_template(workspace: Workspace, feed: Feed) -> str:
    """Read the mapping of a source; empty where there is none, because the file is a return of ours.

    Raises
    ------
    Refused
        The source is no single file, or the mapping says what `collect` is to write.
    """
    path = workspace.root / FOLDER / f"{feed.name}{MAPPING}"
    label = workspace.label(path)
    if not path.is_file():
        return ""
    if feed.place.kind != "file":
        raise Refused.one(
            label, f"the mapping of a `{feed.place.kind}`", "the mapping of a `file`",
            "Make a source of each foreign file; a query gives the columns of a return by itself.",
        )  # fmt: skip
    if given := [key for key in WRITTEN_HERE if key in read_yaml(path, label)]:
        raise Refused.one(
            f"{label}, key {given[0]}", "a key that collect writes", "a mapping without `file:` and `origin:`",
            f"Delete the key; {feed.label} says where the file is and who supplies it.",
        )  # fmt: skip
    return path.read_text(encoding="utf-8").rstrip()


def whole_mapping(template: str, file: str, origin: Origin) -> bytes:
    """Write the mapping that is kept beside a file."""
    return f"{template}{_BELOW}".encode() + as_yaml({"file": file, "origin": said_by(origin)})


def is_made_of(mapping: bytes, template: str) -> bool:
    """Say whether a kept mapping was written from a template as it stands now.

    Examples
    --------
    >>> is_made_of(whole_mapping("rows: []", "care.csv", Origin()), "rows: []")
    True
    >>> is_made_of(whole_mapping("rows: []", "care.csv", Origin()), "rows: [x]")
    False
    """
    return mapping.startswith(f"{template}{_BELOW}".encode())


def said_by(origin: Origin) -> dict[str, Any]:
    """Give what an origin says, without what it leaves empty."""
    return origin.model_dump(exclude_defaults=True)


def as_yaml(values: dict[str, Any]) -> bytes:
    """Write keys and values as YAML that a person likes to read."""
    return yaml.dump(values, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=10_000).encode("utf-8")
