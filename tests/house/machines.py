"""The operations for machines, and everybody's program that asks them: for `test_matrix`."""

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from campaign.accounts.models import User
from campaign.core.db import db
from campaign.web.api.place import PREFIX
from tests.house.matrix import Principal, World
from tests.machine import Machine

_machines: dict[tuple[int, str], Machine] = {}


def operations_of(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every operation with its method; what removes something last."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: ("DELETE" in (rule.methods or ()), rule.rule)):
        if rule.rule.startswith(f"{PREFIX}/"):
            yield from ((rule, method) for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def asks_everything(world: World, who: Principal, method: str, rule: Rule) -> TestResponse:
    """One request of that person's program, whose token has every scope; a write sends an empty object and a version."""
    machine = _machines.setdefault((id(world), who.name), Machine(world.app))
    if who.user_id is not None and not machine.token:
        user = db.session.get(User, who.user_id)
        assert user is not None
        machine.token = Machine.of(world.app, user).token
    body = None if method in {"GET", "DELETE"} else {}
    headers = {} if method == "GET" else {"If-Match": '"1"'}
    return machine.ask(method, world.address(rule).removeprefix(PREFIX), body, **headers)
