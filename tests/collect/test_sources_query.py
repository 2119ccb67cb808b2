"""A query is one SELECT whose parameters are found and nothing else is; its answer makes the same file each time."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.collect.feed.answer import Answer, as_csv, row_starts
from helpers.collect.feed.query import Query, read_query
from helpers.model.errors import Refused
from helpers.model.period import Period


def read(folder: Path, text: str) -> Query:
    path = folder / "housing.sql"
    path.write_text(text, encoding="utf-8")
    return read_query(path, "housing.sql")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("SELECT :period, ':period', \":year\" -- :year", "SELECT $period, ':period', \":year\""),
        ("SELECT :first_day::date /* :year */", "SELECT $first_day::date"),
        ("SELECT '12:30', 'it''s :year', a[1:2];", "SELECT '12:30', 'it''s :year', a[1:2]"),
        ("SELECT [update], `delete`, \"into\", t.drop FROM t", "SELECT [update], `delete`, \"into\", t.drop FROM t"),
        ("with a as (select 1) select replace(x) from a ; ;\n-- ;", "with a as (select 1) select replace(x) from a"),
    ],
)  # fmt: skip
def test_only_what_is_a_parameter_is_one(text: str, written: str, tmp_path: Path) -> None:
    assert read(tmp_path, text).written("$").strip() == written


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1 AS ref EXEC empty_everything",  # to SQL Server these are two statements
        "SELECT 1 AS ref DROP TABLE placements",
        "SELECT * FROM placements FOR UPDATE",
        "WITH x AS (SELECT 1) INSERT INTO placements SELECT * FROM x",
        "EXPLAIN ANALYZE DELETE FROM placements",
        "SELECT 1 /* harmless */; -- and\nTRUNCATE placements",
        "COPY placements TO 'out.csv'",
        "ATTACH 'other.db'",
        "CALL empty_everything()",
        "(SELECT 1)",
    ],
)
def test_what_is_not_one_select_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="one SELECT, or WITH … SELECT"):
        read(tmp_path, text)


def test_sqlalchemy_sees_the_same_parameters_as_we_do(tmp_path: Path) -> None:
    from sqlalchemy import text
    from sqlalchemy.dialects.postgresql.psycopg import dialect

    query = read(tmp_path, "SELECT :period::text, ':year', 'x:y', '\\:z' FROM a WHERE b LIKE '50%' AND c > :first_day")
    compiled = text(query.written(":", escaped=True)).compile(dialect=dialect())
    assert set(compiled.params) == set(query.names) == {"period", "first_day"}
    assert str(compiled).strip() == (
        "SELECT %(period)s ::text, ':year', 'x:y', '\\:z' FROM a WHERE b LIKE '50%%' AND c > %(first_day)s"
    )


def test_parameters_are_those_of_the_period(tmp_path: Path) -> None:
    query = read(tmp_path, "SELECT :period, :first_day, :last_day, :year")
    assert query.values(Period.parse("2019-20-q4")) == {
        "period": "2019-20-q4", "first_day": date(2020, 1, 1), "last_day": date(2020, 3, 31), "year": "2019-20",
    }  # fmt: skip


VALUES = (
    st.none()
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False, places=2)
    | st.dates()
)
ROWS = st.lists(st.tuples(st.text("AB", min_size=1), VALUES, VALUES), max_size=6)


@given(rows=ROWS, seed=st.integers())
def test_the_same_rows_in_any_order_make_the_same_file(rows: list[tuple[object, ...]], seed: int) -> None:
    columns = ("ref", "value", "commentary")
    shuffled = Random(seed).sample(rows, len(rows))
    made = [as_csv(Answer(columns, tuple(order)), "x.sql", columns=columns) for order in (rows, shuffled)]
    assert made[0] == made[1]


@given(rows=ROWS)
def test_every_row_can_be_found_again_by_its_line(rows: list[tuple[object, ...]]) -> None:
    content = as_csv(Answer(("ref", "value", "commentary"), tuple(rows)), "x.sql")
    lines = io.StringIO(content.decode("utf-8"), newline="").readlines()
    found = [next(csv.reader(lines[line - 1 :])) for line in row_starts(content)]
    shown = [
        ["" if cell is None else format(cell, "f") if isinstance(cell, Decimal) else str(cell) for cell in row]
        for row in rows
    ]
    assert found == shown
    assert list(row_starts(content).values()) == list(range(1, len(rows) + 1))
