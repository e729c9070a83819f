"""The people who ask, and how they ask: for `test_matrix`. `world.py` makes what they ask for."""

import hashlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from campaign.accounts.models import User, UserSession
from campaign.accounts.schemas import COOKIE
from campaign.core.db import Base, db
from campaign.web.api.place import PREFIX
from tests.factories import a_session_of
from tests.house.parameters import CANARIES, PARAMETERS, SECRETS, UNKNOWN
from tests.reader import fresh_context

OF_FORM = re.compile(rb' form="([^"]+)"')
STALE = 300  # seconds; acts of weight ask for who has shown themselves within ten minutes
VERSIONS = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"}


@dataclass(frozen=True)
class Principal:
    """Somebody who asks. `outside` names whose rows of the first region are not theirs; `blind` what they must not read.

    `token` is the link of a phone at another door: it shows it wherever an address asks for a secret.
    """

    name: str
    user_id: int | None
    outside: frozenset[str] = frozenset()
    blind: frozenset[str] = frozenset()
    token: str = ""

    @property
    def works_here(self) -> bool:
        """Whether changing the first region is this person's work."""
        return self.name in {"national", "organizer", "coordinator"}


@dataclass(frozen=True)
class Answer:
    """The status of a page, which canaries stood on it, and which forms its controls belong to that it does not have."""

    status: int
    canaries: frozenset[str]
    lost_forms: frozenset[str]


@dataclass
class World:
    """What `built` made."""

    app: Flask
    principals: dict[str, Principal] = field(default_factory=dict)
    values: dict[str, int | str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    browsers: dict[str, tuple[FlaskClient, str]] = field(default_factory=dict)
    _rows: dict[str, str] = field(default_factory=dict)
    _raw: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)
    _hashes: dict[str, str] = field(default_factory=dict)
    _answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    _watch: Connection | None = None
    _signed_in: dict[str, float] = field(default_factory=dict)
    _version: int = 0

    def address(self, rule: Rule) -> str:
        """The rule with the first region's rows in it."""
        given = {}
        for name in rule.arguments:
            assert name in PARAMETERS, UNKNOWN.format(rule=rule.rule, name=name)
            by_secret = PARAMETERS[name] == SECRETS
            given[name] = self.secrets.get(rule.endpoint, self.secrets["ticket"]) if by_secret else self.values[name]
        built = self.app.url_map.bind("localhost").build(rule.endpoint, given, method=next(iter(sorted(rule.methods or ()))))
        return str(built)

    def ask(self, who: Principal, method: str, url: str) -> TestResponse:
        """One request of that person; a POST carries a good token and nothing else."""
        client, token = self.browser_of(who)
        for secret in self.secrets.values() if who.token else ():
            url = url.replace(secret, who.token)
        with fresh_context():
            if method == "GET":
                return client.get(url, follow_redirects=who.user_id is not None)
            answer = client.post(url, data={"csrf_token": token})
        if who.user_id is not None and client.get_cookie(COOKIE) is None:
            del self.browsers[who.name]  # signed out
        return answer

    def read(self, who: Principal, url: str) -> Answer:
        """What that person gets to read there. Asked once, since looking changes nothing."""
        if (who.name, url) not in self._answers:
            answer = self.ask(who, "GET", url)
            page = answer.get_data()
            self._answers[who.name, url] = Answer(
                answer.status_code,
                frozenset(word for word in CANARIES if word.encode() in page),
                frozenset(form.decode() for form in set(OF_FORM.findall(page)) if b'id="%b"' % form not in page),
            )
        return self._answers[who.name, url]

    def browser_of(self, who: Principal) -> tuple[FlaskClient, str]:
        """A browser in which the person is signed in, and the token of its forms."""
        if who.user_id is not None and time.monotonic() - self._signed_in.get(who.name, 0) > STALE:
            self.browsers.pop(who.name, None)  # on a busy machine one test takes longer than a browser stays fresh
        if who.name not in self.browsers:
            self._signed_in[who.name] = time.monotonic()
            client = self.app.test_client()
            if who.user_id is not None:
                client.set_cookie(COOKIE, self.session_of(who))
            with fresh_context():
                page = client.get("/sign-in").get_data(as_text=True)
            token = page.partition('name="csrf_token" type="hidden" value="')[2].partition('"')[0]
            assert token, "the sign-in page has lost its token"
            self.browsers[who.name] = client, token
        return self.browsers[who.name]

    def session_of(self, who: Principal) -> str:
        user = db.session.get(User, who.user_id)
        assert user is not None
        return a_session_of(user)

    def rows(self) -> dict[str, str]:
        """Every table but the sessions (signing in here begins some), each as a hash of all its rows.

        They are read only when somebody has committed something since: SQLite tells a connection that from its file, and
        PostgreSQL counts what writes.
        """
        db.session.rollback()
        self._watch = self._watch or db.engine.connect()
        version = self._watch.exec_driver_sql(VERSIONS[db.engine.dialect.name]).scalar_one()
        self._watch.rollback()
        if version != self._version or not self._rows:
            self._version, self._rows = version, self._read()
        return self._rows

    def _read(self) -> dict[str, str]:
        """Reads every table as the driver gives it: one whose rows are the very same as before keeps its hash."""
        with db.engine.connect() as connection:
            for table in Base.metadata.tables.keys() - {UserSession.__tablename__}:
                raw = connection.exec_driver_sql(f'SELECT * FROM "{table}"').cursor.fetchall()
                if raw != self._raw.get(table):
                    self._raw[table] = raw
                    lines = "\n".join(sorted(map(repr, raw)))
                    self._hashes[table] = hashlib.sha256(lines.encode()).hexdigest()
        return dict(self._hashes)


def whose(rule: Rule) -> frozenset[str]:
    """Whose rows the address names."""
    return frozenset(PARAMETERS.get(name, "") for name in rule.arguments)


def routes(app: Flask, method: str) -> Iterator[Rule]:
    """Every page that takes `method`, files apart; what removes something last. Operations stand in `machines.py`."""
    ours = (rule for rule in app.url_map.iter_rules() if not rule.rule.startswith(("/static/", PREFIX)))
    rules = [rule for rule in ours if method in (rule.methods or ())]
    ends = ("remove", "cancel", "end", "off", "take", "sign-out")
    yield from sorted(rules, key=lambda rule: (rule.rule.rpartition("/")[2] in ends, rule.rule, rule.endpoint))
