"""Read a YAML file as a mapping, and turn it into a frozen type or into problems a person can mend."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from helpers.model.council import Noun
from helpers.model.errors import Problem, Refused, quoted

NounType = TypeVar("NounType", bound=Noun)


class _UniqueKeys(yaml.SafeLoader):
    """A loader that refuses a key given twice, where YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        for key, (key_node, _) in zip(keys, node.value, strict=True):
            if keys.count(key) > 1:
                raise yaml.MarkedYAMLError(problem=f'the key "{key}" stands twice', problem_mark=key_node.start_mark)
        return super().construct_mapping(node, deep)


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
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeys)
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
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{label}, line {mark.line + 1}" if mark else label
        raise Refused.one(where, str(error.problem), "YAML", "Mend this line and run the command again.") from None
    except yaml.YAMLError as error:
        raise Refused.one(
            label, str(error).splitlines()[0], "YAML", "Mend the file and run the command again."
        ) from None
    except (ValueError, RecursionError) as error:  # a date that does not exist; keys within keys without end
        raise Refused.one(
            label, str(error), "YAML with dates that exist, such as 2019-11-05", "Correct the value."
        ) from None
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
        raise Refused(_problem(noun, detail, label) for detail in error.errors()) from None


def _problem(noun: type[Noun], detail: ErrorDetails, label: str) -> Problem:
    place = ".".join(str(part) for part in detail["loc"])
    where = f"{label}, key {place}" if place else label
    if detail["type"] == "extra_forbidden":
        known = quoted(_known_keys(noun, detail["loc"]), limit=30)
        return Problem(where, "an unknown key", f"one of {known}", "Correct the spelling, or delete the key.")
    if detail["type"] == "missing":
        return Problem(where, "nothing", "a value", f"Add `{detail['loc'][-1]}:` with its value.")
    found = detail["input"]
    shown = f'"{found}"' if isinstance(found, str | int | float) else type(found).__name__
    message = detail["msg"].removeprefix("Value error, ")
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
