"""Where more is read of what is told here: addresses of pages of other rooms, as lists and previews carry them."""

from typing import Any

from flask import current_app, url_for

Page = tuple[str, str, int]  # endpoint, parameter, value


def page(endpoint: str, parameter: str, value: int) -> Page | None:
    """None while this installation has no such page."""
    return (endpoint, parameter, value) if endpoint in current_app.view_functions else None


def document_page(document_id: int) -> Page | None:
    return page("ledger_staff.document", "document_id", document_id)


def address(endpoint: str, **values: Any) -> str | None:
    """The same as an address."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None
