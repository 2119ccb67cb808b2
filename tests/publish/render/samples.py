"""Executed notebooks as `build` hands them over, made here so that rendering is tested without running anything."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from datetime import date
from pathlib import Path, PurePosixPath

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.present.table import Column, table_html
from helpers.publish.assemble import Crumb, DocumentDescription, SiteDescription, assemble

REPOSITORY = Path(__file__).parents[3]
EXTENSION = REPOSITORY / "_extensions" / "goldenthread"
NOTICE = "Westmere Council is not a real council. Every figure here is made up."
COMMENTARY = (
    "Demand rose again in the quarter, and the service has moved 14 households out of bed and breakfast into its own "
    "stock. Two landlords have joined the leasing scheme – Ynys Môn and Łódź show the letters of Welsh and Polish – "
    "and the panel asked for a further report in January."
)
RAGS = (("green", "▲ Green"), ("amber", "● Amber"), ("red", "■ Red"), ("none", "Not due"))
ALT = "Households in bed and breakfast fell to 68. First 81, last 68, highest 84, lowest 68."

SITE = SiteDescription(
    council="Westmere Council",
    title="Performance, quarter 2 2019/20",
    published=date(2019, 11, 5),
    notice=NOTICE,
    status="DRAFT 1a2b3c4d",
    meeting="Cabinet, 13 November 2019, item 7",
    url="https://performance.westmere.example/2019-20-q2",
    footer=("Published 5 November 2019", "Open Government Licence v3.0"),
)


def png(width: int = 480, height: int = 200, shade: int = 200, dpi: int = 144) -> str:
    """A plain picture of one shade, in base64, as a notebook holds it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))
    per_metre = int(dpi / 0.0254)
    return b64encode(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    ).decode()


def shown(**data: str):
    return new_output("display_data", data={kind.replace("_", "/"): text for kind, text in data.items()})


def prose(text: str, **metadata):
    return new_code_cell("#| output: asis\nheadline(results)", outputs=[shown(text_markdown=text)], metadata=metadata)


def table(content: str, label: str = "", caption: str = ""):
    options = f"#| label: {label}\n#| tbl-cap: {caption}\n" if label else ""
    return new_code_cell(f"{options}scorecard(results)", outputs=[shown(text_html=content)])


def chart(label: str = "", caption: str = "", alt: str = ALT, picture: str | None = None):
    options = f'#| label: {label}\n#| fig-cap: "{caption}"\n' if label else ""
    page = (
        '<figure class="chart" id="chart-1"><svg role="img" aria-label="drawn"><text>drawn</text></svg>'
        '<script type="application/json">{"mark": "line"}</script><details><summary>View data</summary>'
        "<table><caption>Data</caption><thead><tr><th scope='col'>Quarter</th></tr></thead>"
        "<tbody><tr><td>Q1</td></tr></tbody></table></details></figure>"
    )
    output = new_output(
        "display_data", data={"text/html": page, "image/png": picture or png()}, metadata={"image/png": {"alt": alt}}
    )
    return new_code_cell(f"{options}history(results)", outputs=[output])


def tag(rag: str, words: str, forecast: bool = False) -> str:
    return f'<span class="rag rag-{rag}{" rag-forecast" if forecast else ""}">{words}</span>'


def scorecard_html(rows: int = 40) -> str:
    """A wide scorecard, as `present` sets one."""
    numbers = range(rows)
    columns = [
        Column("Ref", [f"CS-{number:02d}" for number in numbers]),
        Column(
            "Measure", [f"Share of assessments completed in 45 working days, measure {number}" for number in numbers]
        ),
        Column("Unit", ["%" if number % 2 else "count" for number in numbers]),
        Column("Outturn 2018/19", [f"{70 + number % 9}.{number % 10}" for number in numbers], numeric=True),
        Column("Q1 2019/20", [f"{1000 + number:,}" for number in numbers], numeric=True),
        Column("Q2 2019/20", [f"−{number}.5" for number in numbers], numeric=True),
        Column("Target", ["80.0"] * rows, numeric=True),
        Column("RAG", [tag(*RAGS[number % 4]) for number in numbers], markup=True),
        Column("Direction", ["Improving" if number % 3 else "No change" for number in numbers]),
        Column("Forecast", [tag(*RAGS[number % 3], forecast=True) for number in numbers], markup=True),
        Column("Benchmark", ["3 of 16"] * rows),
        Column("Commentary", [" ".join([COMMENTARY] * (1 + number % 2)) for number in numbers]),
    ]
    return table_html("scorecard", columns, "scorecard")


def scorecard(rows: int = 40):
    return new_notebook(
        cells=[
            new_markdown_cell("# Scorecard"),
            new_code_cell('period = "2019-20-q2"', metadata={"tags": ["injected-parameters"]}),
            new_code_cell("from helpers import open_store"),
            new_markdown_cell(
                "## Summary\n\nEvery measure of the quarter is in @tbl-scorecard; see [the overview](../index.html)."
            ),
            prose("16 of 25 are [▲ Green]{.rag .rag-green}, 8 [● Amber]{.rag .rag-amber}, 1 [■ Red]{.rag .rag-red}."),
            new_markdown_cell("SECRET aside", metadata={"goldenthread": {"measure": "CS-01"}}),
            new_markdown_cell("## All measures"),
            table(scorecard_html(rows), "tbl-scorecard", '"Measures at the end of the quarter"'),
            new_markdown_cell("## Homelessness\n\n@fig-history shows five quarters."),
            chart("fig-history", "Households in bed and breakfast"),
        ]
    )


def overview():
    return new_notebook(
        cells=[
            new_markdown_cell("# Overview"),
            prose("Households in bed and breakfast fell from 81 to 68."),
            chart(),
            new_markdown_cell("## Papers\n\n- [Scorecard](papers/scorecard.ipynb)"),
        ]
    )


def document(path: str, folder: Path, notebook, **facts) -> DocumentDescription:
    executed = folder / path.replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, executed)
    return DocumentDescription(path=PurePosixPath(path), notebook=executed, **{"title": "A page", **facts})


def one_page(folder: Path, *cells, path: str = "index.ipynb", site: SiteDescription = SITE, **facts) -> Path:
    """Assemble a project of one document made of `cells`."""
    project = folder / "quarto"
    described = document(path, folder / "notebooks", new_notebook(cells=list(cells)), **facts)
    assemble(project, REPOSITORY / "_quarto.yml", EXTENSION, site, [described])
    return project


def two_documents(folder: Path, rows: int = 40) -> Path:
    """Assemble a project of an overview page and a scorecard paper."""
    notebooks, project = folder / "notebooks", folder / "quarto"
    documents = [
        document("index.ipynb", notebooks, overview(), title="Overview", subtitle="Quarter 2 2019/20"),
        document(
            "papers/scorecard.ipynb", notebooks, scorecard(rows), title="Performance scorecard",
            subtitle="Quarter 2 2019/20", formats=("html", "docx", "pdf"), landscape=True,
            breadcrumb=(Crumb(text="Overview", href="index.html"),),
        ),
    ]  # fmt: skip
    assemble(project, REPOSITORY / "_quarto.yml", EXTENSION, SITE, documents)
    return project
