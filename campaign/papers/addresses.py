"""The address in the QR of every printed page, of whatever kind the sheet is."""

from typing import Final

from campaign.accounts.links import address_of

SCANNED: Final = "papers_staff.scanned"


def sheet_address() -> str:
    """What the QR of a page begins with; capitals keep it small, and the name of a host may be written in them."""
    address = address_of(SCANNED, number=0, page=0).removesuffix("0-0")
    host, slash, path = address.removeprefix("https://").removeprefix("http://").partition("/")
    scheme = "HTTPS" if address.startswith("https") else "HTTP"
    return f"{scheme}://{host.upper()}{slash}{path}"
