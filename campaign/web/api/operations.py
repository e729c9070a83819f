"""Operations for machines: what a view takes and gives is said above it, and the rest of the promise is kept here.

A read is a GET. An act carries an `Idempotency-Key` and is done in one unit of work with it: sent again it gives the same
answer and does nothing; with another body it is refused. What acts answer is therefore kept, and so holds numbers and states,
never names or phones. Where a thing has a version, a read gives it as ETag and an act wants it back in `If-Match`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, TypeVar

import flask_smorest
from flask import Response, current_app, make_response, request, url_for
from marshmallow import Schema

from campaign.core import operations
from campaign.core.i18n import Words
from campaign.web.api import asking
from campaign.web.api.place import PREFIX
from campaign.web.api.shapes import Shape, list_of
from campaign.web.paging import Page

View = TypeVar("View", bound=Callable[..., Any])
ACT: Final = "api"
KEPT_HEADERS: Final = ("ETag", "Location")
VERSIONED: Final = "x-versioned"


class Operations(flask_smorest.Blueprint):
    """The operations of one room. The door of each stands on its view (`@needs`), as on every page."""

    ARGUMENTS_PARSER = asking.Asked()

    def __init__(self, name: str, import_name: str, about: Words) -> None:
        super().__init__(name, import_name, url_prefix=PREFIX)
        self.about = about

    def reads(self, rule: str, gives: Shape, asks: type[Schema] | None = None) -> Callable[[View], View]:
        """A GET of one thing; `asks` are its questions, given to the view as a dict."""

        def declare(view: View) -> View:
            return self._hung(rule, view, _with_version(view), Said("GET", gives, asks))

        return declare

    def lists(self, rule: str, of: Shape, asks: type[Schema] | None = None) -> Callable[[View], View]:
        """A GET of many things; the view returns rows, or a `Page` of them when it asks with `Paging` or a child of it."""

        def declare(view: View) -> View:
            return self._hung(rule, view, _as_list(view), Said("GET", list_of(of), asks))

        return declare

    def acts(
        self,
        rule: str,
        gives: Shape | None = None,
        *,
        method: str = "POST",
        takes: type[Schema] | None = None,
        status: int = 200,
        versioned: bool = False,
    ) -> Callable[[View], View]:
        """A write. The view gets what is taken as a dict, then the parts of the address; `versioned`: and `version`."""

        def declare(view: View) -> View:
            inner = _with_version(_wanting_version(view) if versioned else view)
            return self._hung(rule, view, inner, Said(method, gives, None, takes, status, versioned))

        return declare

    def _hung(self, rule: str, view: View, inner: Any, said: "Said") -> View:
        inner = self.arguments(said.asks, location="query")(inner) if said.asks else _asking_nothing(inner)
        if said.takes is not None:
            inner = self.arguments(said.takes, location="json")(inner)
        inner = self.response(said.status, said.gives)(inner)
        if said.method != "GET":
            inner = _once(inner, has_body=said.takes is not None)
        inner = self.doc(**{VERSIONED: said.versioned})(inner)
        self.add_url_rule(rule, view.__name__, inner, methods=[said.method])
        return view


@dataclass(frozen=True)
class Said:
    """What stands above an operation."""

    method: str
    gives: Shape | None
    asks: type[Schema] | None = None
    takes: type[Schema] | None = None
    status: int = 200
    versioned: bool = False


def own_key() -> str:
    """The key of this act, for a service that keeps one of its own."""
    return f"{ACT}:{asking.key_of_request()}"


def _with_version(view: Callable[..., Any]) -> Callable[..., Any]:
    """The answer with the version of what it shows as its ETag, where it has one."""

    @wraps(view)
    def versioned(*args: Any, **parts: Any) -> Any:
        given = view(*args, **parts)
        row, *rest = given if isinstance(given, tuple) else (given,)
        version = row.get("version") if isinstance(row, dict) else getattr(row, "version", None)
        if version is None:
            return given
        status = rest[0] if rest else None
        headers = {**(rest[1] if len(rest) > 1 else {}), "ETag": f'"{version}"'}
        return (row, status, headers) if status else (row, headers)

    return versioned


def _asking_nothing(view: Callable[..., Any]) -> Callable[..., Any]:
    """A question that nobody here answers is no question passed over."""

    @wraps(view)
    def plain(*args: Any, **parts: Any) -> Any:
        if request.args:
            raise asking.unwanted_question(request.args)
        return view(*args, **parts)

    return plain


def _wanting_version(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def wanting(*args: Any, **parts: Any) -> Any:
        return view(*args, version=asking.version_of_request(), **parts)

    return wanting


def _as_list(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def listed(*args: Any, **parts: Any) -> Any:
        found = view(*args, **parts)
        if not isinstance(found, Page):
            rows: Sequence[Any] = found
            return {"items": rows, "next": None}
        if request.args.get("after") and found.rows and found.before is None:
            raise asking.no_such_page()  # it was read as the first page
        links = {"Link": f'<{_next_page(found.after)}>; rel="next"'} if found.after else {}
        return {"items": found.rows, "next": found.after}, links

    return listed


def _next_page(after: str) -> str:
    given = {name: value for name, value in request.args.items() if name != "after"}
    parts: dict[str, Any] = {**(request.view_args or {}), **given, "after": after}
    return url_for(str(request.endpoint), **parts)


def _once(inner: Callable[..., Any], has_body: bool) -> Callable[..., Any]:
    """The act in one unit of work with its key; asked again, the answer that was kept."""

    @wraps(inner)
    def once(*args: Any, **parts: Any) -> Response:
        key, sent = asking.key_of_request(), asking.body()
        if not has_body and sent not in (None, {}):
            raise asking.unwanted_body()
        asked = [request.method, request.path, request.headers.get("If-Match"), sent]
        answer = operations.once(ACT, key, asked, lambda: _kept(inner(*args, **parts)))
        given = make_response(answer["body"], answer["status"])
        given.headers.update(answer["headers"])
        given.mimetype = "application/json"
        return given

    return once


def _kept(response: Response) -> operations.Answer:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    body = "" if response.status_code == 204 else response.get_data(as_text=True)
    return {"status": response.status_code, "body": body, "headers": headers}


def made(endpoint: str, row: Any, **parts: Any) -> tuple[Any, int, dict[str, str]]:
    """The answer to a thing that was made: 201, and where it is read."""
    return row, 201, {"Location": current_app.url_for(endpoint, **parts)}
