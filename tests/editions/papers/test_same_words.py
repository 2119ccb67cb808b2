"""A paper says the same as Word file, as PDF and as page: word for word, thus figure for figure, in the same order."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from data_agrees import disagreements
from said import charts_say, figures, notice, page_of, page_says, word_says
from tagged import pdf_says, pictures_say
from word_rules import DRAWN, WordFile

RIGHT_TO_LEFT = "[\u0590-\u08ff]"
JOINERS = "[\u200d\ufe0e\ufe0f]"
CONTENTS_PAGE = "\u2060\\s*\\d+"
PICTURES = "[\U0001f000-\U0001faff]"


def flat(text: str, without: str = "") -> str:
    """Text as it is compared: without spaces, which each format breaks its lines at, and with emoji by their names.

    Letters of scripts from right to left are left out, since a PDF holds them in the order they are seen in; so are
    the page numbers of a contents list, which Word works out when it opens the file.
    """
    text = re.sub(CONTENTS_PAGE, "", text)
    named = re.sub(PICTURES, lambda sign: f"({unicodedata.name(sign[0]).lower()})", re.sub(JOINERS, "", text))
    return re.sub(rf"[\s\u00ad\u200b]|{RIGHT_TO_LEFT}", "", named.replace(without, "") if without else named)


def test_word_and_pdf_say_the_same(word_papers: dict[str, WordFile], pdf_papers: dict[str, Path]) -> None:
    for name, word in word_papers.items():
        assert flat(word_says(word.path)) == flat(pdf_says(pdf_papers[name])), name


def test_page_and_word_say_the_same(word_papers: dict[str, WordFile]) -> None:
    for name, word in word_papers.items():
        if page := page_of(word.path):
            assert flat(page_says(page)) == flat(word_says(word.path), notice(page)), name


def test_page_and_word_hold_the_same_figures_in_the_same_order(word_papers: dict[str, WordFile]) -> None:
    counted = 0
    for name, word in word_papers.items():
        if page := page_of(word.path):
            said = figures(word_says(word.path).replace(notice(page), ""))
            assert figures(page_says(page)) == said, name
            counted += len(said)
    assert counted > 3000


def test_a_picture_says_the_same_in_word_and_pdf_and_every_figure_of_it_stands_on_the_page(
    word_papers: dict[str, WordFile], pdf_papers: dict[str, Path]
) -> None:
    for name, word in word_papers.items():
        said = [picture.get("descr", "") for picture in word.body.iter(f"{DRAWN}docPr")]
        assert [flat(words) for words in said] == [flat(words) for words in pictures_say(pdf_papers[name])], name
        if page := page_of(word.path):
            there = set(figures(charts_say(page)))
            assert [figure for words in said for figure in figures(words) if figure not in there] == [], name


def test_workbook_and_json_hold_the_same_figures_as_the_csv_that_the_papers_are_held_to(
    editions: dict[str, Path],
) -> None:
    for name, folder in editions.items():
        files = {path.name: path.read_bytes() for path in (folder / "data").iterdir() if path.is_file()}
        assert disagreements(files) == [], name
