"""Letters in the service: a preview by request, and the whole issue path from facts to commit."""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import timing
from flask import Flask, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from formsvc.letters import Library, example_facts
from formsvc.letters.template import Template
from formsvc.letters.verify import Requirements
from formsvc.schemes.registry import registry
from formsvc.services import issue_letter as issuing
from formsvc.services.decided_case import decided_case
from formsvc.services.example_cases import load_example_cases
from formsvc.services.facts.letters_of import letters_of
from formsvc.services.issue_letter import DOCX
from formsvc.services.load_example_data import load_example_data
from formsvc.services.mail import Mail
from formsvc.services.office import Office
from formsvc.storage.cases import record
from formsvc.storage.database import Database
from formsvc.storage.models import Case

ROOT = Path(__file__).parents[2]
FORMS, TEMPLATES = ROOT / "forms", ROOT / "letter_templates"
BARE = "<!doctype html><html lang='nb'><title>Brev</title><h1>Brev</h1><p>En side uten mer.</p></html>"
WHEN = datetime(2026, 11, 22, 12, tzinfo=UTC)


def by_request(seconds: float) -> None:
    """A letter rendered, checked and answered, beside a bare page of the same application."""
    app, library, facts = Flask("letters"), Library(TEMPLATES), example_facts("award")
    app.add_url_rule("/bare", "bare", lambda: BARE)
    app.add_url_rule("/award", "award", lambda: Response(library.issue("award", facts, "nb"), mimetype=DOCX))
    client = app.test_client()
    taken = timing.alternating(
        {path: timing.of(lambda _, path=path: client.get(path), 50) for path in ("/bare", "/award")}, seconds
    )
    bare, letter = (one * 1000 for one in taken.values())
    print(f"\na preview by request: {letter:.2f} ms, a bare page {bare:.2f} ms, {letter - bare:.2f} ms more")


def issued(letters: int) -> None:
    """The decision letters of the example cases, again and again: facts, rendering, check, storing, event, commit."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/letters.sqlite3")
        database.migrate()
        office = Office(registry(FORMS), TEMPLATES, _NoMail(), "https://tilskudd.example")
        with database.session(writes=True) as session:
            load_example_data(session, FORMS, WHEN)
            load_example_cases(session, office, WHEN)
            session.commit()
        with ExitStack() as stack:
            clock = _Clock(stack)
            made = clock.timed("everything", _issue_until)(database, office, letters)
        database.close()
    print(f"\n{made} letters issued, a commit for each case: ms a letter")
    rest = clock.taken["everything"] - sum(taken for name, taken in clock.taken.items() if name != "everything")
    for name, taken in {**clock.taken, "storing and event": rest}.items():
        print(f"{name:22}{taken / made * 1000:8.2f}")


class _NoMail:
    def send(self, mail: Mail) -> None:
        """Notices stay where they are."""


def _issue_until(database: Database, office: Office, letters: int) -> int:
    with database.session() as session:
        decided = session.scalars(select(Case.id).where(Case.granted_amount > 0)).all()
    if not decided:
        raise RuntimeError("the example data has no case with a grant")
    made = 0
    for case_id in cycle(decided):
        with database.session(writes=True) as session:
            made += _issue(session, session.get_one(Case, case_id), office)
        if made >= letters:
            break
    return made


def _issue(session: Session, case: Case, office: Office) -> int:
    letters = facts_of(session, case, office)
    issued = [issuing.issue_letter(session, case, letter, office, WHEN, None) for letter in letters]
    record(session, case, None, WHEN, *(event for _, event in issued))
    session.commit()
    return len(issued)


def facts_of(session: Session, case: Case, office: Office) -> list[issuing.Letter]:
    """The letters of a case's decision, with their facts from the database."""
    return letters_of(decided_case(session, case, office, WHEN))


class _Clock:
    """Adds up the processor time of some functions while they are in use."""

    def __init__(self, stack: ExitStack) -> None:
        self.taken: Counter[str] = Counter()
        for name, owner, attribute in (
            ("facts from the database", sys.modules[__name__], "facts_of"),
            ("rendering", Template, "render"),
            ("reading back, checking", Requirements, "verify"),
            ("commit", Session, "commit"),
        ):
            original = getattr(owner, attribute)
            setattr(owner, attribute, self.timed(name, original))
            stack.callback(setattr, owner, attribute, original)

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, its time added under a name."""

        def timed(*given: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return work(*given, **named)
            finally:
                self.taken[name] += time.process_time() - start

        return timed
