"""The same words make the same bytes: a Word file's archive without the moment it was made."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST = ("[Content_Types].xml", "_rels/.rels")


def repack(path: Path, moment: datetime) -> None:
    """Write the archive at `path` again, its members in a fixed order and all dated `moment`."""
    with ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    order = [name for name in _FIRST if name in members] + sorted(set(members) - set(_FIRST))
    beside = path.with_name(f"{path.name}.part")
    with ZipFile(beside, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in order:
            entry = ZipInfo(name, date_time=moment.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, members[name])
    beside.replace(path)
