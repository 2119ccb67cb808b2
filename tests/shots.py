"""Picture every kind of page and paper of an edition, for a person to look at: `make shots`."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from browsing import chromium_open

REPOSITORY = Path(__file__).resolve().parents[1]
WIDTHS = {"phone": 390, "desk": 1280}
EACH_KIND = 2


def newest_edition() -> Path:
    """Give the edition that was built last."""
    editions = [path.parent for path in (REPOSITORY / "_out" / "public").glob("*/manifest.json")]
    if not editions:
        raise SystemExit("No edition in _out/public: run `make site` first, or name the folder of one.")
    return max(editions, key=lambda path: path.stat().st_mtime)


def pages(edition: Path) -> Iterator[Path]:
    """Give every page at the top and the first few of each folder: one of each kind, and another to compare."""
    yield from sorted(edition.glob("*.html"))
    for folder in sorted(path for path in edition.iterdir() if path.is_dir()):
        yield from sorted(folder.glob("*.html"))[: None if folder.name == "papers" else EACH_KIND]


def picture_pages(edition: Path, shots: Path) -> None:
    """Picture pages at the width of a phone and of a desk, light, and once more dark on the desk."""
    with chromium_open(shutil.which("chromium") or shutil.which("chromium-browser") or "chromium") as browser:
        for scheme in ("light", "dark"):
            for device, width in WIDTHS.items():
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                for path in pages(edition):
                    name = "-".join(path.relative_to(edition).with_suffix("").parts)
                    page.goto(path.as_uri(), wait_until="networkidle")
                    page.screenshot(path=shots / f"{name}-{device}-{scheme}.png", full_page=True)
                page.close()


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
