"""Empty parts stop a release; a panel that meets too late has its say in a supplement, beside what is frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import docx
import nbformat
import pytest
from reading import page_text, pdf_text, squeezed
from syrupy.assertion import SnapshotAssertion
from tiny import FILES, QUARTER_2, Tiny

from helpers.author.approve import sign, signing
from helpers.author.next_plan import next_plan
from helpers.author.open import open_period
from helpers.cli.supplements import supplement_lines, supplements_owed
from helpers.collect.council import read_council, read_plan
from helpers.model.approval import Step
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.publish.build import Choices, build
from helpers.publish.manifest import verify
from helpers.publish.release import release, release_supplement

Q2 = Period.parse("2019-20-q2")
PLAN = """\
period: 2019-20-q2
published: 2019-11-05
meeting: {body: Cabinet, date: 2019-11-13, item: "7"}
panels:
  homes: {date: 2019-11-07, supplement: 2019-11-08}
  money: {date: 2019-11-05, supplement: 2019-11-08}
facts: {status: Public Report, portfolio_holders: [Leader], corporate_director: Director, contributors: [Team],
  wards: All, classification: For recommendation}
reports:
  - {notebook: overview}
  - {notebook: report}
"""
PANELS = """\
panels:
  - {key: homes, name: Homes Panel, directorates: [housing]}
  - {key: money, name: Money Panel, directorates: [adults]}
"""
FOLDER, REPORT = "reports/2019-20-q2", "reports/2019-20-q2/report.ipynb"
SUPPLEMENT = "reports/2019-20-q2/supplement-1.ipynb"
NAME = "2019-11-13-cabinet-performance-q2-supplement-1"
SAID = {
    "special-circumstances": "Cabinet meets again in February.",
    "homes": "The panel welcomed that {{ value of H1 }} households were in bed and breakfast. {#par-rooms}",
    "homes-recommendations": "- Do more of it (@par-rooms).\n- Say what it costs. {#rec-cost}",
    "money": "The panel agrees with @rec-cost.",
    "money-recommendations": "- Note that it agrees.",
}


def write(tiny: Tiny, notebook: str, words: Callable[[str], str]) -> None:
    """Write something in each cell of a notebook that holds a part."""
    path = tiny.root / notebook
    made = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    for cell in made.cells:
        if part := cell.metadata.get("goldenthread", {}).get("part"):
            cell.source = words(part) or cell.source
    nbformat.write(made, path)  # type: ignore[no-untyped-call]


def town(root: Path) -> Tiny:
    """A council with nothing owed but the words of its report, and a panel that meets after the agenda is out."""
    made = Tiny(root)
    for name, text in FILES.items():
        if not name.startswith("notebooks/"):
            made.put(name, text)
    made.put("params/2019-20-q2.yml", PLAN)
    made.add("params/council.yml", PANELS)
    made.replace("params/council.yml", "    name: Housing\n    serv", "    name: Housing\n    director: Head\n    serv")
    made.replace("params/council.yml", "Adult Social Care\n", "Adult Social Care\n    director: Head\n")
    open_period(made.workspace, Q2)
    for key in ("adults", "housing"):
        (made.root / f"{FOLDER}/{key}.ipynb").unlink()  # their words are those of the returns
        sign(made.workspace, signing(made.workspace, Q2, key, "Head", Step.APPROVED, date(2019, 11, 4)))
    return made


@dataclass(frozen=True)
class Story:
    """What happened, step by step: each refusal's words, and what stood in the frozen pack before and after."""

    tiny: Tiny
    refused: dict[str, str]
    before: dict[str, bytes]

    @property
    def pack(self) -> Path:
        return self.tiny.root / "_site/2019-20-q2"

    @property
    def added(self) -> Path:
        return self.tiny.root / "_site/2019-20-q2-supplement-1"


def held(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return str(refused.value)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The report is refused, written and released; then so is the supplement."""
    tiny = town(tmp_path_factory.mktemp("town") / "tinytown")
    space, refused = tiny.workspace, dict[str, str]()

    def add() -> object:
        return release_supplement(space, Q2, 1)

    refused["a part of the report is empty"] = refusal(lambda: release(space, Q2))
    assert not (tiny.root / "_site/2019-20-q2").exists()
    refused["the pack is not released"] = refusal(add)
    write(tiny, REPORT, lambda part: f"It is about {part}.")
    release(space, Q2)
    before = held(tiny.root / "_site/2019-20-q2")

    refused["a part of the supplement is empty"] = refusal(add)
    write(tiny, SUPPLEMENT, lambda part: SAID.get(part, "").replace("{{ value of H1 }}", "95"))
    refused["its words tell another figure"] = refusal(add)
    write(tiny, SUPPLEMENT, lambda part: SAID.get(part, ""))
    tiny.put("data/returns/2019-20-q2/all.csv", QUARTER_2.replace("H1,2019-20-q2,68", "H1,2019-20-q2,67"))
    refused["a figure has changed since"] = refusal(add)
    tiny.put("data/returns/2019-20-q2/all.csv", QUARTER_2)
    add()
    refused["it is released already"] = refusal(add)
    refused["there is no such supplement"] = refusal(lambda: release_supplement(space, Q2, 2))
    return Story(tiny, refused, before)


REFUSED = (
    "a part of the report is empty", "the pack is not released", "a part of the supplement is empty",
    "its words tell another figure", "a figure has changed since", "it is released already",
    "there is no such supplement",
)  # fmt: skip


@pytest.mark.parametrize("why", REFUSED)
def test_it_is_refused_and_told_what_to_do(story: Story, snapshot: SnapshotAssertion, why: str) -> None:
    assert story.refused[why].replace(str(story.tiny.root), "…") == snapshot


def test_every_refusal_was_asked_for(story: Story) -> None:
    assert set(story.refused) == set(REFUSED)


def test_the_report_is_released_once_its_parts_are_written_and_whether_or_not_the_supplements_are(story: Story) -> None:
    page = page_text(story.pack / "report.html")
    assert "It is about background." in page
    assert "owed" not in page.casefold()


def test_the_frozen_pack_is_the_same_to_the_byte_and_both_folders_prove_it(story: Story) -> None:
    assert held(story.pack) == story.before
    assert verify(story.pack)
    assert verify(story.added)


def test_the_supplement_has_its_page_and_two_papers_named_as_the_agenda_has_it_and_no_data(story: Story) -> None:
    files = [name for name in held(story.added) if not name.startswith("assets/")]
    assert files == [f"{NAME}.docx", f"{NAME}.pdf", "index.html", "manifest.json"]


def test_it_says_who_met_when_why_it_is_late_and_what_the_law_asks(story: Story) -> None:
    said = page_text(story.added / "index.html")
    assert "Supplement 1: comments of the Homes Panel and the Money Panel" in said
    assert "Cabinet, 13 November 2019, item 7" in said
    late = "published on 5 November 2019. The Homes Panel met on 7 November 2019, after that day."
    assert late in said
    assert "The Money Panel met on 5 November 2019, too late for its comments to be among them." in said
    assert "published 2 clear days before the meeting; papers are to be public for 5." in said
    assert "by reason of special circumstances, which the minutes state" in said
    assert "DRAFT" not in said


def test_word_has_the_panels_words_with_the_figures_written_in_and_its_recommendations_lettered(story: Story) -> None:
    paper = docx.Document(str(story.added / f"{NAME}.docx"))
    words = [paragraph.text for paragraph in paper.paragraphs]
    assert "The panel welcomed that 68 households were in bed and breakfast." in words
    assert words.index("Comments of the Homes Panel") < words.index("Recommendations of the panel")
    assert "Reply" not in words
    asked = [each.text for each in paper.paragraphs if each.style and each.style.name == "Recommendation"]
    assert asked == ["Do more of it (paragraph\xa01).", "Say what it costs.", "Note that it agrees."]
    assert "The panel agrees with recommendation\xa0(b)." in words


def test_letters_go_on_from_panel_to_panel_as_word_counts_a_style(story: Story) -> None:
    said = squeezed(pdf_text(story.added / f"{NAME}.pdf"))
    letters = [
        said.index(words) for words in ("(a) Do more of it", "(b) Say what it costs.", "(c) Note that it agrees.")
    ]
    assert letters == sorted(letters)
    assert said.count("The panel recommends that Cabinet:") == 2


def test_the_chooser_leads_to_the_supplement_below_its_pack_and_the_supplement_back_to_the_pack(story: Story) -> None:
    chooser = (story.tiny.root / "_site/index.html").read_text(encoding="utf-8")
    title = "Supplement 1: comments of the Homes Panel and the Money Panel"
    line = f'<li><a href="2019-20-q2-supplement-1/index.html">{title}</a>, published '
    assert chooser.index('<a href="2019-20-q2/index.html">') < chooser.index(line + "8 November 2019</li>")
    assert chooser.count("supplement-1/index.html") == 1
    page = (story.added / "index.html").read_text(encoding="utf-8")
    assert '<a href="../2019-20-q2/index.html">Performance, Q2 2019/20</a>' in page


def test_its_notebook_is_made_by_open_also_when_the_pack_is_released_and_keeps_what_stands_in_it(story: Story) -> None:
    path = story.tiny.root / SUPPLEMENT
    written = path.read_text(encoding="utf-8")
    assert not open_period(story.tiny.workspace, Q2).changes
    assert path.read_text(encoding="utf-8") == written
    path.unlink()
    (change,) = open_period(story.tiny.workspace, Q2).changes
    assert (change.file, change.what) == (SUPPLEMENT, "made from notebooks/supplement.ipynb")
    cells = nbformat.read(path, as_version=4).cells  # type: ignore[no-untyped-call]
    parts = [cell.metadata["goldenthread"]["part"] for cell in cells if "goldenthread" in cell.metadata]
    of_panels = [f"{key}{part}" for key in ("homes", "money") for part in ("", "-recommendations", "-reply")]
    assert parts == ["special-circumstances", *of_panels]
    path.write_text(written, encoding="utf-8")


def test_a_draft_of_it_is_built_beside_the_packs_and_says_what_is_owed(story: Story) -> None:
    path = story.tiny.root / SUPPLEMENT
    written = path.read_text(encoding="utf-8")
    write(story.tiny, SUPPLEMENT, lambda _: "## Nothing yet")
    made = build(story.tiny.workspace, Q2, choices=Choices(supplement=1))
    path.write_text(written, encoding="utf-8")
    assert made.folder == story.tiny.root / "_out/public/2019-20-q2-supplement-1"
    said = page_text(made.folder / "index.html")
    assert "DRAFT" in said
    assert "Owed: comments of the Homes Panel" in said
    assert "Owed: special circumstances" in said


def test_check_says_what_a_supplement_lacks_and_that_it_does_not_stop_the_pack(story: Story) -> None:
    path = story.tiny.root / SUPPLEMENT
    written = path.read_text(encoding="utf-8")
    plan, council = read_plan(story.tiny.workspace, Q2), read_council(story.tiny.workspace)
    nothing = list(supplement_lines(supplements_owed(story.tiny.workspace, plan, council)))
    write(story.tiny, SUPPLEMENT, lambda part: "## Comments" if part == "money" else "")
    lacking = list(supplement_lines(supplements_owed(story.tiny.workspace, plan, council)))
    path.write_text(written, encoding="utf-8")
    heading = """
Supplement 1: comments of the Homes Panel and the Money Panel, to be published
on 8 November 2019 (it does not stop the release of the pack)"""
    assert nothing == [heading, "  Nothing is owed."]
    assert lacking == [heading, "  comments of the Money Panel", f"      {SUPPLEMENT}, cell money"]


def test_the_next_plan_leaves_the_day_of_a_supplement_out(story: Story) -> None:
    assert "supplement" not in next_plan(PLAN, read_plan(story.tiny.workspace, Q2), Period.parse("2019-20-q3"))
