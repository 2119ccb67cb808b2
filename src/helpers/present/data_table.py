"""The figures behind a chart or a measure, folded below it. May import the floors below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.narrate.escape import html_text

MOST_COLUMNS = 5
"""What a phone has room for beside each other, where they hold figures alone."""


@dataclass(frozen=True, slots=True)
class DataTable:
    """The figures behind a chart, as its "View data" shows them. All cells are plain text.

    Attributes
    ----------
    caption
        What the figures are.
    head
        The columns' labels; the first column heads the rows.
    rows
        The cells.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def folded(self, label: str, subject: str) -> str:
        """Write the table folded: what opens it says `label`, and to a reader who hears it also what it is about."""
        return (
            f'<details class="chart-data"><summary>{label}<span class="visually-hidden">: {html_text(subject)}</span>'
            f'</summary><div class="scroll" tabindex="0" role="region" aria-label="{html_text(self.caption)}">'
            f"{self.html()}</div></details>"
        )

    def html(self) -> str:
        """Write the table; on a phone one with words, or with many columns, has a row's cells below each other."""
        figures = [self._holds_figures(number) for number in range(len(self.head))]
        stacks = not all(figures[1:]) or len(self.head) > MOST_COLUMNS
        head = "".join(
            f'<th scope="col"{_num(figure)}>{html_text(text)}</th>'
            for text, figure in zip(self.head, [False, *figures[1:]], strict=True)
        )
        body = "".join(
            f'<tr><th scope="row">{html_text(row[0])}</th>'
            + "".join(
                f'<td data-label="{html_text(text)}"{_num(figure)}>{html_text(cell)}</td>'
                for text, figure, cell in zip(self.head[1:], figures[1:], row[1:], strict=True)
            )
            + "</tr>"
            for row in self.rows
        )
        kind = ' class="stacks"' if stacks else ""
        return (
            f"<table{kind}><caption>{html_text(self.caption)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def _holds_figures(self, number: int) -> bool:
        """Say whether a column holds figures, or words why there is none, and not words alone."""
        return any(_is_figure(row[number]) for row in self.rows)


def _is_figure(cell: str) -> bool:
    """Say whether a cell begins as a figure does.

    Examples
    --------
    >>> _is_figure("\u22122.5%"), _is_figure("\u00a31,200 [p]"), _is_figure("withheld"), _is_figure("")
    (True, True, False, False)
    """
    return cell.lstrip("\u2212+\u00a3")[:1].isdigit()


def _num(figure: bool) -> str:
    return ' class="num"' if figure else ""
