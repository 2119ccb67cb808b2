"""Put a blank return workbook for each service into a period's folder, to be sent out."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from helpers.author.land import Change
from helpers.collect.return_workbook.read import is_filled
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.present.return_workbook.rows import services_due
from helpers.present.return_workbook.write import return_workbook


def write_workbooks(workspace: Workspace, results: Results) -> list[Change]:
    """Write the workbooks of the services that have a measure due.

    A workbook in which nobody has filled anything is written anew where it would differ; a filled one is left alone.

    Parameters
    ----------
    results
        The period's, as the service pack sees them.
    """
    folder = workspace.root / "reports" / str(results.edition.period) / "workbooks"
    done = defaultdict(list)
    for service in services_due(results):
        done[_write(folder / f"{service}.xlsx", results, service)].append(service)
    return [
        Change(f"{workspace.label(folder)}/", f"{len(services)} {deed}: {', '.join(services)}")
        for deed, services in done.items()
        if deed
    ]


def _write(path: Path, results: Results, service: str) -> str:
    """Write one workbook where it is missing or out of date; say what was done."""
    made = return_workbook(results, service)
    before = path.read_bytes() if path.is_file() else None
    if before == made:
        return ""
    if before is not None and is_filled(path):
        return "left alone, since they are filled (save them in data/returns/ and run collect)"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made)
    return "made anew, for the measures or their last figures have changed" if before else "return workbooks made"
