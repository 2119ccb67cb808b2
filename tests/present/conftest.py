"""The made-up edition that the tests of pages look at."""

from __future__ import annotations

import pytest
import results_fixture

from helpers.model.results import Results


@pytest.fixture(scope="module")
def edition() -> Results:
    """A small edition with every kind of measure; nobody changes it."""
    return results_fixture.results()
