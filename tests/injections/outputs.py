"""What a string does where it comes out: a page, a paper, a letter, a table, a book, a calendar. Each says what is wrong."""

from __future__ import annotations

import csv
import email.policy
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Final
from xml.etree import ElementTree

import icalendar
import pikepdf
import pypdfium2

from tests.injections.strings import MARK, SUM

_TAG: Final = re.compile(r"<[a-zA-Z][^>]*>")
_JSON: Final = 'type="application/json"'
_DATA: Final = re.compile(f"<script {_JSON}[^>]*>(.*?)</script", re.DOTALL | re.IGNORECASE)
_SHOWN_IN: Final = frozenset(
    {"value", "title", "placeholder", "alt", "content", "label", "href", "action", "src", "download"}
)  # attributes whose values are words or addresses; aria-… and data-… too
_ADDRESSES: Final = frozenset({"href", "action", "src", "formaction", "poster"})
_RUNS: Final = re.compile(r"\s*(javascript:|vbscript:|data:|//)", re.IGNORECASE)
_TEMPTING: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[+-]?[\d\s\u00a0]+([.,]\d+)?%?")
_ACTIVE: Final = ("/JS", "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/EmbeddedFile", "/RichMedia", "/AA")


class _Tag(HTMLParser):
    """One tag, as a browser reads it."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.name, self.attributes = "", list[tuple[str, str]]()
        self.feed(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.name, self.attributes = tag, [(name, value or "") for name, value in attrs]


def page(body: bytes) -> Iterator[str]:
    """What runs on it, or would: an element or attribute that we did not write, an address that runs, a sum that was made."""
    text = body.decode()
    if SUM in text:
        yield "a template was filled in"
    for told in _DATA.findall(text):
        json.loads(told)  # raises where a string has ended it
    for tag in _TAG.findall(text):
        if tag.startswith("<script") and " src=" not in tag and _JSON not in tag:
            yield f"a script of its own: {tag}"
        if MARK in tag or " on" in tag or ":" in tag:
            yield from _wrong_in(_Tag(tag), tag)


def _wrong_in(tag: _Tag, said: str) -> Iterator[str]:
    for name, value in tag.attributes:
        if name.startswith("on") or MARK.casefold() in name:
            yield f"an attribute of its own: {said}"
        if MARK in value and name not in _SHOWN_IN and not name.startswith(("aria-", "data-")):
            yield f"in {name}: {said}"
        if name in _ADDRESSES and _RUNS.match(value) and not value.startswith("data:image/"):
            yield f"an address that runs or leads away: {said}"
        if name == "http-equiv":
            yield f"a head of its own: {said}"


def paper(body: bytes) -> Iterator[str]:
    """What runs in it; and whether it is sound."""
    with pikepdf.open(io.BytesIO(body)) as opened:
        yield from map(str, opened.get_warnings())
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                yield from (f"{name} in a paper" for name in _ACTIVE if name in thing)
                address = str(thing.get("/URI", ""))
                if address and not address.startswith(("http://", "https://", "mailto:")):
                    yield f"an address that runs on a paper: {address}"


def table(body: bytes) -> Iterator[str]:
    """Cells that a spreadsheet would take for formulas."""
    text = body.decode("utf-8-sig")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    for cell in (cell for row in rows for cell in row):
        if cell.lstrip(" ").startswith(_TEMPTING) and not _NUMBER.fullmatch(cell):
            yield f"a formula: {cell!r}"
    if len({len(row) for row in rows if row}) > 1 and MARK in text and _torn(rows):
        yield "a cell is torn"


def _torn(rows: list[list[str]]) -> bool:
    """Rows under the head that are longer than it."""
    longest = max(len(row) for row in rows)
    return sum(len(row) == longest for row in rows) == 1


def book(body: bytes) -> Iterator[str]:
    """Formulas, addresses and parts that lead out of it; every part must be well-formed."""
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            if name.endswith((".xml", ".rels")):
                if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                    yield f"an entity in {name}"
                tree = ElementTree.fromstring(content)
                yield from (
                    f"a formula in {name}" for one in tree.iter() if one.tag.endswith("}f") and not _is_ours(one.text or "")
                )
            if name.endswith(".rels") and b'TargetMode="External"' in content and MARK.encode() in content:
                yield f"an address in {name}"


def _is_ours(formula: str) -> bool:
    return MARK not in formula and formula.startswith("SUM(")


def calendar(body: bytes) -> Iterator[str]:
    """Components and properties that we did not write; it must be read by another library."""
    for one in icalendar.Calendar.from_ical(body).walk():
        if one.name not in {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}:
            yield f"a component of its own: {one.name}"
        yield from (f"a property of its own: {name}" for name in one if name in {"ATTACH", "X-QZINJ", "BCC"})
        yield from (
            f"a parameter of its own: {value.params}" for value in one.values() if MARK in str(getattr(value, "params", ""))
        )
    if any(len(line) > 75 for line in body.split(b"\r\n")):
        yield "a line of more than 75 bytes"


def letter(body: bytes) -> Iterator[str]:
    """Heads that we did not write; its page is a page."""
    parsed = message_from_bytes(body, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    yield from (f"a head of its own: {name}" for name in parsed if name.casefold() in {"bcc", "cc", f"x-{MARK.casefold()}"})
    yield from (f"a torn head: {defect}" for value in parsed.values() for defect in getattr(value, "defects", ()))
    yield from (
        f"to somebody else: {value}" for value in parsed.get_all("To", []) if MARK.casefold() in str(value.addresses).casefold()
    )
    shown = parsed.get_body(("html",))
    if shown is not None:
        yield from page(shown.get_content().encode())


def shows(kind: str, body: bytes) -> bool:
    """Whether a string stands on it."""
    if kind == XLSX:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return any(MARK.encode() in parts.read(name) for name in parts.namelist())
    if kind == "application/pdf":
        with pypdfium2.PdfDocument(body) as document:
            return any(MARK in page.get_textpage().get_text_range() for page in document)
    if kind == "letter":
        parsed = message_from_bytes(body, policy=email.policy.default)
        return MARK in "".join(str(part.get_content()) for part in parsed.walk() if part.get_content_maintype() == "text")
    return MARK.encode() in body


XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS: Final[dict[str, Callable[[bytes], Iterator[str]]]] = {
    "text/html": page,
    "application/pdf": paper,
    "text/csv": table,
    XLSX: book,
    "text/calendar": calendar,
}
NAMES: Final = {
    "text/html": "pages",
    "application/pdf": "PDF", "text/csv": "CSV", XLSX: "XLSX", "text/calendar": "ICS", "letter": "letters",
}  # fmt: skip
