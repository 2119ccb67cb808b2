"""A preview from its start to Ctrl-C: a server, a watch over the workspace, and the edition that follows it."""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

from filelock import FileLock, Timeout

from helpers.collect.council import read_plan
from helpers.model.council import Pack
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.model.workspace import Workspace
from helpers.publish.cache.kept import Kept
from helpers.publish.preview.board import Board
from helpers.publish.preview.follower import Follower
from helpers.publish.preview.server import serve
from helpers.publish.preview.watching import saves
from helpers.publish.render.engine import choose_engine
from helpers.publish.run.runner import prepare


def preview(
    workspace: Workspace,
    period: Period,
    pack: Pack = Pack.PUBLIC,
    port: int = 0,
    engine: str = "auto",
    say: Callable[[str], None] = lambda _line: None,
    until: Callable[[], bool] = lambda: False,
) -> None:
    """Serve an edition on this machine and bring it up to date on every save, until Ctrl-C.

    It is made in a folder of its own below `_build/preview/`; what `build` wrote to `_out` stays as it is.

    Parameters
    ----------
    port
        Port on this machine; 0 takes a free one.
    say
        Told, line by line, where it is served and what has been made.
    until
        Asked every now and then whether to end.

    Raises
    ------
    Refused
        The period has no plan, the port is taken, or the same preview runs already.
    """
    read_plan(workspace, period)
    folder = workspace.root / "_build" / "preview" / pack / str(period)
    with _alone(folder, period):
        shutil.rmtree(folder, ignore_errors=True)
        kept = Kept.of(workspace)
        prepare()
        board, inbox, ended = Board(), Queue[set[Path]](), Event()
        follower = Follower(
            workspace, period, pack, folder, choose_engine(engine, kept), kept, board, lambda: not inbox.empty()
        )
        server = serve(follower.place.folder, board, follower.expects, port)
        say(f"Serving {period.label} at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends it)")
        Thread(target=_watch, args=(workspace, inbox, ended), daemon=True).start()
        try:
            say(_followed(follower, board, set()))
            while not until():
                if saved := _gathered(inbox):
                    say(_followed(follower, board, saved))
        except KeyboardInterrupt:
            say("The preview has ended.")
        finally:
            ended.set()
            server.shutdown()
            server.server_close()


def _followed(follower: Follower, board: Board, saved: set[Path]) -> str:
    """Follow a save; a fault that nobody foresaw is shown too, and does not end the preview."""
    try:
        return follower.follow(saved)
    except Exception as error:
        refused = Refused.one(
            "the preview", f"{type(error).__name__}: {error}", "an edition that can be made",
            "Save again; if it stays, look at the terminal and report it: it is a fault of ours.",
        )  # fmt: skip
        board.stopped(refused, board.looked_at())
        return traceback.format_exc()


def _watch(workspace: Workspace, inbox: Queue[set[Path]], ended: Event) -> None:
    for saved in saves(workspace, ended):
        inbox.put(saved)


def _gathered(inbox: Queue[set[Path]], seconds: float = 0.5) -> set[Path]:
    """Wait a moment for a save, and take with it all that has been saved since."""
    saved: set[Path] = set()
    with suppress(Empty):
        saved |= inbox.get(timeout=seconds)
        while True:
            saved |= inbox.get_nowait()
    return saved


@contextmanager
def _alone(folder: Path, period: Period) -> Iterator[None]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder.with_name(f".{folder.name}.lock"), timeout=0):
            yield
    except Timeout:
        raise Refused.one(
            f"preview {period}", "a preview of this period that already runs", "one at a time",
            "Use the one that runs, or end it with Ctrl-C.",
        ) from None  # fmt: skip
