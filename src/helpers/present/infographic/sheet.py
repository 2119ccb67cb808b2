"""A page's and a paper's infographics, two in a row and six on a page of A4. May import the floors below."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model.council import Council
from helpers.model.results import Results
from helpers.narrate.escape import html_text
from helpers.narrate.figure import marked_figure
from helpers.narrate.rating import standing
from helpers.narrate.row import ResultRow, only_row
from helpers.present.data_table import DataTable
from helpers.present.highlights import most_improved, most_in_need
from helpers.present.infographic.drawing import sheet, small_chart
from helpers.present.infographic.tile import Tile
from helpers.present.link import anchor, link_html, measure_address
from helpers.present.parts import Chart, Part, Parts, Prose
from helpers.present.tag import direction_html, tag_html

IN_A_ROW, ON_A_PAGE = 2, 6


def infographics(results: Results, measures: str = "") -> Parts:
    """Show measures as infographics: a big number, an arrow with its word, a small chart and a sentence.

    Parameters
    ----------
    measures
        The refs to show, joined by commas; none for those that the overview tells of, what needs attention first.

    Returns
    -------
    Parts
        Rows of two; in a paper each row is one picture, whose words say all that stands in it.

    Raises
    ------
    Refused
        A ref is no measure's of the edition; the known ones are listed.

    Examples
    --------
    >>> infographics(open_store("2019-20-q2"), "43, 20, 47")  # doctest: +SKIP
    """
    if chosen := [ref.strip() for ref in str(measures).split(",") if ref.strip()]:
        return Parts.of(_rows(results, [only_row(results.measure(ref)) for ref in dict.fromkeys(chosen)]))
    worst = most_in_need(results, ON_A_PAGE)
    best = [row for row in most_improved(results, ON_A_PAGE) if row.ref not in {other.ref for other in worst}]
    parts: list[Part] = []
    for title, found in (("Needs attention", worst), ("Improved", best)):
        parts += [Prose(f"## {title}"), *_rows(results, found)] if found else []
    return Parts.of(parts or [Prose("No measure is off target, and none has improved.")])


def _rows(results: Results, found: Sequence[ResultRow]) -> list[Chart]:
    council = results.edition.council
    tiles = [Tile.of(results, row) for row in found]
    return [_row(council, tiles[start : start + IN_A_ROW]) for start in range(0, len(tiles), IN_A_ROW)]


def _row(council: Council, tiles: Sequence[Tile]) -> Chart:
    drawings = [small_chart(tile) for tile in tiles]
    figures = "".join(_figure(council, tile, body) for tile, (body, _) in zip(tiles, drawings, strict=True))
    picture = sheet(council, tiles, [inner for _, inner in drawings])
    return Chart(f'<div class="infographics">{figures}</div>', picture, " ".join(tile.words for tile in tiles))


def _figure(council: Council, tile: Tile, drawing: str) -> str:
    row = tile.row
    moved = direction_html(row) if tile.direction else ""
    return (
        f'<figure class="chart infographic" id="infographic-{anchor(row.ref)}"><figcaption>'
        f'<strong class="chart-title">{html_text(row.ref)} {link_html(measure_address(row.ref), row.title)}</strong>'
        f'</figcaption><div class="infographic-figure"><span class="figure-number">{html_text(tile.number)}</span> '
        f"{moved} {tag_html(council, standing(row))}</div>"
        f'<div class="chart-subtitle">{html_text(tile.about)}</div>'
        + (f'<div class="drawing">{drawing}</div>' if drawing else "")
        + f"<p>{html_text(tile.sentence)}</p>{_data(tile) if drawing else ''}</figure>"
    )


def _data(tile: Tile) -> str:
    """Fold the figures of the small chart below it."""
    row = tile.row
    cells = [
        [str(label), marked_figure(float(value), row.unit, row.decimals, str(marker)) or "no figure"]
        for label, value, marker in zip(
            tile.series["period_label"], tile.series["value"], tile.series["marker"], strict=True
        )
    ]
    return DataTable(f"Figures of the line: {row.title}", ["Period", "Figure"], cells).folded("View data", row.title)
