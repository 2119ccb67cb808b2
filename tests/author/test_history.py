"""Nothing typed is lost: every text ever saved is in the notebook or in its history folder."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opened import Q3, cells_of, landed, notebook_at, template, write_in
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny

from helpers.author.history import keep_on_save, kept_texts
from helpers.author.open import open_period
from helpers.model.errors import Refused
from helpers.narrate.cell import named

KINDS = ("measure", "exception", "offer")
FORM = "**Cause:** {}\n\n**Action:**\n\n**Owner (role):**\n\n**Action date:**\n\n**Expected recovery:**"
Step = Callable[[Tiny], None]


def saved(tiny: Tiny) -> None:
    """What JupyterLab does after it has saved."""
    for path in sorted((tiny.root / "reports/2019-20-q3").glob("*.ipynb")):
        keep_on_save(str(path), {"type": "notebook"}, contents_manager=None)


def edited(tiny: Tiny, name: str, text: str) -> None:
    with suppress(StopIteration, FileNotFoundError):
        write_in(notebook_at(tiny), name, text)
        saved(tiny)


def typed(name: str, words: str) -> Step:
    return lambda tiny: edited(tiny, name, words)


def answered(words: str) -> Step:
    return lambda tiny: edited(tiny, "exception-H1", FORM.format(words))


def deleted(name: str) -> Step:
    def step(tiny: Tiny) -> None:
        path = notebook_at(tiny)
        if path.is_file():
            notebook = nbformat.read(path, as_version=4)
            notebook.cells = [cell for cell in notebook.cells if cell.id != name]
            nbformat.write(notebook, path)
            saved(tiny)

    return step


def improved(source: str) -> Step:
    return lambda tiny: (
        tiny.put("notebooks/directorate.ipynb", template(scorecard=source, **{source[:1]: "1"})) and None
    )


def returned(words: str, value: int) -> Step:
    text = f'ref,period,value,commentary,cause\nH1,2019-20-q3,{value},"{words}","{words}"\n'
    return lambda tiny: tiny.put("data/returns/2019-20-q3/all.csv", text) and None


def opening(tiny: Tiny) -> None:
    open_period(tiny.workspace, Q3)


def landing(tiny: Tiny) -> None:
    landed(tiny)


WORDS = st.sampled_from(["Rents rose.", "More families came.", "A new hostel opened.", "Äöü — “quoted” text."])
CELLS = st.sampled_from(["commentary-H1", "commentary-H2", "offer-H1"])
STEPS = st.one_of(
    st.just(opening), st.just(landing), st.builds(typed, CELLS, WORDS), st.builds(answered, WORDS),
    st.builds(deleted, st.sampled_from(["commentary-H1", "exception-H1", "offer-H1"])),
    st.builds(improved, st.sampled_from(["a()", "b()", "c()"])),
    st.builds(returned, WORDS, st.sampled_from([60, 95])),
)  # fmt: skip


def standing(tiny: Tiny) -> set[str]:
    """The texts about a measure that stand in the notebook now."""
    path = notebook_at(tiny)
    cells = cells_of(path).values() if path.is_file() else []
    return {cell.source.strip() for cell in cells if any(named(cell, kind) for kind in KINDS)} - {""}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, min_size=4, max_size=8))
def test_every_text_ever_saved_is_in_the_notebook_or_in_its_history(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tiny = Tiny.whole(Path(folder))
        tiny.put("notebooks/directorate.ipynb", template(scorecard="print(1)"))
        opening(tiny)
        ever: set[str] = set()
        for step in steps:
            step(tiny)
            ever |= standing(tiny)
        blank = {text for text in ever if "**Cause:**\n" in text}  # a form that nobody filled
        kept = {entry.text.strip() for entry in kept_texts(notebook_at(tiny))}
        assert ever - blank - standing(tiny) - kept == set()


def test_saving_twice_keeps_a_text_once(tiny: Tiny) -> None:
    opening(tiny)
    for words in ("Rents rose.", "Rents rose.", "Rents fell.", "Rents rose."):
        edited(tiny, "commentary-H1", words)
    kept = [entry.text for entry in kept_texts(notebook_at(tiny)) if entry.cell == "commentary-H1"]
    assert kept == ["Rents rose.", "Rents fell."]


def test_a_damaged_line_of_the_history_is_named(tiny: Tiny, golden: SnapshotAssertion) -> None:
    opening(tiny)
    edited(tiny, "commentary-H1", "Rents rose.")
    tiny.add("reports/2019-20-q3/history/housing.jsonl", "<<<<<<< HEAD\n")
    with pytest.raises(Refused) as refused:
        opening(tiny)
    assert str(refused.value) == golden(name="damaged-history")


def test_a_notebook_half_saved_is_named_by_the_hook_and_what_was_kept_stays(tiny: Tiny) -> None:
    opening(tiny)
    edited(tiny, "commentary-H1", "Rents rose.")
    before = kept_texts(notebook_at(tiny))
    notebook_at(tiny).write_text('{"cells": [', encoding="utf-8")
    with pytest.raises(Refused, match=r"housing\.ipynb"):
        saved(tiny)
    assert kept_texts(notebook_at(tiny)) == before != []
