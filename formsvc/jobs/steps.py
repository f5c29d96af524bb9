"""What the jobs are made of: each step is whole in itself, and harmless when it is taken again.

A step that was taken may be taken again, when the process died before it could be noted. So a step begins by looking
at what is done already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from formsvc.jobs.printing import in_one_file
from formsvc.jobs.soffice import MOST_AT_ONCE, Converter
from formsvc.kernel.clock import Clock
from formsvc.services.notices import hand_over_notices
from formsvc.services.office import Office
from formsvc.services.pdf_copies import copies_of, keep_copies, keep_print_file, letters_to_copy, to_print
from formsvc.services.read_incoming_report import begin_reading, keep_read, read_waiting, waiting_reports
from formsvc.services.run_batch import finish_batch, issue_item, left_of_batch, under_way
from formsvc.storage.database import Database
from formsvc.storage.outbox import has_mail


@dataclass(frozen=True)
class Steps:
    """The steps, with what they need. `converter` None: no PDF copies here."""

    database: Database
    office: Office
    time: Clock
    converter: Converter | None

    def batches(self) -> Sequence[int]:
        """The batches that are under way."""
        with self.database.session() as session:
            return list(under_way(session))

    def is_idle(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.has_mail() or self.batches() or self.reports() or self.wants_copies())

    def left_of_batch(self, batch_id: int) -> list[int]:
        """The items of a batch that wait."""
        with self.database.session() as session:
            return list(left_of_batch(session, batch_id))

    def issue(self, item_id: int) -> None:
        """Send one case of a batch."""
        with self.database.session(writes=True) as session:
            issue_item(session, self.office, item_id, self.time())

    def finish(self, batch_id: int) -> None:
        """Close a batch that has nothing left."""
        with self.database.session(writes=True) as session:
            finish_batch(session, batch_id, self.time())

    def reports(self) -> list[int]:
        """The uploaded reports that wait to be read."""
        with self.database.session() as session:
            return list(waiting_reports(session))

    def read_report(self, item_id: int) -> None:
        """Read one uploaded report and put it in its case; the database is not held while it is read."""
        with self.database.session(writes=True) as session:
            file = begin_reading(session, self.office, item_id, self.time())
        if file is None:
            return
        pdf = read_waiting(file)
        with self.database.session(writes=True) as session:
            keep_read(session, self.office, item_id, pdf, self.time())

    def has_mail(self) -> bool:
        """Whether a notice waits to be handed over."""
        with self.database.session() as session:
            return has_mail(session)

    def hand_over_mail(self) -> None:
        """Hand over notices that somebody was interrupted with."""
        if self.has_mail():
            with self.database.session(writes=True) as session:
                hand_over_notices(session, self.office.mailer)

    def wants_copies(self) -> bool:
        """Whether there is a letter to copy or a batch to print."""
        if self.converter is None:
            return False
        with self.database.session() as session:
            return bool(letters_to_copy(session, 1) or to_print(session))

    def copy_letters(self) -> int:
        """Make PDF copies of the first letters that have none; gives how many there were."""
        with self.database.session() as session:
            letters = letters_to_copy(session, MOST_AT_ONCE)
        if self.converter and letters:
            made = _copies(self.converter, letters)
            with self.database.session(writes=True) as session:
                keep_copies(session, made, self.time())
        return len(letters)

    def print_batches(self) -> None:
        """Put the letters of every batch that is copied in one file."""
        with self.database.session() as session:
            files = {batch_id: in_one_file(copies_of(session, batch_id)) for batch_id in to_print(session)}
        for batch_id, content in files.items():
            with self.database.session(writes=True) as session:
                keep_print_file(session, batch_id, content, self.time())


def _copies(converter: Converter, letters: dict[int, bytes]) -> dict[int, bytes | str]:
    with TemporaryDirectory(prefix="formsvc-letters-") as folder:
        files = {number: Path(folder) / f"{number}.docx" for number in letters}
        for number, file in files.items():
            file.write_bytes(letters[number])
        faults = converter.convert(list(files.values()))
        return {number: faults[file] or file.with_suffix(".pdf").read_bytes() for number, file in files.items()}
