"""Whether a measure's figures show a real change or chance, and whether its target is in reach.

May import the floors below.
"""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.pattern import (
    SHORT,
    Kind,
    Reach,
    Side,
    assurance_sentence,
    kind_of,
    reach_of,
    side_of,
    standing_of_limits,
    variation_sentence,
)
from helpers.narrate.row import ResultRow, only_row
from helpers.present.history.chart import monthly_chart
from helpers.present.history.series import latest_special
from helpers.present.link import link_html
from helpers.present.parts import Markup, Part, Parts, Prose
from helpers.present.sign import assurance_sign, signed, variation_sign

_VARIATIONS: tuple[tuple[Kind, Side, str, str], ...] = (
    ("usual", "", "", "The latest figure is within its usual range and follows no trend: chance alone can bring it."),
    ("better", "above", ", higher", "Higher than chance would bring, and higher is better."),
    ("better", "below", ", lower", "Lower than chance would bring, and lower is better."),
    ("worse", "above", ", higher", "Higher than chance would bring, and lower is better."),
    ("worse", "below", ", lower", "Lower than chance would bring, and higher is better."),
    ("changed", "above", "", "More of a change than chance would bring, where neither way is better."),
)
_ASSURANCES: tuple[tuple[Reach, str], ...] = (
    ("passing", "The whole usual range is on the right side of the target."),
    ("either", "The target lies inside the usual range: chance decides whether a figure meets it."),
    ("failing", "The whole usual range is on the wrong side of the target: it takes a change to meet it."),
)
HOW = (
    "The usual range is where figures fall by chance alone, judged by how much they change from period to period. "
    "A change counts as real when a figure lies outside that range, when figures rise or fall many times running, when "
    "two of three lie near the edge, or when many running lie on one side of the average."
)

LEGEND = "signs-explained"
"""Class of what explains the signs."""


def variation(results: Results) -> Parts:
    """Say of the one measure in view whether it really changed, and whether its target is in reach.

    Returns
    -------
    Parts
        A heading, a sign with its sentence for each, what the usual range stands on, the chart by month where it stands
        on months, and folded away what the signs mean. Nothing for a measure that is suppressed or has no figures.

    Examples
    --------
    >>> variation(open_store("2019-20-q2").measure("43"))  # doctest: +SKIP
    """
    row = only_row(results)
    special = latest_special(results.history, row)
    signs = _signs(row, special)
    notes = standing_of_limits(row)
    if not signs and not notes:
        return Parts(())
    parts: list[Part] = [Prose("## Real change or chance?")]
    if signs:
        parts.append(Markup(f'<ul class="signs">{"".join(signs)}</ul>'))
    parts += [Prose(markdown_text(note)) for note in notes]
    if signs:
        parts += [monthly_chart(results), Markup(legend())]
    return Parts(tuple(parts))


def pattern_cell(row: ResultRow, special: str) -> str:
    """Write both signs of a measure, each with its few words, for a table cell; empty where nothing was judged."""
    kind, reach = kind_of(row.variation), reach_of(row.assurance)
    signs = [signed(variation_sign(kind, side_of(row, special)), kind)] if kind else []
    if reach:
        signs.append(signed(assurance_sign(reach, row.polarity), reach))
    return "".join(signs)


def legend() -> str:
    """Explain every sign, folded away below what uses them."""
    pictures = [variation_sign(kind, side) for kind, side, _, _ in _VARIATIONS]
    pictures += [assurance_sign(reach, "higher") for reach, _ in _ASSURANCES]
    names = [f"{SHORT[kind]}{which}" for kind, _, which, _ in _VARIATIONS] + [SHORT[reach] for reach, _ in _ASSURANCES]
    meanings = [said for *_, said in _VARIATIONS] + [said for _, said in _ASSURANCES]
    # No table: a paper takes the tables of a page's HTML, and has no pictures to explain.
    items = "".join(
        f'<dt><span class="signed">{picture} {html_text(name)}</span></dt><dd>{html_text(said)}</dd>'
        for picture, name, said in zip(pictures, names, meanings, strict=True)
    )
    more = link_html("/methodology.html", "how figures are judged")
    return (
        f'<details class="{LEGEND}"><summary>What the signs mean</summary><dl class="signs-legend">{items}</dl>'
        f'<p class="note">{html_text(HOW)} More: {more}.</p></details>'
    )


def _signs(row: ResultRow, special: str) -> list[str]:
    kind, reach = kind_of(row.variation), reach_of(row.assurance)
    signs = []
    if kind:
        signs.append(_item(variation_sign(kind, side_of(row, special)), SHORT[kind], variation_sentence(row, special)))
    if reach:
        signs.append(_item(assurance_sign(reach, row.polarity), SHORT[reach], assurance_sentence(row)))
    return signs


def _item(picture: str, name: str, said: str) -> str:
    return f"<li>{picture}<p><strong>{html_text(name)}.</strong> {html_text(said)}</p></li>"
