"""The type of the PDF papers, from a package, so that every machine sets the same lines."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

FACES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")


def copy_fonts(folder: Path) -> None:
    """Copy Source Sans Pro into `folder`, where typst (and Quarto's `font-paths`) finds it.

    It has the letters of Welsh and Polish, ▲, ■, − and →; ● comes from DejaVu Sans Mono, which typst itself carries.
    """
    folder.mkdir(parents=True, exist_ok=True)
    source = Path(str(files("font_source_sans_pro"))) / "files"
    for face in FACES:
        shutil.copyfile(source / f"SourceSansPro-{face}.ttf", folder / f"SourceSansPro-{face}.ttf")
