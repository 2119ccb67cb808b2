"""A return is fetched from a file, a folder or a query, checked, kept with where it came from, and asked for once."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest
import return_workbooks
import yaml
from tiny import Tiny

from helpers.collect.council import read_council
from helpers.collect.feed import keep as keeping
from helpers.collect.feed.definition import read_feeds
from helpers.collect.feed.fetch import Fetched, fetch
from helpers.collect.framework import read_framework
from helpers.collect.returns import read_returns
from helpers.model.errors import Refused
from helpers.model.period import Period

Q2 = Period.parse("2019-20-q2")
HELD = "data/returns/2019-20-q2"
WHO = "supplied_by: Head of Housing\nsystem: Housing case system\n"
QUERY = "SELECT 'H1' AS ref, :period AS period, COUNT(*) AS value FROM placements WHERE started <= :last_day\n"

Collect = Callable[..., list[Fetched]]


@pytest.fixture
def tiny(tiny: Tiny) -> Tiny:
    """A tiny council to which nobody has sent a return for quarter 2 yet."""
    (tiny.root / HELD / "all.csv").unlink()
    return tiny


@pytest.fixture
def collect(tiny: Tiny) -> Collect:
    def of(*again: str, frozen: bool = False, period: Period = Q2) -> list[Fetched]:
        workspace = tiny.workspace
        told: list[Fetched] = []
        framework = read_framework(workspace, read_council(workspace))
        fetch(workspace, framework, period, again=again, frozen=frozen, tell=told.append)
        return told

    return of


def source(tiny: Tiny, settings: str, query: str = QUERY, name: str = "housing") -> None:
    """Say where the figures of housing are."""
    tiny.put(f"data/sources/{name}.source.yml", f"{WHO}{settings}\n")
    if "query:" in settings:
        tiny.put(f"data/sources/{name}.sql", query)


def placements(tiny: Tiny, count: int = 68) -> None:
    """Fill the case system."""
    with sqlite3.connect(tiny.root / "cases.sqlite") as cases:
        cases.execute("CREATE TABLE IF NOT EXISTS placements (started TEXT)")
        cases.execute("DELETE FROM placements")
        cases.executemany("INSERT INTO placements VALUES (?)", [("2019-07-01",)] * count + [("2019-10-01",)])
    cases.close()


def sqlite_source(tiny: Tiny) -> None:
    source(tiny, "query: housing.sql\ndatabase: cases.sqlite")
    placements(tiny)


def held(tiny: Tiny, name: str = "housing.csv") -> str:
    return (tiny.root / HELD / name).read_bytes().decode("utf-8")


def origin(tiny: Tiny, name: str = "housing.csv") -> dict[str, object]:
    return dict(yaml.safe_load(held(tiny, f"{name}.origin.yml")))


def values(tiny: Tiny) -> dict[str, float]:
    """Read the returns as a build does."""
    workspace = tiny.workspace
    rows = read_returns(workspace, read_framework(workspace, read_council(workspace)), Q2)
    return dict(zip(*(rows[rows["return_period"] == Q2][name] for name in ("ref", "value")), strict=True))


def test_a_query_of_sqlite_is_kept_as_a_return_with_its_origin(tiny: Tiny, collect: Collect) -> None:
    sqlite_source(tiny)
    assert collect() == [Fetched("housing", "1 row kept", (f"{HELD}/housing.csv",))]
    assert held(tiny) == "ref,period,value\r\nH1,2019-20-q2,68\r\n"
    said = origin(tiny)
    assert (said["supplied_by"], said["system"]) == ("Head of Housing", "Housing case system")
    assert said["query"] == QUERY.strip()
    assert said["query_sha256"] == hashlib.sha256(QUERY.encode()).hexdigest()
    assert said["sha256"] == hashlib.sha256(held(tiny).encode()).hexdigest()
    assert said["fetched"].date() == said["received"]  # type: ignore[attr-defined]
    assert values(tiny) == {"H1": 68}


def test_a_source_is_asked_once_and_a_build_never_asks_it(tiny: Tiny, collect: Collect) -> None:
    sqlite_source(tiny)
    collect()
    (tiny.root / "cases.sqlite").unlink()
    before = tiny.files()
    assert collect() == []
    assert values(tiny) == {"H1": 68}
    assert tiny.files() == before


def test_a_source_is_asked_for_each_period(tiny: Tiny, collect: Collect) -> None:
    sqlite_source(tiny)
    (tiny.root / "data/returns/2019-20-q1/all.csv").unlink()
    collect()
    collect(period=Period.parse("2019-20-q1"))
    assert (tiny.root / "data/returns/2019-20-q1/housing.csv").read_text(encoding="utf-8").count("2019-20-q1,0") == 1


def test_again_asks_anew_and_loses_nothing(tiny: Tiny, collect: Collect) -> None:
    sqlite_source(tiny)
    collect()
    earlier, its_origin = held(tiny), held(tiny, "housing.csv.origin.yml")
    placements(tiny, 70)
    collect("housing")
    assert values(tiny) == {"H1": 70}
    history = list((tiny.root / "data/superseded/2019-20-q2").iterdir())
    assert len(history) == 1
    assert (history[0] / "housing.csv").read_bytes().decode() == earlier
    assert (history[0] / "housing.csv.origin.yml").read_bytes().decode() == its_origin


def test_asked_three_times_it_keeps_both_earlier_returns(tiny: Tiny, collect: Collect) -> None:
    sqlite_source(tiny)
    for count in (68, 69, 70):
        placements(tiny, count)
        collect("housing")
    kept = [path.read_text(encoding="utf-8") for path in (tiny.root / "data/superseded").rglob("housing.csv")]
    assert sorted(text.splitlines()[1] for text in kept) == ["H1,2019-20-q2,68", "H1,2019-20-q2,69"]


def test_the_same_answer_again_changes_no_byte(tiny: Tiny, collect: Collect) -> None:
    sqlite_source(tiny)
    collect()
    before = tiny.files()
    assert [fetched.said for fetched in collect("housing")] == ["nothing has changed since"]
    assert tiny.files() == before


def test_a_failed_fetch_leaves_the_earlier_return_as_it_was(tiny: Tiny, collect: Collect) -> None:
    sqlite_source(tiny)
    collect()
    tiny.put("data/sources/housing.sql", QUERY.replace("COUNT(*)", "-1"))
    before = tiny.files()
    with pytest.raises(Refused, match="row 1 of what it returned, column value"):
        collect("housing")
    assert tiny.files() == before


def test_a_disk_that_is_full_leaves_nothing_half_written(
    tiny: Tiny, collect: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite_source(tiny)

    def full(_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping, "as_yaml", full)
    before = tiny.files()
    with pytest.raises(Refused, match="No space left on device"):
        collect()
    assert tiny.files() == before


def test_a_return_that_excel_holds_open_stays_as_it_was(
    tiny: Tiny, collect: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite_source(tiny)
    collect()
    placements(tiny, 70)
    really = Path.replace

    def locked(path: Path, target: Path) -> Path:
        if target.name == "housing.csv":
            raise PermissionError(13, "Permission denied")
        return really(path, target)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(Refused, match="Permission denied"):
        collect("housing")
    assert values(tiny) == {"H1": 68}


def test_a_fetch_killed_between_origin_and_return_is_mended_by_the_next(tiny: Tiny, collect: Collect) -> None:
    sqlite_source(tiny)
    collect()
    (tiny.root / HELD / "housing.csv").unlink()
    assert collect()
    assert values(tiny) == {"H1": 68}


def test_one_source_that_fails_does_not_keep_another_from_being_kept(tiny: Tiny, collect: Collect) -> None:
    sqlite_source(tiny)
    source(tiny, "file: nowhere.csv", name="adults")
    with pytest.raises(Refused, match=r"adults\.source\.yml"):
        collect()
    assert values(tiny) == {"H1": 68}


def test_the_order_in_which_a_database_gives_rows_makes_no_difference(tiny: Tiny, collect: Collect) -> None:
    rows = ["SELECT 'H1' AS ref, :period AS period, 68 AS value", "SELECT 'A1', :period, 81.5"]
    placements(tiny)
    texts = []
    for order in (rows, ["SELECT 'A1' AS ref, :period AS period, 81.5 AS value", "SELECT 'H1', :period, 68"]):
        source(tiny, "query: housing.sql\ndatabase: cases.sqlite", "\nUNION ALL\n".join(order))
        collect("housing")
        texts.append(held(tiny))
    assert texts[0] == texts[1] == "ref,period,value\r\nA1,2019-20-q2,81.5\r\nH1,2019-20-q2,68\r\n"


def test_columns_are_kept_in_the_order_of_a_return(tiny: Tiny, collect: Collect) -> None:
    query = "SELECT 'Two rooms,\nand \"a half\"' AS commentary, 68 AS value, :period AS period, 'H1' AS ref"
    source(tiny, "query: housing.sql\ndatabase: cases.sqlite", query)
    placements(tiny)
    collect()
    assert held(tiny) == 'ref,period,value,commentary\r\nH1,2019-20-q2,68,"Two rooms,\nand ""a half"""\r\n'


def test_every_parameter_is_bound(tiny: Tiny, collect: Collect) -> None:
    query = """SELECT 'H1' AS ref, :period AS period, 68 AS value,
        :period || ' ' || :first_day || ' ' || :last_day || ' ' || :year || ' '':year'' 12:30' AS commentary
        -- not a parameter: :perod; DELETE"""
    source(tiny, "query: housing.sql\ndatabase: cases.sqlite", query)
    placements(tiny)
    collect()
    assert held(tiny).endswith("2019-20-q2 2019-07-01 2019-09-30 2019-20 ':year' 12:30\r\n")


def test_a_query_of_duckdb_is_kept_as_a_return(tiny: Tiny, collect: Collect) -> None:
    with duckdb.connect(tiny.root / "cases.duckdb") as cases:
        cases.execute("CREATE TABLE placements AS SELECT DATE '2019-09-30' + range::INTEGER AS started FROM range(90)")
    query = """SELECT 'H1' AS ref, :period AS period, COUNT(*)::DECIMAL(9, 2) AS value, DATE '2019-10-31' AS action_date
        FROM placements WHERE started BETWEEN :first_day AND :last_day"""
    source(tiny, "query: housing.sql\ndatabase: cases.duckdb", query)
    collect()
    assert held(tiny) == "ref,period,value,action_date\r\nH1,2019-20-q2,1.00,2019-10-31\r\n"


def test_csv_and_parquet_files_are_asked_as_tables(tiny: Tiny, collect: Collect) -> None:
    tiny.put("extracts/2019-20-q2/north.csv", "id,started\n007,2019-07-01\n008,2019-10-02\n")
    tiny.put("extracts/2019-20-q2/south.csv", "id,started\n009,2019-07-02\n")
    pd.DataFrame({"id": ["007", "009"], "households": [1, 2]}).to_parquet(tiny.root / "extracts/sizes.parquet")
    query = """SELECT 'H1' AS ref, :period AS period, SUM(households)::BIGINT AS value
        FROM placements JOIN sizes USING (id) WHERE started <= :last_day"""
    settings = "query: housing.sql\ntables: {placements: 'extracts/{period}/*.csv', sizes: extracts/sizes.parquet}"
    source(tiny, settings, query)
    collect()
    assert held(tiny) == "ref,period,value\r\nH1,2019-20-q2,3\r\n"


def test_a_day_that_could_be_two_is_not_guessed(tiny: Tiny, collect: Collect) -> None:
    tiny.put("extract.csv", "started\n03/04/2019\n")
    query = "SELECT 'H1' AS ref, :period AS period, 1 AS value, typeof(started) AS commentary FROM placements"
    source(tiny, "query: housing.sql\ntables: {placements: extract.csv}", query)
    collect()
    assert held(tiny).endswith("VARCHAR\r\n")


@pytest.mark.parametrize("kind", ["database: cases.duckdb", "tables: {placements: extract.csv}"])
@pytest.mark.parametrize("reach", ["read_text('params/council.yml')", "glob('*')", "'extract.csv'"])
def test_a_query_sees_no_file_but_those_it_is_given(kind: str, reach: str, tiny: Tiny, collect: Collect) -> None:
    tiny.put("extract.csv", "started\n2019-07-01\n")
    duckdb.connect(tiny.root / "cases.duckdb").close()
    source(tiny, f"query: housing.sql\n{kind}", f"SELECT 'H1' AS ref, :period AS period, 1 AS value FROM {reach}")
    with pytest.raises(Refused, match="disabled by configuration"):
        collect()


def test_a_database_that_is_asked_is_not_written_to(tiny: Tiny, collect: Collect) -> None:
    sqlite_source(tiny)
    with duckdb.connect(tiny.root / "cases.duckdb") as cases:
        cases.execute("CREATE SEQUENCE numbers")
    before = tiny.files()
    query = "SELECT 'H1' AS ref, :period AS period, nextval('numbers') AS value"
    source(tiny, "query: more.sql\ndatabase: cases.duckdb", name="more")
    tiny.put("data/sources/more.sql", query)
    with pytest.raises(Refused, match="read-only"):
        collect()
    names = ("cases.sqlite", "cases.duckdb")
    assert [tiny.files()[name] for name in names] == [before[name] for name in names]


ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'H1' AS ref, MAX(i) FROM n",
    "duckdb": "SELECT 'H1' AS ref, COUNT(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range % 7 = b.range",
}


@pytest.mark.parametrize("database", ENDLESS)
def test_a_query_without_end_is_ended(database: str, tiny: Tiny, collect: Collect) -> None:
    placements(tiny)
    duckdb.connect(tiny.root / "cases.duckdb").close()
    source(tiny, f"query: housing.sql\ndatabase: cases.{database}\ntimeout: 1", ENDLESS[database])
    with pytest.raises(Refused, match="no answer within 1 second; it was ended"):
        collect()
    assert not list((tiny.root / HELD).iterdir())
    assert "collect" not in [thread.name for thread in threading.enumerate()]  # ended, not left behind


def test_any_address_that_sqlalchemy_knows_is_asked_and_its_query_can_be_ended(
    tiny: Tiny, collect: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    placements(tiny)
    monkeypatch.setenv("HOUSING_DATABASE", f"sqlite:///{tiny.root}/cases.sqlite")
    source(tiny, "query: housing.sql\ndatabase: HOUSING_DATABASE")
    collect()
    assert values(tiny) == {"H1": 68}
    source(tiny, "query: housing.sql\ndatabase: HOUSING_DATABASE\ntimeout: 1", ENDLESS["sqlite"])
    with pytest.raises(Refused, match="no answer within 1 second; it was ended"):
        collect("housing")
    assert "collect" not in [thread.name for thread in threading.enumerate()]


def test_a_file_elsewhere_is_copied_byte_for_byte(tiny: Tiny, collect: Collect, tmp_path: Path) -> None:
    share = tmp_path / "share" / "2019-20" / "2019-20-q2.xlsx"
    share.parent.mkdir(parents=True)
    book = openpyxl.Workbook()
    for row in (["ref", "period", "value"], ["H1", "2019-20-q2", 68]):
        book.active.append(row)
    book.save(share)
    source(tiny, f"file: {tmp_path}/share/{{year}}/{{period}}.xlsx")
    collect()
    assert (tiny.root / HELD / "housing.xlsx").read_bytes() == share.read_bytes()
    assert "query" not in origin(tiny, "housing.xlsx")
    assert values(tiny) == {"H1": 68}


@pytest.fixture
def share(tmp_path: Path) -> Tiny:
    """A folder on a network share into which services put their returns."""
    share = Tiny(tmp_path / "share")
    share.put("2019-20-q2/Housing Q2.csv", "ref,period,value\nH1,2019-20-q2,68\n")
    share.put("2019-20-q2/care.CSV", "ref,period,value\nA1,2019-20-q2,81.5\n")
    share.put("2019-20-q2/~$care.xlsx", "Excel's lock")
    share.put("2019-20-q2/Thumbs.db", "Windows'")
    return share


def test_every_file_of_a_folder_is_copied(tiny: Tiny, collect: Collect, share: Tiny) -> None:
    source(tiny, f"folder: {share.root}/{{period}}", name="services")
    assert collect() == [
        Fetched("services", "2 rows kept", (f"{HELD}/services.Housing Q2.csv", f"{HELD}/services.care.CSV"))
    ]
    assert values(tiny) == {"H1": 68, "A1": 81.5}
    assert origin(tiny, "services.care.CSV")["supplied_by"] == "Head of Housing"


def test_a_folder_again_keeps_what_changed_and_what_went(tiny: Tiny, collect: Collect, share: Tiny) -> None:
    source(tiny, f"folder: {share.root}/{{period}}\npattern: '*.[cC][sS][vV]'", name="services")
    collect()
    share.put("2019-20-q2/Housing Q2.csv", "ref,period,value\nH1,2019-20-q2,70\n")
    (share.root / "2019-20-q2/care.CSV").rename(share.root / "2019-20-q2/adults.csv")
    collect("services")
    assert values(tiny) == {"H1": 70, "A1": 81.5}
    history = {path.name for path in (tiny.root / "data/superseded").rglob("*.*") if path.is_file()}
    kept = {"services.Housing Q2.csv", "services.care.CSV"}
    assert history == kept | {f"{name}.origin.yml" for name in kept}


def test_a_folder_of_return_workbooks_brings_those_that_are_filled_in(
    tiny: Tiny, collect: Collect, share: Tiny
) -> None:
    care, homes = (return_workbooks.issued(tiny, service) for service in ("care", "homes"))
    share.put("books/care.xlsx", return_workbooks.filled(care, {("A1", "Value"): 81.5}))
    share.put("books/homes.xlsx", homes)
    source(tiny, f"folder: {share.root}/books", name="services")
    kept = (f"{HELD}/services.care.xlsx",)
    assert collect() == [Fetched("services", f"1 row kept; not filled in yet: {share.root}/books/homes.xlsx", kept)]
    share.put("books/homes.xlsx", return_workbooks.filled(homes, {("H1", "Value"): 68}))
    collect("services")
    assert values(tiny) == {"A1": 81.5, "H1": 68}


def test_a_folder_in_which_nobody_has_filled_anything_in_is_asked_again(
    tiny: Tiny, collect: Collect, share: Tiny
) -> None:
    share.put("books/care.xlsx", return_workbooks.issued(tiny))
    source(tiny, f"folder: {share.root}/books", name="services")
    assert collect() == [Fetched("services", f"nothing yet; not filled in yet: {share.root}/books/care.xlsx")]


def test_a_source_may_have_nothing_yet_and_is_asked_again(tiny: Tiny, collect: Collect, share: Tiny) -> None:
    source(tiny, f"folder: {share.root}/later\nmay_be_empty: true", name="services")
    assert collect() == [Fetched("services", "nothing yet")]
    share.put("later/care.csv", "ref,period,value\nA1,2019-20-q2,81.5\n")
    assert [fetched.said for fetched in collect()] == ["1 row kept"]


def test_a_query_may_have_no_row_yet(tiny: Tiny, collect: Collect) -> None:
    source(tiny, "query: housing.sql\ndatabase: cases.sqlite\nmay_be_empty: true", f"{QUERY} HAVING COUNT(*) > 99")
    placements(tiny)
    assert collect() == [Fetched("housing", "nothing yet")]


def test_nothing_is_fetched_for_a_released_period(tiny: Tiny, collect: Collect) -> None:
    sqlite_source(tiny)
    before = tiny.files()
    assert collect(frozen=True) == []
    with pytest.raises(Refused, match="has been released"):
        collect("housing", frozen=True)
    assert tiny.files() == before


def test_only_the_command_collect_comes_to_a_source(repository: Path) -> None:
    house = repository / "src" / "helpers"
    rooms = {path.relative_to(house).as_posix(): path.read_text(encoding="utf-8") for path in house.rglob("*.py")}
    callers = {name for name, text in rooms.items() if "collect.feed" in text and not name.startswith("collect/feed/")}
    assert callers == {"cli/collect.py"}


def test_a_workspace_without_sources_has_none(tiny: Tiny, collect: Collect) -> None:
    assert read_feeds(tiny.workspace) == []
    assert collect() == []


def test_the_databases_are_imported_only_when_a_source_needs_them(tiny: Tiny) -> None:
    source(tiny, "file: housing.csv")
    tiny.put("housing.csv", "ref,period,value\nH1,2019-20-q2,68\n")
    code = (
        "import sys; from helpers.cli import main\n"
        "try: main()\n"
        "finally: print(sorted({'duckdb', 'sqlalchemy', 'sqlparse'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, "collect", "2019-20-q2", "--workspace", str(tiny.root)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "housing: 1 row kept" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "[]"
