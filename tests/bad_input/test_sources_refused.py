"""Whatever goes wrong between a source and us is refused in plain words; nothing is kept, no password is repeated."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny

HELD = "data/returns/2019-20-q2"
SOURCE, SQL = "data/sources/housing.source.yml", "data/sources/housing.sql"
WHO = "supplied_by: Head of Housing\nsystem: Housing case system\n"
SECRET = "hunter2"

Breaks = Callable[[Tiny], object]
Goldenthread = Callable[..., tuple[int, str]]


def says(settings: str, name: str = SOURCE) -> Breaks:
    """Say something else of where the figures are."""
    return lambda tiny: tiny.put(name, f"{WHO}{settings}\n")


def asks(query: str | bytes, settings: str = "database: cases.sqlite") -> Breaks:
    """Ask the case system something."""
    return lambda tiny: [says(f"query: housing.sql\n{settings}")(tiny), tiny.put(SQL, query)]


def answers(columns: str, after: str = "") -> Breaks:
    """Ask for columns whose values stand in the query."""
    return asks(f"SELECT {columns} {after}")


def shares(settings: str, **files: str) -> Breaks:
    """Put files into a folder that the source names; a double underscore in a name stands for a full stop."""
    return lambda tiny: [
        says(settings)(tiny),
        *(tiny.put(f"share/{name.replace('__', '.')}", text) for name, text in files.items()),
    ]


def broken_link(tiny: Tiny) -> None:
    shares("folder: share", care__csv="ref,period,value\nA1,2019-20-q2,81.5\n")(tiny)
    (tiny.root / "share" / "housing.csv").symlink_to("gone.csv")


def by_hand(tiny: Tiny) -> None:
    """A person has sent a return whose name a source uses."""
    answers("'H1' AS ref, :period AS period, 68 AS value")(tiny)
    tiny.put(f"{HELD}/housing.csv", "ref,period,value\nH1,2019-20-q2,68\n")


def said_before(tiny: Tiny) -> None:
    """A person has sent a figure that the source brings too."""
    answers("'H1' AS ref, :period AS period, 68 AS value")(tiny)
    tiny.put(f"{HELD}/all.csv", "ref,period,value\nH2,2019-20-q2,1.75\nH1,2019-20-q2,69\n")


def damaged(tiny: Tiny) -> None:
    answers("ref", "FROM placements")(tiny)
    tiny.put("cases.sqlite", b"SQLite format 3\x00" + b"not a database at all" * 300)


GOOD = "ref,period,value\nH1,2019-20-q2,68\n"
ONE = "'H1' AS ref, :period AS period"

SETTINGS: dict[str, Breaks] = {
    "an unknown key": says("file: housing.csv\nencoding: utf-8"),
    "no role": lambda tiny: tiny.put(SOURCE, "system: Housing\nfile: housing.csv\n"),
    "nothing to fetch": says(""),
    "two places at once": says("file: housing.csv\nfolder: share"),
    "a query of nothing": says("query: housing.sql"),
    "a query of two things": says("query: housing.sql\ndatabase: cases.sqlite\ntables: {cases: cases.csv}"),
    "a database without a query": says("file: housing.csv\ndatabase: cases.sqlite"),
    "a query elsewhere": says("query: ../../etc/housing.sql\ndatabase: cases.sqlite"),
    "a blank that nobody fills": says("folder: share/{quarter}"),
    "a blank in a table that nobody fills": says("query: housing.sql\ntables: {cases: 'cases-{month}.csv'}"),
    "a pattern that leads out of the folder": says("folder: share\npattern: ../*.csv"),
    "a name that is no table": says("query: housing.sql\ntables: {'a\"; DROP': cases.csv}"),
    "a timeout of nought": says("file: housing.csv\ntimeout: 0"),
    "a timeout in words": says("file: housing.csv\ntimeout: a minute"),
    "a row limit of all": says("file: housing.csv\nrow_limit: 1000000000"),
    "a source that is a list": lambda tiny: tiny.put(SOURCE, "- file: housing.csv\n"),
    "a source that would be overlooked": says("file: housing.csv", "data/sources/housing.yml"),
    "a source with a capital": says("file: housing.csv", "data/sources/Housing.source.yml"),
    "a password in the database": says(f"query: housing.sql\ndatabase: postgresql://analyst:{SECRET}@server/housing"),
    "a password in a place of no name": says(f"query: housing.sql\nurl: postgresql://analyst:{SECRET}@server/housing"),
    "a password under its name": says(f"query: housing.sql\ndatabase: HOUSING_DATABASE\npassword: {SECRET}"),
    "a password of odbc": says(f"query: housing.sql\ndatabase: Driver=ODBC;Server=s;PWD={SECRET}"),
    "an address in the database": says("query: housing.sql\ndatabase: postgresql://server/housing"),
}  # fmt: skip

QUERIES: dict[str, Breaks] = {
    "a query that is not there": says("query: housing.sql\ndatabase: cases.sqlite"),
    "an empty query": asks("-- to be written\n;\n"),
    "a query that is not utf-8": asks("SELECT 'caf\xe9'".encode("latin-1")),
    "two statements": asks("SELECT 1 AS ref; SELECT 2 AS ref"),
    "a statement after the select": asks("SELECT 1 AS ref; DELETE FROM placements"),
    "a delete": asks("DELETE FROM placements"),
    "a delete within": asks("WITH gone AS (DELETE FROM placements RETURNING *) SELECT * FROM gone"),
    "a select into": asks("SELECT * INTO copies FROM placements"),
    "a pragma": asks("PRAGMA writable_schema = 1"),
    "an unknown parameter": asks("SELECT 'H1' AS ref, :quarter AS period, 68 AS value"),
    "a password in the query": asks(f"SELECT * FROM dblink('host=server password={SECRET}', 'SELECT 1')"),
    "a column that is not there": asks("SELECT reference FROM placements"),
    "broken sql": asks("SELECT 'H1' AS ref FROM FROM placements"),
}

ANSWERS: dict[str, Breaks] = {
    "no row": answers(f"{ONE}, 68 AS value", "WHERE 1 = 0"),
    "a column too few": answers(ONE),
    "a column too many": answers(f"{ONE}, 68 AS value, 1 AS ward"),
    "a column in capitals": answers(f"{ONE}, 68 AS Value"),
    "two columns of one name": answers(f"{ONE}, 68 AS value, 69 AS value"),
    "null for a figure": answers(f"{ONE}, NULL AS value"),
    "null for everything": answers("NULL AS ref, NULL AS period, NULL AS value"),
    "bytes for a figure": answers(f"{ONE}, x'3638' AS value"),
    "text for a figure": answers(f"{ONE}, 'about 68' AS value"),
    "too large a figure": answers(f"{ONE}, 9223372036854775807 AS value"),
    "a day for a period": answers("'H1' AS ref, :first_day AS period, 68 AS value"),
    "a period to come": answers("'H1' AS ref, '2019-20-q3' AS period, 68 AS value"),
    "an unknown measure": answers("'H9' AS ref, :period AS period, 68 AS value"),
    "a measure twice": answers(f"{ONE}, 68 AS value", f"UNION ALL SELECT {ONE}, 69"),
    "a wrong row after one with two lines": answers(
        f"{ONE}, 68 AS value, 'two' || char(10) || 'lines' AS commentary", "UNION ALL SELECT 'A1', :period, 'x', ''"),
    "too many rows": asks(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'H1' AS ref FROM n",
        "database: cases.sqlite\nrow_limit: 100"),
    "a figure that a person has sent": said_before,
    "a return of a person under its name": by_hand,
}  # fmt: skip

DATABASES: dict[str, Breaks] = {
    "a database that is not there": asks("SELECT 1 AS ref", "database: case.sqlite"),
    "a database that is a folder": asks("SELECT 1 AS ref", "database: data"),
    "a database of another kind": asks("SELECT 1 AS ref", "database: data/framework/measures.csv"),
    "a database that is damaged": damaged,
    "a variable that is not set": asks("SELECT 1 AS ref", "database: HOUSING_DATABASE"),
    "a table that is not there": asks("SELECT 1 AS ref", "tables: {cases: cases.csv}"),
    "a table of no files": asks("SELECT 1 AS ref", "tables: {cases: 'extracts/*.csv'}"),
    "a table that is no parquet": lambda tiny: [
        asks("SELECT 1 AS ref", "tables: {cases: cases.parquet}")(tiny), tiny.put("cases.parquet", "id\n1\n")],
    "a query of no such table": lambda tiny: [
        asks("SELECT ref FROM placements", "tables: {cases: cases.csv}")(tiny), tiny.put("cases.csv", "id\n1\n")],
}  # fmt: skip

FILES: dict[str, Breaks] = {
    "a file that is not there": says("file: share/{period}.csv"),
    "a file that is a folder": shares("file: share", housing__csv=GOOD),
    "a file of another kind": shares("file: share/housing.docx", housing__docx="Dear colleagues"),
    "an empty file": shares("file: share/housing.csv", housing__csv=""),
    "a file with a wrong column": shares("file: share/housing.csv", housing__csv=GOOD.replace("value", "figure")),
    "a file with a wrong figure": shares("file: share/housing.csv", housing__csv=GOOD.replace("68", "x")),
    "a mapping that says where the file is": lambda tiny: [
        shares("file: share/housing.csv", housing__csv=GOOD)(tiny),
        tiny.put("data/sources/housing.mapping.yml", "file: housing.csv\nrows: []\n")],
    "a mapping of a folder": lambda tiny: [
        shares("folder: share", housing__csv=GOOD)(tiny), tiny.put("data/sources/housing.mapping.yml", "rows: []\n")],
    "a mapping without its source": lambda tiny: tiny.put("data/sources/housing.mapping.yml", "rows: []\n"),
    "a folder that is not there": says("folder: share/{period}"),
    "a folder that is a file": shares("folder: share/housing.csv", housing__csv=GOOD),
    "an empty folder": shares("folder: share\npattern: '*.xlsx'", housing__csv=GOOD),
    "a folder with a file of another kind": shares("folder: share", housing__csv=GOOD, care__xls="old", note__docx="x"),
    "a folder with a file that cannot be read": broken_link,
    "a folder with two files of one name": lambda tiny: [
        says("folder: share\npattern: '**/*.csv'")(tiny),
        *(tiny.put(f"share/{name}", GOOD) for name in ("north/housing.csv", "south/Housing.csv"))],
    "a folder with a measure twice": shares("folder: share", a__csv=GOOD, b__csv=GOOD.replace("68", "69")),
    "a folder with one wrong file": shares("folder: share", a__csv=GOOD, b__csv="ref,period,value\nA1,2019-20-q2,x\n"),
}  # fmt: skip

CASES = {**SETTINGS, **QUERIES, **ANSWERS, **DATABASES, **FILES}


@pytest.fixture(autouse=True)
def _cases(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has sent a return yet; the case system is a SQLite file, and no server is known."""
    monkeypatch.delenv("HOUSING_DATABASE", raising=False)
    (tiny.root / HELD / "all.csv").unlink()
    cases = sqlite3.connect(tiny.root / "cases.sqlite")
    cases.execute("CREATE TABLE placements (ref TEXT, started TEXT)")
    cases.close()


@pytest.mark.parametrize("case", [pytest.param(case, id=case.replace(" ", "-")) for case in CASES])
def test_it_is_refused_in_plain_words_and_nothing_is_kept(
    case: str, tiny: Tiny, goldenthread: Goldenthread, golden: SnapshotAssertion
) -> None:
    CASES[case](tiny)
    before = tiny.files()
    status, said = goldenthread("collect", "2019-20-q2")
    assert status == 1
    assert SECRET not in said
    assert said == golden
    assert tiny.files() == before


def test_the_case_system_is_whole_until_something_is_broken(tiny: Tiny, goldenthread: Goldenthread) -> None:
    answers(f"{ONE}, 68 AS value")(tiny)
    assert goldenthread("collect", "2019-20-q2")[0] == 0


@contextmanager
def a_port(answers: bool) -> Iterator[int]:
    """A port of this machine that lets nobody in, or lets everybody in and then says nothing."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        if answers:
            held.listen()
        yield held.getsockname()[1]


def refused_by_server(
    tiny: Tiny, goldenthread: Goldenthread, monkeypatch: pytest.MonkeyPatch, address: str, settings: str = ""
) -> str:
    """Ask a server for one figure, and give the refusal."""
    monkeypatch.setenv("HOUSING_DATABASE", address)
    asks(f"SELECT {ONE}, 68 AS value", f"database: HOUSING_DATABASE\n{settings}")(tiny)
    before = tiny.files()
    status, said = goldenthread("collect", "2019-20-q2")
    assert status == 1
    assert SECRET not in said
    assert tiny.files() == before
    return said


def test_a_server_that_is_down_is_named_without_its_password(
    tiny: Tiny, goldenthread: Goldenthread, monkeypatch: pytest.MonkeyPatch, golden: SnapshotAssertion
) -> None:
    with a_port(answers=False) as port:
        address = f"://analyst:{SECRET}@127.0.0.1:{port}/housing"
        said = {
            refused_by_server(tiny, goldenthread, monkeypatch, f"{driver}{address}").replace(str(port), "PORT")
            for driver in ("postgresql", "postgres", "postgresql+psycopg")
        }
    assert len(said) == 1
    assert said.pop() == golden


def test_a_server_that_never_answers_is_not_waited_for(
    tiny: Tiny, goldenthread: Goldenthread, monkeypatch: pytest.MonkeyPatch, golden: SnapshotAssertion
) -> None:
    with a_port(answers=True) as port:
        address = f"postgresql://analyst:{SECRET}@127.0.0.1:{port}/housing"
        assert refused_by_server(tiny, goldenthread, monkeypatch, address, "timeout: 1") == golden


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(f"analyst:{SECRET}@server", id="no address"),
        pytest.param(f"postgresql://analyst:{SECRET}@server:port/housing", id="a port that is none"),
        pytest.param(f"dbase://analyst:{SECRET}@server/housing", id="a kind nobody knows"),
        pytest.param(f"postgresql+nothing://analyst:{SECRET}@server/housing", id="a driver nobody knows"),
        pytest.param(f"sqlite:////{SECRET}/cases.sqlite?mode=ro&uri=true", id="a file that is not there"),
        pytest.param("   ", id="nothing"),
    ],
)
def test_a_variable_that_holds_no_good_address_is_named_and_not_shown(
    address: str, tiny: Tiny, goldenthread: Goldenthread, monkeypatch: pytest.MonkeyPatch, golden: SnapshotAssertion
) -> None:
    assert refused_by_server(tiny, goldenthread, monkeypatch, address) == golden


def telltale(slip: type[Exception] | None) -> ModuleType:
    """A driver that connects to nothing and repeats all it was given, as some do, by its own error or by a slip."""
    driver = ModuleType("pyodbc")

    def connect(*given: object, **more: object) -> None:
        raise (slip or driver.OperationalError)("08001", f"[08001] cannot connect with {given} {more}")

    errors = "Error Warning InterfaceError DatabaseError DataError IntegrityError InternalError OperationalError"
    base = type("Error", (Exception,), {})
    for name in [*errors.split(), "ProgrammingError", "NotSupportedError"]:
        setattr(driver, name, base if name == "Error" else type(name, (base,), {}))
    vars(driver).update(version="5.5.0", paramstyle="qmark", connect=connect, Cursor=object, pooling=True)
    return driver


@pytest.mark.parametrize("slip", [None, TypeError, ValueError])
@pytest.mark.parametrize(
    ("address", "shown"),
    [
        pytest.param("mssql://analyst:hunter%402@server/housing?driver=ODBC", "PWD=***", id="an address"),
        pytest.param("mssql:///?odbc_connect=Driver%3DODBC%3BPWD%3Dhunter%402%3BUID%3Da", "PWD=***;UID=a", id="odbc"),
        pytest.param("mssql:///?odbc_connect=Pwd%3D%7Bhunter%402%7D%3BUID%3Da", "Pwd={***};UID=a", id="odbc in braces"),
        pytest.param("mssql://server/housing?driver=ODBC&Password=hunter%402", "Password=***", id="an option"),
    ],
)
def test_a_driver_that_repeats_the_password_is_not_repeated(
    address: str,
    shown: str,
    slip: type[Exception] | None,
    tiny: Tiny,
    goldenthread: Goldenthread,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyodbc", telltale(slip))
    said = refused_by_server(tiny, goldenthread, monkeypatch, address)
    assert shown in said
    assert "hunter" not in said


@pytest.mark.parametrize(("scheme", "driver"), [("mssql", "pyodbc"), ("postgresql", "psycopg")])
def test_a_missing_driver_is_named_with_its_extra(
    scheme: str,
    driver: str,
    tiny: Tiny,
    goldenthread: Goldenthread,
    monkeypatch: pytest.MonkeyPatch,
    golden: SnapshotAssertion,
) -> None:
    monkeypatch.setitem(sys.modules, driver, None)
    address = f"{scheme}://analyst:{SECRET}@server/housing"
    assert refused_by_server(tiny, goldenthread, monkeypatch, address) == golden


def test_a_file_that_may_not_be_read_is_refused(
    tiny: Tiny, goldenthread: Goldenthread, monkeypatch: pytest.MonkeyPatch, golden: SnapshotAssertion
) -> None:
    from helpers.collect.feed import files

    really = files.Path.read_bytes

    def locked(path: files.Path) -> bytes:
        if path.parent.name == "share":
            raise PermissionError(13, "Permission denied")
        return really(path)

    shares("folder: share", housing__csv=GOOD)(tiny)
    monkeypatch.setattr(files.Path, "read_bytes", locked)
    status, said = goldenthread("collect", "2019-20-q2")
    monkeypatch.undo()
    assert status == 1
    assert said == golden
    assert not list((tiny.root / HELD).iterdir())


def test_a_file_that_is_too_big_is_refused_before_it_is_read(
    tiny: Tiny, goldenthread: Goldenthread, monkeypatch: pytest.MonkeyPatch, golden: SnapshotAssertion
) -> None:
    from helpers.collect.feed import files

    shares("file: share/housing.csv", housing__csv=GOOD * 100)(tiny)
    monkeypatch.setattr(files, "LARGEST_FILE", 400)
    status, said = goldenthread("collect", "2019-20-q2")
    assert (status, said) == (1, golden)


@pytest.mark.parametrize("name", ["cases", "housing"])
def test_only_a_known_source_of_an_unreleased_period_is_asked_again(
    name: str, tiny: Tiny, goldenthread: Goldenthread, golden: SnapshotAssertion
) -> None:
    answers(f"{ONE}, 68 AS value")(tiny)
    manifest = json.loads((tiny.root / "_out/public/2019-20-q2/manifest.json").read_bytes())
    tiny.put("_site/2019-20-q2/manifest.json", json.dumps(manifest | {"released": True}))
    before = tiny.files()
    status, said = goldenthread("collect", "2019-20-q2", "--again", name)
    assert (status, said) == (1, golden)
    assert tiny.files() == before


def test_every_source_that_fails_is_named_at_once(tiny: Tiny, goldenthread: Goldenthread) -> None:
    asks("DELETE FROM placements")(tiny)
    says("file: adults.csv", "data/sources/adults.source.yml")(tiny)
    status, said = goldenthread("collect", "2019-20-q2")
    assert status == 1
    assert re.findall(r"^data/\S*", said, re.MULTILINE) == [
        "data/sources/adults.source.yml,",
        "data/sources/housing.sql",
    ]
