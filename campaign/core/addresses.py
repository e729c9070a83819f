"""Addresses of pages on the internet as people type them: which may be kept, to be followed by somebody's click."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from campaign.core.errors import Problem
from campaign.core.i18n import _
from campaign.core.lengths import too_long


def is_address(raw: str) -> bool:
    """Whether it is a whole http(s) address of a site: nothing else may be followed by a click.

    >>> [is_address(raw) for raw in ("https://ekaraganda.kz/?n=1", "javascript:alert(1)", "ekaraganda.kz", "http://[")]
    [True, False, False, False]
    """
    try:
        parts = urlsplit(raw)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = not any(char.isspace() for char in raw) and "@" not in parts.netloc
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and plain and (port is None or port > 0)


def wrong_address(field: str, address: str, most: int) -> Iterator[Problem]:
    """What is wrong with an address of at most so many characters; nothing with none."""
    if len(address) > most:
        yield from too_long(field, address, most)
    elif address and not is_address(address):
        words = _("“%(typed)s” is no address of a page. For example: https://example.kz/news/12.", typed=address[:60])
        yield Problem(field, "no_address", words)
