"""Numbers that a clerk may add to: captions of Word papers are fields, and so is what refers to them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx
import file_parts
import pypandoc
import pytest
import samples
from file_parts import W
from nbformat.v4 import new_markdown_cell

from helpers.publish.render import choose_engine
from helpers.publish.render.finish.captions import number_captions
from helpers.publish.render.finish.fields import set_fields
from helpers.publish.render.finish.tables import finish_tables, unwrap_layout_tables

WORDS = """\
## Performance

@tbl-first and @tbl-second are tables; number [-@tbl-second] is the longer, [in other words](#tbl-first). @fig-history
is a figure.
"""
CAPTIONED = ("TableCaption", "ImageCaption")
LIKE_QUARTO = Path(__file__).parent / "like_quarto.lua"


def fields_of(element) -> list[tuple[str, str]]:
    """What each field of an element is to work out, and what it says now."""
    found = []
    for code in element.iter(f"{W}instrText"):
        runs = list(code.getparent().itersiblings(f"{W}r"))
        assert [run[-1].get(f"{W}fldCharType") for run in (code.getparent().getprevious(), runs[0], runs[2])] == [
            "begin", "separate", "end",
        ]  # fmt: skip
        found.append((code.text.strip(), file_parts.words_of(runs[1])))
    return found


def bookmarks_of(element) -> dict[str, str]:
    """The words in each bookmark that begins and ends in one paragraph."""
    found = {}
    for start in element.iter(f"{W}bookmarkStart"):
        words = []
        for node in start.itersiblings():
            if node.tag == f"{W}bookmarkEnd" and node.get(f"{W}id") == start.get(f"{W}id"):
                found[start.get(f"{W}name")] = "".join(words)
                break
            words.append(file_parts.words_of(node))
    return found


def captions_of(body) -> list:
    return [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is not None
            and p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") in CAPTIONED]  # fmt: skip


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("fields")
    cells = [
        new_markdown_cell(WORDS),
        samples.table(samples.scorecard_html(2), "tbl-first", "The first of *two*"),
        samples.table(samples.scorecard_html(2), "tbl-second", "The second"),
        samples.chart("fig-history", "Households"),
    ]
    choose_engine("embedded").render(samples.one_page(folder, *cells, formats=("docx",)), folder / "site")
    return file_parts.word_part(folder / "site" / "index.docx")


def test_a_caption_is_numbered_by_a_field_that_shows_its_number(body) -> None:
    said = [(fields_of(caption), file_parts.words_of(caption)) for caption in captions_of(body)]
    assert said == [
        ([("SEQ Table \\* ARABIC", "1")], "Table\u00a01: The first of two"),
        ([("SEQ Table \\* ARABIC", "2")], "Table\u00a02: The second"),
        ([("SEQ Figure \\* ARABIC", "1")], "Figure\u00a01: Households"),
    ]


def test_a_reference_is_a_field_that_says_what_its_bookmark_holds(body) -> None:
    held = bookmarks_of(body)
    references = [(code.split(), said) for code, said in fields_of(body) if code.startswith("REF")]
    assert [(name, switches, said) for (_, name, *switches), said in references] == [
        ("tbl_first", ["\\h"], "Table\u00a01"),
        ("tbl_second", ["\\h"], "Table\u00a02"),
        ("tbl_second_number", ["\\h"], "2"),
        ("fig_history", ["\\h"], "Figure\u00a01"),
    ]
    assert [(held[code[1]], said) for code, said in references] == [(said, said) for _, said in references]


def test_a_reference_in_other_words_stays_a_link_to_the_caption(body) -> None:
    links = [(file_parts.words_of(link), link.get(f"{W}anchor")) for link in body.iter(f"{W}hyperlink")]
    assert links == [("in other words", "tbl_first")]


def test_no_empty_paragraph_stands_between_a_table_and_the_caption_of_the_next(body) -> None:
    blocks = list(body.find(f"{W}body"))
    assert [block for block in blocks if block.tag == f"{W}p" and not file_parts.words_of(block)
            and next(block.iter(f"{W}drawing"), None) is None] == []  # fmt: skip


def test_no_two_bookmarks_share_a_number(body) -> None:
    for kind in ("Start", "End"):
        numbers = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmark{kind}")]
        assert len(numbers) == len(set(numbers))


def word_of(folder: Path, text: str, *options: str):
    """Open what pandoc makes of Markdown, as an engine hands it to the finishing step."""
    made, source = folder / "paper.docx", folder / "paper.md"
    source.write_text(text, encoding="utf-8")
    reference = samples.EXTENSION / "reference.docx"
    subprocess.run(
        [pypandoc.get_pandoc_path(), source, "-o", made, f"--reference-doc={reference}", *options], check=True
    )
    return docx.Document(str(made))


def test_what_quarto_makes_of_a_captioned_table_becomes_the_same(tmp_path: Path) -> None:
    text = "See [Table\u00a01](#tbl-options).\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nAfter.\n"
    document = word_of(tmp_path, text, f"--lua-filter={LIKE_QUARTO}")
    unwrap_layout_tables(document)
    number_captions(document)
    finish_tables(document)
    set_fields(document)
    body = document.element.body
    (caption,) = captions_of(body)
    assert [len(caption.findall(f"{W}pPr")), caption.find(f"{W}pPr/{W}pStyle").get(f"{W}val")] == [1, "TableCaption"]
    assert fields_of(body) == [("REF tbl_options \\h", "Table\u00a01"), ("SEQ Table \\* ARABIC", "1")]
    assert bookmarks_of(body)["tbl_options"] == "Table\u00a01"
    (table,) = body.iter(f"{W}tbl")
    assert table.getprevious() is caption
    assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Table\u00a01: Options considered"


def test_where_papers_are_bound_into_one_the_count_begins_anew(tmp_path: Path) -> None:
    text = "".join(
        f"::: {{#tbl-{name}}}\n::: {{custom-style='Table Caption'}}\nTable\u00a0{number}: Words\n:::\n:::\n\n"
        for name, number in (("a", 1), ("b", 2), ("c", 1), ("d", 2))
    )
    document = word_of(tmp_path, text)
    number_captions(document)
    assert [code for code, _ in fields_of(document.element.body)] == [
        "SEQ Table \\* ARABIC", "SEQ Table \\* ARABIC", "SEQ Table \\* ARABIC \\r 1", "SEQ Table \\* ARABIC",
    ]  # fmt: skip
