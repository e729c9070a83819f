"""What machines send: JSON read once and strictly, keys, versions; each complaint names its field."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NoReturn

from flask import g, request
from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, NotAcceptable, PreconditionRequired, UnsupportedMediaType

from campaign.core.actor import current_actor
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _l
from campaign.web.api.place import LARGEST_BODY
from campaign.web.api.problems import no_key

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
LONGEST_KEY: Final = 100
LARGEST_VERSION: Final = 9  # digits
NO_PARAMETER: Final = _l("There is no such parameter.")
NO_PAGE: Final = _l("There is no such page of this list. Send the `next` of the answer before, letter for letter.")
NOT_TAKEN: Final = _l("Something in what was sent does not fit. Nothing was saved.")


def negotiate() -> None:
    """Refuse what wants another answer than JSON, and stop reading bodies that are too large."""
    request.max_content_length = LARGEST_BODY
    if request.headers.get("Accept") and request.accept_mimetypes.best_match([JSON, PROBLEM]) is None:
        raise NotAcceptable


def body() -> Any:
    """The JSON of the request, None for none. Raises UnsupportedMediaType, BadRequest, RequestEntityTooLarge."""
    if "api_body" not in g:
        raw = request.get_data()
        if raw and request.mimetype != JSON:
            raise UnsupportedMediaType
        g.api_body = _parsed(raw) if raw else None
    return g.api_body


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadRequest from error


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def unwanted_body() -> Invalid:
    """What is said when a body comes where none is taken."""
    return Invalid(NOT_TAKEN, [Problem("", "unknown", _l("This act takes no body."))])


def unwanted_question(names: Iterable[str]) -> Invalid:
    """What is said of parameters that the address does not take."""
    return Invalid(NOT_TAKEN, [Problem(name, "unknown", NO_PARAMETER) for name in names])


def no_such_page() -> Invalid:
    """What is said of an `after` that is the `next` of another list."""
    return Invalid(NOT_TAKEN, [Problem("after", "invalid", NO_PAGE)])


def key_of_request() -> str:
    """The key that makes sending twice harmless, one account's own. Raises NoKey."""
    given = request.headers.get("Idempotency-Key", "")
    if not (0 < len(given) <= LONGEST_KEY and all(" " < char <= "~" for char in given)):
        raise no_key()
    return f"{current_actor().user_id}:{given}"


def version_of_request() -> int:
    """The version that If-Match names. Raises PreconditionRequired for none, BadRequest for what is no ETag of ours."""
    given = request.headers.get("If-Match")
    if given is None:
        raise PreconditionRequired
    if not re.fullmatch(rf'"[0-9]{{1,{LARGEST_VERSION}}}"', given):
        raise BadRequest
    return int(given.strip('"'))


def flat(messages: Any, place: str = "") -> Iterator[Problem]:
    """Every complaint of a schema with the path of its field: `title.ru`, `roles.0.capacity`."""
    if isinstance(messages, dict):
        for name, inside in messages.items():
            below = place if name == "_schema" else f"{place}.{name}" if place else str(name)
            yield from flat(inside, below)
    else:
        for words in messages if isinstance(messages, list) else [messages]:
            yield Problem(place, "invalid", words)


def found_in(error: ValidationError) -> dict[str, Any]:
    """The complaints by where they were found: in the body, or behind the question mark."""
    return error.messages if isinstance(error.messages, dict) else {"": error.messages}


class Asked(FlaskParser):
    """Reads bodies and questions for the operations: nothing unknown is passed over, every complaint is a sentence."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {"query": RAISE, "json": RAISE}

    def load_json(self, req: Any, schema: Schema) -> Any:
        if (given := body()) is None:
            if request.mimetype != JSON:
                raise UnsupportedMediaType
            raise BadRequest
        return given

    def handle_error(
        self, error: ValidationError, req: Any, schema: Schema, *, error_status_code: Any, error_headers: Any
    ) -> NoReturn:
        problems = [found for inside in found_in(error).values() for found in flat(inside)]
        raise Invalid(NOT_TAKEN, problems)
