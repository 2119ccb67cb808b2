"""Read a YAML file as a mapping, and turn it into a frozen type or into problems a person can mend."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from helpers.model.errors import Problem, Refused, quoted
from helpers.model.noun import Noun

NounType = TypeVar("NounType", bound=Noun)

PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "lower-case words joined by hyphens, such as adult-care",
    r"^([a-z0-9]+(-[a-z0-9]+)*)?$": "lower-case words joined by hyphens, such as appendix-1",
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$": "letters, digits, dots and hyphens without spaces, such as ASC-04",
    r"^#[0-9a-fA-F]{6}$": "a colour such as #00703c",
    r"^([0-9a-f]{64})?$": "64 hexadecimal digits",
}
"""What the patterns of the nouns mean, in words."""

_FORM = re.compile(r"[\[(]|^(constrained-)?(str|int)$|^Cell$")


class _Slip(yaml.MarkedYAMLError):
    """Good YAML that cannot be meant; `context` says what could be."""


class _Loader(yaml.SafeLoader):
    """A loader that refuses a key given twice, where YAML would silently keep the last, and a day that never was."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: list[Any] = []
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=deep)
            if key in seen:
                raise _Slip("each key once", problem=f'the key "{key}" again', problem_mark=key_node.start_mark)
            seen.append(key)
        return super().construct_mapping(node, deep)

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:  # noqa: ANN401 - a date, or a date and time
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            mark = node.start_mark
            raise _Slip("a date that exists", problem=f'"{node.value}"', problem_mark=mark) from None


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)


def read_yaml(path: Path, label: str) -> dict[str, Any]:
    """Read one YAML file.

    Parameters
    ----------
    path
        The file.
    label
        The file as errors name it.

    Raises
    ------
    Refused
        The file is missing, is not YAML, is not UTF-8, or is not a mapping of keys to values.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Refused.one(
            label, "no such file", "a YAML file", f"Write {label}; the repository's own params/ shows its form."
        ) from None
    except OSError as error:
        raise Refused.one(
            label, f"a file that cannot be read ({error.strerror})", "a file you may read",
            "Close it in other programs, or ask for read access.",
        ) from None  # fmt: skip
    except UnicodeDecodeError as error:
        raise Refused.one(
            label, f"bytes that are not UTF-8 (byte {error.start})", "a UTF-8 file", "Save the file as UTF-8."
        ) from None
    return parse_yaml(text, label)


def parse_yaml(text: str, label: str) -> dict[str, Any]:
    """Read the text of a YAML file.

    Raises
    ------
    Refused
        It is not YAML, or is not a mapping of keys to values.

    Examples
    --------
    >>> parse_yaml("name: Westmere", "params/council.yml")
    {'name': 'Westmere'}
    """
    try:
        loaded = yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{label}, line {mark.line + 1}" if mark else label
        expected = str(error.context) if isinstance(error, _Slip) else "YAML"
        raise Refused.one(where, str(error.problem), expected, "Mend this line and run the command again.") from None
    except yaml.YAMLError as error:
        raise Refused.one(
            label, str(error).splitlines()[0], "YAML", "Mend the file and run the command again."
        ) from None
    except (ValueError, RecursionError) as error:  # a number that is none; keys within keys without end
        raise Refused.one(label, str(error), "YAML", "Mend the file and run the command again.") from None
    if not isinstance(loaded, dict):
        kind = {list: "a list", type(None): "an empty file"}.get(type(loaded), "a single value")
        raise Refused.one(
            label, kind, "keys with values, such as `name: Westmere Council`", "Write each setting as `key: value`."
        )
    return {str(key): value for key, value in loaded.items()}


def typed(noun: type[NounType], values: dict[str, Any], label: str) -> NounType:
    """Make a frozen type of what a file holds.

    Raises
    ------
    Refused
        With one problem for each value that does not fit.

    Examples
    --------
    >>> from helpers.model.council import Contact
    >>> typed(Contact, {"role": "Performance Team", "fax": "1"}, "params/council.yml")
    Traceback (most recent call last):
    helpers.model.errors.Refused: params/council.yml, key fax
      found:    an unknown key
      expected: one of "role", "email", "telephone"
      next:     Correct the spelling, or delete the key.
    """
    try:
        return noun.model_validate(values)
    except ValidationError as error:
        raise Refused(_problem(noun, detail, label) for detail in _telling(error.errors())) from None


def said_plainly(detail: ErrorDetails) -> str:
    """Say in words what a type expects of a value."""
    if detail["type"] == "string_pattern_mismatch":
        pattern = detail["ctx"]["pattern"]
        return PATTERNS.get(pattern, f"text that matches {pattern}")
    if detail["type"] in ("string_too_short", "too_short"):
        return "at least one" if isinstance(detail["input"], list | tuple) else "some text"
    if detail["type"].startswith("bool_"):
        return "true or false"
    return detail["msg"].removeprefix("Value error, ").removeprefix("Input should be ")


def _telling(details: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out what only follows from another problem: the other forms a value could have had, and emptied lists."""
    told = [detail for detail in details if not (detail["type"] == "too_short" and detail["input"])]
    deeper = [_place(detail) for detail in told if detail["type"] != "string_type"]
    return [
        detail
        for detail in told
        if detail["type"] != "string_type"
        or not any(place[: len(_place(detail))] == _place(detail) for place in deeper)
    ]


def _place(detail: ErrorDetails) -> tuple[str | int, ...]:
    """Give the keys that lead to a value, without pydantic's names for the forms it tried."""
    return tuple(part for part in detail["loc"] if not (isinstance(part, str) and _FORM.search(part)))


def _problem(noun: type[Noun], detail: ErrorDetails, label: str) -> Problem:
    place = ".".join(str(part) for part in _place(detail))
    where = f"{label}, key {place}" if place else label
    if detail["type"] == "extra_forbidden":
        known = quoted(_known_keys(noun, detail["loc"]), limit=30)
        return Problem(where, "an unknown key", f"one of {known}", "Correct the spelling, or delete the key.")
    if detail["type"] == "missing":
        return Problem(where, "nothing", "a value", f"Add `{detail['loc'][-1]}:` with its value.")
    found = detail["input"]
    shown = f'"{found}"' if isinstance(found, str | int | float) else type(found).__name__
    message = said_plainly(detail)
    if detail["type"] == "value_error":
        return Problem(
            where, message, "settings that agree with each other", "Correct the file and run the command again."
        )
    return Problem(where, shown, message[0].lower() + message[1:], "Correct the value and run the command again.")


def _known_keys(noun: type[Noun], place: tuple[str | int, ...]) -> list[str]:
    """Walk down the type to the part in which the unknown key stands."""
    current: Any = noun
    for step in place[:-1]:
        if isinstance(step, int):
            continue
        annotation = current.model_fields[step].annotation if step in current.model_fields else None
        current = _noun_within(annotation) or current
    return [field.alias or name for name, field in current.model_fields.items()]


def _noun_within(annotation: object) -> type[Noun] | None:
    if isinstance(annotation, type) and issubclass(annotation, Noun):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (found := _noun_within(part)) is not None:
            return found
    return None
