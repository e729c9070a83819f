"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

from typing import Any, Final

JPEG, PNG, WEBP = "JPEG", "PNG", "WEBP"
_BRANDS: Final = {
    b"heic": "heic", b"heix": "heic", b"heim": "heic", b"heis": "heic", b"hevc": "heic", b"hevx": "heic", b"mif1": "heic",
    b"msf1": "heic", b"avif": "heic", b"avis": "heic",
}  # fmt: skip
_SIGNATURES: Final = (
    (b"GIF8", "gif"), (b"%PDF", "pdf"), (b"PK\x03\x04", "archive"), (b"PK\x05\x06", "archive"), (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"), (b"\x1f\x8b", "archive"), (b"\x1a\x45\xdf\xa3", "video"), (b"\xd0\xcf\x11\xe0", "other"),
)  # fmt: skip
_DRAWN: Final = (b"<svg", b"<?xml", b"<!doctype svg")
_PAGES: Final = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script")


class Refusal(Exception):
    """The file is no picture that is taken: a reason known to the parent, and the values its sentence needs."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


def kind_of(data: bytes) -> str:
    """JPEG, PNG or WEBP; raises Refusal for everything else, with what it is where that can be told."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    raise Refusal(_other(data))


def _other(data: bytes) -> str:
    if not data:
        return "empty"
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "video")
    for signature, reason in _SIGNATURES:
        if data.startswith(signature):
            return reason
    begin = data[:300].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begin.startswith(_DRAWN):
        return "drawing"
    return "page" if begin.startswith(_PAGES) else "other"
