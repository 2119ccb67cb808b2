"""Say what an edition and each of its documents are, for assembly. May import the floors below `publish`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from helpers.model.council import Pack
from helpers.model.edition import Edition, Report
from helpers.model.period import written_date
from helpers.model.results import Results
from helpers.publish.assemble.covering import CoveringText
from helpers.publish.assemble.description import Crumb, DocumentDescription, SiteDescription
from helpers.publish.binding import FORMATS, TITLE, BoundPapers, bound_papers
from helpers.publish.covering import covering_text
from helpers.publish.run.job import Job
from helpers.publish.search_index import PAGE as SEARCH
from helpers.publish.supplement import supplement_text
from helpers.publish.title import report_title


def site_description(edition: Edition, files: Collection[str] = ()) -> SiteDescription:
    """Say what the pages and papers of an edition have in common.

    Parameters
    ----------
    edition
        The edition.
    files
        Every page and paper that its pages may lead to.
    """
    council = edition.council
    published = edition.published or edition.period.end
    footer = [
        f"Figures to {written_date(edition.period.end)}. Published {written_date(published)}.",
        f"Data: {council.licence}." if council.licence else "",
        f"Questions: {council.contact.role}{f', <{council.contact.email}>' if council.contact.email else ''}."
        if council.contact else "",
    ]  # fmt: skip
    styles = council.rag
    return SiteDescription(
        council=council.name,
        title=f"Performance, {edition.period.label}",
        published=published,
        language=council.language,
        notice=council.notice,
        status=edition.status_line,
        meeting=edition.meeting.line if edition.meeting else "",
        url=f"{council.site_url.rstrip('/')}/{edition.name}" if council.site_url else "",
        footer=tuple(line for line in footer if line),
        search=f"{SEARCH}.html" if f"{SEARCH}.html" in files else "",
        # A supplement leads back to its pack, and no other pack stands beside the list of all quarters.
        edition=edition.name if edition.released and edition.pack is Pack.PUBLIC and not edition.supplement else "",
        rag={"green": styles.green.colour, "amber": styles.amber.colour, "red": styles.red.colour},
    )


def document_description(report: Report, job: Job, results: Results, pages: Collection[str]) -> DocumentDescription:
    """Say what is to be made of one notebook.

    Parameters
    ----------
    report, job
        The report, and how its notebook ran.
    results
        The pack's results.
    pages
        Every page of the edition, without its ending.
    """
    edition = results.edition
    title = report_title(report, job.source)
    return DocumentDescription(
        path=PurePosixPath(f"{report.page}.ipynb"),
        notebook=job.output,
        title=title,
        subtitle=f"{edition.period.label}, to {written_date(edition.period.end)}",
        formats=report.formats,
        name=report.place.name if report.place else "",
        meeting=report.place.meeting.line if report.place else None,
        breadcrumb=_breadcrumb(report, results, pages),
        landscape=report.notebook == "scorecard",
        subject=f"{edition.council.name}: {title}, {edition.period.label}",
        covering=_words_of(report, results),
        appendix=report.place.part.rpartition(" ")[2] if report.place and report.place.is_appendix else "",
    )


def document_descriptions(
    reports: Sequence[Report], jobs: Sequence[Job], results: Results, pages: Collection[str]
) -> list[DocumentDescription]:
    """Say what is to be made of several notebooks: a document of each, and those that bind some of them."""
    made = {
        report.slug: document_description(report, job, results, pages)
        for report, job in zip(reports, jobs, strict=True)
    }
    bound = [
        _bound_description(each, tuple(made[paper.slug] for paper in each.papers), results)
        for each in bound_papers(reports)
    ]
    return [*made.values(), *bound]


def _bound_description(
    bound: BoundPapers, papers: tuple[DocumentDescription, ...], results: Results
) -> DocumentDescription:
    period = results.edition.period
    return DocumentDescription(
        path=PurePosixPath(f"{bound.page}.ipynb"),
        notebook=papers[0].notebook,
        title=TITLE,
        subtitle=papers[0].subtitle,
        formats=FORMATS,
        meeting=bound.place.meeting.line,
        subject=f"{results.edition.council.name}: {TITLE}, {period.label}",
        covering=papers[0].covering,
        bound=papers,
    )


def _words_of(report: Report, results: Results) -> CoveringText | None:
    if report.slug not in set(results.report["slug"]):
        return None
    return supplement_text(results) if results.edition.supplement else covering_text(results)


def _breadcrumb(report: Report, results: Results, pages: Collection[str]) -> tuple[Crumb, ...]:
    """Lead from the overview to a page: through the report it stands under, or its directorate."""
    if results.edition.supplement:
        period = results.edition.period
        return (Crumb(text=f"Performance, {period.label}", href=f"../{period}/index.html"),)
    if str(report.page) == "index":
        return ()
    home, folder = Crumb(text="Overview", href="index.html"), str(report.page.parent)
    if folder in pages:
        return (home, Crumb(text=report.title.partition(":")[0], href=f"{folder}.html"))
    directorate = _directorate_of(report, results)
    above = f"directorates/{directorate}"
    if above not in pages:
        return (home,)
    return (home, Crumb(text=results.edition.council.name_of("directorate", directorate), href=f"{above}.html"))


def _directorate_of(report: Report, results: Results) -> str:
    """Give the key of the directorate that a measure or a service belongs to; nothing for any other page."""
    key = str(report.parameters.get(report.for_each, ""))
    if report.for_each == "measure":
        # Looked up and not narrowed: an edition has a page a measure, and a narrowed view copies every table.
        return str(results.table.loc[results.table["ref"] == key, "directorate"].iloc[0])
    return results.edition.council.directorate_of(key) if report.for_each == "service" else ""


def opening_of(reports: Collection[Report]) -> str:
    """Name the file a reader opens first: the overview, or the first report of a part."""
    listed = list(reports)
    first = next((report for report in listed if str(report.page) == "index"), listed[0])
    files = list(first.files.values())
    return next((name for name in files if name.endswith(".html")), files[0])
