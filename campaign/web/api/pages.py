"""The API as a person reads it: one page made from the description, and the description itself as JSON."""

from dataclasses import dataclass
from typing import Any

import click
from flask import Blueprint, Response, current_app, make_response, render_template
from flask.cli import AppGroup
from flask.typing import ResponseReturnValue

from campaign.core.i18n import Words, _
from campaign.web.api import problems
from campaign.web.api.place import PREFIX
from campaign.web.api.spec import Doc, operations_of, spec
from campaign.web.guards import open_to_all

bp = Blueprint("api_pages", __name__, url_prefix="/api")
group = AppGroup("api", help="The description of the API for machines.")


@dataclass(frozen=True)
class Entry:
    """One operation on the page."""

    id: str
    method: str
    path: str
    summary: str
    scope: str
    versioned: bool
    questions: tuple[Doc, ...]
    takes: tuple[tuple[str, str, bool], ...]
    gives: str


@dataclass(frozen=True)
class Chapter:
    name: str
    about: Words
    entries: tuple[Entry, ...]


@bp.get("/")
@open_to_all
def api() -> ResponseReturnValue:
    described = spec()
    return render_template(
        "api/api.html", chapters=_chapters(described), shapes=_shapes(described), prefix=PREFIX, problems=problems.WORDS
    )


@bp.get("/openapi.json")
@open_to_all
def openapi() -> Response:
    response = make_response(current_app.json.dumps(spec(), indent=1))
    response.mimetype = "application/json"
    return response


@group.command("spec")
def print_spec() -> None:
    """Print the OpenAPI description as JSON."""
    click.echo(current_app.json.dumps(spec(), indent=1))


def _chapters(described: Doc) -> tuple[Chapter, ...]:
    entries: dict[str, list[Entry]] = {}
    for path, of_path in described["paths"].items():
        for method, operation in of_path.items():
            entries.setdefault(operation["tags"][0], []).append(_entry(described, path, method, operation))
    about = {room.name.removesuffix("_api"): room.about for room in operations_of(current_app)}
    return tuple(Chapter(name, about[name], tuple(found)) for name, found in entries.items())


def _entry(described: Doc, path: str, method: str, operation: Doc) -> Entry:
    sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    names = {one["name"] for one in operation["parameters"]}
    return Entry(
        operation["operationId"], method.upper(), path, _(operation["summary"]), operation["x-scope"], "If-Match" in names,
        tuple(one for one in operation["parameters"] if one["in"] == "query"),
        _fields(described, _resolved(described, sent)), _given(operation),
    )  # fmt: skip


def _given(operation: Doc) -> str:
    """The name of the shape that the answer has."""
    for answer in operation["responses"].values():
        schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
        if "$ref" in schema:
            return str(schema["$ref"].rpartition("/")[2])
    return ""


def _resolved(described: Doc, schema: Doc) -> Doc:
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    found: Doc = described["components"]["schemas"].get(name, schema)
    return found


def _fields(described: Doc, schema: Doc) -> tuple[tuple[str, str, bool], ...]:
    """Each field with its kind in a few words, and whether it must be there."""
    needed = set(schema.get("required", ()))
    return tuple((name, kind_of(field), name in needed) for name, field in schema.get("properties", {}).items())


def kind_of(field: Doc) -> str:
    """What a field holds, as programmers say it: "string (date)", "Stop", "list of Role"."""
    if "$ref" in field:
        return str(field["$ref"].rpartition("/")[2])
    if "anyOf" in field:
        return " | ".join(kind_of(one) for one in field["anyOf"])
    kinds: Any = field.get("type", "any")
    words = " | ".join(kinds) if isinstance(kinds, list) else str(kinds)
    if "array" in words:
        return f"list of {kind_of(field.get('items', {}))}"
    if "enum" in field:
        return " | ".join(str(word) for word in field["enum"] if word is not None)
    return f"{words} ({field['format']})" if "format" in field else words


def _shapes(described: Doc) -> tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...]:
    """Every shape of the answers by its name."""
    schemas: Doc = described["components"]["schemas"]
    return tuple((name, _fields(described, schema)) for name, schema in sorted(schemas.items()))
