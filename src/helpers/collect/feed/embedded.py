"""Ask a database that is a file: SQLite, DuckDB, or DuckDB over CSV and parquet files."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.collect.feed.answer import Answer
from helpers.collect.feed.deadline import Ending
from helpers.collect.feed.query import Query
from helpers.model.errors import Refused
from helpers.model.period import Period

if TYPE_CHECKING:
    import duckdb

SQLITE = b"SQLite format 3\x00"
LOCKED_SECONDS = 5.0
"""How long another program may be writing to a SQLite file before we give up."""

_OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
# A day that is not written 2019-10-11 stays text: DuckDB would guess whether 03/04/2019 is in March or April.
_READ_CSV = """read_csv(?, header = true, sample_size = -1, dateformat = '%Y-%m-%d',
    auto_type_candidates = ['BIGINT', 'DOUBLE', 'DATE', 'VARCHAR'])"""
_READ_PARQUET = "read_parquet(?)"


def ask_file(path: Path, label: str, query: Query, period: Period, most: int, ending: Ending) -> Answer:
    """Ask a SQLite or DuckDB file, opened so that nothing can be written to it.

    Parameters
    ----------
    path
        The database.
    label
        The database as errors name it.
    most
        Rows to take; one more is taken where there are more.
    ending
        Told how the query can be ended.

    Raises
    ------
    Refused
        There is no such database, or the query cannot be run.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(SQLITE))
    except OSError as error:
        raise Refused.one(
            label, f"no database that can be read ({error.strerror})", "a DuckDB or SQLite file",
            "Correct `database:`; the name of an environment variable is written in capitals.",
        ) from None  # fmt: skip
    if start == SQLITE:
        return _ask_sqlite(path, label, query, period, most, ending)
    if start[8:12] == b"DUCK":
        return _ask_duckdb_file(path, label, query, period, most, ending)
    raise Refused.one(label, "a file of another kind", "a DuckDB or SQLite file", "Correct `database:`.")


def ask_tables(
    tables: Mapping[str, Path], label: str, query: Query, period: Period, most: int, ending: Ending
) -> Answer:
    """Ask CSV and parquet files as if they were tables; the query sees them and no other file.

    Parameters
    ----------
    tables
        A file, or a pattern of many, by the table's name.
    label
        The source file as errors name it.
    most, ending
        As for :func:`ask_file`.

    Raises
    ------
    Refused
        A file is not there or cannot be read, or the query cannot be run.
    """
    import duckdb

    connection = duckdb.connect(config=_OFFLINE)  # type: ignore[arg-type]
    ending.by = connection.interrupt
    with connection:
        for name, path in tables.items():
            reader = _READ_PARQUET if path.suffix.lower() == ".parquet" else _READ_CSV
            try:
                connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM {reader}', [str(path)])
            except duckdb.Error as error:
                raise Refused.one(
                    f"{label}, key tables.{name}", f"no table ({_first_line(error, path)})",
                    "a CSV file in UTF-8 with a heading row, or a parquet file", "Correct the name, or mend the file.",
                ) from None  # fmt: skip
        return _ask_duckdb(connection, query, period, most)


def cannot_run(query: Query, said: str) -> Refused:
    """Say that a database did not understand a query."""
    return Refused.one(
        query.label, f"a query that the database cannot run ({said})", "a query that it can",
        "Correct the query and try it in the database's own program, or ask for leave to read what it names.",
    )  # fmt: skip


def _cannot_be_opened(label: str, said: str) -> Refused:
    return Refused.one(
        label, f"a database that cannot be read ({said})", "a whole DuckDB or SQLite file that nobody is writing to",
        "Close it in other programs, or ask for a whole copy, and collect again.",
    )  # fmt: skip


def _ask_sqlite(path: Path, label: str, query: Query, period: Period, most: int, ending: Ending) -> Answer:
    values = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in query.values(period).items()
    }
    address = f"{path.resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=LOCKED_SECONDS, check_same_thread=False)
    ending.by = connection.interrupt
    try:
        cursor = connection.execute(query.written(":"), values)
        return Answer(tuple(column[0] for column in cursor.description), tuple(cursor.fetchmany(most + 1)))
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF != sqlite3.SQLITE_ERROR:
            raise _cannot_be_opened(label, str(error)) from None
        raise cannot_run(query, str(error)) from None
    finally:
        connection.close()


def _ask_duckdb_file(path: Path, label: str, query: Query, period: Period, most: int, ending: Ending) -> Answer:
    import duckdb

    try:
        connection = duckdb.connect(path, read_only=True, config=_OFFLINE)  # type: ignore[arg-type]
    except duckdb.Error as error:
        raise _cannot_be_opened(label, _first_line(error, path)) from None
    ending.by = connection.interrupt
    with connection:
        return _ask_duckdb(connection, query, period, most)


def _ask_duckdb(connection: duckdb.DuckDBPyConnection, query: Query, period: Period, most: int) -> Answer:
    import duckdb

    try:
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        connection.execute(query.written("$"), query.values(period) or None)
        columns = tuple(str(column[0]) for column in connection.description or ())
        return Answer(columns, tuple(connection.fetchmany(most + 1)))
    except duckdb.Error as error:
        raise cannot_run(query, _first_line(error)) from None


def _first_line(error: Exception, path: Path | None = None) -> str:
    """Give what a person needs of a message; a file is named without the folders of this machine."""
    said = next(iter(str(error).splitlines()), "")
    return said.replace(str(path), path.name).replace(str(path.resolve()), path.name) if path else said
