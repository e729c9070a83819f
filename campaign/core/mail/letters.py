"""A letter in closed pieces, and its two faces: plain text and a page for mail programs, which say the same."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import ClassVar, Final, TypeAlias

from flask import current_app

from campaign.core import clock
from campaign.core.i18n import _, language

PAGE: Final = "_letters/letter.html"
_WHOLE_ADDRESS = re.compile(r"https?://[^\s\"<>]+", re.ASCII)
_ADDRESS = re.compile(r"(?P<user>[^\s@,;:<>()\[\]\"\\]+)@(?P<domain>[^\s@,;:<>()\[\]\"\\]+)")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff]")


def _clean(words: str) -> str:
    """Without what no mail program shows; line breaks stay."""
    return _UNPRINTABLE.sub("", words.replace("\r\n", "\n"))


@dataclass(frozen=True)
class Words:
    """One paragraph. It may hold line breaks, no markup: what stands in it is shown as it is written."""

    kind: ClassVar[str] = "words"
    text: str

    def plain(self) -> str:
        return self.text


@dataclass(frozen=True)
class Fact:
    """One line of a table; `before` is what it was until now, empty when it has not changed."""

    label: str
    value: str
    before: str = ""


@dataclass(frozen=True)
class Facts:
    """A small table: when, where, what."""

    kind: ClassVar[str] = "facts"
    rows: tuple[Fact, ...]

    def plain(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> list[str]:
        lines = []
        for row in self.rows:
            lines.append(f"{row.label}: {row.value}")
            if row.before:
                lines.append("  " + _("before: %(words)s", words=row.before))
        return lines


@dataclass(frozen=True)
class Way:
    """A way on: a button, and its address to be copied. Raises ValueError for anything but a whole http(s) address."""

    kind: ClassVar[str] = "way"
    label: str
    url: str

    def __post_init__(self) -> None:
        if not _WHOLE_ADDRESS.fullmatch(self.url):
            raise ValueError("a way leads to a whole http(s) address")

    def plain(self) -> str:
        return f"{self.label}:\n{self.url}"


Part: TypeAlias = Words | Facts | Way


@dataclass(frozen=True)
class Letter:
    """What goes out: to one address, in the language in which it is written, in pieces that no value can break out of."""

    to: str
    subject: str
    parts: tuple[Part, ...]

    def plain(self) -> str:
        """The letter for whoever reads no pages: the same words in the same order."""
        pieces = [part.plain() for part in self.parts]
        return _clean("\n\n".join((*pieces, "-- \n" + "\n".join(signature())))) + "\n"

    def page(self) -> str:
        """The letter as a page of its own: tables and inline looks, since mail programs know no more; nothing is loaded."""
        template = current_app.jinja_env.get_template(PAGE)
        return _clean(template.render(letter=self, language=language(), signature=signature()))


def signature() -> tuple[str, ...]:
    """What stands under every letter."""
    return (
        _("Marathon relay «Адал жол – Честный путь»"),
        _("The system wrote this letter by itself; nobody reads answers to it."),
    )


def _one_address(typed: str) -> Address:
    if not (found := _ADDRESS.fullmatch(typed)):
        raise ValueError("no e-mail address, or more than one")
    return Address(username=found["user"], domain=found["domain"].encode("idna").decode())


def envelope(letter: Letter, message_id: str) -> EmailMessage:
    """The letter with both faces and its headers (RFC 5322, RFC 3834: no robot is to answer it).

    Raises ValueError when the address is none, or more than one.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = current_app.config["MAIL_SENDER"]
    message["To"] = _one_address(letter.to)
    message["Subject"] = " ".join(_clean(letter.subject).split())
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.plain(), cte="base64")
    message.add_alternative(letter.page(), subtype="html", cte="base64")
    message["Content-Language"] = language()  # last: setting contents takes such headers away
    return message
