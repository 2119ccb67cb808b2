"""Quarto's `post-render` step: hand the Word papers and the pages it has just made to `helpers`, to be finished.

Quarto runs this with whichever Python it finds. Where that one has no `helpers`, the nearest `.venv` above the project
is tried.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

MISSING = """finish.py: no Python with goldenthread installed was found, so the Word papers are not finished.
Run `make site` once, or set GOLDENTHREAD_PYTHON to its python, and render again.
"""


def _outputs() -> list[str]:
    listed = os.environ.get("QUARTO_PROJECT_OUTPUT_FILES", "")
    elsewhere = os.environ.get("QUARTO_USE_FILE_FOR_PROJECT_OUTPUT_FILES", "")
    if not listed and elsewhere and Path(elsewhere).is_file():
        listed = Path(elsewhere).read_text(encoding="utf-8")
    return [line for line in listed.splitlines() if line]


def _other_python(project: Path) -> str | None:
    candidates = [os.environ.get("GOLDENTHREAD_PYTHON", "")]
    for folder in (project, *project.parents):
        candidates += [str(folder / ".venv" / "bin" / "python"), str(folder / ".venv" / "Scripts" / "python.exe")]
    here = Path(sys.prefix).resolve()
    return next(
        (name for name in candidates if name and Path(name).is_file() and Path(name).parent.parent.resolve() != here),
        None,
    )


def main() -> int:
    """Finish the papers; exit status 0 when all of them are done."""
    project = Path.cwd()
    try:
        from helpers.publish.render.finish import finish_outputs, sized_pages
    except ImportError:
        python = _other_python(project)
        if python is None or os.environ.get("GOLDENTHREAD_TRIED"):
            sys.stderr.write(MISSING)
            return 1
        os.execve(python, [python, __file__], {**os.environ, "GOLDENTHREAD_TRIED": "1"})
    for path in finish_outputs(project, _outputs()):
        sys.stdout.write(f"finished {path.relative_to(project).as_posix()}\n")
    for name, page in sized_pages(project / "_site").items():
        (project / "_site" / name).write_bytes(page)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
