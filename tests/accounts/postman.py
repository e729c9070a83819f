"""The letters laid down as files, what stands in them, and where their links lead."""

import re
from email.message import EmailMessage
from pathlib import Path

from tests.mailserver import read

LINK = re.compile(r"https?://\S+")


def laid_down(folder: Path) -> list[EmailMessage]:
    """The letters in the data folder, oldest first."""
    return [read(path.read_bytes()) for path in sorted((folder / "letters").glob("*.eml"))]


def plain_of(letter: EmailMessage) -> str:
    """What stands in the letter for whoever reads no pages."""
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")


def page_of(letter: EmailMessage) -> str:
    """Its page."""
    return letter.get_body(("html",)).get_content()


def link_in(letter: EmailMessage) -> str:
    return LINK.search(plain_of(letter)).group()


def path_of(url: str) -> str:
    """The path of an address of ours, as a browser would ask for it."""
    assert url.startswith("http://127.0.0.1:8000/"), url
    return url.removeprefix("http://127.0.0.1:8000")
