"""A batch as staff see it: how far it has come, what failed and why, and its letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from formsvc.kernel.failures import NotFound
from formsvc.services.actor import Actor
from formsvc.storage.batches import count_letters, find_batch, items_of
from formsvc.storage.models import Batch, BatchItem


class BatchNotFound(NotFound):
    """No such batch, or none that this person may know of."""

    code = "batch_not_found"


@dataclass(frozen=True)
class OpenBatch:
    """A batch with its cases and how many letters, PDF copies and copies that failed it has."""

    batch: Batch
    items: Sequence[BatchItem]
    letters: int
    copies: int
    copy_faults: int

    def with_status(self, status: str) -> list[BatchItem]:
        """Its cases that are `waiting`, `sent` or `failed`."""
        return [item for item in self.items if item.status == status]

    @property
    def is_finished(self) -> bool:
        """Every case is sent or found wanting."""
        return self.batch.finished_at is not None

    @property
    def is_copied(self) -> bool:
        """Every letter has its PDF copy, or can have none, and what can be printed is in one file."""
        tried = self.letters == self.copies + self.copy_faults
        return self.is_finished and tried and (self.copies == 0 or self.batch.print_sha256 is not None)


def open_batch(session: Session, actor: Actor, batch_id: int) -> OpenBatch:
    """A batch of the actor's grant administrator. Raises BatchNotFound."""
    batch = find_batch(session, batch_id)
    if batch is None or batch.call.grant_administrator_id not in actor.roles:
        raise BatchNotFound(batch_id=batch_id)
    return OpenBatch(batch, items_of(session, batch_id), *count_letters(session, batch_id))
