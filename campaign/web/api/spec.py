"""The OpenAPI description of everything that machines may do, made from the operations themselves when somebody asks."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask, current_app
from flask_smorest.spec import FlaskPlugin
from marshmallow import fields

from campaign.core.i18n import use_language
from campaign.web.api.fields import OwnField
from campaign.web.api.operations import VERSIONED, Operations
from campaign.web.api.place import PREFIX
from campaign.web.api.problems import TYPE, WORDS
from campaign.web.guards import door_of

Doc = dict[str, Any]
ABOUT: Final = (
    "Everything that the pages of «Адал жол – Честный путь» do with relays, events, people and what goes with them. "
    "Send `Authorization: Bearer adz_…`; tokens are made on the page API access. Answers are JSON, errors are problem "
    "documents (RFC 9457) in the language of Accept-Language: kk, ru or en. Times are RFC 3339 with the offset of the place. "
    "Writes carry an `Idempotency-Key`: sent again with the same key and body they change nothing and give the same answer."
)
ALWAYS: Final = (400, 401, 403, 404, 405, 406, 422, 429, 500, 503)
ON_WRITES: Final = (409, 410, 413, 415)
ON_VERSIONS: Final = (412, 428)
KEY: Final[Doc] = {
    "name": "Idempotency-Key", "in": "header", "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"},
    "description": "The same when the request is repeated, another one for another act.",
}  # fmt: skip
VERSION: Final[Doc] = {
    "name": "If-Match", "in": "header", "required": True, "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    "description": "The ETag of the thing as it was read.",
}  # fmt: skip
_PROBLEM: Final[Doc] = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "A word that programs may rely on."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "detail"],
                "properties": {name: {"type": "string"} for name in ("field", "code", "detail")},
            },
        },
    },
}


class _Plugin(MarshmallowPlugin):
    """Knows our own fields: each says its OpenAPI itself."""

    def init_spec(self, spec: APISpec) -> None:
        super().init_spec(spec)
        assert self.converter is not None  # noqa: S101 - made by the line above
        self.converter.add_attribute_function(_own)  # type: ignore[no-untyped-call]


def _own(_converter: Any, field: fields.Field[Any], ret: Doc, **_more: Any) -> Doc:
    if not isinstance(field, OwnField):
        return {}
    found = field.openapi()
    if field.in_address or ret.get("default", "") is None:
        ret.pop("default", None)
        ret.pop("type", None)
    if field.allow_none and not field.in_address:
        found["type"] = [found["type"], "null"]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    return found


def operations_of(app: Flask) -> Iterator[Operations]:
    """The rooms with operations, in the order of the house."""
    yield from (blueprint for blueprint in app.blueprints.values() if isinstance(blueprint, Operations))


@cache
def _made(app: Flask) -> str:
    with use_language("en"):
        spec = APISpec(
            title="Адал жол – Честный путь", version="1", openapi_version="3.1.0", plugins=[FlaskPlugin(), _Plugin()],
            info={"description": ABOUT}, servers=[{"url": "/"}], security=[{"token": []}],
        )  # fmt: skip
        spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
        for room in operations_of(app):
            spec.tag({"name": room.name.removesuffix("_api"), "description": str(room.about)})
            room.register_views_in_doc(_DEFAULTS, app, spec, name=room.name, parameters=None)
    found = spec.to_dict()
    found["components"].pop("responses", None)
    found["components"].setdefault("schemas", {})["Problem"] = _PROBLEM
    found["components"]["responses"] = {f"Problem{code}": _response(code) for code in WORDS}
    for path, of_path in found["paths"].items():
        shared = of_path.pop("parameters", [])
        for method, operation in of_path.items():
            _complete(app, path, method, operation, shared)
    return json.dumps(found, ensure_ascii=False)


class _DEFAULTS:
    """What flask-smorest asks of its Api when it describes an operation."""

    DEFAULT_ERROR_RESPONSE_NAME = None
    DEFAULT_RESPONSE_CONTENT_TYPE = "application/json"
    DEFAULT_REQUEST_BODY_CONTENT_TYPE = "application/json"


def _response(code: int) -> Doc:
    with use_language("en"):
        title, detail = WORDS[code]
        content = {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        return {"description": f"{title}. {detail}", "content": content}


def _complete(app: Flask, path: str, method: str, operation: Doc, shared: list[Doc]) -> None:
    """What every operation has: its name, its parameters of head and address, the scope that it needs, its problems."""
    endpoint = _endpoint(app, path, method)
    versioned, writes = operation.pop(VERSIONED, False), method != "get"
    operation["operationId"] = endpoint.replace("_api.", ".")
    operation["tags"] = [tag.removesuffix("_api") for tag in operation["tags"]]
    head = [KEY] * writes + [VERSION] * versioned
    operation["parameters"] = [*shared, *operation.get("parameters", []), *head]
    operation["x-scope"] = scope_of(app, endpoint)
    good = {code: given for code, given in operation["responses"].items() if str(code).startswith("2")}
    codes = sorted({*ALWAYS, *(ON_WRITES if writes else ()), *(ON_VERSIONS if versioned else ())})
    operation["responses"] = good | {str(code): {"$ref": f"#/components/responses/Problem{code}"} for code in codes}


def _endpoint(app: Flask, path: str, method: str) -> str:
    """The endpoint behind an address of the description."""
    return next(
        str(rule.endpoint)
        for rule in app.url_map.iter_rules()
        if method.upper() in (rule.methods or ()) and FlaskPlugin.flaskpath2openapi(rule.rule) == path
    )


def scope_of(app: Flask, endpoint: str) -> str:
    """Which scope of a token opens this door: the feature of the permission, to read or to write."""
    feature, _thing, act = str(door_of(app, endpoint)).split(":")
    return f"{feature}:{'read' if act == 'read' else 'write'}"


def spec() -> Doc:
    """The description. Made once for an application: a tenth of a second that nobody waits for who does not ask."""
    found: Doc = json.loads(_made(current_app._get_current_object()))  # type: ignore[attr-defined]
    return found


__all__ = ["PREFIX", "operations_of", "scope_of", "spec"]
