"""HTML and CSS by the Nu Html Checker, the W3C's own, which npm brings as a Java archive."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from browsing.edition import Edition, Fault

CHECKER = (
    Path(__file__).resolve().parents[2] / ".cache" / "npm" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
)
COMMAND = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss2m", "-jar", str(CHECKER), "--errors-only",
           "--exit-zero-always", "--no-langdetect", "--format", "json", "--also-check-css"]  # fmt: skip
"""One start of Java for pages and styles; it is over before a better compiler or collector would have paid."""
LACKING = "no vnu.jar, or no java: `make viewers` installs both where npm and apt-get are"


def can_validate() -> bool:
    """Say whether the checker and Java are here."""
    return CHECKER.is_file() and shutil.which("java") is not None


def invalid(edition: Edition) -> list[Fault]:
    """List what the checker calls an error, in pages and in style sheets."""
    return [Fault("valid", page, words) for page, words in _errors(edition.folder, [*edition.pages, *edition.styles])]


def _errors(folder: Path, names: list[str]) -> list[tuple[str, str]]:
    said = subprocess.run([*COMMAND, *names], cwd=folder, capture_output=True, text=True, check=True).stderr
    root = f"{folder.resolve().as_uri()}/"
    return [
        (message.get("url", "").replace("file:/", "file:///").replace("file://///", "file:///").removeprefix(root),
         f"line {message.get('lastLine', '?')}: {message['message']}")
        for message in json.loads(said)["messages"]
    ]  # fmt: skip
