"""Picture every kind of page and paper of an edition, for a person to look at: `make shots`."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from pathlib import Path

from browsing import chromium_open
from browsing.edition import Edition
from browsing.tab import Tab

REPOSITORY = Path(__file__).resolve().parents[1]
WIDTHS = {"phone": 360, "desk": 1280}
LAID_OUT = """() => {
  const whole = new CSSStyleSheet();
  whole.replaceSync("* { content-visibility: visible !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, whole];
}"""
"""A browser lays a chart or a card out when it comes near; a picture of a whole page comes near to none."""


def newest_edition() -> Path:
    """Give the edition that was built last."""
    editions = [path.parent for path in (REPOSITORY / "_out" / "public").glob("*/manifest.json")]
    if not editions:
        raise SystemExit("No edition in _out/public: run `make site` first, or name the folder of one.")
    return max(editions, key=lambda path: path.stat().st_mtime)


def picture_pages(edition: Path, shots: Path) -> None:
    """Picture the fullest page of each kind at the width of a phone and of a desk, light and dark."""
    with chromium_open(shutil.which("chromium") or shutil.which("chromium-browser") or "chromium") as browser:
        for scheme in ("light", "dark"):
            for device, width in WIDTHS.items():
                tab = Tab(browser, f"{edition.as_uri()}/", width, color_scheme=scheme)
                for page in Edition(edition.name, edition).one_of_each_kind():
                    tab.open(page)
                    tab.page.evaluate(LAID_OUT)
                    tab.ask("comeToCharts")
                    name = page.removesuffix(".html").replace("/", "-")
                    tab.page.screenshot(path=shots / f"{name}-{device}-{scheme}.png", full_page=True)
                tab.close()


def picture_papers(edition: Path, shots: Path) -> None:
    """Picture each PDF, and each Word file as LibreOffice opens it."""
    word = sorted(map(str, edition.glob("papers/*.docx")))
    if word:
        opened = shots / "word"
        subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", opened, *word], check=True)
    for paper in [*edition.glob("papers/*.pdf"), *shots.glob("word/*.pdf")]:
        name = f"{paper.stem}-{'word' if paper.parent.name == 'word' else 'pdf'}"
        subprocess.run(["pdftoppm", "-png", "-r", "70", paper, shots / name], check=True)


def main() -> None:
    """Picture the edition that was named, or the last one built."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edition", nargs="?", type=Path, help="folder of an edition; the last one built unless given")
    parser.add_argument("--into", type=Path, default=REPOSITORY / "_build" / "shots", help="folder for the pictures")
    given = parser.parse_args()
    edition, shots = (given.edition or newest_edition()).resolve(), given.into.resolve()
    shots.mkdir(parents=True, exist_ok=True)
    for picture in shots.rglob("*.png"):
        picture.unlink()
    picture_pages(edition, shots)
    picture_papers(edition, shots)
    print(f"{len(list(shots.glob('*.png')))} pictures in {shots}")  # noqa: T201


if __name__ == "__main__":
    main()
