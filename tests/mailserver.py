"""A real SMTP server on loopback that keeps what it is given, and says what it is told to say."""

import email
import email.policy
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "127.0.0.1"


def read(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


class MailServer:
    """What it has heard. `answers` are given, one to each letter, instead of "250 kept"; `at_rcpt` likewise to each address."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.recipients: list[str] = []
        self.conversations: set[Any] = set()
        self.encrypted: list[bool] = []
        self.signed_in: list[tuple[str, str]] = []
        self.answers: list[str] = []
        self.at_rcpt: list[str] = []
        self.on_data: Callable[[], None] = lambda: None
        self.address = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.conversations.add(session.peer)
        answer = self.at_rcpt.pop(0) if self.at_rcpt else "250 2.1.5 OK"
        if not answer.startswith("250"):
            return answer
        self.recipients.append(address)
        envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answers and not self.answers[0].startswith("250"):
            return self.answers.pop(0)
        self.raw.append(envelope.content)
        self.letters.append(read(envelope.content))
        self.encrypted.append(session.ssl is not None)
        self.on_data()
        return self.answers.pop(0) if self.answers else "250 2.0.0 kept"

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        self.signed_in.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"right", handled=False)

    @property
    def subjects(self) -> list[str]:
        return [str(letter["Subject"]) for letter in self.letters]


class AnyPort(Controller):
    """On a free port of this machine's choice."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(**how: Any) -> Iterator[MailServer]:
    """The server, answering; `how` goes to aiosmtpd (`tls_context`, `auth_required` …)."""
    heard = MailServer()
    controller = AnyPort(heard, hostname=HOST, port=0, authenticator=heard.authenticate, **how)
    controller.start()
    try:
        heard.address = f"{HOST}:{controller.port}"
        yield heard
    finally:
        controller.stop(no_assert=True)


def a_certificate(folder: Path) -> ssl.SSLContext:
    """The server's side of an encrypted talk, with a certificate for this machine at `folder`/server.pem, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    start = datetime.now(UTC) - timedelta(hours=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(start).not_valid_after(start + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return context
