"""Addresses of publications: which are the same page though they are written differently."""

import hashlib
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_TRACKING: Final = frozenset(
    {"fbclid", "gclid", "yclid", "ysclid", "igshid", "igsh", "_openstat", "openstat", "mc_cid", "mc_eid", "si"}
)
_DOORS: Final = ("www.", "m.", "mobile.", "amp.")
_USUAL_PORTS: Final = frozenset({None, 80, 443})


def folded(address: str) -> str:
    """The same text for one page, however its address was copied: from a phone, from social media, with or without a slash.

    >>> folded("https://www.Ekaraganda.kz/news/1/?utm_source=tg&b=2&a=1#top") == folded("http://m.ekaraganda.kz/news/1?a=1&b=2")
    True
    >>> folded("https://ekaraganda.kz/?news=1") == folded("https://ekaraganda.kz/?news=2")
    False
    """
    parts = urlsplit(address)
    host = _plain_host(parts.hostname or "")
    port = "" if parts.port in _USUAL_PORTS else f":{parts.port}"
    path = quote(unquote(parts.path), safe="/").rstrip("/")
    asked = sorted((name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(name))
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{host}{port}{path}{query}"


def key_of(address: str) -> str:
    """By which an address is found again."""
    return hashlib.sha256(folded(address).encode()).hexdigest()


def _plain_host(host: str) -> str:
    host = host.casefold().rstrip(".")
    for door in _DOORS:
        rest = host.removeprefix(door)
        if rest != host and "." in rest:
            host = rest
            break
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _tracks(name: str) -> bool:
    return name.casefold().startswith("utm_") or name.casefold() in _TRACKING
