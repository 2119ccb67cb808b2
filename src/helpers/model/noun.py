"""What everything that is read from a file is made of: frozen, and strict about its keys. Imports nothing of ours."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A name for files and links: lower-case words joined by hyphens."""

Text = Annotated[str, Field(min_length=1)]


class Noun(BaseModel):
    """Base of everything read from a file: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
