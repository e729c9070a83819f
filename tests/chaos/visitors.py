"""People at the public form over real HTTP: a page, its hidden fields, a POST, and what was answered."""

import html
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from itertools import count
from urllib.parse import urlencode

INPUT = re.compile(r"<input[^>]*>")
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
PATIENCE = 60.0  # seconds after which somebody gives up
PAUSE = 0.1


class GaveUp(RuntimeError):
    """The site did not answer for too long."""


@dataclass
class Journal:
    """What a crowd was told: names that were acknowledged (the ticket's address), statuses, broken connections.

    `mute` counts those told to come again and not when.
    """

    acknowledged: dict[str, str] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    mute: int = 0
    seconds: list[float] = field(default_factory=list)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def note(self, status: int | None, when: str | None = "") -> None:
        with self._guard:
            self.mute += status == 503 and not when
            if status is None:
                self.broken += 1
            else:
                self.statuses[status] += 1

    def acknowledge(self, name: str, address: str, seconds: float) -> None:
        with self._guard:
            self.acknowledged[name] = address
            self.seconds.append(seconds)

    @property
    def errors(self) -> int:
        """How many answers were an error of ours, or a wish to come again."""
        return sum(number for status, number in self.statuses.items() if status >= 500)


@dataclass(frozen=True)
class Form:
    """A form as it is sent, with its operation key; `began` when its page was asked for."""

    name: str
    path: str
    body: str
    began: float


class Visitor:
    """One browser: a connection, a cookie, and the patience to send the same form again when the line breaks."""

    def __init__(self, port: int, journal: Journal) -> None:
        self._port, self._journal = port, journal
        self._connection: HTTPConnection | None = None
        self._cookie = ""

    def open_form(self, event_id: int, name: str, phone: str) -> Form:
        """The public form, filled in. Raises GaveUp."""
        path, began = f"/events/{event_id}/register", time.monotonic()
        _status, _place, page = self._insist("GET", path, None, began)
        fields = {
            **dict(hidden(page)), "full_name": name, "phone": phone, "birth_year": "1997", "organisation": "Лицей № 20",
            "agree": "y",
        }  # fmt: skip
        return Form(name, path, urlencode(fields), began)

    def send(self, form: Form, again: bool = True) -> str:
        """Send it; with `again` until it is answered, else once. The ticket's address, or nothing. Raises GaveUp."""
        try:
            status, place, _page = (self._insist if again else self._once)("POST", form.path, form.body, time.monotonic())
        except (OSError, HTTPException):
            return ""
        if status != 303:
            return ""
        self._journal.acknowledge(form.name, place, time.monotonic() - form.began)
        return place

    def cancel(self, place: str) -> bool:
        """Give the place back on the page of the ticket that an answer led to. Raises GaveUp."""
        ticket, began = place.replace("/registered/", "/ticket/"), time.monotonic()
        _status, _place, page = self._insist("GET", ticket, None, began)
        status, _place, _page = self._insist("POST", f"{ticket}/cancel", urlencode(dict(hidden(page))), began)
        return status == 303

    def leave(self) -> None:
        self._hang_up()

    def _insist(self, method: str, path: str, body: str | None, began: float) -> tuple[int, str, str]:
        while time.monotonic() - began < PATIENCE:
            with suppress(OSError, HTTPException):
                answer = self._once(method, path, body, began)
                if answer[0] != 503:
                    return answer
            time.sleep(PAUSE)
        raise GaveUp(f"{method} {path} was not answered in {PATIENCE:.0f} s")

    def _once(self, method: str, path: str, body: str | None, began: float) -> tuple[int, str, str]:
        try:
            answer = self._ask(method, path, body)
        except (OSError, HTTPException):
            self._hang_up()
            self._journal.note(None)
            raise
        return answer

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str, str]:
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        headers = {"Cookie": self._cookie, "Accept-Language": "en", "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        self._journal.note(answer.status, answer.getheader("Retry-After"))
        self._keep_cookie(answer)
        if answer.will_close:
            self._hang_up()
        return answer.status, answer.getheader("Location", ""), page

    def _keep_cookie(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            self._cookie = line.split(";", 1)[0]

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def hidden(page: str) -> Iterator[tuple[str, str]]:
    """The hidden fields of a page, by name."""
    for tag in INPUT.findall(page):
        attributes = dict(ATTRIBUTE.findall(tag))
        if attributes.get("type") == "hidden":
            yield attributes["name"], html.unescape(attributes.get("value", ""))


class Crowd:
    """So many visitors at once, each of whom sends one person after another until told to stop."""

    def __init__(self, port: int, hands: int, journal: Journal, wish: Callable[[int], tuple[int, str, str]]) -> None:
        self.failed: list[BaseException] = []
        self._over = threading.Event()
        self._numbers = count(1)
        self._port, self._journal, self._wish = port, journal, wish
        self._threads = [threading.Thread(target=self._work, args=(hand,), daemon=True) for hand in range(hands)]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(2 * PATIENCE)
        if self.failed and error[0] is None:
            raise self.failed[0]

    def _work(self, hand: int) -> None:
        try:
            while not self._over.is_set():
                visitor = Visitor(self._port, self._journal)
                number = next(self._numbers)
                visitor.send(visitor.open_form(*self._wish(number)), again=number % 4 != 0)
                visitor.leave()
        except BaseException as error:  # shown by the thread that made the crowd
            self.failed.append(error)
