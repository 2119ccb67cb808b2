"""The script that draws charts in the reader's browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from helpers.present.bundle import NAME, bundle

CHARTS = Path(__file__).parents[2] / "_extensions" / "goldenthread" / "assets" / "charts.js"


def test_the_bundle_is_the_same_in_every_build():
    again = bundle.__wrapped__()
    assert again == bundle()
    assert len(again) > 500_000


def test_the_bundle_gives_the_page_vega_embed_and_nothing_else():
    assert set(re.findall(r"\bwindow\.(\w+)=", bundle())) == {"vegaEmbed"}


def test_the_bundle_is_asked_for_by_the_name_it_is_written_under():
    assert f'"{NAME}"' in CHARTS.read_text(encoding="utf-8")


def test_the_bundle_names_no_other_script_to_load():
    assert not re.search(r"https?://[^\"']+\.m?js\b|cdn\.|unpkg", bundle())


@pytest.mark.skipif(not shutil.which("node"), reason="node reads JavaScript's grammar; nothing here needs it otherwise")
@pytest.mark.parametrize("script", ["bundle", "charts"])
def test_a_browser_can_read_the_script(script: str, tmp_path: Path):
    file = tmp_path / f"{script}.js"
    file.write_text(bundle() if script == "bundle" else CHARTS.read_text(encoding="utf-8"), encoding="utf-8")
    read = subprocess.run(["node", "--check", file], capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
