"""Fetch what the sources of a workspace have for a period, check it and keep it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from filelock import FileLock

from helpers.collect.feed.answer import Answer, as_csv, row_starts
from helpers.collect.feed.check import Telling, check_arrived, told_of_query
from helpers.collect.feed.deadline import Ending, TooSlow, within
from helpers.collect.feed.definition import FOLDER, Feed, filled, read_feeds
from helpers.collect.feed.embedded import ask_file, ask_tables
from helpers.collect.feed.files import Copied, copy_file, copy_folder, without_unfilled
from helpers.collect.feed.foreign import read_template
from helpers.collect.feed.keep import Arriving, keep, kept
from helpers.collect.feed.query import Query, read_query
from helpers.collect.feed.server import ask_server
from helpers.collect.mapping.read import Origin
from helpers.collect.returns import RETURN_COLUMNS
from helpers.collect.source import MAPPING
from helpers.model.counted import counted
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.framework import Framework
from helpers.model.period import Period
from helpers.model.workspace import Workspace

Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one source.

    Attributes
    ----------
    name
        The source's name.
    said
        In words: kept, as it was, nothing yet, not filled in yet.
    files
        The returns that are new or changed, relative to the workspace.
    """

    name: str
    said: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Arrived:
    """What a source gave.

    Attributes
    ----------
    files
        As they came: what is checked.
    unfilled
        Return workbooks among them that nobody has filled in yet: these are left where they are.
    telling
        How to speak of faults.
    query, kept
        What asked for them, and what is kept in place of an answer in no order.
    """

    files: list[Copied]
    unfilled: tuple[str, ...] = ()
    telling: Telling = lambda problem: problem
    query: Query | None = None
    kept: dict[str, bytes] = field(default_factory=dict)


def fetch(
    workspace: Workspace,
    framework: Framework,
    period: Period,
    *,
    again: Collection[str] = (),
    frozen: bool = False,
    tell: Callable[[Fetched], object] = lambda _: None,
) -> None:
    """Fetch every source that has brought nothing for a period yet, and those that are to be asked again.

    Parameters
    ----------
    framework
        Every measure there ever was, as for :func:`~helpers.collect.returns.read_returns`.
    again
        Names of sources to ask again; what they brought before goes into ``data/superseded/``.
    frozen
        The period has been released: nothing is fetched for it any more.
    tell
        Is told what became of each source, as it happens.

    Raises
    ------
    Refused
        With every problem of every source; what the others brought is kept.
    """
    feeds = read_feeds(workspace)
    _check_again(feeds, again, period, frozen)
    if not feeds or frozen:
        return
    problems: list[Problem] = []
    lock = workspace.root / "_build" / "collect.lock"
    lock.parent.mkdir(exist_ok=True)
    with FileLock(lock):
        for feed in feeds:
            try:
                if feed.name in again or not kept(workspace, feed.name, period):
                    tell(_fetch(workspace, framework, feed, period))
            except Refused as refused:
                problems += refused.problems
    if problems:
        raise Refused(problems)


def _check_again(feeds: list[Feed], again: Collection[str], period: Period, frozen: bool) -> None:
    names = [feed.name for feed in feeds]
    if unknown := [name for name in again if name not in names]:
        raise Refused.one(
            "--again", f"the source {quoted(unknown)}",
            f"one of {quoted(names)}" if names else f"nothing: there is no source in {FOLDER}",
            "Name a source as its file does, without .source.yml.",
        )  # fmt: skip
    if again and frozen:
        raise Refused.one(
            "--again", f"{period}, which has been released", "a period that has not",
            "A released figure is frozen: send the corrected one with the next period, where it is marked revised.",
        )  # fmt: skip


def _fetch(workspace: Workspace, framework: Framework, feed: Feed, period: Period) -> Fetched:
    arrived = _arrived(workspace, feed, period)
    waiting = f"; not filled in yet: {', '.join(arrived.unfilled)}" if arrived.unfilled else ""
    if not arrived.files:
        return Fetched(feed.name, f"nothing yet{waiting}")
    now = datetime.now(UTC).replace(microsecond=0)
    template = read_template(workspace, feed)
    contents = arrived.kept or {file.name: file.content for file in arrived.files}
    arriving = [
        Arriving(file, content, _origin(feed, content, arrived.query, now), template)
        for file, content in contents.items()
    ]
    mapping = feed.name + MAPPING
    beside = [Copied(mapping, each.beside(feed.name)[mapping], f"{FOLDER}/{mapping}") for each in arriving if template]
    count = check_arrived(workspace, framework, feed.name, period, [*arrived.files, *beside], arrived.telling)
    changed = keep(workspace, feed.name, period, arriving, now)
    said = f"{counted(count, 'row')} kept" if changed else "nothing has changed since"
    return Fetched(feed.name, said + waiting, tuple(workspace.label(path) for path in changed))


def _origin(feed: Feed, content: bytes, query: Query | None, now: datetime) -> Origin:
    return Origin(
        supplied_by=feed.place.supplied_by,
        system=feed.place.system,
        received=now.date(),
        sha256=hashlib.sha256(content).hexdigest(),
        fetched=now,
        query=query.text.replace("\r\n", "\n") if query else "",
        query_sha256=query.sha256 if query else "",
    )


def _arrived(workspace: Workspace, feed: Feed, period: Period) -> _Arrived:
    place = feed.place
    if place.kind == "query":
        query = read_query(workspace.root / FOLDER / place.query, f"{FOLDER}/{place.query}")
        answer = _in_time(feed, query.label, lambda ending: _ask(workspace, feed, query, period, ending))
        return _returned(feed, query, period, answer)
    copy = copy_file if place.kind == "file" else copy_folder
    where = f"{feed.label}, key {place.kind}"
    copied = _in_time(feed, where, lambda _: copy(workspace, feed, period))
    return _Arrived(*without_unfilled(copied))


def _in_time(feed: Feed, where: str, work: Callable[[Ending], Given]) -> Given:
    try:
        return within(feed.place.timeout, work)
    except TooSlow:
        raise Refused.one(
            where, f"no answer within {counted(feed.place.timeout, 'second')}; it was ended", "an answer in that time",
            f"Make the query quicker, ask whoever runs {feed.place.system}, or raise `timeout:` in {feed.label}.",
        ) from None  # fmt: skip


def _ask(workspace: Workspace, feed: Feed, query: Query, period: Period, ending: Ending) -> Answer:
    place = feed.place
    if place.tables:
        tables = {name: workspace.root / filled(file, period) for name, file in place.tables.items()}
        return ask_tables(tables, feed.label, query, period, place.row_limit, ending)
    label = f"{feed.label}, key database"
    if not place.variable:
        path = workspace.root / place.database
        return ask_file(path, f"{label} ({place.database})", query, period, place.row_limit, ending)
    address = os.environ.get(place.variable, "").strip()
    if not address:
        raise Refused.one(
            label, f"the environment variable {place.variable}, which is not set", "the address of a database in it",
            f"Set {place.variable} to an address such as postgresql://user@server/database, and collect again.",
        )  # fmt: skip
    named = f"environment variable {place.variable} ({feed.label})"
    return ask_server(address, named, query, period, place.row_limit, place.timeout, ending)


def _returned(feed: Feed, query: Query, period: Period, answer: Answer) -> _Arrived:
    """Make the file of a return of what a query returned, if it returned something, and not everything."""
    if len(answer.rows) > feed.place.row_limit:
        raise Refused.one(
            query.label, f"more than {feed.place.row_limit:,} rows", "a row a measure and period",
            f"Sum up in the query, or raise `row_limit:` in {feed.label}.",
        )  # fmt: skip
    if not answer.rows:
        if feed.place.may_be_empty:
            return _Arrived([])
        raise Refused.one(
            query.label, f"no row for {period}", "at least one row",
            "Try the query with this period; `may_be_empty: true` lets it pass where a period can have none.",
        )  # fmt: skip
    came = Copied(f"{feed.name}.csv", as_csv(answer, query.label), query.label)
    telling = told_of_query(query.label, row_starts(came.content))
    in_order = as_csv(answer, query.label, columns=RETURN_COLUMNS)
    return _Arrived([came], telling=telling, query=query, kept={came.name: in_order})
