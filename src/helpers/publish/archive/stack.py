"""What every released edition published, as one file beside them. May import the floors below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from helpers.model.council import Council
from helpers.present.open_data.licence import ALL_EDITIONS
from helpers.present.open_data.stacked import all_editions
from helpers.publish.archive.released import Released

RESULTS = "data/results.csv"


def stacked_files(council: Council, site: Path, editions: Sequence[Released]) -> dict[str, bytes]:
    """Stack the results of released editions, the oldest first, and give the files by their names below the site.

    Parameters
    ----------
    site
        Where the editions stand.
    editions
        The newest first.
    """
    folder = ALL_EDITIONS.rpartition("/")[0]
    published = [(edition.published, (site / edition.folder / RESULTS).read_bytes()) for edition in reversed(editions)]
    return {f"{folder}/{name}": content for name, content in all_editions(council, published).items()}
