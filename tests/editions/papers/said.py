"""What a paper says as a page and as a Word file, in the order a reader hears it; `tagged` reads the PDF."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from lxml import etree, html

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIGURE = re.compile(r"[−-]?£?\d(?:[\d,.]*\d)?(?:\s?(?:%|pp|[km]\b)|(?:st|nd|rd|th)\b)?")
BLOCKS = ("p", "li", "tr", "td", "th", "div", "h1", "h2", "h3", "h4", "h5", "h6", "table", "caption", "br", "dt", "dd")


def _of_class(name: str) -> str:
    return f".//*[contains(concat(' ', @class, ' '), ' {name} ')]"


PARTS = ("document", "footnotes", "numbering", "styles")
CHART = _of_class("chart")
PAGE_ONLY = (".//nav", ".//script", ".//style", ".//svg", CHART, _of_class("spark"), _of_class("signs-explained"),
             ".//*[@role='doc-endnotes']")  # fmt: skip
"""What a paper has otherwise or not: charts as pictures, no lines the size of a word and no signs to explain."""


def figures(text: str) -> list[str]:
    """Every number of a text, with its sign, its currency and the unit that stands at it."""
    return [re.sub(r"\s", "", found) for found in FIGURE.findall(text)]


def page_of(paper: Path) -> Path | None:
    """The page that offers a paper; one file that binds several has none."""
    pages = sorted(paper.parent.glob("*.html"))
    return next((page for page in pages if f'href="{paper.name}"' in page.read_text(encoding="utf-8")), None)


def page_says(path: Path) -> str:
    """The paper's own words on its page, its notes where they are referred to."""
    (main,) = html.fromstring(path.read_bytes()).xpath("//main")
    for note in main.xpath(".//*[@role='doc-backlink']"):
        note.drop_tree()
    for reference in main.xpath(".//*[@role='doc-noteref']"):
        (note,) = main.xpath(f".//*[@id='{reference.get('href')[1:]}']")
        for child in list(reference):
            reference.remove(child)
        reference.text = note.text_content().strip()
    for element in main.xpath("|".join(PAGE_ONLY)):
        element.drop_tree()
    for element in main.iter(*BLOCKS):
        element.tail = f"\n{element.tail or ''}"
    return str(main.text_content())


def notice(path: Path) -> str:
    """What a page says above its own words on every page, such as that the council is fictional."""
    return " ".join(" ".join(html.fromstring(path.read_bytes()).xpath("//*[@class='notice']//text()")).split())


def charts_say(path: Path) -> str:
    """What stands in the place of a page's charts: their figures as tables, and the words for who cannot see them."""
    return "\n".join(
        f"{chart.text_content()} {' '.join(chart.xpath('.//@aria-label'))}"
        for chart in html.fromstring(path.read_bytes()).xpath(CHART)
    )


def word_says(path: Path) -> str:
    """The words of a Word paper's body, its notes where they are referred to, and the numbers of its sections."""
    with ZipFile(path) as archive:
        parts = {name: etree.fromstring(archive.read(f"word/{name}.xml")) for name in PARTS}
    noted = {note.get(f"{W}id"): "".join(note.itertext(f"{W}t")) for note in parts["footnotes"]}
    number = _Sections(parts["numbering"], parts["styles"])
    return "\n".join(number.before(each) + "".join(_words(each, noted)) for each in parts["document"].iter(f"{W}p"))


def _words(paragraph: etree._Element, notes: dict[str, str]) -> list[str]:
    said = {"t": lambda node: node.text or "", "br": lambda _: "\n", "noBreakHyphen": lambda _: "-",
            "footnoteReference": lambda node: notes[node.get(f"{W}id")].strip()}  # fmt: skip
    return [said[name](node) for node in paragraph.iter(f"{W}*") if (name := node.tag.removeprefix(W)) in said]


class _Sections:
    """Counts sections and their paragraphs as Word does; pages and PDFs hold these numbers as words."""

    def __init__(self, lists: etree._Element, styles: etree._Element) -> None:
        forms = {each.get(f"{W}abstractNumId"): each for each in lists.iter(f"{W}abstractNum")}
        self._lists = {each.get(f"{W}numId"): forms[_value(each, "abstractNumId")] for each in lists.iter(f"{W}num")}
        self._styles = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
        self._counted = [0, 0]

    def before(self, paragraph: etree._Element) -> str:
        style = self._styles.get(_value(paragraph, "pPr/pStyle"))
        held = [each for each in (paragraph, style) if each is not None and _value(each, "pPr/numPr/numId")]
        found = self._lists.get(_value(held[0], "pPr/numPr/numId")) if held else None
        forms = [] if found is None else [_value(level, "lvlText") for level in found.iter(f"{W}lvl")]
        if "%1.%2" not in "".join(forms[1:2]) or _value(found, "lvl/pStyle") == "":
            return ""
        level = int(_value(held[0], "pPr/numPr/ilvl") or 0)
        self._counted[level:] = [self._counted[level] + 1, 0][: 2 - level]
        return forms[level].replace("%1", str(self._counted[0])).replace("%2", str(self._counted[1])) + " "


def _value(element: etree._Element, path: str) -> str:
    found = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    return "" if found is None else str(found.get(f"{W}val"))
