"""Notices about what was done: committed with it, and handed over afterwards, once each.

A notice is a row until its file stands in the outbox. The row names the file, so whoever is interrupted between the
two writes the same file again instead of a second one.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

import structlog
from sqlalchemy.orm import Session

from formsvc.kernel.clock import in_oslo
from formsvc.services.mail import Mail, Mailer
from formsvc.storage.outbox import keep_mail, take_mail

log = structlog.get_logger("formsvc.mail")


def leave_notices(session: Session, mails: Iterable[Mail], at: datetime) -> None:
    """Keep notices in the caller's transaction: they are sent if and only if it is committed."""
    for mail in mails:
        key = f"{in_oslo(at):%Y%m%d-%H%M%S}-{uuid4().hex[:12]}"
        keep_mail(session, key=key, to=mail.to, subject=mail.subject, body=mail.body, at=at)


def hand_over_notices(session: Session, mailer: Mailer) -> None:
    """Hand over every notice that waits, in a transaction of its own.

    An outbox that cannot be written is the operator's to mend: it is logged, the notices wait for the next time, and
    whoever acted is not told that their act failed.
    """
    try:
        for row in take_mail(session):
            mailer.send(Mail(row.to, row.subject, row.body, row.key))
            session.delete(row)
    except OSError as error:
        log.warning("notice_not_written", kind=type(error).__qualname__)
    session.commit()
