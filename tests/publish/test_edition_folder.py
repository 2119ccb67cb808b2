"""An edition is put in its place in one step, and never where something else stands."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest

from helpers.model.errors import Refused
from helpers.publish.edition_folder import check_place, swap_in


def edition(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


def test_a_new_edition_takes_the_place_of_the_last_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    last = edition(tmp_path / "out" / "2019-20-q2", "last")
    (last / "gone.html").write_text("a page that is no more", encoding="utf-8")
    swap_in(edition(tmp_path / "site", "new"), last)
    assert sorted(path.name for path in last.iterdir()) == ["index.html", "manifest.json"]
    assert (last / "index.html").read_text(encoding="utf-8") == "new"
    assert [path.name for path in last.parent.iterdir()] == ["2019-20-q2"]


def test_a_first_edition_is_put_where_nothing_stood(tmp_path: Path) -> None:
    target = tmp_path / "out" / "public" / "2019-20-q2"
    check_place(target)
    swap_in(edition(tmp_path / "site", "new"), target)
    assert (target / "index.html").is_file()


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    target = edition(tmp_path / "out" / "2019-20-q2", "last")
    (target.parent / ".2019-20-q2.incoming").mkdir()
    (target.parent / ".2019-20-q2.incoming" / "half.html").write_text("half", encoding="utf-8")
    swap_in(edition(tmp_path / "site", "new"), target)
    assert [path.name for path in target.parent.iterdir()] == ["2019-20-q2"]
    assert not (target / "half.html").exists()


def test_until_the_new_edition_is_whole_the_last_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = edition(tmp_path / "out" / "2019-20-q2", "last")

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copytree", full)
    with pytest.raises(OSError, match="No space"):
        swap_in(edition(tmp_path / "site", "new"), target)
    assert (target / "index.html").read_text(encoding="utf-8") == "last"


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(Refused, match="a folder with files and no manifest"):
        check_place(tmp_path)


def test_a_folder_with_another_programs_manifest_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "a web application"}', encoding="utf-8")
    with pytest.raises(Refused, match="a folder with files and no manifest"):
        check_place(tmp_path)


def described_as(folder: Path, released: bool) -> Path:
    keys = dict.fromkeys(("council", "period", "pack", "published", "digest"), "")
    (folder / "manifest.json").write_text(json.dumps(keys | {"released": released}), encoding="utf-8")
    return folder


def test_a_released_edition_is_never_replaced(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="an edition that has been released"):
        check_place(described_as(tmp_path, released=True))


def test_an_edition_that_is_not_released_may_be_replaced(tmp_path: Path) -> None:
    check_place(described_as(tmp_path, released=False))


def test_a_file_in_place_of_the_edition_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="a folder, or a place where nothing stands yet"):
        check_place(tmp_path / "notes")
    assert (tmp_path / "notes").read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_may_be_filled_and_nothing_is_left_in_it_by_asking(tmp_path: Path) -> None:
    check_place(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder_above_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("not a folder", encoding="utf-8")
    with pytest.raises(Refused, match="a folder that cannot be written"):
        check_place(tmp_path / "out" / "public" / "2019-20-q2")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that gives up its rights")
def test_a_read_only_folder_is_refused_before_any_work_is_done() -> None:
    with tempfile.TemporaryDirectory() as above:
        Path(above).chmod(0o755)  # pytest's own folders are closed to whom the child becomes
        read_only = Path(above) / "out"
        read_only.mkdir(mode=0o555)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                if os.geteuid() == 0:
                    os.seteuid(65534)  # root may write anywhere; nobody may not
                check_place(read_only / "public" / "2019-20-q2")
            except Refused as refused:
                status = 0 if "cannot be written (Permission denied)" in str(refused) else 2
            finally:
                os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
