"""Mail: files in the outbox, and the same handed over to a server."""

import socket
import threading
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from formsvc.config import SmtpServer
from formsvc.services.mail import Mail, Outbox, SmtpMailer

MAIL = Mail("søker@eksempel.example", "Vedtak om støtte – næring & <b>", "Hei 🎻\nhttps://tilskudd.example/x\n")


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    """A folder that is not there yet."""
    return Outbox(tmp_path / "out" / "box", "formsvc@tilskudd.example")


def test_a_message_is_a_file_for_our_eyes_only(outbox: Outbox) -> None:
    outbox.send(MAIL)
    (file,) = outbox.waiting()
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (message["To"], message["Subject"]) == (MAIL.to, MAIL.subject)
    assert message.get_content().replace("\r\n", "\n") == MAIL.body
    assert file.stat().st_mode & 0o077 == 0
    assert [entry.suffix for entry in outbox.folder.iterdir()] == [".eml"]


def test_a_subject_cannot_add_headers(outbox: Outbox) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        outbox.send(Mail("a@b.example", "Hei\nBcc: alle@c.example", ""))
    assert outbox.waiting() == []


def test_messages_keep_their_order(outbox: Outbox) -> None:
    for number in range(3):
        outbox.send(Mail("a@b.example", str(number), ""))
    assert len(outbox.waiting()) == 3


@pytest.mark.loopback
def test_a_server_that_is_down_loses_nothing(outbox: Outbox) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    mailer = SmtpMailer(outbox, SmtpServer(host="127.0.0.1", port=port, implicit_tls=False))
    outbox.send(MAIL)
    mailer.hand_over()
    assert len(outbox.waiting()) == 1


@pytest.mark.loopback
def test_a_server_without_encryption_gets_nothing(outbox: Outbox) -> None:
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        answering = threading.Thread(target=_plain_server, args=(server, heard), daemon=True)
        answering.start()
        mailer = SmtpMailer(outbox, SmtpServer(host="127.0.0.1", port=server.getsockname()[1], implicit_tls=False))
        outbox.send(MAIL)
        mailer.hand_over()
        answering.join(5)
    assert len(outbox.waiting()) == 1
    assert not any(line.startswith(b"MAIL") for line in heard)


def _plain_server(server: socket.socket, heard: list[bytes]) -> None:
    """Speaks just enough SMTP to say that it has no STARTTLS."""
    connection, _ = server.accept()
    with connection, connection.makefile("rwb") as stream:
        stream.write(b"220 eksempel\r\n")
        stream.flush()
        for line in stream:
            heard.append(line)
            stream.write(b"250 eksempel\r\n" if line.startswith((b"ehlo", b"EHLO")) else b"221 ok\r\n")
            stream.flush()
            if line.upper().startswith(b"QUIT"):
                break
