"""All commands of ``goldenthread``, and how their refusals are told."""

from __future__ import annotations

import sys

from helpers.cli import (  # noqa: F401 - each registers itself as it is imported
    approve,
    archive,
    build,
    changes,
    check,
    collect,
    lab,
    list_reports,
    open_period,
    preview,
    release,
    verify,
)
from helpers.cli.app import app


def run() -> None:
    """Run a command; what a person can mend comes out in plain words, with exit status 1."""
    from helpers.model.errors import Refused

    try:
        app()
    except Refused as refused:
        print(f"Refused. Nothing was published and nothing was lost.\n\n{refused}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except Exception as error:
        if type(error).__name__ != "NotebooksFailed":
            raise
        print(f"Notebooks stopped; the last edition still stands.\n\n{error}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
