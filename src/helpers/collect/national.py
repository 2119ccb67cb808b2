"""Ask a national file, which is parquet, for no more of it than a council can be compared by. May import `model`."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers.collect.figures import read_kind
from helpers.collect.mapping.pattern import UNSEEN
from helpers.collect.table_file import LARGEST_FILE, Table, check_columns
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.group import spelt_alike
from helpers.model.measure import Measure
from helpers.model.period import Kind, Period

if TYPE_CHECKING:
    import duckdb

ROW = "row"
MOST_ROWS = 5_000_000
"""Rows that are taken from one file: parquet packs so well that a small file can claim to hold everything."""

_OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_NUMBER = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "U", "FLOAT", "DOUBLE", "DECIMAL")
"""How the names of DuckDB's types of numbers begin, those without a sign among them."""


@dataclass(frozen=True)
class Wanted:
    """What of a national file can be compared with ours.

    Attributes
    ----------
    measures
        The framework's, by ref.
    through
        The edition's period; a later figure of another council is not shown in it.
    areas
        The councils of the groups, those that these took the place of, and ourselves, written as
        :func:`helpers.model.group.spelt_alike` has it; ``None`` where a group is everyone.
    """

    measures: Mapping[str, Measure]
    through: Period
    areas: frozenset[str] | None = None


@dataclass(frozen=True)
class National:
    """What a national file holds for us.

    Attributes
    ----------
    rows
        The file's columns, and `row`, counted from 1 since a parquet file has no row of headings. Texts are categories,
        empty where the cell is; numbers that the file holds as numbers are NaN there.
    areas
        Every council that the file names, also those of whom nothing is wanted.
    """

    rows: pd.DataFrame
    areas: frozenset[str]


def read_national(path: Path, label: str, wanted: Wanted, columns: Sequence[str], required: Sequence[str]) -> National:
    """Read the rows of a parquet file that are about our measures, up to a period, and about councils we compare.

    A national file holds measures that are not ours: these rows are left where they are, while a CSV file, which was
    made for us, is refused for them. A ref that is ours but for its capitals, or a file without a ref of ours, is a
    mistake in both.

    Parameters
    ----------
    label
        The file as errors name it.
    columns, required
        The columns that the file may have and must have.

    Raises
    ------
    Refused
        The file cannot be read, is too large, has other columns, or holds nothing of ours.
    """
    import duckdb

    if path.stat().st_size > LARGEST_FILE:
        raise _too_large(label, f"a file of {path.stat().st_size:,} bytes", f"{LARGEST_FILE:,} bytes")
    with duckdb.connect(config=_OFFLINE) as connection:  # type: ignore[arg-type]
        try:
            # A folder's name may hold what DuckDB would take for a pattern of many files.
            file = connection.read_parquet(glob.escape(str(path)), file_row_number=True)
            file.create_view("national")
            kinds = {name: str(kind) for name, kind in zip(file.columns[:-1], file.types, strict=False)}
            check_columns(Table(label, tuple(kinds), (), label), columns, required)
            return _asked(connection, kinds, label, wanted)
        except duckdb.Error as error:
            said = str(error).splitlines()[0].replace(str(path), path.name)
            raise Refused.one(
                label, f"a file that cannot be read as parquet ({said})", "a whole parquet file",
                "Write or fetch the file again, or save it as UTF-8 CSV.",
            ) from None  # fmt: skip


def _asked(
    connection: duckdb.DuckDBPyConnection, kinds: Mapping[str, str], label: str, wanted: Wanted
) -> National:  # fmt: skip
    """Ask for every text that the file holds, then for the rows in which all texts are among those wanted."""
    numbers = [name for name in ("value", "numerator", "denominator") if kinds.get(name, "").startswith(_NUMBER)]
    cells = {name: f"""coalesce(CAST(national."{name}" AS VARCHAR), '')""" for name in kinds if name not in numbers}
    held: dict[str, list[str]] = {
        name: sorted(text for (text,) in connection.execute(f"SELECT DISTINCT {cell} FROM national").fetchall())
        for name, cell in cells.items()
    }
    kept = _kept(held, label, wanted)
    names: dict[str, pd.Index[str]] = {}
    for name in cells:
        codes, names[name] = pd.factorize(pd.Index([text.strip(UNSEEN) for text in kept[name]], dtype="object"))
        connection.register(f"of {name}", pd.DataFrame({"text": kept[name], "code": codes.astype("int32")}))
    found = " ".join(["FROM national", *(f'JOIN "of {name}" ON "of {name}".text = {cells[name]}' for name in cells)])
    many = connection.execute(f"SELECT count(*) {found}").fetchone()
    if many is not None and many[0] > MOST_ROWS:
        raise _too_large(label, f"{many[0]:,} rows about measures of ours", f"{MOST_ROWS:,} rows")
    asked = [f'"of {name}".code AS "{name}"' for name in cells]
    asked += [f'CAST(national."{name}" AS DOUBLE) AS "{name}"' for name in numbers]
    rows = connection.execute(f"SELECT {', '.join(asked)}, CAST(file_row_number + 1 AS INT) AS {ROW} {found}").df()
    for name in cells:
        rows[name] = pd.Categorical.from_codes(rows[name], categories=names[name])
    return National(rows.sort_values(ROW, ignore_index=True), frozenset(area.strip(UNSEEN) for area in held["area"]))


def _kept(held: Mapping[str, list[str]], label: str, wanted: Wanted) -> dict[str, list[str]]:
    """Choose among the texts of each column: refs that are ours, periods that have ended, councils of the groups."""
    kept = dict(held)
    kept["ref"] = [ref for ref in held["ref"] if ref.strip(UNSEEN) in wanted.measures or not ref.strip(UNSEEN)]
    _refuse_strangers(held["ref"], kept["ref"], label, wanted.measures)
    kinds = {read_kind(measure) for measure in wanted.measures.values()}
    kept["period"] = [text for text in held["period"] if not all(_later(text, kind, wanted.through) for kind in kinds)]
    if wanted.areas is not None and not any(map(str.strip, held.get("group", []))):
        kept["area"] = [area for area in held["area"] if not area.strip(UNSEEN) or spelt_alike(area) in wanted.areas]
    return kept


def _refuse_strangers(refs: Iterable[str], kept: Iterable[str], label: str, measures: Mapping[str, Measure]) -> None:
    """Refuse refs that are ours but for their capitals, and a file that has none of ours."""
    ours = {ref.casefold(): ref for ref in measures}
    meant = {ref: ours[ref.strip(UNSEEN).casefold()] for ref in refs if ref.strip(UNSEEN).casefold() in ours}
    problems = [
        Problem(f"{label}, column ref", f'"{ref}"', f'"{own}", as data/framework writes it', "Correct the ref.")
        for ref, own in meant.items()
        if ref.strip(UNSEEN) != own
    ]
    if not any(ref.strip(UNSEEN) for ref in kept) and not problems:
        found, next_step = f"no ref of ours, but {quoted(refs, limit=3)}", "Give the rows the refs of our measures."
        problems = [Problem(f"{label}, column ref", found, "the ref of a measure in data/framework", next_step)]
    if problems:
        raise Refused(problems)


def _later(text: str, kind: Kind | None, through: Period) -> bool:
    """Say whether a text is a period that ends after another; what is no period is left to be refused."""
    try:
        return Period.parse(text, kind).end > through.end
    except Refused:
        return False


def _too_large(label: str, found: str, most: str) -> Refused:
    return Refused.one(label, found, f"at most {most}", "Keep only the measures and years that are compared.")
