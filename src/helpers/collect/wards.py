"""Read where a council's wards lie: GeoJSON as RFC 7946 has it, checked and made small. May import `model`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from helpers.collect.mapping.file import Origin, refuse_changed
from helpers.collect.ring import refuse_bad_rings
from helpers.collect.table_file import LARGEST_FILE
from helpers.collect.yaml_file import read_yaml, typed
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.noun import Noun, Text
from helpers.model.ward import Ward
from helpers.model.workspace import Workspace

FOLDER = "data/geography"
WARDS = f"{FOLDER}/wards.geojson"
DESCRIBED = f"{FOLDER}/wards.yml"

DETAIL = 400
"""A boundary keeps what is larger than this part of the council's extent: half a dot of a map on a phone."""

PINCHED = "Ring Self-intersection"
"""What GEOS says of a ring that meets itself in a point and leaves no doubt what is inside: files have such."""

PLACES = 5
"""Decimals of a degree, about a metre."""


class WardsFile(Noun):
    """What ``data/geography/wards.yml`` says of the boundaries beside it; a file of our own needs none.

    Attributes
    ----------
    name, code
        The properties of a feature that hold the ward's name and its code.
    source
        Whom to thank, in the words of the licence: it stands under every map.
    origin
        Who supplied the file, when, and its hash.
    """

    name: Text = "name"
    code: Text = "code"
    source: str = ""
    origin: Origin = Origin()


def read_wards(workspace: Workspace) -> tuple[Ward, ...]:
    """Read ``data/geography/wards.geojson``; a council that has none has no wards.

    Raises
    ------
    Refused
        It is not GeoJSON of polygons in degrees, a ward has no name or has it twice, or a boundary is not closed or
        crosses itself; every problem is named.
    """
    path, beside = workspace.root / WARDS, workspace.root / DESCRIBED
    if not path.is_file():
        return ()
    described = typed(WardsFile, read_yaml(beside, DESCRIBED), DESCRIBED) if beside.is_file() else WardsFile()
    return wards_of(path, WARDS, described)


def wards_of(path: Path, label: str, described: WardsFile) -> tuple[Ward, ...]:
    """Read one file of boundaries.

    Parameters
    ----------
    path
        The GeoJSON file.
    label
        The file as errors name it.
    described
        Which properties to read, and its origin.

    Raises
    ------
    Refused
        As :func:`read_wards`.
    """
    raw = path.read_bytes()
    if len(raw) > LARGEST_FILE:
        raise Refused.one(label, f"{len(raw):,} bytes", f"at most {LARGEST_FILE:,}", "Simplify the boundaries.")
    refuse_changed(label, described.origin.sha256, hashlib.sha256(raw).hexdigest())
    features = _features(raw, label)
    problems: list[Problem] = []
    names = _names(features, label, described, problems)
    for number, feature in enumerate(features, start=1):
        refuse_bad_rings(feature.get("geometry"), f"{label}, feature {number}", problems)
    if problems:
        raise Refused(problems)
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    problems += _crossing(shapes, names, label)
    if problems:
        raise Refused(problems)
    codes = [str((feature.get("properties") or {}).get(described.code) or "") for feature in features]
    return tuple(
        Ward(name, code, *drawn, described.source)
        for name, code, drawn in zip(names, codes, _small(shapes), strict=True)
    )


def _features(raw: bytes, label: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(raw, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused.one(
            label, f"a file that is not JSON ({error})", "GeoJSON as RFC 7946 has it",
            "Export the boundaries as GeoJSON again.",
        ) from None  # fmt: skip
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise Refused.one(label, "no FeatureCollection", "a FeatureCollection, one feature a ward", "Export it again.")
    if not features or not all(isinstance(each, dict) and each.get("type") == "Feature" for each in features):
        raise Refused.one(label, "no features, or something else among them", "one feature a ward", "Export it again.")
    return features


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number of JSON")


def _names(features: Sequence[dict[str, Any]], label: str, described: WardsFile, problems: list[Problem]) -> list[str]:
    names: list[str] = []
    for number, feature in enumerate(features, start=1):
        properties, where = feature.get("properties") or {}, f"{label}, feature {number}"
        name = str(properties.get(described.name) or "").strip()
        if not name:
            problems.append(
                Problem(
                    where, f'no property "{described.name}"', f"the ward's name; it has {quoted(properties)}",
                    f"Add it, or say `name:` in {DESCRIBED}: which property holds the name.",
                )
            )  # fmt: skip
        elif name.casefold() in (other.casefold() for other in names):
            problems.append(Problem(where, f'the ward "{name}" again', "each ward once", "Delete one of the two."))
        names.append(name)
    return names


def _crossing(shapes: Sequence[BaseGeometry], names: Sequence[str], label: str) -> Iterator[Problem]:
    for name, shape in zip(names, shapes, strict=True):
        reason = shapely.is_valid_reason(shape)
        if not shapely.is_valid(shape) and not reason.startswith(PINCHED):
            yield Problem(
                f"{label}, ward {name}", f"a boundary that is not sound: {reason}",
                "rings that do not cross themselves",
                "Mend the boundary at the place it names, or export it again.",
            )  # fmt: skip


def _small(shapes: Sequence[BaseGeometry]) -> Iterator[tuple[str, str]]:
    """Simplify all at once, so that neighbours keep the edge they share, and find where a name can stand in each."""
    west, south, east, north = shapely.total_bounds(shapes)
    sound = [shape if shapely.is_valid(shape) else shapely.make_valid(shape, method="structure") for shape in shapes]
    small = shapely.coverage_simplify(sound, tolerance=max(east - west, north - south) / DETAIL)
    for shape, whole in zip(small, shapes, strict=True):
        kept = shapely.set_precision(shape, 10**-PLACES)
        kept = whole if kept.is_empty else kept
        at = shapely.maximum_inscribed_circle(kept, tolerance=(east - west) / DETAIL).coords[0]
        text = json.loads(shapely.to_geojson(shapely.orient_polygons(kept)))
        yield json.dumps(_rounded(text), separators=(",", ":")), json.dumps([round(part, PLACES) for part in at])


def _rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    def each(part: Any) -> Any:  # noqa: ANN401 - lists within lists
        return [each(inner) for inner in part] if isinstance(part, list) else round(part, PLACES)

    return {"type": geometry["type"], "coordinates": each(geometry["coordinates"])}
