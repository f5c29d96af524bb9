"""Many old reports are uploaded to a call at once; whoever runs jobs reads them and finds their cases."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

import structlog
from sqlalchemy.orm import Session

from formsvc.kernel.failures import Failure, Invalid
from formsvc.services.actor import Actor, staff_case
from formsvc.services.attempts import set_aside
from formsvc.services.office import Office
from formsvc.services.open_incoming import IncomingNotFound, report_years
from formsvc.services.staff_call import staff_call
from formsvc.services.upload_legacy_report import require_pdf
from formsvc.services.uploads import clean_name
from formsvc.storage.documents import store_file
from formsvc.storage.drafts import delete_unnamed_files
from formsvc.storage.incoming import find_incoming, same_incoming
from formsvc.storage.models import Call, IncomingReport

MOST_FILES = 200
"""In one upload."""
log = structlog.get_logger("formsvc.incoming")


class NoFiles(Invalid):
    """Nothing was chosen."""

    code = "no_files"


class TooManyFiles(Invalid):
    """More than we take at once. Parameter: most."""

    code = "too_many_files"


class YearNotReported(Invalid):
    """No report is owed on this call for that year. Parameter: year."""

    code = "year_not_reported"


class NoCaseChosen(Invalid):
    """A file is to be placed, and no case was named."""

    code = "no_case_chosen"


class ChosenFile(NamedTuple):
    """A file as the browser sent it; `read` gives its bytes, so that only one is in memory at a time."""

    name: str
    read: Callable[[], bytes]


def upload_incoming_reports(
    session: Session, actor: Actor, office: Office, call_id: int, year: int, files: Sequence[ChosenFile], at: datetime
) -> Call:
    """Keep the files until they are read. One that cannot be taken says why in its row; the others go on.

    The same file for the same year keeps its row, and is read again only if nothing came of it. Raises CallNotFound,
    RoleMissing, NoFiles, TooManyFiles or YearNotReported.
    """
    call = staff_call(session, actor, call_id, "caseworker", lock=True)
    if not files:
        raise NoFiles
    if len(files) > MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    if year not in report_years(session, office, call):
        raise YearNotReported(year=year)
    for file in files:
        _receive(session, actor, call, year, file, at)
    session.commit()
    log.info("reports_uploaded", call=call_id, person=actor.id, files=len(files))
    return call


def place_incoming_report(session: Session, actor: Actor, call_id: int, item_id: int, case_id: int) -> None:
    """A person says whose report it is: it is read again, and kept there also where only its pages can be shown.

    Raises CallNotFound, RoleMissing, NoCaseChosen, IncomingNotFound or CaseNotFound.
    """
    staff_call(session, actor, call_id, "caseworker")
    if not case_id:
        raise NoCaseChosen
    item = find_incoming(session, item_id, lock=True)
    if item is None or item.call_id != call_id:
        raise IncomingNotFound(item_id=item_id)
    case = staff_case(session, actor, case_id, "caseworker")
    if case.call_id != call_id:
        raise IncomingNotFound(item_id=item_id)
    if item.status == "failed":
        item.case_id, item.placed_by_hand, item.uploaded_by_id = case.id, True, actor.id
        _wait(item)
    session.commit()


def remove_incoming_report(session: Session, actor: Actor, call_id: int, item_id: int) -> None:
    """Take a file that came to nothing off the list, and its bytes where nothing else names them.

    Raises CallNotFound, RoleMissing or IncomingNotFound, also for one that waits or lies in a case.
    """
    staff_call(session, actor, call_id, "caseworker")
    item = find_incoming(session, item_id, lock=True)
    if item is None or item.call_id != call_id or item.status != "failed":
        raise IncomingNotFound(item_id=item_id)
    session.delete(item)
    session.flush()
    delete_unnamed_files(session, [item.checksum])
    session.commit()
    log.info("report_removed", call=call_id, person=actor.id, file=item_id)


def _receive(session: Session, actor: Actor, call: Call, year: int, file: ChosenFile, at: datetime) -> None:
    content = file.read()
    checksum = sha256(content).hexdigest()
    item = same_incoming(session, call.id, year, checksum)
    if item is None:
        item = IncomingReport(call_id=call.id, report_year=year, checksum=checksum, created_at=at)
        session.add(item)
    elif item.status != "failed":
        return
    item.file_name, item.uploaded_by_id = clean_name(file.name), actor.id
    _wait(item)
    try:
        require_pdf(file.name, content)
        store_file(session, content, at)
    except Failure as failure:
        set_aside(item, failure, at)


def _wait(item: IncomingReport) -> None:
    item.status, item.attempts, item.failure, item.done_at = "waiting", 0, None, None
