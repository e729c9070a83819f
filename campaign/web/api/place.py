"""Where machines ask: addresses under which no cookie is looked at and every answer is JSON; and of what an answer tells."""

from typing import Final

from flask import g, has_request_context, request

PREFIX: Final = "/api/v1"
LARGEST_BODY: Final = 1_000_000  # bytes of JSON; tables of thousands of people come as files, through the pages


def is_asked_by_machine() -> bool:
    """Whether this request goes to the API, whatever it asks for there."""
    return has_request_context() and f"{request.path}/".startswith(f"{PREFIX}/")


def tell_of_event(event_id: int, zone: str) -> None:
    """The answer is about this event: its moments stand on the wall of the place, and the access log names the event."""
    g.api_event, g.api_zone = event_id, zone


def tell_on_the_wall_of(zone: str) -> None:
    """The moments of the answer stand on this wall, where their rows name no place themselves."""
    g.api_zone = zone


def event_of_answer() -> int | None:
    """The event of which the answer tells, whatever stands in the address; None for none or any."""
    found: int | None = g.get("api_event")
    return found


def zone_of_answer() -> str:
    found: str = g.get("api_zone", "UTC")
    return found
