"""Which case a simplified application continues."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from formsvc.storage.base import Base
from formsvc.storage.models.cases import Case


class Renewal(Base):
    """A case that continues the grant of another for one more year."""

    __tablename__ = "renewal"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    renewed_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    """The case in which the grant for several years was given."""

    case: Mapped[Case] = relationship(foreign_keys=[case_id])
    renewed: Mapped[Case] = relationship(foreign_keys=[renewed_id])
