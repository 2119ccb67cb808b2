"""Ask a database server through SQLAlchemy, in a transaction that only reads, and never repeat its password."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

from helpers.collect.feed.answer import Answer
from helpers.collect.feed.deadline import GRACE, Ending, TooSlow
from helpers.collect.feed.embedded import cannot_run
from helpers.collect.feed.query import Query
from helpers.model.errors import Refused
from helpers.model.period import Period

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg", "mssql": "mssql+pyodbc"}
"""The driver we name as an extra, for an address that names none."""

EXTRAS = {"psycopg": ("postgres", "psycopg[binary]"), "pyodbc": ("sqlserver", "pyodbc")}

_WAYS_TO_END = ("cancel", "interrupt", "close")
_ENDED_BY_SERVER = "57014"  # SQLSTATE query_canceled, by statement_timeout
_SECRET_OPTION = re.compile(r"pass|pwd|secret|token", re.IGNORECASE)
_SECRET_IN_ODBC = re.compile(r"(?:pwd|password|token)\s*=\s*(\{.*?\}|[^;]*)", re.IGNORECASE)


def ask_server(
    address: str, label: str, query: Query, period: Period, most: int, seconds: int, ending: Ending
) -> Answer:
    """Ask a database server.

    Parameters
    ----------
    address
        The SQLAlchemy URL, from the environment.
    label
        Where the address stands, as errors name it; the address itself is in no message.
    most
        Rows to take; one more is taken where there are more.
    seconds
        After which the server, too, is to end the query.
    ending
        Told how the query can be ended.

    Raises
    ------
    Refused
        The address is none, its driver is missing, the server cannot be reached, or the query cannot be run.
    TooSlow
        The server ended the query.
    """
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    engine, safe = _engine(address, label, seconds)
    try:
        connection = engine.connect()
    except Exception as error:  # whatever a driver raises, what it says may hold the password
        raise _not_connected(label, safe(_said(error))) from None
    with connection:
        ending.by = _how_to_end(connection)
        try:
            _read_only(connection, seconds)
            statement = text(query.written(":", escaped=True))
            # A few rows at a time, where the driver can: one row too many must not bring a million with it.
            asked = connection.execute(statement, query.values(period), execution_options={"stream_results": True})
            columns = tuple(str(column[0]) for column in asked.cursor.description or ())
            rows = tuple(tuple(row) for row in asked.fetchmany(most + 1))
        except Exception as error:
            if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", "") == _ENDED_BY_SERVER:
                raise TooSlow from None
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                raise _not_connected(label, safe(_said(error))) from None
            raise cannot_run(query, safe(_said(error))) from None
        return Answer(columns, rows)


def _engine(address: str, label: str, seconds: int) -> tuple[Engine, Callable[[str], str]]:
    from sqlalchemy import create_engine, make_url
    from sqlalchemy.exc import NoSuchModuleError
    from sqlalchemy.pool import NullPool

    try:
        url = make_url(address)
        url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername))
        driver = url.get_driver_name()
        # A little longer than we wait, so that there is one message for a server that does not answer.
        waits = {"connect_timeout": seconds + 2} if driver in ("psycopg", "psycopg2") else {}
        return create_engine(url, poolclass=NullPool, connect_args=waits), _hiding(url)
    except NoSuchModuleError:
        found = f"a database of the kind {url.drivername}, which SQLAlchemy does not know"
        raise Refused.one(label, found, "such as postgresql or mssql+pyodbc", "Correct the variable.") from None
    except ImportError as error:
        raise _without_driver(label, error, driver) from None
    except Exception:
        raise Refused.one(
            label, "a text that is no address of a database (not shown here)",
            "an address such as postgresql://user@server/database", "Correct the variable.",
        ) from None  # fmt: skip


def _not_connected(label: str, said: str) -> Refused:
    return Refused.one(
        label, f"no connection to the database ({said})", "a database that answers",
        "Ask whoever runs it whether it is up and lets this machine in; check the address in the variable.",
    )  # fmt: skip


def _without_driver(label: str, error: ImportError, driver: str) -> Refused:
    module = error.name or driver
    why = "is not installed" if isinstance(error, ModuleNotFoundError) else f"cannot be loaded ({error})"
    extra, package = EXTRAS.get(module, ("", module))
    named = f'the extra "{extra}" (or "{package}" alone)' if extra else f"the driver {package}"
    return Refused.one(
        label, f"a database whose driver, {module}, {why}", f"the driver {module}",
        f'Install {named}: .venv/bin/python -m pip install "{package}"',
    )  # fmt: skip


def _read_only(connection: Connection, seconds: int) -> None:
    """Begin a transaction in which a PostgreSQL server refuses to write and ends a long query by itself."""
    if connection.dialect.name == "postgresql":
        connection.execution_options(postgresql_readonly=True)
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {seconds * 1000}")
    elif connection.dialect.driver == "pyodbc":
        _driver_connection(connection).timeout = seconds


def _driver_connection(connection: Connection) -> Any:  # noqa: ANN401 - every driver has its own
    return connection.connection.driver_connection


def _how_to_end(connection: Connection) -> Callable[[], object]:
    driver = _driver_connection(connection)
    if hasattr(driver, "cancel_safe"):
        return partial(driver.cancel_safe, timeout=GRACE / 2)
    ways: list[Callable[[], object]] = [getattr(driver, name) for name in _WAYS_TO_END if hasattr(driver, name)]
    return ways[0]


def _said(error: Exception) -> str:
    """Give the first line of what the driver said, without SQLAlchemy's copy of the query and its parameters."""
    cause = getattr(error, "orig", None) or error
    said = cause.args[-1] if cause.args and isinstance(cause.args[-1], str) else str(cause)
    return next(iter(said.splitlines()), "")


def _hiding(url: URL) -> Callable[[str], str]:
    """Make what takes every secret of an address out of a text, whichever way it is written."""
    secrets = {str(url.password)} if url.password else set()
    for name, value in url.query.items():
        values = (value,) if isinstance(value, str) else value
        secrets |= {text for text in values if _SECRET_OPTION.search(name)}
        secrets |= {found.strip("{}") for text in values for found in _SECRET_IN_ODBC.findall(text)}
    written = {way(secret) for secret in secrets for way in (str, quote, quote_plus) if secret}

    def hide(text: str) -> str:
        for secret in sorted(written, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text

    return hide
