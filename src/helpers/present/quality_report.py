"""The data-quality page: how far figures can be trusted, and why not further. May import the floors below."""

from __future__ import annotations

from collections import Counter

from helpers.assess.quality.rating import by_dimension
from helpers.assess.quality.sign import DIMENSIONS
from helpers.model.council import Pack
from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text, path_segment
from helpers.narrate.row import rows
from helpers.narrate.sentences import listed
from helpers.present.figures_settled import figures_settled
from helpers.present.link import link_html, link_markdown
from helpers.present.parts import Parts, Prose, Table
from helpers.present.phantom_owners import phantom_owners
from helpers.present.quality_signs import quality_signs
from helpers.present.rag_differences import rag_differences
from helpers.present.table import Column, table

PAGE = "data-quality"
"""Name of the edition's own report; those of the directorates stand under it."""

QUALITIES = ("Good", "Check", "Doubtful")
ASKED = {
    "completeness": "Is everything there that was due, and does somebody answer for it?",
    "uniqueness": "Does each figure stand in the returns once?",
    "consistency": "Does it agree with its own parts, and with what was said before?",
    "timeliness": "Was it sent in time?",
    "validity": "Can it be true at all?",
    "accuracy": "Does it look like what was counted?",
}
"""What each dimension asks of a figure."""


def quality_headline(results: Results) -> Prose:
    """Say how many figures are doubtful or need a check.

    Returns
    -------
    Prose
        Two or three sentences.

    Examples
    --------
    >>> quality_headline(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    withheld = sum(row.quality == "" for row in rows(results))
    told = "1 figure is withheld or does" if withheld == 1 else f"{withheld} figures are withheld or do"
    said = [_counted(results), "The reasons are worked out from the returns themselves."]
    said += [f"{told} not apply, and cannot be rated."] if withheld else []
    return Prose(f"::: {{.headline}}\n{markdown_text(' '.join(said))}\n:::")


def quality_note(results: Results) -> Prose:
    """Say in one line how far the figures in view can be trusted, and lead to the report that says why.

    The public pack has the council's report; the others have one for each directorate.

    Returns
    -------
    Prose
        Nothing where the view holds no measure.

    Examples
    --------
    >>> quality_note(open_store("2019-20-q2").directorate("housing"))  # doctest: +SKIP
    Data quality: of these 9 figures, 8 are good and 1 needs a check.
    """
    keys = results.table["directorate"].unique()
    if not len(keys):
        return Prose("")
    own = len(keys) == 1 and results.edition.pack is not Pack.PUBLIC
    address = quality_address(str(keys[0])) if own else f"/{PAGE}.html"
    said = _counted(results).replace("Of the figures", "of the figures", 1)
    return Prose(f"::: {{.note}}\n{link_markdown(address, 'Data quality')}: {markdown_text(said)}\n:::")


def quality_address(directorate: str) -> str:
    """Give the address of a directorate's report.

    Examples
    --------
    >>> quality_address("housing")
    '/data-quality/housing.html'
    """
    return f"/{PAGE}/{path_segment(directorate)}.html"


def quality_report(results: Results) -> Parts:
    """Say how far the figures are settled; show six dimensions, ratings that differ, doubts by sign, missing owners.

    Returns
    -------
    Parts
        For the whole council with a table of its directorates; for one directorate with the row of the return that
        each doubted figure came in.

    Examples
    --------
    >>> quality_report(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    found = [figures_settled(results), _dimensions(results)]
    if not results.scope_name:
        found.append(_directorates(results))
    found += [rag_differences(results), quality_signs(results), phantom_owners(results)]
    return Parts(tuple(part for parts in found for part in parts.parts))


def _counted(results: Results) -> str:
    qualities = [row.quality for row in rows(results) if row.quality]
    doubtful, to_check, good = (qualities.count(word) for word in ("Doubtful", "Check", "Good"))
    parts = [
        f"{good or 'none'} {'are' if good > 1 else 'is'} good",
        f"{to_check or 'none'} {'need' if to_check > 1 else 'needs'} a check",
        f"{doubtful or 'none'} {'are' if doubtful > 1 else 'is'} doubtful",
    ]
    return f"Of the figures for {len(qualities)} {'measure' if len(qualities) == 1 else 'measures'}, {listed(parts)}."


def _dimensions(results: Results) -> Parts:
    ratings = by_dimension(results.table, results.signals)
    names = [f"<strong>{html_text(name.capitalize())}</strong><br>{html_text(ASKED[name])}" for name in DIMENSIONS]
    counts = [
        Column(word, [str(int((ratings[name] == word).sum())) for name in DIMENSIONS], numeric=True)
        for word in QUALITIES
    ]
    shown = table("quality-dimensions", [Column("Dimension", names, markup=True, name="dimension"), *counts], "counts")
    note = "Whether somebody answers for a measure counts here. It casts no doubt on the figure itself."
    return Parts((Prose("## Six questions asked of every figure"), shown, Prose(f"::: {{.note}}\n{note}\n:::")))


def _directorates(results: Results) -> Parts:
    return Parts((Prose("## By directorate"), _by_directorate(results)))


def _by_directorate(results: Results) -> Table:
    counted = Counter(zip(results.table["directorate"], results.table["quality"], strict=True))
    shown = set(results.table["directorate"])
    entries = [entry for entry in results.edition.council.directorates if entry.key in shown]
    names = [link_html(quality_address(entry.key), entry.name) for entry in entries]
    counts = [Column(word, [str(counted[entry.key, word]) for entry in entries], numeric=True) for word in QUALITIES]
    return table("quality-directorates", [Column("Directorate", names, markup=True), *counts], "counts")
