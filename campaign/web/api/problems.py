"""Problem answers (RFC 9457): what happened and how to mend it, in the language that the machine's reader asked for."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask import Response, current_app, g, make_response, request, url_for
from werkzeug.exceptions import HTTPException

from campaign.core.errors import CampaignError, Invalid, KeyReused, Problem, Stale
from campaign.core.i18n import LANGUAGES, Words, _, _l, language

TYPE: Final = "application/problem+json"
WORDS: Final[Mapping[int, tuple[Words, Words]]] = {
    400: (_l("This request cannot be read"), _l("Send JSON in UTF-8: one object, well formed.")),
    401: (_l("A token is needed"), _l("Send a token that is still good in the header: Authorization: Bearer adz_…")),
    403: (_l("You may not do this"), _l("The account of this token has no right to this act, or the token no scope for it.")),
    404: (_l("There is no such thing"), _l("The address is wrong, or what it names lies outside what this account can see.")),
    405: (_l("This address does not take that method"), _l("The header Allow says which methods it takes.")),
    406: (_l("Only JSON is given here"), _l("Send the header Accept: application/json, or none.")),
    409: (_l("The world has moved on"), _l("Meanwhile something else has changed. Nothing was saved.")),
    410: (_l("This has ended"), _l("It was used already, withdrawn, or its time is over.")),
    412: (_l("Somebody was faster"), _l("The version in If-Match is no longer the current one. Read the thing again.")),
    413: (_l("The body is too large"), _l("It was not taken. Send less at once.")),
    415: (_l("Only JSON is taken here"), _l("Send the header Content-Type: application/json.")),
    422: (_l("This cannot be taken as it is"), _l("Something in what was sent does not fit. Nothing was saved.")),
    428: (_l("The version is missing"), _l("Read the thing first and send its ETag in the header If-Match.")),
    429: (_l("Too many requests"), _l("The header Retry-After says in how many seconds the next one is answered.")),
    500: (_l("An error of ours"), _l("It is not your fault, and it has been written down. Try again in a minute.")),
    503: (_l("Just a moment"), _l("The service is busy or is being restarted. Nothing was saved. Try again in a few seconds.")),
}  # fmt: skip
KEY_REUSED: Final = _l("This Idempotency-Key came before with another request. Take a new key for a new act.")
_IN_A_LANGUAGE: Final = re.compile(rf"(.+)_({'|'.join(LANGUAGES)})")


class NoToken(CampaignError):
    """Nobody known asks: no token, or none that is good."""

    code = "no_token"


class NoKey(CampaignError):
    """A write came without the key that makes sending it twice harmless."""

    code = "no_key"


def problem(
    code: int, detail: object = None, kind: str = "", errors: Iterable[Problem] = (), retry_after: int | None = None
) -> Response:
    """The answer for what went wrong. `kind` is the word a program may rely on; the sentences are for people."""
    answer = make_response(current_app.json.dumps(_document(code, detail, kind, errors)), code)
    answer.headers["Content-Type"] = TYPE
    answer.headers["Content-Language"] = language()
    answer.vary.add("Accept-Language")
    if retry_after is not None:
        answer.headers["Retry-After"] = str(retry_after)
    if code == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _document(code: int, detail: object, kind: str, errors: Iterable[Problem]) -> dict[str, Any]:
    title, usual = WORDS.get(code, WORDS[400])
    body: dict[str, Any] = {
        "type": f"{url_for('api_pages.api')}#problem-{code}",
        "title": str(title),
        "status": code,
        "detail": str(detail or usual),
        "code": kind or f"http_{code}",
    }
    listed = [_error(one) for one in errors]
    return {**body, "errors": listed} if listed else body


def _error(one: Problem) -> dict[str, str]:
    """A field as the body names it: what forms call `title_ru` is `title.ru` here, their `place` is `place_id`."""
    spelled, sent = _IN_A_LANGUAGE.fullmatch(one.field), g.get("api_body")
    field = f"{spelled[1]}.{spelled[2]}" if spelled else one.field
    if isinstance(sent, dict) and field not in sent and f"{field}_id" in sent:
        field = f"{field}_id"
    return {"field": field, "code": one.code, "detail": str(one.message)}


def of_campaign(error: CampaignError, code: int, retry_after: int | None) -> Response:
    """The answer for an error in the campaign's own terms."""
    if isinstance(error, Stale) and "If-Match" in request.headers:
        code = 412
    detail = KEY_REUSED if isinstance(error, KeyReused) else error.message
    return problem(code, detail, error.code, error.problems if isinstance(error, Invalid) else (), retry_after)


def of_http(error: HTTPException) -> Response:
    """The answer for an error of HTTP; the methods that an address does take stay in its head."""
    answer = problem(error.code or 400)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def no_key() -> NoKey:
    return NoKey(_("Send the header Idempotency-Key: 1 to 100 printable characters, the same when the request is repeated."))
