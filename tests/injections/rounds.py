"""One round: a string into every text, then everything that comes out is looked at. Forty rounds put each string into each.

The database is the world of the matrix (`tests/house/world.py`), in which every page has its row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from campaign.core.db import db
from tests.house.matrix import World, routes, whose
from tests.house.parameters import SECRETS
from tests.injections import outputs
from tests.injections.fields import Written, rows_of_all, write
from tests.injections.letters import letters
from tests.injections.strings import MARK, STRINGS
from tests.reader import fresh_context

ASIDE = {"accounts.sign_in_code"}


@dataclass
class Looked:
    """What came out: how many of each kind, in how many of them a string stood, and what was wrong."""

    outs: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    written: Written = field(default_factory=Written)
    letters: set[str] = field(default_factory=set)

    def take(self, kind: str, where: str, body: bytes, judge: Callable[[bytes], Iterator[str]]) -> None:
        self.outs[kind] += 1
        try:
            self.marked[kind] += outputs.shows(kind, body)
            self.wrong += [f"{where}: {said}" for said in judge(body)]
        except Exception as error:  # whatever the reader stumbles over is a finding
            self.wrong.append(f"{where} cannot be read: {error!r}")


@dataclass
class Rounds:
    """All pages of a world before anything is written into it, and after."""

    world: World
    looked: Looked = field(default_factory=Looked)
    usual: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        """Remember how each page answers, and how many rows there are."""
        self.usual = {name: answer.status_code for name, answer in self._answers("")}
        self._rows = rows_of_all()

    def go(self, turn: int) -> None:
        """The turn-th of the forty rounds."""
        string_for = lambda number: STRINGS[(number + turn) % len(STRINGS)]  # noqa: E731
        found = write(string_for)
        self.looked.written.taken |= found.taken
        self.looked.written.refused |= found.refused
        before = rows_of_all()
        for name, answer in self._answers(string_for(0)):
            self._look(f"round {turn}, {name}", answer, self.usual[name])
        for kind, body in letters().items():
            if body is not None:
                self.looked.letters.add(kind)
                self.looked.take("letter", f"round {turn}, letter {kind}", body, outputs.letter)
        db.session.rollback()
        after = rows_of_all()
        self.looked.wrong += [f"round {turn}: rows of {name} are gone" for name in before if after[name] < before[name]]

    def _answers(self, sought: str) -> Iterator[tuple[str, TestResponse]]:
        """Every page, as whoever sees most there; a list is asked for the string too."""
        for rule in routes(self.world.app, "GET"):
            if rule.endpoint not in ASIDE:
                answer = self._ask(rule)
                yield rule.rule, answer
                if sought and b'name="q"' in answer.get_data():
                    yield rule.rule, self._ask(rule, sought)

    def _ask(self, rule: Rule, sought: str = "") -> TestResponse:
        who = self.world.principals["nobody" if SECRETS in whose(rule) else "national"]
        client, _token = self.world.browser_of(who)
        with fresh_context():
            answer = client.get(self.world.address(rule), query_string={"q": sought} if sought else None, follow_redirects=True)
            answer.get_data()
        return answer

    def _look(self, where: str, answer: TestResponse, usual: int) -> None:
        kind = answer.mimetype
        if answer.status_code != usual:
            self.looked.wrong.append(f"{where}: {answer.status_code} instead of {usual}")
        heads = [name for name, value in answer.headers.items() if MARK.casefold() in name.casefold()]
        self.looked.wrong += [f"{where}: a head of its own: {name}" for name in heads]
        if kind in outputs.KINDS:
            self.looked.take(kind, where, answer.get_data(), outputs.KINDS[kind])
        elif kind == "application/json" and answer.headers.get("X-Content-Type-Options") != "nosniff":
            self.looked.wrong.append(f"{where}: JSON that may be taken for a page")
