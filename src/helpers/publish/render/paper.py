"""One document to its Word or PDF paper."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from helpers.model.errors import Refused
from helpers.publish.render.finish import finish_paper
from helpers.publish.render.letters import spelled_out
from helpers.publish.render.pandoc import run_pandoc
from helpers.publish.render.project import Output, Project, epoch
from helpers.publish.render.source import read_source

_FILTERS = ("numbers", "quarto", "headings", "bound", "columns", "tables", "pictures", "links", "blocks")


def render_paper(project: Project, output: Output, target: Path) -> None:
    """Write one paper to `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    nonce = "gt" + secrets.token_hex(8)
    with TemporaryDirectory() as name:
        scratch = Path(name).resolve()
        source = read_source(project.folder / output.document, str(output.document), scratch, nonce)
        facts = {key: value for key, value in source.facts.items() if key != "format"}
        metadata = scratch / "facts.json"
        metadata.write_text(json.dumps(facts), encoding="utf-8")
        stamp = epoch(facts.get("date-published", "2000-01-01"))
        arguments = [
            "--to", output.format, "--standalone", "--wrap=none", "--syntax-highlighting=none",
            f"--metadata-file={metadata}", *[f"--lua-filter={project.extension / name}.lua" for name in _FILTERS],
        ]  # fmt: skip
        environment = {
            "SOURCE_DATE_EPOCH": str(stamp),
            "GOLDENTHREAD_NONCE": nonce,
            "GOLDENTHREAD_PROJECT": str(project.folder.resolve()),
        }
        if output.format == "docx":
            reference = project.extension / "reference.docx"
            arguments += [f"--reference-doc={reference}", f"--output={target.resolve()}"]
            run_pandoc(source.markdown, source.where, arguments, environment, scratch)
            finish_paper(target, output.path, project.folder)
        else:
            arguments += [f"--template={project.extension / 'paper.typ'}"]
            text = run_pandoc(source.markdown, source.where, arguments, environment, scratch)
            _compile(text, source.where, scratch, project.extension / "fonts", stamp, target)


def _compile(text: bytes, where: str, scratch: Path, fonts: Path, stamp: int, target: Path) -> None:
    paper = scratch / "paper.typ"
    paper.write_text(spelled_out(text.decode("utf-8")), encoding="utf-8")
    try:
        typst.compile(
            paper, output=target, root=scratch, font_paths=[fonts], ignore_system_fonts=True,
            format="pdf", pdf_standards="ua-1", timestamp=stamp,
        )  # fmt: skip
    except typst.TypstError as error:
        found = f"what no accessible PDF may hold: {'; '.join([error.message, *error.hints])}"
        raise Refused.one(where, found, "what PDF/UA-1 allows", "Mend what it names, or leave it out.") from error
