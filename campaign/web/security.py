"""Response headers, and the refusal of writes that come from another site."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from campaign.web.api.place import is_asked_by_machine

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def place_of(address: str | None) -> str:
    """The host of an address that a browser says, with its port; empty for what is none: anybody may write anything there."""
    try:
        return urlsplit(address or "").netloc
    except ValueError:
        return ""


def came_from() -> str | None:
    """The page of ours on which something was sent, as the browser says."""
    came = request.referrer or ""
    if place_of(came) != request.host:
        return None
    parts = urlsplit(came)
    return own_path(f"/{parts.path.lstrip('/')}{parts.query and f'?{parts.query}'}")


def refuse_cross_site() -> None:
    """A browser says where a write came from; believe it. CSRF tokens are the second lock.

    A machine carries its token in a header of its own, which no other site can make a browser send.
    """
    if request.method in SAFE or is_asked_by_machine():
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    foreign = origin not in {None, "null"} and place_of(origin) != request.host
    if site not in {None, "same-origin", "none"} or (site is None and foreign):
        abort(403)


def add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def install(app: Flask) -> None:
    app.before_request(refuse_cross_site)
    app.after_request(add_headers)


def own_path(target: str | None) -> str | None:
    """`target` when it is a path of this site, else None: one leading slash, no backslash, printable ASCII only."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or not all(" " < char <= "~" for char in target):
        return None
    return target
