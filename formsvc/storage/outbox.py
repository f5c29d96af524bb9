"""Mail that is committed with what it tells of, until it is a file in the outbox."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from formsvc.storage.models import OutgoingMail


def keep_mail(session: Session, *, key: str, to: str, subject: str, body: str, at: datetime) -> None:
    """Keep a message for handing over. The use case commits."""
    session.add(OutgoingMail(key=key, to=to, subject=subject, body=body, created_at=at))


def has_mail(session: Session) -> bool:
    """Whether any message waits."""
    return session.scalar(select(OutgoingMail.id).limit(1)) is not None


def take_mail(session: Session) -> Sequence[OutgoingMail]:
    """What waits, oldest first, locked; what somebody else is handing over now is left to them."""
    query = select(OutgoingMail).order_by(OutgoingMail.id)
    return session.scalars(query.with_for_update(skip_locked=True)).all()
