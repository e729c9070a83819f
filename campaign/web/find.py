"""`GET /staff/find`: whatever the reader may see, by its words or its number. The words stand in no title and in no log."""

from typing import Any, Final

from flask import Blueprint, g, make_response, render_template, request
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.i18n import Words, _l
from campaign.web.finding import FINDERS, Asked, find_everything
from campaign.web.guards import needs

bp = Blueprint("find", __name__)
PART: Final = "HX-Request"  # the reader is still typing: only what was found, without the page around it
EXAMPLES: Final[dict[P, tuple[tuple[str, Words], ...]]] = {
    P.PEOPLE_READ: (
        ("Куаныш", _l("part of a name, in Kazakh, Russian or Latin letters")),
        ("0123", _l("the last four figures of a phone")),
    ),
    P.EVENTS_READ: (("Балхаш", _l("a stop, with the lists and papers of its events")),),
    P.COLUMNS_READ: (("123 АВС", _l("the plate of a vehicle, in Cyrillic too")),),
    P.PAPERS_PRINT: (("00418", _l("the number at the foot of a paper")),),
    P.MATERIALS_READ: (("14/2018", _l("the number of a document of a store")),),
}  # fmt: skip


@bp.get("/staff/find")
@needs(P.STAFF)
def everything() -> ResponseReturnValue:
    actor, asked = current_actor(), Asked.of(request.args.get("q", ""))
    groups = find_everything(actor, asked)
    g.showed_people = any(finder.personal for finder, _found in groups)
    name = "find/_found.html" if request.headers.get(PART) else "find/find.html"
    answer = make_response(render_template(name, asked=asked, groups=groups, **_around(actor)))
    answer.vary.add(PART)
    return answer


def _around(actor: Any) -> dict[str, Any]:
    """What may be looked for: the kinds, and examples of words."""
    return {
        "kinds": [finder.label for finder in FINDERS if actor.may(finder.permission)],
        "examples": [one for permission, some in EXAMPLES.items() if actor.may(permission) for one in some],
    }
