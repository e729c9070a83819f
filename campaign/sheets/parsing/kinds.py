"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import io
import zipfile
from typing import Final, Literal

from campaign.sheets.parsing.grid import Refusal

Kind = Literal["text", "xlsx", "ods"]

MOST_UNPACKED: Final = 512 * 1024 * 1024  # bytes, as the archive itself says
MOST_PARTS: Final = 5_000
_SIGNATURES: Final = (
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"BM", "picture"), (b"II*\0", "picture"),
    (b"MM\0*", "picture"), (b"%PDF", "pdf"), (b"{\\rtf", "word"), (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)  # fmt: skip
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGES: Final = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<head", b"<meta")


def kind_of(data: bytes) -> Kind:
    """Text, XLSX or ODS; raises Refusal for everything else, with what it is where that can be told."""
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data)
    if data.startswith(b"PK\x05\x06"):
        raise Refusal("archive")
    if data.startswith(_OLE):
        raise Refusal(_kind_of_ole(data))
    for signature, reason in _SIGNATURES:
        if data.startswith(signature) and not (signature == b"BM" and b"\0" not in data[:32]):
            raise Refusal(reason)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower().startswith(_PAGES):
        raise Refusal("page")
    return "text"


def _kind_of_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "password"
    return "word" if "WordDocument".encode("utf-16-le") in data else "old_excel"


def _kind_of_archive(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise Refusal("parts", most=MOST_PARTS)
            if any(part.flag_bits & 1 for part in parts):
                raise Refusal("password")
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refusal("unpacked", most=MOST_UNPACKED >> 20)
            names = {part.filename.replace("\\", "/").lower() for part in parts}
            return _kind_of_parts(names, archive)
    except (zipfile.BadZipFile, RuntimeError, EOFError, ValueError, OSError):  # RuntimeError: a compression zipfile lacks
        raise Refusal("broken") from None


def _kind_of_parts(names: set[str], archive: zipfile.ZipFile) -> Kind:
    if "xl/workbook.bin" in names:
        raise Refusal("old_excel")
    if any(name.startswith("xl/workbook") and name.endswith(".xml") for name in names):
        return "xlsx"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Refusal("word")
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as part:
            said = part.read(100)
        if said.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return "ods"
        raise Refusal("word")
    raise Refusal("archive")
