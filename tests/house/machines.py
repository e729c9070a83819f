"""The operations for machines, and everybody's program that asks them: for `test_matrix`."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask_smorest.spec import FlaskPlugin
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from campaign.accounts.models import User
from campaign.core.db import db
from campaign.web.api.place import PREFIX
from campaign.web.api.spec import spec
from tests.house.matrix import Principal, World
from tests.machine import Machine

_specs: dict[int, Any] = {}
_machines: dict[tuple[int, str], Machine] = {}


def operations_of(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every operation with its method; what removes something last."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: ("DELETE" in (rule.methods or ()), rule.rule)):
        if rule.rule.startswith(f"{PREFIX}/"):
            yield from ((rule, method) for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def asks_everything(world: World, who: Principal, method: str, rule: Rule) -> TestResponse:
    """One request of that person's program, whose token has every scope: with a version, and all that must be there."""
    machine = _machines.setdefault((id(world), who.name), Machine(world.app))
    if who.user_id is not None and not machine.token:
        user = db.session.get(User, who.user_id)
        assert user is not None
        machine.token = Machine.of(world.app, user).token
    operation = _described(world)["paths"][FlaskPlugin.flaskpath2openapi(rule.rule)][method.lower()]
    sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    needed = [one for one in operation["parameters"] if one["in"] == "query" and one["required"]]
    asked = urlencode({one["name"]: _example(world, one["schema"]) for one in needed})
    url = world.address(rule).removeprefix(PREFIX) + (f"?{asked}" if asked else "")
    headers = {} if method == "GET" else {"If-Match": '"1"'}
    return machine.ask(method, url, None if sent is None else _example(world, sent), **headers)


def _described(world: World) -> Any:
    _specs.setdefault(id(world), spec())
    return _specs[id(world)]


def _example(world: World, schema: Any) -> Any:
    """The least that fits the schema."""
    if "$ref" in schema:
        return _example(world, _described(world)["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if given := schema.get("example") or schema.get("enum"):
        return given[0] if isinstance(given, list) else given
    plain = {"integer": schema.get("minimum", 1), "number": 0, "boolean": False, "string": "x", "array": []}
    if schema["type"] == "object":
        return {name: _example(world, schema["properties"][name]) for name in schema.get("required", ())}
    return plain[schema["type"]]
