"""`formsvc demo`: the whole path on example data, in a database of its own that is thrown away afterwards."""

import tempfile
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from formsvc.cli.files import UnreadableFile
from formsvc.cli.places import forms, templates
from formsvc.kernel.clock import oslo_date
from formsvc.services.example_cases import Step, add_past_calls, play, to_the_end
from formsvc.services.example_data import ExampleCase, Examples, Stage
from formsvc.services.load_example_data import load_example_data
from formsvc.services.mail import Outbox
from formsvc.services.office import Office
from formsvc.storage.cases import find_case, state_of
from formsvc.storage.database import Database
from formsvc.storage.documents import documents_of, file_content
from formsvc.storage.models import Case
from formsvc.texts import formats

_AT = datetime(2026, 11, 22, 11, tzinfo=UTC)
"""The example data is loaded as of a fixed day, so that two runs say the same."""
_SAID: Mapping[Stage, str] = {
    "draft": "filled in the application, section by section",
    "submitted": "signed and sent it: {applied}",
    "proposed": "declared impartiality, assessed, and proposed {kind}, {proposed}",
    "approved": "declared impartiality and approved",
    "dispatched": "dispatched the letters",
    "accepted": "accepted the terms and confirmed the account number",
    "reported": "sent the annual report",
}


def demo(arguments: Namespace) -> int:
    """Walk every example case as far as it goes; letters and receipts land in `--out`. Raises UnreadableFile."""
    out: Path = arguments.out
    with _service(arguments, out) as (session, office):
        for example in _whole_cases(office):
            print(f"\n{example.scheme}, {example.file}")
            files: set[int] = set()
            for step in play(session, office, example, _AT):
                case = find_case(session, step.case_id)
                assert case is not None  # noqa: S101 - the step has just been done in it
                print(f"  {_line(session, case, step)}")
                for file in _new_files(session, case, files, out):
                    print(f"      -> {file}")
    print(f"\nThe letters are in {out}")
    return 0


@contextmanager
def _service(arguments: Namespace, out: Path) -> Iterator[tuple[Session, Office]]:
    with tempfile.TemporaryDirectory(prefix="formsvc-demo-") as folder:
        outbox = Outbox(_folder(out) / "mail", "formsvc@localhost")
        office = Office(forms(arguments), templates(arguments), outbox, "http://127.0.0.1:8000")
        database = Database(f"sqlite:///{folder}/demo.sqlite3")
        database.migrate()
        with database.session(writes=True) as session:
            load_example_data(session, office.schemes.forms_dir, _AT)
            add_past_calls(session, office)
            yield session, office
        database.close()


def _whole_cases(office: Office) -> Iterator[ExampleCase]:
    """Each example case once, as far as its file goes."""
    for example in Examples.read(office.schemes.forms_dir).cases:
        if not example.on_open_call:
            yield to_the_end(office, example)


def _line(session: Session, case: Case, step: Step) -> str:
    decision = state_of(session, case).decision
    said = _SAID[step.stage].format(
        applied=formats.amount(case.applied_amount or 0, "nb"),
        kind=decision.kind if decision else "",
        proposed=formats.amount(decision.amount, "nb") if decision else "",
    )
    return f"{oslo_date(step.at)}  {case.number}  {step.actor.name} {said}"


def _new_files(session: Session, case: Case, seen: set[int], out: Path) -> Iterator[Path]:
    folder = _folder(out / case.number.replace("/", "-"))
    for document in documents_of(session, case):
        if document.number not in seen:
            seen.add(document.number)
            file = folder / f"{document.number:02d} {document.file_name}"
            file.write_bytes(file_content(session, document.sha256))
            yield file


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnreadableFile(file=folder, reason=error.strerror or "cannot be made") from error
    return folder
