"""What a use case may need beside the session and the actor: definitions, letter templates, mail, our address."""

from dataclasses import dataclass
from pathlib import Path

from formsvc.schemes.registry import Registry
from formsvc.services.mail import Mailer


@dataclass(frozen=True)
class Office:
    """The service's own equipment, the same for every request."""

    schemes: Registry
    templates_dir: Path
    mailer: Mailer
    base_url: str
