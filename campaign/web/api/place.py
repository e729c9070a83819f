"""Where machines ask: addresses under which no cookie is looked at and every answer is JSON."""

from typing import Final

from flask import has_request_context, request

PREFIX: Final = "/api/v1"
LARGEST_BODY: Final = 1_000_000  # bytes of JSON; tables of thousands of people come as files, through the pages


def is_asked_by_machine() -> bool:
    """Whether this request goes to the API, whatever it asks for there."""
    return has_request_context() and f"{request.path}/".startswith(f"{PREFIX}/")
