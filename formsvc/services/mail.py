"""Mail: a message is a file in the outbox folder; where an SMTP server is set, the outbox is handed over to it.

The file comes first, so a mail server that is down never stops a person, and what was not handed over goes with the
next message. Handing over happens outside the request: how long it takes says nothing about who has an account.
"""

import fcntl
import smtplib
import ssl
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

import structlog

from formsvc.config import Settings, SmtpServer
from formsvc.kernel.clock import in_oslo, now

_WAIT_SECONDS = 20
log = structlog.get_logger("formsvc.mail")


@dataclass(frozen=True)
class Mail:
    """A message in plain text to one address."""

    to: str
    subject: str
    body: str
    key: str = ""
    """Names its file, where there is a name already: a message sent again is the same file."""


class Mailer(Protocol):
    """Where mail is handed over."""

    def send(self, mail: Mail) -> None:
        """Take a message. Never waits for another machine."""
        ...


class Outbox:
    """Messages as `.eml` files in a folder, that only the service's own user can read."""

    def __init__(self, folder: Path, sender: str) -> None:
        self.folder = folder
        self.sender = sender

    def send(self, mail: Mail) -> None:
        """Write the message whole or not at all."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = mail.key or f"{in_oslo(now()):%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:8]}"
        half_written = self.folder / f"{name}.part"
        half_written.touch(mode=0o600)
        half_written.write_bytes(self._message(mail, name).as_bytes(policy=policy.SMTP))
        half_written.rename(self.folder / f"{name}.eml")

    def waiting(self) -> list[Path]:
        """The messages that lie here, oldest first."""
        return sorted(self.folder.glob("*.eml"))

    def _message(self, mail: Mail, name: str) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, mail.to, mail.subject
        message["Date"] = format_datetime(in_oslo(now()))
        message["Message-ID"] = f"<{name}@{self.sender.rpartition('@')[2]}>"
        message.set_content(mail.body)
        return message


class SmtpMailer:
    """An outbox that is emptied into an SMTP server by a thread of its own."""

    def __init__(self, outbox: Outbox, server: SmtpServer) -> None:
        self.outbox = outbox
        self.server = server

    def send(self, mail: Mail) -> None:
        """Put the message in the outbox and begin to hand it over."""
        self.outbox.send(mail)
        threading.Thread(target=self.hand_over, daemon=True).start()

    def hand_over(self) -> None:
        """Send every waiting message and remove it; what the server does not take stays for the next time."""
        with _alone(self.outbox.folder):
            try:
                self._send_all(self.outbox.waiting())
            except (OSError, smtplib.SMTPException) as error:
                log.warning("mail_not_handed_over", kind=type(error).__qualname__, waiting=len(self.outbox.waiting()))

    def _send_all(self, files: list[Path]) -> None:
        with self._connected() as smtp:
            for file in files:
                with suppress(smtplib.SMTPRecipientsRefused):
                    smtp.send_message(message_from_bytes(file.read_bytes(), policy=policy.SMTP))
                file.unlink()

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        secure = ssl.create_default_context()
        server = self.server
        if server.implicit_tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_WAIT_SECONDS, context=secure)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=_WAIT_SECONDS)
        with connection as smtp:
            if not server.implicit_tls:
                smtp.starttls(context=secure)
            if server.username and server.password:
                smtp.login(server.username, server.password)
            yield smtp


def mailer_of(settings: Settings) -> Mailer:
    """The mailer that the settings ask for."""
    outbox = Outbox(settings.outbox_dir, settings.mail_from)
    return SmtpMailer(outbox, settings.smtp) if settings.smtp else outbox


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time, so that no message is sent twice."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
