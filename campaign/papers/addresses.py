"""The address in the QR of every printed page, of whatever kind the sheet is."""

import re
from typing import Final

from campaign.accounts.links import address_of

SCANNED: Final = "papers_staff.scanned"
_NUMBER: Final = re.compile(r"(?:.*/)?(?:№\s*)?(\d{1,9})(?:\s*[-–/]\s*(\d{1,4}))?", re.IGNORECASE)


def sheet_address() -> str:
    """What the QR of a page begins with; capitals keep it small, and the name of a host may be written in them."""
    address = address_of(SCANNED, number=0, page=0).removesuffix("0-0")
    host, slash, path = address.removeprefix("https://").removeprefix("http://").partition("/")
    scheme = "HTTPS" if address.startswith("https") else "HTTP"
    return f"{scheme}://{host.upper()}{slash}{path}"


def number_and_page(text: str) -> tuple[int, int | None] | None:
    """The number of a sheet, and the page, that `00418`, `418-2` or a scanned address means; None for anything else."""
    found = _NUMBER.fullmatch(text)
    return (int(found[1]), int(found[2]) if found[2] else None) if found else None
