"""What registers have said: each answer is kept, with source and time; the latest one counts."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from formsvc.storage.models import RegisterAnswer


def latest_answer(session: Session, orgnr: str, register: str) -> RegisterAnswer | None:
    """The latest that a register said about an organisation."""
    query = select(RegisterAnswer).where(RegisterAnswer.orgnr == orgnr, RegisterAnswer.register == register)
    return session.scalars(query.order_by(RegisterAnswer.asked_at.desc(), RegisterAnswer.id.desc())).first()


def keep_answers(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Many answers at once, as from an imported file."""
    kept = list(rows)
    if kept:
        session.execute(insert(RegisterAnswer), kept)
