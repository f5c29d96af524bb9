"""An edition's lock: what may no longer change, because submissions stand on it.

`edition.lock` holds a checksum of each part of the resolved edition without its texts, one of the texts, and the
revision. Changed keys, types or rules need a new edition; changed texts need a higher `revision` with a
`revision_note`, and then a new lock. What only explains or traces (sources, requirements, aliases) may change freely.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from formsvc.kernel.failures import Conflict
from formsvc.schemes.definition import Scheme
from formsvc.schemes.findings import DefinitionFinding
from formsvc.texts import Text

LOCK_FILE = "edition.lock"
_FREE = {"source", "requirements", "aliases", "revision", "revision_note", "open", "points"}


class LockRefused(Conflict):
    """The edition has changed in a way that its lock does not allow."""

    code = "lock_refused"


@dataclass(frozen=True)
class Lock:
    """Checksums of an edition: of each part's keys, types and rules, and of its texts."""

    revision: int
    texts: str
    parts: dict[str, str]

    def as_toml(self) -> str:
        """The file's content."""
        parts = "".join(f'"{name}" = "{digest}"\n' for name, digest in sorted(self.parts.items()))
        return f'# Made by `formsvc lock`.\nrevision = {self.revision}\ntexts = "{self.texts}"\n\n[parts]\n{parts}'


def lock_of(scheme: Scheme) -> Lock:
    """The lock that fits an edition as it is now."""
    bare = _without_texts(scheme)
    forms = {f"form.{form['id']}": form for form in bare.pop("forms")}
    parts = {**{name: bare.pop(name, {}) for name in ("assessment", "letters")}, **forms, "scheme": bare}
    digests = {name: _digest(part) for name, part in parts.items()}
    return Lock(scheme.revision, _digest(list(_texts(scheme))), digests)


def fingerprint(scheme: Scheme) -> str:
    """One checksum of the resolved edition without its texts: what a submission stores beside edition and revision."""
    return _digest(lock_of(scheme).parts)


def read_lock(folder: Path) -> Lock | None:
    """The lock of an edition's folder; None where there is none yet."""
    file = folder / LOCK_FILE
    if not file.is_file():
        return None
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    return Lock(int(raw["revision"]), str(raw["texts"]), dict(raw["parts"]))


def lock_findings(scheme: Scheme, folder: Path) -> list[DefinitionFinding]:
    """What has changed since the edition was locked, and what that takes. Empty for an edition without a lock."""
    locked, now = read_lock(folder), lock_of(scheme)
    if locked is None:
        return []
    file = f"forms/{scheme.id}/{scheme.edition}/{LOCK_FILE}"
    changed = [name for name in sorted(locked.parts | now.parts) if locked.parts.get(name) != now.parts.get(name)]
    found = [
        DefinitionFinding(file, name, "keys, types or rules have changed: needs a new edition") for name in changed
    ]
    if not found and locked.texts != now.texts and scheme.revision <= locked.revision:
        found.append(
            DefinitionFinding(file, "texts", "texts have changed: needs a higher revision and a revision_note")
        )
    elif not found and (locked.texts, locked.revision) != (now.texts, now.revision):
        found.append(
            DefinitionFinding(file, "revision", f"revision {now.revision} is not locked: formsvc lock {scheme.id}")
        )
    return found


def write_lock(scheme: Scheme, folder: Path) -> Lock:
    """Lock an edition, or lock a new revision of its texts.

    Raises LockRefused when keys, types or rules have changed, or texts without a higher revision and its note.
    """
    locked, now = read_lock(folder), lock_of(scheme)
    refusals = [str(found) for found in lock_findings(scheme, folder) if found.key != "revision"]
    if refusals:
        raise LockRefused(reason="; ".join(refusals))
    if locked and now.revision > locked.revision and not scheme.revision_note:
        raise LockRefused(reason=f"revision {now.revision} needs a revision_note in scheme.toml")
    if now != locked:
        (folder / LOCK_FILE).write_text(now.as_toml(), encoding="utf-8")
    return now


def _digest(content: Any) -> str:
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _without_texts(node: Any) -> Any:
    """Plain data without texts, explanations and defaults (said or unsaid, a default is the same)."""
    if isinstance(node, BaseModel):
        kept = ((name, getattr(node, name)) for name, info in _keys(node) if getattr(node, name) != info.default)
        return {name: _without_texts(value) for name, value in kept if not isinstance(value, Text)}
    if isinstance(node, tuple):
        return [_without_texts(item) for item in node if not isinstance(item, Text)]
    return node


def _keys(node: BaseModel) -> Iterator[tuple[str, FieldInfo]]:
    """The keys that a lock minds."""
    return ((name, info) for name, info in type(node).model_fields.items() if name not in _FREE)


def _texts(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, Text):
        yield node.nb, node.nn
    elif isinstance(node, BaseModel):
        for name, _ in _keys(node):
            yield from _texts(getattr(node, name))
    elif isinstance(node, tuple):
        for item in node:
            yield from _texts(item)
