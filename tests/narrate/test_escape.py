"""Text from files is only ever text: Pandoc itself is asked what it makes of it."""

from __future__ import annotations

import json
import subprocess

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.markup import commentary_html, commentary_markdown

# Quarto's Markdown and, to be safe, the extensions that make more of plain text than it does.
READER = "markdown+autolink_bare_uris+emoji+mark+lists_without_preceding_blankline"

NASTY = [
    "<script>alert(1)</script>", "<!-- -->", "&lt;b&gt; &amp; &#60;", "*a* _b_ **c** ~~d~~ ~e~ ^f^ ==g==",
    "`code`{=html}", "[x](javascript:alert(1))", "![x](y.png)", "<https://example.org>", "https://example.org/a_b",
    "javascript:alert(1)", "# not a heading", "1. not a list", "(a) not a list", "i) not", "#. not", "- not a list",
    "+ not", "* not", "> no quote", "| not | a table |", "---", "***", "===", "$x^2$ and \\(y\\) \\[z\\]",
    "@reference and [@ref]", "{{< include /etc/passwd >}}", "::: {.callout}", "```{python}",
    "\"quoted\" and it's ... -- ---", ":smile: 10:30", "[^1] ^[note]", "[span]{.rag}", "Term\n: definition",
    "% title", "a\\\nb", "~~~", "\\newpage", "{#id .class}", "100% of £1,000 - yes!", ": starts", "<b",
]  # fmt: skip


def blocks_of(markdown: str) -> list[dict[str, object]]:
    made = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", READER, "-t", "json"],
        input=markdown.encode(),
        capture_output=True,
        check=True,
    )
    return json.loads(made.stdout)["blocks"]


def plain(block: dict[str, object]) -> str:
    """The text of a paragraph that holds nothing but text; anything else fails."""
    assert block["t"] == "Para", block
    kinds = {inline["t"] for inline in block["c"]}
    assert kinds <= {"Str", "Space"}, (kinds, block)
    return "".join(inline.get("c", " ") for inline in block["c"])


def test_text_that_looks_like_markup_comes_out_of_pandoc_as_it_went_in() -> None:
    blocks = blocks_of("\n\n".join(markdown_text(text) for text in NASTY))
    assert [plain(block) for block in blocks] == [" ".join(text.split()) for text in NASTY]


@settings(max_examples=15)
@given(
    st.lists(st.text(alphabet=st.sampled_from("ab1 \t\\`*_{}[]()<>#+-.!|~^$@\"'=:/&%;,?\n"), min_size=1), max_size=40)
)
def test_no_mixture_of_signs_is_more_than_text_to_pandoc(texts: list[str]) -> None:
    wanted = [" ".join(text.split()) for text in texts if text.strip()]
    blocks = blocks_of("\n\n".join(f"a {markdown_text(text)}" for text in wanted))
    assert [plain(block) for block in blocks] == [f"a {text}" for text in wanted]


def test_text_in_the_middle_of_a_sentence_keeps_to_itself() -> None:
    sentence = f"{markdown_text('1. A *b*')} fell, said {markdown_text('@who')}."
    assert plain(blocks_of(sentence)[0]) == "1. A *b* fell, said @who."


@pytest.mark.parametrize(
    "text", ["</script><img src=x onerror=alert(1)>", "\"' onmouseover=alert(1)", "a & b", "\x00\x1bx"]
)
def test_text_in_html_is_one_text_and_no_element(text: str) -> None:
    made = html.fragment_fromstring(f'<p title="{html_text(text)}">{html_text(text)}</p>')
    shown = text.replace("\x00", "").replace("\x1b", "")
    assert (made.text, made.get("title"), len(made), list(made.attrib)) == (shown, shown, 0, ["title"])


COMMENTARY = """# Why it rose

Staff *left* in **July**. See [the plan](https://westmere.example/plan "t") & <b>this</b>.

- one
- two
    - inner

1. first
2. second

> quoted

| a | b |
|---|---|
| 1 | 2 |

    indented <script>

```
{{< include x >}}
```

![alt text](javascript:alert) [bad](javascript:alert(1)) [data](data:text/html,x) <script>alert(1)</script>
"""


def test_commentary_keeps_its_emphasis_lists_and_links() -> None:
    made = html.fragment_fromstring(commentary_html(COMMENTARY), create_parent="div")
    assert [link.get("href") for link in made.iter("a")] == ["https://westmere.example/plan"]
    assert (made.findtext(".//em"), made.findtext(".//strong")) == ("left", "July")
    assert [len(found) for found in (made.findall(".//ul"), made.findall(".//ol"))] == [2, 1]


def test_commentary_brings_no_heading_script_image_or_attribute_into_a_page() -> None:
    made = html.fragment_fromstring(commentary_html(COMMENTARY), create_parent="div")
    assert {node.tag for node in made.iter()} <= {"div", "p", "ul", "ol", "li", "em", "strong", "a", "br"}
    assert {name for node in made.iter() for name in node.attrib} == {"href"}


def kinds_in(node: object) -> set[str]:
    if isinstance(node, dict):
        return {str(node.get("t", ""))} | kinds_in(node.get("c", []))
    return set().union(*map(kinds_in, node)) if isinstance(node, list) else set()


def test_commentary_for_papers_holds_nothing_that_pandoc_would_run_or_fetch() -> None:
    blocks = blocks_of(commentary_markdown(COMMENTARY))
    assert not kinds_in(blocks) & {
        "RawBlock",
        "RawInline",
        "Image",
        "Header",
        "Code",
        "CodeBlock",
        "Math",
        "Cite",
        "Div",
    }
    assert {"Emph", "Strong", "Link", "BulletList", "OrderedList", "BlockQuote"} <= kinds_in(blocks)


def test_commentary_written_safely_reads_as_the_same_words() -> None:
    again = MarkdownIt("commonmark", {"html": False}).render(commentary_markdown(COMMENTARY))
    shown = (again, commentary_html(COMMENTARY))
    paper, page = (
        " ".join(html.fragment_fromstring(text, create_parent="div").text_content().split()) for text in shown
    )
    for said in ("Why it rose", "<b>this</b>", "inner", "second", "indented <script>", "{{< include x >}}", "alt text"):
        assert said in paper
        assert said in page


def test_a_footnote_that_nothing_refers_to_is_not_lost() -> None:
    assert commentary_markdown("It rose.[^2]\n\n[^1]: Why.") == "It rose.\\[\\^2\\]\n\n\\[\\^1\\]: Why."
