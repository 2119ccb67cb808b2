"""What a council says about a source: who answers for it, and where its figures are (`data/sources/*.source.yml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

from pydantic import Field, field_validator, model_validator

from helpers.collect.source import MAPPING
from helpers.collect.yaml_file import read_yaml, typed
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.noun import Noun, Text
from helpers.model.period import Period
from helpers.model.workspace import Workspace

FOLDER = "data/sources"
ENDING = ".source.yml"
MOST_ROWS = 10_000
"""A row a measure and period: a query that returns more has not been summed up."""
SECONDS = 60

Names = TypeVar("Names", str, dict[str, str])

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
_TABLE = re.compile(r"[a-z][a-z0-9_]*")
_QUERY = re.compile(r"[^/\\]+\.sql")
_BLANK = re.compile(r"\{[^{}]*\}")
_SECRET = re.compile(r"://[^/\s:@]*:[^/\s]*@|\b(password|passwd|pwd)\s*=", re.IGNORECASE)
_SECRET_KEY = re.compile(r"(^|[._])(password|passwd|passphrase|pwd|secret)$", re.IGNORECASE)
_BLANKS = ("{period}", "{year}")


class Place(Noun):
    """Everything of a ``<name>.source.yml``: one of `file`, `folder` and `query`, and what each needs.

    Attributes
    ----------
    supplied_by
        Role that answers for the figures, written into the origin of what is fetched.
    system
        Name of the system they come from.
    file
        A return to copy, relative to the workspace or anywhere else, such as a network share.
    folder, pattern
        A folder of returns and which of its files to copy. ``{period}`` and ``{year}`` stand for the period's own.
    query
        File with one SELECT, beside the ``.source.yml``.
    database
        What the query asks: a DuckDB or SQLite file, or the name of the environment variable that holds the address
        of a database server.
    tables
        What the query asks instead: tables by name, each a CSV or parquet file, or many by a pattern.
    timeout
        Seconds after which the fetch is ended.
    row_limit
        Most rows a query may return.
    may_be_empty
        No row or no file is an answer, and the source is asked again by the next `collect`.

    Examples
    --------
    >>> Place(supplied_by="Head of Care", system="Care records", file="//share/{period}/care.csv").kind
    'file'
    """

    supplied_by: Text
    system: Text
    file: str = ""
    folder: str = ""
    pattern: Text = "*"
    query: str = ""
    database: str = ""
    tables: dict[str, Text] = Field(default_factory=dict)
    timeout: Annotated[int, Field(ge=1, le=3600)] = SECONDS
    row_limit: Annotated[int, Field(ge=1, le=1_000_000)] = MOST_ROWS
    may_be_empty: bool = False

    @field_validator("file", "folder", "pattern", "tables")
    @classmethod
    def _blanks_are_known(cls, given: Names) -> Names:
        names = given.values() if isinstance(given, dict) else (given,)
        if unknown := [blank for name in names for blank in _BLANK.findall(name) if blank not in _BLANKS]:
            raise ValueError(f"{quoted(unknown)}, where only {quoted(_BLANKS)} can be filled in")
        return given

    @field_validator("pattern")
    @classmethod
    def _pattern_stays_in_the_folder(cls, text: str) -> str:
        if text.startswith(("/", "\\")) or ".." in text or ":" in text:
            raise ValueError(f'the pattern "{text}", which leads out of the folder')
        return text

    @field_validator("tables")
    @classmethod
    def _tables_have_plain_names(cls, tables: dict[str, str]) -> dict[str, str]:
        if strange := [name for name in tables if not _TABLE.fullmatch(name)]:
            raise ValueError(f"the table {quoted(strange)}, where lower-case letters, digits and _ can stand")
        return tables

    @field_validator("query")
    @classmethod
    def _query_stands_beside(cls, text: str) -> str:
        if text and not _QUERY.fullmatch(text):
            raise ValueError(f'the query "{text}", where a .sql file beside this one can stand')
        return text

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        given = [name for name in ("file", "folder", "query") if getattr(self, name)]
        if len(given) != 1:
            raise ValueError(f"{quoted(given) or 'nothing'} where one of `file`, `folder` and `query` has to stand")
        if self.query and bool(self.database) == bool(self.tables):
            raise ValueError("a query that asks neither or both of `database` and `tables`")
        if not self.query and (self.database or self.tables):
            raise ValueError("a `database` or `tables` without a `query`")
        return self

    @property
    def kind(self) -> str:
        """Which of `file`, `folder` and `query` it is."""
        return next(name for name in ("file", "folder", "query") if getattr(self, name))

    @property
    def variable(self) -> str:
        """The environment variable that holds the database's address, where the database is a server."""
        return self.database if _VARIABLE.fullmatch(self.database) else ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A source under its name.

    Attributes
    ----------
    name
        What is fetched is kept as ``<name>.csv``.
    label
        The ``.source.yml`` as errors name it.
    place
        What that file says.
    """

    name: str
    label: str
    place: Place


def filled(text: str, period: Period) -> str:
    """Fill the period into the name of a file or folder.

    Examples
    --------
    >>> filled("returns/{year}/{period}.csv", Period.parse("2019-20-q2"))
    'returns/2019-20/2019-20-q2.csv'
    """
    return text.replace("{period}", str(period)).replace("{year}", str(period.financial_year))


def read_feeds(workspace: Workspace) -> list[Feed]:
    """Read every source of a workspace, in the order of their names.

    Raises
    ------
    Refused
        A file is wrong, holds a password, or would not be read because of its name.
    """
    folder = workspace.root / FOLDER
    problems: list[Problem] = []
    feeds = []
    for path in sorted(folder.glob("*.y*ml")) if folder.is_dir() else []:
        try:
            if path.name.endswith(MAPPING):
                _refuse_without_source(path, workspace.label(path))
            else:
                feeds.append(_read_feed(path, workspace.label(path)))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return feeds


def _refuse_without_source(mapping: Path, label: str) -> None:
    source = mapping.name.removesuffix(MAPPING) + ENDING
    if not mapping.with_name(source).is_file():
        raise Refused.one(
            label, "a mapping without its source", f"{source} beside it",
            f"Write {source}, or rename the mapping after its source.",
        )  # fmt: skip


def _read_feed(path: Path, label: str) -> Feed:
    name = path.name.removesuffix(ENDING)
    if not path.name.endswith(ENDING) or not _KEY.fullmatch(name):
        raise Refused.one(
            label, f'a source named "{path.name}"', f"lower-case words joined by hyphens, such as adult-care{ENDING}",
            "Rename the file.",
        )  # fmt: skip
    values = read_yaml(path, label)
    _refuse_secrets(values, label)
    return Feed(name, label, typed(Place, values, label))


def _refuse_secrets(values: dict[str, Any], label: str) -> None:
    """Refuse a password before anything else is said about the file: the message must not repeat it."""
    for place, value in _texts(values, ""):
        if _SECRET_KEY.search(place) or _SECRET.search(value):
            found = "a password or another secret (not shown here)"
        elif place == "database" and "://" in value:
            found = "the address of a database"
        else:
            continue
        raise Refused.one(
            f"{label}, key {place}", found, "the name of an environment variable, such as HOUSING_DATABASE",
            "Set the variable to the address on the machine that collects, name the variable here, and change "
            "any password that has stood in this file.",
        )  # fmt: skip


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """List every text of a YAML file with the keys that lead to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, place)
    else:
        yield place, str(value)
