"""Larger forms than the house takes elsewhere: for a page to which files are sent, from people who work here alone."""

from typing import Any, Final

from flask import Blueprint, request

from campaign.accounts.schemas import COOKIE
from campaign.web.uploads import say_most

ROOM_FOR_THE_REST: Final = 1 << 20  # of a form around its files, in bytes


def take_large_files(bp: Blueprint, view: str, most_bytes: int) -> None:
    """Let `view` of the room be sent so much, by somebody who has signed in; said before anybody reads the form."""
    say_most(bp, view, most_bytes)

    @bp.url_value_preprocessor
    def take(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if endpoint == f"{bp.name}.{view}" and request.method == "POST" and COOKIE in request.cookies:
            request.max_content_length = most_bytes + ROOM_FOR_THE_REST
