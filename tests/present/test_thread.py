"""The golden thread: a list that holds every measure and action of a priority once, with its outcomes one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from browsing.tab import Tab
from lxml import html
from playwright.sync_api import Browser
from results_fixture import results as whole

from helpers.model.council import Council, Outcome
from helpers.model.results import Results
from helpers.narrate.thread import ActionRow, thread_sentence, threads
from helpers.present.parts import Markup, Parts, Prose, Table
from helpers.present.thread.outcomes import outcomes
from helpers.present.thread.overview import golden_thread_overview
from helpers.present.thread.picture import MOST_AT_ONCE, golden_thread
from helpers.publish.stylesheet import PARTS

CHILDREN = "brighter-futures"
OUTCOMES = {"CS-04": "safe", "CS-05": "safe", "CS-06": "settled", "CS-07": ""}
ACTIONS = {"hub": "safe", "homes": "settled", "plan": ""}


def action(key: str, **said: str) -> ActionRow:
    given = {
        "title": f"The {key} <b>", "priority": CHILDREN, "service": "care", "directorate": "childrens-services",
        "owner_role": "Head of Care", "due": "2019-09-30", "status": "Late", "progress": "Half done.",
    }  # fmt: skip
    return ActionRow(**{**dict.fromkeys(ActionRow._fields, ""), **given, "key": key, **said})


def council(**outcomes: str) -> Council:
    found = whole().edition.council
    told = tuple(Outcome(key=key, name=name) for key, name in outcomes.items())
    first = found.priorities[0].model_copy(update={"outcomes": told})
    return found.model_copy(update={"priorities": (first, *found.priorities[1:])})


def threaded(**outcomes: str) -> Results:
    """An edition whose first priority has outcomes, with measures and actions under them and beside them."""
    shown = whole()
    named = outcomes or {"safe": "Children are safe", "settled": "Children are settled", "bare": "Children are heard"}
    table = shown.table.assign(
        outcome=[OUTCOMES.get(ref, "") for ref in shown.table["ref"]],
        service=["care" if ref.startswith("CS") else "" for ref in shown.table["ref"]],
        service_name=["Care" if ref.startswith("CS") else "" for ref in shown.table["ref"]],
    )
    actions = pd.DataFrame([action(key, outcome=outcome) for key, outcome in ACTIONS.items()], dtype="str")
    return replace(shown, table=table, actions=actions, edition=replace(shown.edition, council=council(**named)))


def markup(parts: Parts) -> Iterator[html.HtmlElement]:
    return (html.fragment_fromstring(part.html) for part in parts.parts if isinstance(part, (Markup, Table)))


def read(parts: Parts) -> list[str]:
    return [part.markdown for part in parts.parts if isinstance(part, Prose)]


def tree(shown: Results) -> html.HtmlElement:
    return next(markup(golden_thread(shown)))


def outline(item: html.HtmlElement) -> list[str]:
    """The first link or label of each entry that stands directly under an entry."""
    return [
        next(text for text in below.itertext() if text.strip()) for below in item.xpath("./ul/li | ./details/ul/li")
    ]


def test_every_measure_and_action_of_a_priority_stands_in_its_list_once() -> None:
    leaves = tree(threaded().priority(CHILDREN)).xpath('.//li[@class="thread-leaf"]')
    links = [leaf.xpath(".//a/@href")[0] for leaf in leaves]
    expected = [f"/measures/{ref}.html" for ref in OUTCOMES]
    expected += [f"/priorities/{CHILDREN}.html#action-{key}" for key in ACTIONS]
    assert sorted(links) == sorted(expected)


def test_the_list_goes_from_the_priority_by_its_outcomes_to_the_services() -> None:
    priority = tree(threaded().priority(CHILDREN)).xpath("./li")[0]
    assert priority.xpath("./p/a/@href") == [f"/priorities/{CHILDREN}.html"]
    assert outline(priority) == ["Children are safe", "Children are settled", "Under no one outcome"]
    safe = priority.xpath("./ul/li")[0]
    assert safe.xpath("./div/p/a/@href") == [f"/priorities/{CHILDREN}.html#outcome-safe"]
    assert outline(safe) == ["Delivery-plan actions", "Measures"]
    assert set(safe.xpath('.//*[@class="thread-service"]/a/@href')) == {
        "/directorates/childrens-services.html#service-care"
    }


def test_every_link_of_the_list_to_the_page_itself_leads_to_a_place_on_it() -> None:
    shown = threaded().priority(CHILDREN)
    wanted = {
        address.partition("#")[2] for address in tree(shown).xpath(f'.//a[contains(@href, "{CHILDREN}.html#")]/@href')
    }
    parts = outcomes(shown)
    there = {name for part in markup(parts) for name in part.xpath(".//@id")}
    there |= {name for said in read(parts) for name in re.findall(r"\{#([\w-]+)\}", said)}
    assert wanted <= there
    assert len(wanted) == 6


def test_a_measure_has_its_rating_and_a_suppressed_one_only_that_it_is_suppressed() -> None:
    leaves = tree(threaded().priority(CHILDREN)).xpath('.//li[@class="thread-leaf"]')
    by_ref = {leaf.xpath('.//*[@class="ref"]')[0].text: leaf for leaf in leaves if leaf.xpath('.//*[@class="ref"]')}
    assert by_ref["CS-04"].xpath(".//*[contains(@class, 'rag')]/text()") == ["■ Red"]
    hidden = by_ref["CS-06"].xpath(".//*[contains(@class, 'rag')]")
    assert [(tag.get("class"), tag.text) for tag in hidden] == [("rag rag-none", "Suppressed")]


def test_the_outcomes_count_what_the_leaves_below_them_say() -> None:
    for outcome in tree(threaded().priority(CHILDREN)).xpath('.//li[@class="thread-outcome"]'):
        counted = outcome.xpath('.//*[@class="thread-counts"]/span/text()')
        said = outcome.xpath('.//li[@class="thread-leaf"]//*[contains(@class, "rag ")]/text()')
        assert sorted(re.sub(r"\b1 ", "", words) for words in counted) == sorted(said)


def test_an_action_has_its_status_owner_date_and_progress_in_words_and_its_title_is_only_text() -> None:
    listed = next(each for part in markup(outcomes(threaded())) for each in part.xpath('//li[@id="action-hub"]'))
    said = " ".join(listed.text_content().split())
    assert said == "The hub <b>: LateHalf done.Head of Care; was due 30 September 2019; Care"
    assert listed.xpath('.//*[@class="status"]/text()') == ["Late"]


def test_each_outcome_has_its_own_measures_in_its_scorecard() -> None:
    refs = [part.xpath('.//tbody//*[@class="ref"]/text()') for part in markup(outcomes(threaded().priority(CHILDREN)))]
    assert [found for found in refs if found] == [["CS-04", "CS-05"], ["CS-06"], ["CS-07"]]


def test_what_the_signs_mean_is_said_once_below_the_last_table_that_has_any() -> None:
    shown = threaded().priority(CHILDREN)
    signs = shown.table["ref"].isin(["CS-04", "CS-06"])
    told = replace(shown, table=shown.table.assign(variation=signs.map({True: "common cause", False: ""})))
    tables = [part for part in markup(outcomes(told)) if part.xpath('.//*[@class="ref"]')]
    assert [len(part.xpath('.//*[contains(@class, "signs-legend")]')) for part in tables] == [0, 1, 0]


def test_an_outcome_that_nothing_stands_under_is_named_and_has_no_empty_heading() -> None:
    said = read(outcomes(threaded().priority(CHILDREN)))
    assert said[-1] == "No measure and no action stands under: Children are heard."
    assert not any(line.startswith("### Children are heard") for line in said)


@pytest.mark.parametrize("key", ["fulfilled-lives", "modern-council"])
def test_a_priority_without_outcomes_has_one_scorecard_and_no_thread(key: str) -> None:
    shown = threaded().priority(key)
    assert golden_thread(shown).parts == ()
    assert [said for said in read(outcomes(shown)) if said.startswith("#")] == ["## Scorecard"]


def test_a_council_without_priorities_shows_nothing() -> None:
    shown = whole()
    bare = replace(
        shown,
        table=shown.table.assign(priority="", priority_name=""),
        edition=replace(shown.edition, council=shown.edition.council.model_copy(update={"priorities": ()})),
    )
    assert [part.parts for part in (golden_thread(bare), outcomes(bare), golden_thread_overview(bare))] == [(), (), ()]


def test_many_measures_are_folded_under_their_outcome() -> None:
    shown = threaded().priority(CHILDREN)
    assert not tree(shown).xpath(".//details")
    rows = pd.concat([shown.table.iloc[[0]].assign(ref=f"N{number}") for number in range(MOST_AT_ONCE)])
    many = replace(shown, table=pd.concat([shown.table, rows], ignore_index=True))
    assert tree(many).xpath("./li/ul/li/details/summary/text()") == [
        f"{MOST_AT_ONCE + 2} measures and 1 action", "1 measure and 1 action", "1 measure and 1 action"
    ]  # fmt: skip
    assert len(tree(many).xpath('.//li[@class="thread-leaf"]')) == MOST_AT_ONCE + 7


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (("Late", "Late", "Done"), ", and of its 3 delivery-plan actions 2 are marked Late and 1 is marked Done"),
        (("Late", "Late", "Late"), ", and all its 3 delivery-plan actions are marked Late"),
        (("Late",), ", and its one delivery-plan action is marked Late"),
        (("", "Done"), ", and of its 2 delivery-plan actions 1 has no status and 1 is marked Done"),
        ((), ""),
    ],
)
def test_a_sentence_says_how_outcomes_and_actions_are_doing(statuses: tuple[str, ...], said: str) -> None:
    shown = threaded().priority(CHILDREN)
    rows = [action(f"a-{place}", outcome="safe", status=status) for place, status in enumerate(statuses)]
    given = replace(shown, actions=pd.DataFrame(rows, columns=list(ActionRow._fields), dtype="str"))
    assert (
        thread_sentence(threads(given)[0], given.edition.council)
        == f"1 of its 2 outcomes has a measure rated Red{said}."
    )


def test_the_overview_leads_from_every_priority_to_its_outcomes_with_their_ratings() -> None:
    listed = next(markup(golden_thread_overview(threaded())))
    assert listed.xpath("./li/p/a/text()") == [priority.name for priority in whole().edition.council.priorities]
    assert listed.xpath("./li[1]/ul/li//a/@href") == [
        f"/priorities/{CHILDREN}.html#outcome-safe", f"/priorities/{CHILDREN}.html#outcome-settled"
    ]  # fmt: skip
    assert listed.xpath("./li[1]/ul/li[1]//*[contains(@class, 'rag')]/text()") == ["▲ 1 Green", "■ 1 Red"]
    assert listed.xpath("./li[1]/ul/li[2]//*[contains(@class, 'rag')]/text()") == ["1 Suppressed"]


STYLES = Path(__file__).parents[2] / "_extensions" / "goldenthread" / "styles"
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>A priority</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="site.css"></head>
<body><main class="page"><h1>A priority</h1>{body}</main></body></html>"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """The list on a page with the edition's own stylesheet."""
    folder = tmp_path_factory.mktemp("thread")
    (folder / "site.css").write_text("\n".join((STYLES / f"{part}.css").read_text(encoding="utf-8") for part in PARTS))
    shown = html.tostring(tree(threaded().priority(CHILDREN)), encoding="unicode")
    (folder / "index.html").write_text(PAGE.format(body=shown), encoding="utf-8")
    tab = Tab(browser, f"{folder.as_uri()}/", 1280)
    tab.open("index.html")
    yield tab
    tab.close()


def lefts(page: Tab) -> list[float]:
    """Where the words of the priority, of an outcome, of a measure and of its service begin."""
    places = (".thread-priority > p a", ".thread-node a", ".thread-leaf a", ".thread-service a")
    return [page.page.locator(place).first.bounding_box()["x"] for place in places]  # type: ignore[index]


@pytest.mark.needs_chromium
def test_a_wide_screen_draws_each_level_beside_the_one_above_and_a_phone_lists_it_below(page: Tab) -> None:
    page.resize(1280)
    wide = lefts(page)
    assert wide == sorted(wide)
    assert wide[1] - wide[0] > 100
    assert wide[2] - wide[1] > 200
    page.resize(360)
    assert lefts(page)[2] - lefts(page)[0] < 60
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.needs_chromium
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_entry_of_the_picture_can_be_seen_and_axe_finds_nothing(page: Tab, width: int, scheme: str) -> None:
    page.resize(width)
    page.look(color_scheme=scheme)
    leaves = page.page.locator(".thread-leaf")
    assert leaves.count() == len(OUTCOMES) + len(ACTIONS)
    assert all(leaf.is_visible() for leaf in leaves.all())
    assert page.axe() == []
    assert page.complaints == []
