"""How long the door takes for an account that is there and for one that is not, asked by turns: CPU, medians."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import delete

from campaign.accounts.models import Attempt
from campaign.core.db import db
from tests.reader import fresh_context, parsed

NOBODY = "nobody@example.kz"
MOST = 0.10  # of the time itself


@dataclass(frozen=True)
class Told:
    """Milliseconds of CPU, and whether the two answers are the same but for what was typed."""

    known: float
    unknown: float
    same: bool

    @property
    def apart(self) -> float:
        return abs(self.known - self.unknown) / max(self.known, self.unknown)

    @property
    def tells_nothing(self) -> bool:
        return self.same and self.apart <= MOST


def sign_in(app: Flask, email: str, rounds: int) -> Told:
    return _by_turns(app, "/sign-in", email, rounds, password="a wrong password")


def reset(app: Flask, email: str, rounds: int) -> Told:
    return _by_turns(app, "/reset", email, rounds)


def _by_turns(app: Flask, path: str, email: str, rounds: int, **more: str) -> Told:
    client = app.test_client()
    with fresh_context():
        page = parsed(client.get(path).get_data())
    sent = {field["name"]: field.get("value", "") for field in page.select("main form [name]")} | more

    def ask(who: str) -> tuple[float, str]:
        db.session.execute(delete(Attempt))
        db.session.commit()
        with fresh_context():
            began = time.process_time()
            answer = client.post(path, data=sent | {"email": who})
            spent = time.process_time() - began
            with client.session_transaction() as session:
                said = str(session.pop("_flashes", ""))
        body = _without(answer.get_data(as_text=True), who)
        return spent, f"{answer.status_code} {answer.headers.get('Location')} {said} {body}"

    ask(email), ask(NOBODY)  # what is made once in the life of a process is made now
    found = [(ask(email), ask(NOBODY)) for _round in range(rounds)]
    known, unknown = (statistics.median(both[place][0] for both in found) * 1000 for place in (0, 1))
    return Told(known, unknown, all(one[1] == other[1] for one, other in found))


def _without(page: str, email: str) -> str:
    """But for the address, and for what is new on each page."""
    soup = parsed(page.replace(email, "…"))
    for hidden in soup.select("[name=csrf_token], [name=operation_key]"):
        hidden.decompose()
    return soup.get_text(" ", strip=True)


Asking = Callable[[Flask, str, int], Told]
