"""A real PostgreSQL server for a test: started from Debian's programs, reached by a socket, stopped after."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "correct:horse/battery@staple"
"""With every letter that an address has to write in another way."""
QUOTED = "correct%3Ahorse%2Fbattery%40staple"


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes
    ----------
    folder
        Where its socket is: it listens to no network, so no test meets another's port.
    """

    folder: Path

    def address(self, password: str = QUOTED) -> str:
        """The SQLAlchemy URL of its database."""
        return f"postgresql://analyst:{password}@/postgres?host={self.folder}"


def unprivileged() -> str | None:
    """The user to run a server as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    import pwd  # not on Windows, where nobody is root

    known = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """Start a server with an empty database, and stop it in the end."""
    user = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="goldenthread-postgres-"))  # short: a socket's path may have 107 letters
    data, secret = folder / "data", folder / "password"

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), *arguments]
        subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=120)

    try:
        secret.write_text(PASSWORD, encoding="utf-8")
        if user:
            for path in (folder, secret):
                shutil.chown(path, user)
        run("initdb", f"--pgdata={data}", "--username=analyst", "--auth=scram-sha-256", f"--pwfile={secret}",
            "--encoding=UTF8", "--locale=C", "--no-sync")  # fmt: skip
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "start", "--wait", f"--pgdata={data}", f"--log={folder / 'log'}", f"--options={options}")
        try:
            yield Server(folder)
        finally:
            run("pg_ctl", "stop", "--wait", "--mode=immediate", f"--pgdata={data}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
