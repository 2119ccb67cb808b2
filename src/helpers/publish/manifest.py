"""The manifest: what an edition holds, what each report was made from, and whether a byte of it has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from helpers.collect.notebook import read_notebook
from helpers.model.edition import Paper, Report
from helpers.model.errors import Problem, Refused
from helpers.model.results import Results
from helpers.narrate.cell import is_exempt, refs_in
from helpers.publish.binding import all_files, bound_papers

NAME = "manifest.json"
TOOLS = (
    "goldenthread",
    "altair",
    "great-tables",
    "pandas",
    "papermill",
    "pypandoc_binary",
    "typst",
    "vl-convert-python",
)


def sha256(path: Path) -> str:
    """Give a file's hash."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_manifest(
    edition: Path,
    results: Results,
    reports: Iterable[tuple[Report, str, Path]],
    engine: str,
    mapped: Sequence[Mapping[str, object]] = (),
    stands_for: str = "",
) -> dict[str, Any]:
    """Write the manifest of a rendered edition.

    Parameters
    ----------
    edition
        The folder of the edition; everything in it is listed.
    results
        The pack's results.
    reports
        Each report, its notebook's label and its notebook.
    engine
        Which engine rendered.
    mapped
        The mapping files behind it, as :func:`helpers.publish.mapped.mapped_files` lists them.
    stands_for
        What the folder holds, where that is no pack.

    Returns
    -------
    dict
        What was written. The hash of a return or a notebook stands in it only where this pack withholds nothing of it.
    """
    listed = list(reports)
    made = {
        "council": results.edition.council.name,
        "period": str(results.edition.period),
        "pack": stands_for or str(results.edition.pack),
        "version": results.edition.version,
        "released": results.edition.released,
        "published": results.edition.published.isoformat() if results.edition.published else None,
        "meeting": results.edition.meeting.line if results.edition.meeting else "",
        "papers": _papers(results.edition.papers, [report for report, _, _ in listed]),
        "engine": engine,
        "tools": {name: version(name) for name in TOOLS},
        "reports": [_report(report, label, notebook, results, edition) for report, label, notebook in listed],
        "bound": [
            {"files": sorted(bound.files.values()), "papers": [paper.slug for paper in bound.papers]}
            for bound in bound_papers([report for report, _, _ in listed])
        ],
        "mappings": list(mapped),
        "files": {path.relative_to(edition).as_posix(): sha256(path) for path in _files(edition)},
    }
    if number := results.edition.supplement:
        made["supplement"] = {"number": number, "title": results.edition.papers[0].title}
    (edition / NAME).write_bytes(_text(made).encode())
    return made


def _papers(papers: Iterable[Paper], reports: Sequence[Report]) -> list[dict[str, Any]]:
    """List the title of each paper with its files, such as a list of editions leads to."""
    made = all_files(reports)
    named = [(paper.title, [f"{paper.page}.{kind}" for kind in paper.formats]) for paper in papers]
    found = [{"title": title, "files": [made[name] for name in names if name in made]} for title, names in named]
    return [paper for paper in found if paper["files"]]


def described(folder: Path) -> dict[str, Any] | None:
    """Give what the manifest of a folder says; ``None`` where the folder is no edition of ours.

    Other programs write files of this name too.
    """
    try:
        written = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return None
    ours = isinstance(written, dict) and {"council", "period", "pack", "released", "published", "digest"} <= set(
        written
    )
    return written if ours else None


def verify(edition: Path) -> int:
    """Prove that an edition is whole: every file as it was built, none lost, none added.

    Returns
    -------
    int
        How many files were checked.

    Raises
    ------
    Refused
        With one problem a file that is changed, missing or foreign; or the manifest itself is not as written.
    """
    path = edition / NAME
    if not path.is_file():
        raise Refused.one(
            str(edition), f"no {NAME}", "a folder that `goldenthread build` or `release` wrote", "Name its folder."
        )
    raw = path.read_bytes()  # not as text, which would take one line ending for another
    try:
        written = json.loads(raw)
        files: dict[str, str] = dict(written["files"])
        whole = _text({name: value for name, value in written.items() if name != "digest"}).encode() == raw
    except (ValueError, KeyError, TypeError, AttributeError):
        whole, files = False, {}
    if not whole:
        raise Refused.one(
            NAME, "a manifest that is not as it was written", "the manifest of this edition, unchanged",
            "Restore the edition from where it was published, or build it again.",
        )  # fmt: skip
    present = {found.relative_to(edition).as_posix() for found in _files(edition)}
    problems = [
        Problem(
            name,
            found,
            "the file as it was built",
            "Restore the edition from where it was published, or build it again.",
        )
        for name, found in _differences(edition, files, present)
    ]
    if problems:
        raise Refused(problems)
    return len(files)


def _differences(edition: Path, files: dict[str, str], present: set[str]) -> Iterable[tuple[str, str]]:
    for name in sorted(files.keys() | present):
        if name not in present:
            yield name, "no such file"
        elif name not in files:
            yield name, "a file that the manifest does not list"
        elif sha256(edition / name) != files[name]:
            yield name, "a file whose bytes have changed"


def _files(edition: Path) -> list[Path]:
    return sorted(path for path in edition.rglob("*") if path.is_file() and path != edition / NAME)


def _text(made: dict[str, Any]) -> str:
    """Write the manifest with a digest of itself last, so that a change to the manifest shows too."""
    body = json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True)
    return json.dumps(
        made | {"digest": hashlib.sha256(body.encode()).hexdigest()}, indent=1, ensure_ascii=False, sort_keys=True
    ) + "\n"  # fmt: skip


def _hash_of(notebook: Path, results: Results) -> str:
    """Give a notebook's hash, unless it holds what this pack may not see whole: that could be tried out too."""
    cells = read_notebook(notebook, notebook.name).cells
    if any(is_exempt(cell) for cell in cells):
        return "withheld"
    table = results.table
    withheld = table["state"] == "suppressed"
    if results.edition.pack not in results.edition.council.disclosure.exempt_packs:
        withheld |= table["sensitive"].astype("bool")
    spoken_of = refs_in(cells)
    return "withheld" if spoken_of & set(table.loc[withheld, "ref"]) else sha256(notebook)


def _report(report: Report, label: str, notebook: Path, results: Results, edition: Path) -> dict[str, Any]:
    noun, key = report.for_each, str(report.parameters.get(report.for_each, ""))
    # Looked up and not narrowed: there is a report a measure, and a narrowed view copies every table.
    table = results.table[["ref", "source_file", "source_hash"]]
    if noun == "panel":
        table = table[table["ref"].isin(results.panel(key).table["ref"])]
    elif noun:
        table = table[results.table["ref" if noun == "measure" else noun] == key]
    used = table[table["source_file"] != ""][["source_file", "source_hash"]].drop_duplicates()
    page = edition / f"{report.page}.html"
    charts = page.read_text(encoding="utf-8").count('<figure class="chart') if page.is_file() else 0
    return {
        "slug": report.slug,
        "page": str(report.page),
        "formats": list(report.formats),
        "files": sorted(report.files.values()),
        "audience": str(report.audience),
        "parameters": report.parameters,
        "notebook": {"file": label, "sha256": _hash_of(notebook, results)},
        "measures": sorted(table["ref"]),
        "returns": [
            {"file": row.source_file, "sha256": row.source_hash or "withheld"}
            for row in used.sort_values("source_file").itertuples()
        ],
        "charts": charts,
    }
