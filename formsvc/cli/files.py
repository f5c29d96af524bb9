"""JSON files in, JSON out."""

import json
from pathlib import Path
from typing import Any, NoReturn

from formsvc.kernel.failures import Unreadable


class UnreadableFile(Unreadable):
    """A file that a command was given cannot be read. Parameters: `file`, `reason`."""

    code = "unreadable_file"

    def __str__(self) -> str:
        """One line for whoever ran the command."""
        return f"{self.params['file']}: {self.params['reason']}"


class Usage(Unreadable):
    """The command line makes no sense. Parameter: `reason`."""

    code = "usage"

    def __str__(self) -> str:
        """One line for whoever ran the command."""
        return str(self.params["reason"])


def read_text(file: Path) -> str:
    """A UTF-8 file. Raises UnreadableFile."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(file=file, reason="not UTF-8 text") from error
    except OSError as error:
        raise UnreadableFile(file=file, reason=error.strerror or "cannot be read") from error


def read_object(file: Path) -> dict[str, Any]:
    """A JSON object. Raises UnreadableFile: also for NaN, a key that stands twice, and anything but an object."""
    try:
        content = json.loads(read_text(file), parse_constant=_refuse, object_pairs_hook=_once)
    except RecursionError as error:
        raise UnreadableFile(file=file, reason="nested too deeply") from error
    except ValueError as error:
        raise UnreadableFile(file=file, reason=f"not JSON: {error}") from error
    if not isinstance(content, dict):
        raise UnreadableFile(file=file, reason="must be a JSON object, { ... }")
    return content


def show(content: Any) -> None:
    """JSON on stdout."""
    print(json.dumps(content, ensure_ascii=False, indent=2))


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key {next(name for name in names if names.count(name) > 1)!r} stands twice")
    return content
