"""Read a query: one SELECT, its parameters found so that a database binds them and nothing is pasted into it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from helpers.model.errors import Refused, quoted
from helpers.model.period import Period

PARAMETERS = ("period", "first_day", "last_day", "year")
LARGEST_QUERY = 2**18
"""Bytes."""

# Anywhere in it, since SQL Server parts statements without a semicolon.
_WRITES = {
    "INSERT", "UPDATE", "DELETE", "MERGE", "INTO", "CREATE", "ALTER", "DROP", "TRUNCATE", "GRANT", "REVOKE", "EXEC",
    "EXECUTE",
}  # fmt: skip
_SECRET = re.compile(r"://[^/\s:@']*:[^/\s']*@|password\s*=\s*[^\s']", re.IGNORECASE)
# What SQLAlchemy's text() takes for a parameter, and for a colon that was kept from being one.
_LIKE_AN_ESCAPE = re.compile(r"\\(?=:[\w$]*(?![:\w$]))")
_LIKE_A_PARAMETER = re.compile(r"(?<![:\w\\]):(?=\w)")


@dataclass(frozen=True, slots=True)
class Query:
    """One SELECT.

    Attributes
    ----------
    label
        Its file as errors name it.
    text
        The file's text, word for word.
    sha256
        Hash of the file.
    parts
        The statement in pieces: text, or the name of a parameter.
    """

    label: str
    text: str
    sha256: str
    parts: tuple[tuple[bool, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters that the query uses."""
        return tuple(name for name in PARAMETERS if (True, name) in self.parts)

    def written(self, mark: str, *, escaped: bool = False) -> str:
        r"""Write the statement as a database's driver wants its parameters marked.

        Parameters
        ----------
        mark
            What stands before a parameter's name: ``:`` or ``$``.
        escaped
            Put a backslash before a colon that only looks like a parameter's, and part a parameter from a cast that
            follows it (``:period::text``), as SQLAlchemy asks.
        """
        return "".join(
            f"{mark}{part}{' ' * escaped}" if bound else _escaped(part) if escaped else part
            for bound, part in self.parts
        )

    def values(self, period: Period) -> dict[str, str | date]:
        """Give the values of the parameters that the query uses."""
        known: dict[str, str | date] = {
            "period": str(period),
            "first_day": period.start,
            "last_day": period.end,
            "year": str(period.financial_year),
        }
        return {name: known[name] for name in self.names}


def _escaped(text: str) -> str:
    return _LIKE_A_PARAMETER.sub(r"\\:", _LIKE_AN_ESCAPE.sub(r"\\\\", text))


def read_query(path: Path, label: str) -> Query:
    """Read and check a file with a query.

    Raises
    ------
    Refused
        The file is missing or empty, holds more than one statement or one that writes, uses an unknown parameter, or
        holds a password.
    """
    raw = _raw(path, label)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused.one(
            label, f"bytes that are not UTF-8 (byte {error.start})", "a UTF-8 file", "Save the file as UTF-8."
        ) from None
    if _SECRET.search(text):
        raise Refused.one(
            label, "a password (not shown here)", "a query without one",
            "Take it out, change it where it was used, and let the database's own address carry the new one.",
        )  # fmt: skip
    return Query(label, text, hashlib.sha256(raw).hexdigest(), _parts(text, label))


def _raw(path: Path, label: str) -> bytes:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise Refused.one(label, "no such file", "a file with one SELECT", "Write it, or correct `query:`.") from None
    except OSError as error:
        raise Refused.one(
            label, f"a file that cannot be read ({error.strerror})", "a file with one SELECT", "Correct `query:`."
        ) from None
    if len(raw) > LARGEST_QUERY:
        raise Refused.one(
            label, f"a file of {len(raw):,} bytes", f"a query of at most {LARGEST_QUERY:,} bytes", "Shorten it."
        )
    return raw


def _parts(text: str, label: str) -> tuple[tuple[bool, str], ...]:
    from sqlparse import engine, tokens

    stack: Any = engine.FilterStack  # parts words and statements, and builds no tree that a query could be too deep for
    read = [list(statement.flatten()) for statement in stack().run(text)]
    statements = [[token for token in held if not _is_mute(token)] for held in read]
    statements = [held for held in statements if any(token.value != ";" for token in held)]
    _check_statements(statements, label)
    parts = []
    for token in (token for statement in read for token in statement):
        if token.ttype is tokens.Name.Placeholder and token.value.startswith(":"):
            parts.append((True, _parameter(token.value[1:], label)))
        elif token.ttype is tokens.Punctuation and token.value == ";":
            continue  # a driver that wraps the statement stumbles over its end
        else:
            parts.append((False, "\n" if token.ttype in tokens.Comment else token.value))
    return tuple(parts)


def _is_mute(token: Any) -> bool:  # noqa: ANN401 - sqlparse has no types
    from sqlparse import tokens

    return bool(token.is_whitespace or token.ttype in tokens.Comment)


def _check_statements(statements: list[list[Any]], label: str) -> None:
    from sqlparse import tokens

    one_select = "one SELECT, or WITH … SELECT"
    if not statements:
        raise Refused.one(label, "no statement", one_select, "Write the query.")
    if len(statements) > 1:
        raise Refused.one(
            label, f"{len(statements)} statements", one_select, "Join them into one, or make a source of each."
        )
    words = [token for token in statements[0] if token.ttype in tokens.Keyword]
    first = statements[0][0].value
    writing = [token.value.upper() for token in words if token.value.upper() in _WRITES]
    if first.upper() not in ("SELECT", "WITH") or writing:
        raise Refused.one(
            label, f"a statement with {quoted(writing[:1] or [first])}", one_select,
            "Collecting only reads: leave out what changes the database; put a name that is such a word in quotes.",
        )  # fmt: skip


def _parameter(name: str, label: str) -> str:
    if name not in PARAMETERS:
        raise Refused.one(
            label, f'the parameter ":{name}"', f"one of {quoted(f':{known}' for known in PARAMETERS)}",
            "Correct its name.",
        )  # fmt: skip
    return name
