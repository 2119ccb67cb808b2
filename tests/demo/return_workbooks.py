"""Fill in return workbooks as an officer does: issued at the opening of the quarter, then typed into and saved."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from helpers.collect.return_workbook.form import COLUMNS, MARKER_CHOICES, RETURN
from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.present.return_workbook.write import return_workbook
from helpers.publish.judging import judge_workspace

ROOT = Path(__file__).parents[2]
PLAN = "period: {period}\nreports: [{{notebook: overview}}]\n"
HEADINGS = {column.heading: column for column in COLUMNS}

Row = dict[str, str]


def as_issued(data: Path, quarter: Period, services: Iterable[str]) -> dict[str, bytes]:
    """Give the services' workbooks as they were sent out: before any return of the quarter had come in.

    Parameters
    ----------
    data
        Holds the returns of the quarters before.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "params").mkdir()
        shutil.copy(ROOT / "params/council.yml", root / "params")
        (root / f"params/{quarter}.yml").write_text(PLAN.format(period=quarter), encoding="utf-8")
        shutil.copytree(ROOT / "data/framework", root / "data/framework")
        shutil.copytree(data / "returns", root / "data/returns", ignore=shutil.ignore_patterns(str(quarter)))
        results: Results = judge_workspace(Workspace.at(root), quarter, Pack.SERVICE)
        return {service: return_workbook(results, service) for service in services}


def filled(workbook: bytes, rows: list[Row], saved: dt.datetime) -> bytes:
    """Type what a service has to say into its workbook; always the same bytes.

    Parameters
    ----------
    rows
        Of the service's measures, with the columns of a return. A monthly measure's words stand in the row of its
        quarter, for which the workbook has none: they go into that of the last month.
    """
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = book[RETURN]
    columns = {HEADINGS[cell.value]: cell.column for cell in sheet[1]}
    places = _places(sheet)
    for row in rows:
        own = places.get((row["ref"], row["period"]))
        words = own or max(number for (ref, _), number in places.items() if ref == row["ref"])
        for column, place in columns.items():
            number = words if column.once else own
            if column.kind != "locked" and number and row[column.name]:
                sheet.cell(number, place).value = _typed(column.kind, row[column.name])
    book.properties.modified = saved
    memory = io.BytesIO()
    book.save(memory)
    return _without_clock(memory.getvalue(), saved)


def _places(sheet: Worksheet) -> dict[tuple[str, str], int]:
    heading = [cell.value for cell in sheet[1]]
    ref, period = heading.index("Ref"), heading.index("Period")
    return {(str(row[ref].value), str(row[period].value)): row[ref].row for row in sheet.iter_rows(min_row=2)}


def _typed(kind: str, text: str) -> str | float | dt.datetime:
    if kind == "figure":
        return float(text)
    if kind == "date":
        return dt.datetime.fromisoformat(text)
    return MARKER_CHOICES[text] if kind == "marker" else text


def _without_clock(content: bytes, saved: dt.datetime) -> bytes:
    """Pack a workbook again, since its parts are stamped with the time of day."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, saved.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return memory.getvalue()
