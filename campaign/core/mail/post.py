"""Where letters go: to a mail server, several in one conversation, or as files into the data folder when there is none."""

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Final, Protocol

from flask import current_app

REPLY_WITHIN: Final = 25.0  # seconds for one answer of the server
REPLIES: Final = 14  # at most, for a letter: greeting, EHLO twice, STARTTLS, four of a login, NOOP, MAIL, RCPT, DATA, end, RSET
SUBMISSIONS: Final = 465  # the port on which encryption comes first (RFC 8314)


class Unreachable(Exception):
    """The server takes no letters at all now; every letter waits."""


class PutOff(Exception):
    """The server does not take this letter now, but may later (4xx)."""


class Rejected(Exception):
    """The server will never take this letter (5xx): no such mailbox, or not in this form."""


class Post(Protocol):
    """Who takes a letter; once `hand_over` returns it is theirs."""

    def hand_over(self, letter: EmailMessage, name: str) -> None:
        """Raises Unreachable, PutOff, Rejected. `name` tells this letter from all others, at every attempt the same."""


@dataclass(frozen=True)
class Folder:
    """Lays letters down as files. Laying one down twice leaves one file."""

    path: Path

    def hand_over(self, letter: EmailMessage, name: str) -> None:
        draft = self.path / f"{name}.{os.getpid()}.draft"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(bytes(letter))
            draft.replace(self.path / f"{name}.eml")
        except OSError as error:
            raise Unreachable(type(error).__name__) from error


class Server:
    """One conversation with a mail server (RFC 5321), begun with the first letter.

    Encrypted where the server offers it. With a user the certificate must be good too, and the password never goes out in
    the clear.
    """

    def __init__(self, address: str, user: str, password: str, sender: str) -> None:
        host, _colon, port = address.partition(":")
        self._host, self._port = host, int(port or 25)
        self._user, self._password = user, password
        domain = parseaddr(sender)[1].rpartition("@")[2]
        self._our_name = domain if domain and domain.isascii() else "localhost"  # asking for the real one may take seconds
        self._smtp: smtplib.SMTP | None = None

    def hand_over(self, letter: EmailMessage, name: str) -> None:
        smtp = self._ready()
        try:
            smtp.send_message(letter)
        except smtplib.SMTPNotSupportedError as error:
            raise Rejected("the server knows no such addresses") from error
        except smtplib.SMTPRecipientsRefused as error:
            raise _verdict(*next(iter(error.recipients.values()))) from error
        except smtplib.SMTPSenderRefused as error:  # nothing about this letter: no letter of ours would go
            raise Unreachable(_words(error.smtp_code, error.smtp_error)) from error
        except smtplib.SMTPResponseException as error:
            raise _verdict(error.smtp_code, error.smtp_error) from error
        except OSError as error:
            raise Unreachable(type(error).__name__) from error

    def end(self) -> None:
        """Say goodbye; a server that has gone meanwhile is no trouble."""
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except OSError:
                self._smtp.close()
            self._smtp = None

    def _ready(self) -> smtplib.SMTP:
        """The conversation, begun anew when the server has ended it: many servers take only some letters at a time."""
        if self._smtp is not None:
            try:
                if self._smtp.noop()[0] == 250:
                    return self._smtp
            except OSError:
                pass
            self._smtp.close()
        self._smtp = self._begin()
        return self._smtp

    def _begin(self) -> smtplib.SMTP:
        smtp: smtplib.SMTP | None = None
        try:
            smtp = self._greeted()
            if self._user:
                smtp.login(self._user, self._password)
        except smtplib.SMTPResponseException as error:
            _hang_up(smtp)
            raise Unreachable(_words(error.smtp_code, error.smtp_error)) from error
        except OSError as error:
            _hang_up(smtp)
            raise Unreachable(type(error).__name__) from error
        return smtp

    def _greeted(self) -> smtplib.SMTP:
        if self._port == SUBMISSIONS:
            tls = self._encryption()
            return smtplib.SMTP_SSL(self._host, self._port, self._our_name, timeout=REPLY_WITHIN, context=tls)
        smtp = smtplib.SMTP(self._host, self._port, self._our_name, timeout=REPLY_WITHIN)
        smtp.ehlo_or_helo_if_needed()
        if smtp.has_extn("starttls"):
            smtp.starttls(context=self._encryption())
            smtp.ehlo_or_helo_if_needed()
        elif self._user:
            smtp.close()
            raise Unreachable("no encryption for the password")
        return smtp

    def _encryption(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if not self._user:  # an encrypted talk with whoever answers is better than an open one with the same
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def _hang_up(smtp: smtplib.SMTP | None) -> None:
    if smtp is not None:
        smtp.close()


def _verdict(code: int, said: bytes | str) -> Exception:
    """What an answer to one letter means. 421 says that the server is going."""
    kind = Unreachable if code == 421 else Rejected if code >= 500 else PutOff
    return kind(_words(code, said))


def _words(code: int, said: bytes | str) -> str:
    """The answer without its text, in which addresses may stand: `550 5.1.1`."""
    first = (said.decode(errors="replace") if isinstance(said, bytes) else said).partition(" ")[0]
    digits = first.split(".")
    return f"{code} {first}" if len(digits) == 3 and all(part.isdigit() and len(part) < 4 for part in digits) else str(code)


@contextmanager
def post() -> Iterator[Post]:
    """The way out that the settings name, for the letters of one turn."""
    config = current_app.config
    if not config["MAIL_SERVER"]:
        yield Folder(Path(config["DATA_DIR"]) / "letters")
        return
    server = Server(config["MAIL_SERVER"], config["MAIL_USER"], config["MAIL_PASSWORD"], config["MAIL_SENDER"])
    try:
        yield server
    finally:
        server.end()
