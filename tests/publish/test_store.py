"""The judged store holds what was judged, for one pack, and says so when another is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from tiny import Tiny

from helpers.model.council import Pack
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.publish.judging import TABLES, judge_workspace
from helpers.publish.store import STORE_VARIABLE, open_store, read_store, write_store

Q2 = Period.parse("2019-20-q2")


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    return Tiny.whole(tmp_path / "tinytown")


def sensitive(tiny: Tiny, figure: int) -> Tiny:
    """Mark households in bed and breakfast sensitive, with a small figure this quarter."""
    text = (tiny.root / "data/framework/measures.csv").read_text(encoding="utf-8").splitlines()
    tiny.put("data/framework/measures.csv", "\n".join(
        line + (",sensitive" if number == 0 else ",yes" if line.startswith("H1") else ",")
        for number, line in enumerate(text)
    ))  # fmt: skip
    tiny.replace("data/returns/2019-20-q2/all.csv", "H1,2019-20-q2,68,", f"H1,2019-20-q2,{figure},")
    return tiny


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_written_is_what_is_read(tiny: Tiny, tmp_path: Path) -> None:
    results = judge_workspace(tiny.workspace, Q2, Pack.PUBLIC)
    write_store(results, tmp_path / "store")
    again = read_store(tmp_path / "store")
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(results, name), check_dtype=False)
    assert again.edition == results.edition
    assert again.edition.published == date(2019, 11, 5)


def test_judging_twice_writes_the_same_bytes(tiny: Tiny, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_store(judge_workspace(tiny.workspace, Q2, Pack.PUBLIC), tmp_path / name)
    assert held(tmp_path / "one") == held(tmp_path / "two")


def test_the_version_changes_with_any_figure_and_with_nothing_else(tiny: Tiny) -> None:
    version = judge_workspace(tiny.workspace, Q2, Pack.PUBLIC).edition.version
    assert len(version) == 8
    assert judge_workspace(tiny.workspace, Q2, Pack.PUBLIC).edition.version == version
    tiny.replace("data/returns/2019-20-q2/all.csv", "1.75", "1.76")
    assert judge_workspace(tiny.workspace, Q2, Pack.PUBLIC).edition.version != version


def test_a_suppressed_3_and_a_suppressed_6_are_the_same_store_byte_for_byte(tmp_path: Path) -> None:
    for figure in (3, 6):
        tiny = sensitive(Tiny.whole(tmp_path / f"town{figure}"), figure)
        write_store(judge_workspace(tiny.workspace, Q2, Pack.PUBLIC), tmp_path / f"public{figure}")
        write_store(judge_workspace(tiny.workspace, Q2, Pack.SERVICE), tmp_path / f"service{figure}")
    assert held(tmp_path / "public3") == held(tmp_path / "public6")
    assert held(tmp_path / "service3") != held(tmp_path / "service6")


def built(tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Results:
    results = judge_workspace(tiny.workspace, Q2, Pack.PUBLIC)
    write_store(results, tmp_path / "store")
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "store"))
    return results


def test_within_a_build_a_notebook_opens_the_store_that_the_build_made(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = built(tiny, tmp_path, monkeypatch)
    assert open_store("2019-20-q2", "public").edition == results.edition


@pytest.mark.parametrize(("period", "pack"), [("2019-20-q1", "public"), ("2019-20-q2", "service")])
def test_within_a_build_another_period_or_pack_is_refused(
    period: str, pack: str, tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tiny, tmp_path, monkeypatch)
    with pytest.raises(Refused, match="for which this build runs"):
        open_store(period, pack)


def test_opened_by_hand_the_store_is_made_from_the_workspace_the_notebook_stands_in(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(STORE_VARIABLE, raising=False)
    monkeypatch.chdir(tiny.root / "notebooks")
    assert open_store("2019-20-q2").edition.council.name == "Tinytown Council"
