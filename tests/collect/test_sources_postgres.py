"""A return is fetched from a real PostgreSQL server, which is only read, never waited for, and keeps its password."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from postgres_server import PASSWORD, QUOTED, Server, running
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny

from helpers.collect.council import read_council
from helpers.collect.feed.fetch import fetch
from helpers.collect.framework import read_framework
from helpers.model.errors import Refused
from helpers.model.period import Period

pytestmark = pytest.mark.needs_postgres

HELD = "data/returns/2019-20-q2"
TABLES = """
CREATE TABLE placements (kind char(6), started date, households numeric(9, 2), checked boolean);
INSERT INTO placements VALUES ('H1', '2019-07-01', 40.50, true), ('H1', '2019-09-30', 27.50, true),
    ('H1', '2019-10-01', 5, false), ('H2', '2019-07-01', 1.75, true);
CREATE SEQUENCE numbers;
"""
QUERY = """
SELECT kind AS ref, :period::text AS period, SUM(households) AS value, MAX(started) AS action_date,
    '100% ' || :year AS commentary  -- not :perod
FROM placements WHERE started BETWEEN :first_day AND :last_day AND kind LIKE 'H%' GROUP BY kind
"""

Collect = Callable[..., str]


@pytest.fixture(scope="module")
def server(postgres_programs: Path) -> Iterator[Server]:
    with running(postgres_programs) as started:
        with connected(started) as connection:
            connection.execute(TABLES)
        yield started


def connected(server: Server) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(host=str(server.folder), user="analyst", password=PASSWORD, dbname="postgres")


@pytest.fixture
def tiny(tiny: Tiny, server: Server, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """A tiny council whose housing figures are in the server."""
    (tiny.root / HELD / "all.csv").unlink()
    tiny.put(
        "data/sources/housing.source.yml",
        "supplied_by: Head of Housing\nsystem: Housing\nquery: housing.sql\ndatabase: HOUSING_DATABASE\n",
    )
    monkeypatch.setenv("HOUSING_DATABASE", server.address())
    return tiny


@pytest.fixture
def collect(tiny: Tiny) -> Collect:
    """Fetch by a query, and give the return; without a query, the one of the fixture."""

    def of(query: str = QUERY, **settings: int) -> str:
        tiny.put("data/sources/housing.sql", query)
        tiny.add("data/sources/housing.source.yml", "".join(f"{name}: {given}\n" for name, given in settings.items()))
        framework = read_framework(tiny.workspace, read_council(tiny.workspace))
        fetch(tiny.workspace, framework, Period.parse("2019-20-q2"))
        return (tiny.root / HELD / "housing.csv").read_bytes().decode("utf-8")

    return of


def refusal(collect: Collect, *arguments: str, **settings: int) -> str:
    with pytest.raises(Refused) as refused:
        collect(*arguments, **settings)
    # Nothing is chained to a refusal that could be printed with it.
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    return str(refused.value)


def figure(value: str) -> str:
    """A query for one figure."""
    return f"SELECT 'H1' AS ref, '2019-20-q2' AS period, {value} AS value"


def test_a_query_of_a_server_is_kept_as_a_return(collect: Collect) -> None:
    assert collect() == (
        "ref,period,value,commentary,action_date\r\n"
        "H1    ,2019-20-q2,68.00,100% 2019-20,2019-09-30\r\n"
        "H2    ,2019-20-q2,1.75,100% 2019-20,2019-07-01\r\n"
    )


def test_the_password_stands_nowhere_in_the_workspace(tiny: Tiny, collect: Collect) -> None:
    collect()
    content = b"\n".join(path.read_bytes() for path in tiny.root.rglob("*") if path.is_file())
    assert b"SELECT kind AS ref" in content
    assert not re.search(f"{re.escape(PASSWORD)}|{re.escape(QUOTED)}|HOUSING_DATABASE=".encode(), content)


@pytest.mark.parametrize(
    "writes",
    [
        pytest.param("nextval('numbers')", id="a function that writes"),
        pytest.param("(SELECT 1 FROM set_config('transaction_read_only', 'off', false))", id="leave to write"),
    ],
)
def test_the_server_itself_refuses_to_write(
    writes: str, collect: Collect, server: Server, golden: SnapshotAssertion
) -> None:
    assert refusal(collect, figure(writes)) == golden
    with connected(server) as connection:
        assert connection.execute("SELECT last_value, is_called FROM numbers").fetchone() == (1, False)


def test_a_slow_query_is_ended_on_the_server_too(
    tiny: Tiny, collect: Collect, server: Server, golden: SnapshotAssertion
) -> None:
    before = tiny.files()
    assert refusal(collect, figure("(SELECT 1 FROM pg_sleep(600))"), timeout=1) == golden
    with connected(server) as connection:
        asked = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%%pg_sleep(6%%' AND pid <> pg_backend_pid()"
        )
        assert asked.fetchone() == (0,)
    assert tiny.files().keys() - before.keys() == {"data/sources/housing.sql"}


def test_a_query_with_far_too_many_rows_is_refused_before_they_have_come(
    collect: Collect, golden: SnapshotAssertion
) -> None:
    endless = figure("generate_series(1, 1000000000)")
    assert refusal(collect, endless, row_limit=100) == golden


CASES = {
    "a column that is not there": "SELECT reference AS ref FROM placements",
    "a table that is not there": "SELECT ref FROM placement",
    "no row": f"{QUERY.replace('GROUP BY', 'AND false GROUP BY')}",
    "a truth value": figure("checked").replace("'H1'", "kind") + " FROM placements LIMIT 2",
    "a number that is none": figure("'NaN'::numeric"),
    "a number that is infinite": figure("'-Infinity'::float8"),
    "a number that is too large": figure("9223372036854775807"),
    "null without a reason": figure("NULL"),
    "a time": figure("68") + ", TIMESTAMP '2019-10-11 12:30' AS action_date",
    "an array": figure("ARRAY[1, 2]"),
    "bytes": figure("'68'::bytea"),
    "two columns of one name": figure("68") + ", 69 AS value",
    "a column without a name": figure("68") + ", 'x' || 'y'",
}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.replace(" ", "-")) for case in CASES])
def test_it_is_refused_in_plain_words_and_nothing_is_kept(
    case: str, tiny: Tiny, collect: Collect, golden: SnapshotAssertion
) -> None:
    assert refusal(collect, CASES[case]) == golden
    assert not list((tiny.root / HELD).iterdir())


@pytest.mark.parametrize("password", ["wrong", "postgresql", QUOTED.replace("correct", "incorrect")])
def test_a_wrong_password_is_not_repeated(
    password: str, collect: Collect, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOUSING_DATABASE", server.address(password))
    said = refusal(collect)
    assert "password authentication failed" in said
    assert not re.search(r"wrong|horse|incorrect", said)
