"""A reason before a look at what deserves one: who is under age, or very many people at once.

Whoever looks says why, once for a while for each thing. The kit asks, and remembers for the session; a later feature writes
down what was said (`given`) and shows the form (`NoReason`). Print desks, devices, tasks and the console are not asked.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final
from urllib.parse import unquote

from flask import g, has_request_context, request, session

from campaign.core import clock
from campaign.core.actor import current_actor
from campaign.core.errors import CampaignError
from campaign.core.i18n import Words, _l
from campaign.core.text import clean_line
from campaign.web.api.place import is_asked_by_machine

KEPT: Final = timedelta(minutes=15)
MOST_WORDS: Final = 300
SHORTEST: Final = 5  # characters of a reason in one's own words
HEADER: Final = "Access-Reason"
KIND, OWN = "reason_kind", "reason_words"
_PLACE: Final = "reasons"
_MOST: Final = 20  # subjects that a browser remembers


class ReasonKind(StrEnum):
    """Why somebody looks; OTHER is said in words."""

    EVENT = "event"
    CALLS = "calls"
    SAFETY = "safety"
    INQUIRY = "inquiry"
    OTHER = "other"


class About(StrEnum):
    """Why a reason is asked for: minors can be seen, or many people leave at once."""

    MINORS = "minors"
    MANY = "many"


@dataclass(frozen=True)
class Subject:
    """What the reason is for: minors or many people of one event or stop; `thing` is the word of the access log."""

    about: About
    thing: str
    thing_id: int

    @property
    def key(self) -> str:
        return f"{current_actor().user_id}:{self.about}:{self.thing}:{self.thing_id}"


@dataclass(frozen=True)
class Reason:
    """A reason that was just given, and for what."""

    subject: Subject
    kind: ReasonKind
    words: str = ""


class NoReason(CampaignError):
    """The thing may be seen, but nobody has said why yet."""

    code = "no_reason"

    def __init__(self, subject: Subject) -> None:
        super().__init__(NEEDED)
        self.subject = subject


NEEDED: Final[Words] = _l(
    "Say why: send the header Access-Reason with one of event, calls, safety, inquiry, other; "
    "after other a colon and your words, percent-encoded."
)


def ensure_reason(about: About, thing: str, thing_id: int) -> None:
    """Go on when the asker has said why, now or within KEPT before. Raises NoReason. No statement."""
    if not has_request_context() or current_actor().user_id is None:
        return
    subject = Subject(about, thing, thing_id)
    g.reason_subject = subject
    if (said := _said(subject)) is not None:
        g.reason_given = said
    elif number_of(subject) is None:
        g.reason_asked = True
        raise NoReason(subject)


def is_enough(kind: ReasonKind, words: str) -> bool:
    """Whether something was said: only a reason of one's own needs words."""
    return kind is not ReasonKind.OTHER or len(words) >= SHORTEST


def _said(subject: Subject) -> Reason | None:
    """What this request itself says: in the header for machines, in the fields of the form that asked."""
    if is_asked_by_machine():
        kind, _colon, words = request.headers.get(HEADER, "").partition(":")
        words = unquote(words)
    else:
        kind, words = request.form.get(KIND, ""), request.form.get(OWN, "")
    kind, words = kind.strip(), clean_line(words)[:MOST_WORDS]
    if kind not in set(ReasonKind) or not is_enough(ReasonKind(kind), words):
        return None
    return Reason(subject, ReasonKind(kind), words)


def given() -> Reason | None:
    """The reason that came with this request, to be written down. Given once."""
    found: Reason | None = g.pop("reason_given", None)
    return found


def was_asked() -> bool:
    """Whether this request was answered with the question why."""
    return bool(g.get("reason_asked"))


def subject_of_request() -> Subject | None:
    """For what a reason was needed in this request."""
    found: Subject | None = g.get("reason_subject")
    return found


def remember(subject: Subject, number: int) -> None:
    """Ask no more for a while in this browser. `number` is that of the row in which the reason stands."""
    if is_asked_by_machine():
        return
    kept = {key: found for key, found in _remembered().items() if key != subject.key}
    session[_PLACE] = dict([*kept.items(), (subject.key, [number, int(clock.now().timestamp())])][-_MOST:])


def number_of(subject: Subject) -> int | None:
    """The row of the reason that still counts for this."""
    found = _remembered().get(subject.key)
    return None if found is None else int(found[0])


def _remembered() -> dict[str, Any]:
    """Those of this browser that are not too old."""
    if is_asked_by_machine():
        return {}
    oldest = (clock.now() - KEPT).timestamp()
    return {key: found for key, found in session.get(_PLACE, {}).items() if found[1] >= oldest}
