"""What is written into logs: one line of JSON a request and an event, and nothing about a person.

A request is told by its endpoint, never by its address, which may hold the secret of a ticket. An error is told by its kind and
the places it went through, never by its own words, which may hold a row of the database. What else looks like a phone, an
address or a secret is struck out.
"""

import json
import logging
import re
import secrets
import time
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final

from flask import Flask, Response, g, request

from campaign.core.actor import Actor

GIVEN_ID: Final = re.compile(r"[A-Za-z0-9-]{8,64}")
STRUCK: Final = "…"
REQUESTS: Final = "campaign.requests"
_SECRETS: Final = re.compile(
    r"[^\s@\"'<>]+@[^\s@\"'<>]+"  # addresses of letters
    r"|(?<![\w.])/[^\s\"'?]*[^\s\"']*"  # addresses of pages
    r"|\+?\d(?:[ ()-]{0,2}\d){9,}"  # phones
    r"|[A-Za-z0-9_-]{28,}"  # links, cookies, keys
)


def scrubbed(words: str) -> str:
    """The words without what looks like somebody's phone, e-mail address, page or secret."""
    return _SECRETS.sub(STRUCK, words)


class Lines(logging.Formatter):
    """One line a record: JSON for machines, or plain for somebody at a terminal. The same facts in both."""

    def __init__(self, *, plain: bool) -> None:
        super().__init__()
        self._plain = plain

    def format(self, record: logging.LogRecord) -> str:
        told = self.facts(record)
        if self._plain:
            return " ".join(str(value) if name == "said" else f"{name}={value}" for name, value in told.items()).replace(
                "\n", " "
            )
        return json.dumps(told, ensure_ascii=False)

    @staticmethod
    def facts(record: logging.LogRecord) -> dict[str, Any]:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {"at": at, "level": record.levelname.lower()}
        if isinstance(record.args, Mapping) and record.name == REQUESTS:
            return told | dict(record.args)
        told |= {"from": record.name, "said": scrubbed(record.getMessage())}
        if record.exc_info and record.exc_info[1] is not None:
            told["error"] = _places(record.exc_info[1])
        return told


def _places(error: BaseException) -> list[str]:
    """The kind of the error, and of what caused it, with the places in the code; not its words."""
    told = [type(error).__name__, *_frames(error.__traceback__)]
    before = error.__cause__ or error.__context__
    return told if before is None else [*told, "because of", *_places(before)]


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"{_module(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-12:]]


def _module(path: str) -> str:
    return "/".join(path.rsplit("/", 3)[-2:])


def write_to_stderr(*, plain: bool) -> None:
    """Let everything of this process that logs do it in our lines; requests only as JSON, for a terminal they are noise."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines(plain=plain))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("gunicorn.error", "gunicorn.access", "campaign", REQUESTS, "alembic"):
        logger = logging.getLogger(name)
        logger.handlers[:], logger.propagate = [], True
    logging.getLogger(REQUESTS).setLevel(logging.WARNING if plain else logging.INFO)


def install(app: Flask, *, trusted: bool) -> None:
    """A number for each request, its line at the end. A number from outside is taken over only behind a trusted proxy."""
    log = logging.getLogger(REQUESTS)

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-ID", "") if trusted else ""
        g.request_id = given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        g.request_began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        number = g.get("request_id", "")
        response.headers["X-Request-ID"] = number
        if log.isEnabledFor(logging.INFO):
            actor: Actor = g.get("actor", Actor())
            spent = (time.perf_counter() - g.get("request_began", time.perf_counter())) * 1000
            log.info("request", {
                "request": number, "method": request.method, "endpoint": request.endpoint, "status": response.status_code,
                "ms": round(spent, 1), "actor": actor.user_id,
            })  # fmt: skip
        return response
