"""Pages of the embedded engine: their frame, their links and what their policy allows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import samples
from lxml import html
from nbformat.v4 import new_markdown_cell

from helpers.publish.render import choose_engine
from helpers.publish.render.pandoc import run_pandoc


def page_of(folder: Path, *cells, **facts) -> html.HtmlElement:
    choose_engine("embedded").render(samples.one_page(folder, *cells, **facts), folder / "site")
    name = str(facts.get("path", "index.ipynb")).replace(".ipynb", ".html")
    return html.fromstring((folder / "site" / name).read_text(encoding="utf-8"))


def read(edition: Path, name: str) -> html.HtmlElement:
    return html.fromstring((edition / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["index.html", "papers/scorecard.html"])
def test_a_page_has_its_frame(edition: Path, name: str) -> None:
    page = read(edition, name)
    assert page.get("lang") == "en-GB"
    assert [
        len(page.xpath(path)) for path in ("//header", "//main", "//footer", "//h1", "//nav[@class='site-nav']")
    ] == [1] * 5
    assert page.xpath("//a[@class='skip-link']/@href") == ["#main"]
    assert page.xpath("//main/@id") == ["main"]
    assert (
        page.xpath("string(//title)")
        == page.xpath("string(//h1)") + " – Westmere Council: Performance, quarter 2 2019/20"
    )


def test_the_notice_is_in_the_header_and_the_status_in_the_page(edition: Path) -> None:
    page = read(edition, "index.html")
    assert page.xpath("normalize-space(//header/div[@class='notice'])") == samples.NOTICE
    assert page.text_content().count(samples.NOTICE) == 1
    assert page.xpath("normalize-space(//main/div[@class='draft'])") == "DRAFT 1a2b3c4d"


def test_links_are_relative_to_the_page_and_lead_to_pages(edition: Path) -> None:
    page = read(edition, "papers/scorecard.html")
    targets = [target for target in page.xpath("//@href[not(../@rel='icon')] | //@src") if not target.startswith("#")]
    assert [target for target in targets if re.match(r"/|\w+:|.*ipynb", target)] == []
    local = [target for target in targets if target.endswith((".html", ".docx", ".pdf"))]
    assert len(local) > 5
    assert [target for target in local if not (edition / "papers" / target).is_file()] == []


def test_the_navigation_says_where_the_reader_is(edition: Path) -> None:
    assert read(edition, "index.html").xpath("//nav[@class='site-nav']//a[@aria-current='page']/text()") == ["Overview"]
    scorecard = read(edition, "papers/scorecard.html")
    assert scorecard.xpath("//nav[@class='site-nav']//a[@aria-current='page']/text()") == ["Scorecard"]
    assert scorecard.xpath("//nav[@class='breadcrumb']//li/a/@href") == ["../index.html"]


def test_a_paper_is_offered_on_its_page(edition: Path) -> None:
    offered = read(edition, "papers/scorecard.html").xpath("//nav[@class='other-formats']//a/@href")
    assert offered == ["scorecard.docx", "scorecard.pdf"]


@pytest.mark.parametrize("name", ["index.html", "papers/scorecard.html"])
def test_a_page_keeps_to_its_own_policy(edition: Path, name: str) -> None:
    page = read(edition, name)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert page.xpath("//@style | //style | //@*[starts-with(name(), 'on')]") == []
    assert page.xpath("//script[not(@src) and not(@type='application/json')]") == []


def test_markdown_that_would_need_inline_style_needs_none(tmp_path: Path) -> None:
    table = "| a | b |\n|:--|--:|\n" + f"| {'long words ' * 20} | 1 |\n"
    page = page_of(tmp_path, new_markdown_cell(table + "\n\nb. two\nc. three\n\n[x]{style='color:red' onclick='x'}\n"))
    assert page.xpath("//@style | //@onclick") == []
    assert page.xpath("//td[@class='num']/text()") == ["1"]


def test_markup_in_words_comes_out_as_words(tmp_path: Path) -> None:
    attack = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))"
    page = page_of(tmp_path, new_markdown_cell(attack), samples.prose(attack), title=attack)
    assert page.xpath("//main//script | //main//img") == []
    assert (
        page.text_content().count("<script>alert(1)</script>") == 4
    )  # the tab's title, the heading, and twice in the words
    assert page.xpath("//a[starts-with(@href, 'javascript')]") == []


def test_a_chart_keeps_its_data_beside_it_on_the_page(edition: Path) -> None:
    page = read(edition, "index.html")
    assert page.xpath("//main//script[@type='application/json']/text()") == ['{"mark": "line"}']
    assert page.xpath("//main//figure[@class='chart']/svg/@aria-label") == ["drawn"]


def test_a_numbered_table_can_be_scrolled_by_keyboard_and_has_a_name(edition: Path) -> None:
    page = read(edition, "papers/scorecard.html")
    (region,) = page.xpath("//figure[@id='tbl-scorecard']/div[@role='region' and @tabindex='0']")
    assert (
        page.xpath(f"string(//*[@id='{region.get('aria-labelledby')}'])")
        == "Table\u00a01: Measures at the end of the quarter"
    )


def test_a_heading_gives_way_to_a_table_of_the_same_id(tmp_path: Path) -> None:
    page = page_of(tmp_path, new_markdown_cell("## Scorecard"), samples.table(samples.scorecard_html(1)))
    assert page.xpath("//h2/@id | //table/@id") == ["scorecard-heading", "scorecard"]


def test_resources_are_published_as_they_are(tmp_path: Path) -> None:
    from nbformat.v4 import new_notebook

    from helpers.publish.assemble import assemble

    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "results.csv").write_text("ref\n", encoding="utf-8")
    described = samples.document("index.ipynb", tmp_path / "notebooks", new_notebook())
    folders = [(tmp_path / "downloads", "data")]
    quarto_yml = samples.REPOSITORY / "_quarto.yml"
    assemble(tmp_path / "quarto", quarto_yml, samples.EXTENSION, samples.SITE, [described], folders)
    choose_engine("embedded").render(tmp_path / "quarto", tmp_path / "site")
    assert (tmp_path / "site" / "data" / "results.csv").read_text(encoding="utf-8") == "ref\n"


def test_every_page_of_an_edition_with_a_search_page_has_a_box_that_leads_to_it(edition: Path, tmp_path: Path) -> None:
    assert read(edition, "index.html").xpath("//form") == []
    site = replace(samples.SITE, search="search.html")
    page = page_of(tmp_path, new_markdown_cell("Words"), path="papers/a.ipynb", site=site)
    assert page.xpath("//form[@role='search']/@action") == ["../search.html"]
    assert page.xpath("//form//label/@for") == page.xpath("//form//input/@id")
    assert [name for name in page.xpath("//script/@src") if name.endswith("search.js")] == []
    found = page_of(tmp_path, new_markdown_cell("Words"), path="search.ipynb", site=site)
    assert "assets/search.js" in found.xpath("//script/@src")


def test_a_released_page_keeps_a_place_for_the_chooser_of_quarters_and_a_draft_none(
    edition: Path, tmp_path: Path
) -> None:
    assert read(edition, "index.html").xpath("//nav[@class='edition-chooser']") == []
    site = replace(samples.SITE, edition="2019-20-q2")
    page = page_of(tmp_path, new_markdown_cell("Words"), path="measures/a_b & c.ipynb", site=site)
    (place,) = page.xpath("//nav[@class='edition-chooser']")
    said = [place.get(f"data-{name}") for name in ("period", "page", "root")]
    assert said == ["2019-20-q2", "measures/a_b%20%26%20c.html", "../"]
    assert place.xpath("a/@href") == ["../../index.html"]


def test_the_footer_leads_only_to_pages_that_the_edition_has(tmp_path: Path) -> None:
    links = "//footer//nav//a"
    bare = page_of(tmp_path, new_markdown_cell("Words"))
    assert bare.xpath(links) == []
    whole = page_of(tmp_path, new_markdown_cell("Words"), path="about.ipynb")
    assert whole.xpath(f"{links}/@href") == ["about.html", "about.html#contact", "about.html#cookies"]


REPORTS = (
    "### Missed bins {#a .exception-title .is-red}",
    "Why A.",
    "#### Promised",
    "Before A.",
    "### Fires {#b .exception-title}",
)


def test_each_exception_report_is_a_card_of_all_that_belongs_to_it(tmp_path: Path) -> None:
    page = page_of(
        tmp_path, *(new_markdown_cell(text) for text in ("## Off target", *REPORTS, "Why B.", "## After", "End."))
    )
    cards = page.xpath("//*[contains(@class, 'exception') and not(self::h3)]")
    assert [(card.get("id"), card.get("class")) for card in cards] == [
        ("a", "exception-title is-red exception"), ("b", "exception-title exception"),
    ]  # fmt: skip
    assert [" ".join(card.text_content().split()) for card in cards] == [
        "Missed bins Why A. Promised Before A.", "Fires Why B.",
    ]  # fmt: skip


def test_cards_are_the_same_where_quarto_keeps_each_output_in_a_block_of_its_own() -> None:
    outputs = "\n\n".join(f"::: {{.cell-output .cell-output-display}}\n{text}\n:::" for text in (*REPORTS, "Why B."))
    arguments = ["--to", "html5", f"--lua-filter={samples.EXTENSION / 'cards.lua'}"]
    filtered = run_pandoc(f"::::: {{.cell}}\n{outputs}\n:::::\n", "a page", arguments, {}, samples.EXTENSION)
    cards = html.fromstring(filtered).xpath("//section[contains(@class, ' exception')]")
    assert [card.get("class") for card in cards] == ["exception-title is-red exception", "exception-title exception"]
    assert [[" ".join(part.text_content().split()) for part in card] for card in cards] == [
        ["Missed bins", "Why A.", "Promised", "Before A."], ["Fires", "Why B."],
    ]  # fmt: skip


def test_cards_are_for_pages_alone() -> None:
    arguments = ["--to", "native", f"--lua-filter={samples.EXTENSION / 'cards.lua'}"]
    assert b"Div" not in run_pandoc("\n\n".join(REPORTS), "a paper", arguments, {}, samples.EXTENSION)
