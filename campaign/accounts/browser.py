"""What a browser carries and calls itself: the session cookie, and a short name for the list of devices."""

from flask import current_app, request, session
from werkzeug.wrappers import Response

from campaign.accounts.schemas import COOKIE, SESSION_LIFE, NewSession
from campaign.web import language

LONGEST_TOKEN = 100
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


def begin(response: Response, begun: NewSession) -> Response:
    """Hand the browser a session that has just begun; what the page before knew (its CSRF token) ends.

    A browser that never chose a language gets the account's.
    """
    session.clear()
    if language.COOKIE not in request.cookies:
        speak(response, begun.language)
    response.set_cookie(
        COOKIE,
        begun.token,
        max_age=int(SESSION_LIFE.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure or bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return response


def speak(response: Response, code: str) -> Response:
    """From the next page on, the browser reads this language."""
    response.set_cookie(language.COOKIE, code, max_age=language.YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return response


def end(response: Response) -> Response:
    """Take the session from the browser, and what its pages knew."""
    session.clear()
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax")
    return response
