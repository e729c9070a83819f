"""One call to another machine: to the address that was judged, without redirects, with an end in time and in size."""

import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Final

from campaign.exchange.webhooks.addresses import NotCallable, Target, target_of
from campaign.exchange.webhooks.schemas import Answer, Trouble

CONNECT_WITHIN: Final = 5.0
ANSWER_WITHIN: Final = 10.0
SHOWN: Final = ("content-type", "content-length", "date", "retry-after", "server")
MOST_SHOWN: Final = 120
MOST_RETRY: Final = 3600


class _Pinned(HTTPConnection):
    """A connection to the address that was looked at, whatever the name says by now."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=CONNECT_WITHIN)
        self._target = target

    def connect(self) -> None:
        plain = socket.create_connection((self._target.ip, self._target.port), CONNECT_WITHIN)
        plain.settimeout(ANSWER_WITHIN)
        self.sock = plain
        if self._target.secure:
            try:
                self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self._target.host)
            except BaseException:
                plain.close()
                raise


def call(url: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """POST the body there and say what came of it. Never raises: whatever goes wrong is an answer. Ten seconds at most."""
    began = time.monotonic()
    try:
        answer = _asked(target_of(url), headers, body)
    except NotCallable as error:
        answer = Answer(trouble=error.trouble)
    except TimeoutError:
        answer = Answer(trouble=Trouble.TOO_LATE)
    except ssl.SSLError:
        answer = Answer(trouble=Trouble.TLS)
    except (OSError, HTTPException, ValueError):
        answer = Answer(trouble=Trouble.NO_ANSWER)
    millis = round((time.monotonic() - began) * 1000)
    trouble = Trouble.TOO_LATE if answer.trouble == Trouble.NO_ANSWER and millis >= ANSWER_WITHIN * 1000 else answer.trouble
    return Answer(answer.status, trouble, millis, answer.head, answer.retry_after)


def _asked(target: Target, headers: Mapping[str, str], body: bytes) -> Answer:
    connection = _Pinned(target)
    try:
        connection.connect()
        over = threading.Timer(ANSWER_WITHIN, _hang_up, [connection])  # a byte now and then would outlast any pause
        over.daemon = True
        over.start()
        try:
            connection.request("POST", target.path, body, {"Host": target.authority, "Connection": "close", **headers})
            return _read(connection.getresponse())
        finally:
            over.cancel()
    finally:
        connection.close()


def _hang_up(connection: HTTPConnection) -> None:
    with suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)


def _read(answer: HTTPResponse) -> Answer:
    """The head of the answer; its content is not read at all."""
    head = {name: str(answer.headers[name])[:MOST_SHOWN] for name in SHOWN if answer.headers[name] is not None}
    said = answer.headers.get("retry-after", "")
    retry = min(int(said), MOST_RETRY) if said.isascii() and said.isdigit() and len(said) < 9 else None
    if 200 <= answer.status < 300:
        return Answer(answer.status, head=head)
    trouble = Trouble.REDIRECT if 300 <= answer.status < 400 else Trouble.STATUS
    return Answer(answer.status, trouble, head=head, retry_after=retry)
