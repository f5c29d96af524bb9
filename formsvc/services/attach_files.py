"""Files of an answer in progress: kept by checksum, named in the draft; documents once it is sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from formsvc.kernel.failures import NotFound
from formsvc.services.actor import Actor, own_case
from formsvc.services.uploads import Upload
from formsvc.storage.documents import file_content, store_file
from formsvc.storage.drafts import all_drafts
from formsvc.storage.models import Case


class FileNotFound(NotFound):
    """No such file in what this organisation has saved."""

    code = "file_not_found"


def attach(
    session: Session, typed: Mapping[str, Any], uploads: Mapping[str, Sequence[Upload]], at: datetime
) -> dict[str, Any]:
    """What was typed, with the new files stored and named at their questions (field id -> files).

    The caller saves the section and commits.
    """
    return {**typed, **{field: _with_new(session, typed.get(field), files, at) for field, files in uploads.items()}}


def draft_file(session: Session, actor: Actor, case_id: int, checksum: str) -> Upload:
    """A file that a saved section of the actor's case names. Raises CaseNotFound or FileNotFound."""
    case = own_case(session, actor, case_id)
    for file in files_of_drafts(session, case):
        if file["sha256"] == checksum:
            return Upload(file["name"], file["media_type"], file_content(session, checksum))
    raise FileNotFound


def files_of_drafts(session: Session, case: Case) -> list[dict[str, Any]]:
    """Every file that a saved section of a case names."""
    return [file for draft in all_drafts(session, case) for files in draft.typed.values() for file in _files_in(files)]


def _with_new(session: Session, kept: Any, files: Sequence[Upload], at: datetime) -> list[dict[str, Any]]:
    named = _files_in(kept)
    for file in files:
        checksum = store_file(session, file.content, at)
        if checksum not in {other["sha256"] for other in named}:
            size = len(file.content)
            named.append({"name": file.name, "size": size, "media_type": file.media_type, "sha256": checksum})
    return named


def _files_in(answer: Any) -> list[dict[str, Any]]:
    return [file for file in answer if isinstance(file, dict) and "sha256" in file] if isinstance(answer, list) else []
