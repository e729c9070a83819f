"""What a browser carries and calls itself: the session cookie, and a short name for the list of devices."""

import ipaddress
from datetime import timedelta
from typing import Final

from flask import current_app, g, request, session
from werkzeug.wrappers import Response

from campaign.accounts.schemas import COOKIE, SESSION_LIFE, NewSession, Whence
from campaign.core import crypto
from campaign.web import language

LONGEST_TOKEN = 100
KNOWN_BY: Final = "adalzhol_browser"
KNOWN_FOR: Final = timedelta(days=400)
# The first word found wins: browsers name each other in their own names.
_BROWSERS = (
    ("YaBrowser", "Yandex"), ("EdgA", "Edge"), ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


def device_name(user_agent: str) -> str:
    """A name somebody recognizes; empty when nothing in it is known.

    >>> device_name("Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/96.0 Mobile Safari/537.36")
    'Chrome, Android'
    """
    found = (next((name for word, name in known if word in user_agent), "") for known in (_BROWSERS, _SYSTEMS))
    return ", ".join(name for name in found if name)


def token_of_request() -> str:
    """The secret in the cookie; empty without one and for what cannot be one."""
    token = request.cookies.get(COOKIE, "")
    return token if len(token) <= LONGEST_TOKEN else ""


def rough_place(address: str) -> str:
    """As much of an address on the network as tells home from office, and no more.

    >>> rough_place("203.0.113.77")
    '203.0.113.*'
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is None:
            return ":".join(parsed.exploded.split(":")[:3]) + ":*"
        parsed = parsed.ipv4_mapped
    return str(parsed).rpartition(".")[0] + ".*"


def whence() -> Whence:
    """From where this request comes. A browser that is new gets a secret to be known by when its session begins."""
    if "browser_secret" not in g:
        kept = request.cookies.get(KNOWN_BY, "")
        g.browser_secret = kept if 0 < len(kept) <= LONGEST_TOKEN else crypto.new_token()
    return Whence(device_name(request.user_agent.string), request.remote_addr or "", g.browser_secret)


def begin(response: Response, begun: NewSession) -> Response:
    """Hand the browser a session that has just begun; what the page before knew (its CSRF token) ends.

    A browser that never chose a language gets the account's.
    """
    session.clear()
    if language.COOKIE not in request.cookies:
        speak(response, begun.language)
    _give(response, COOKIE, begun.token, SESSION_LIFE)
    _give(response, KNOWN_BY, whence().browser, KNOWN_FOR)
    return response


def _give(response: Response, name: str, secret: str, life: timedelta) -> None:
    response.set_cookie(
        name,
        secret,
        max_age=int(life.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure or bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )


def speak(response: Response, code: str) -> Response:
    """From the next page on, the browser reads this language."""
    language.keep(response, code)
    return response


def end(response: Response) -> Response:
    """Take the session from the browser, and what its pages knew."""
    session.clear()
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax")
    return response
