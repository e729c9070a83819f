"""For machines: giving materials out at an event and taking them back. Who somebody is, their registration says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaign.core.actor import P
from campaign.core.errors import Conflict, Invalid, Problem
from campaign.core.i18n import Translated, _l
from campaign.events.queries import event_row
from campaign.materials.issuing import queries, services
from campaign.materials.issuing.schemas import Gift, GiftKind, Held, Issue, Recipient, Return, TakenBack, ToMany, Whom
from campaign.materials.queries import document_row
from campaign.materials.schemas import LONGEST, MOST_PIECES, DocumentRow, PlaceKind, PlaceRow, Unit
from campaign.materials.sent import by_variant, in_body, quantities
from campaign.web.api.asking import NOT_TAKEN
from campaign.web.api.fields import Body, Choice, Day, Line, Number, Question, Text
from campaign.web.api.operations import Operations, made, own_key
from campaign.web.api.shapes import Many, shows
from campaign.web.guards import needs

api = Operations("issuing_api", __name__, _l("Materials at events: giving out and taking back"))
MOST_SIZES = 200  # given to one at once


@dataclass(frozen=True)
class Thing:
    """So many of a material in one size."""

    variant_id: int
    code: str
    name: Translated
    label: str
    unit: Unit
    quantity: int
    returns: bool


@dataclass(frozen=True)
class Holder:
    """A person, a team or a car of an event with what they hold."""

    kind: PlaceKind
    registration_id: int | None
    team_id: int | None
    car_id: int | None
    gave_up: bool
    things: tuple[Thing, ...]


@dataclass(frozen=True)
class Somebody(Holder):
    """The same of one who may be given something; the version is the ETag that an issue wants back."""

    may_be_given: bool = False
    version: int = 0


THING = shows("HeldThing", Thing, "variant_id code name label unit quantity returns")
HOLDER = shows("Holder", Holder, "kind registration_id team_id car_id gave_up things", things=THING)
SOMEBODY = shows("Recipient", Somebody, "kind registration_id team_id car_id may_be_given things version", things=THING)
STORE = shows("StoreOfEvent", PlaceRow, "id kind region_id stop_id name label")
MARK = shows("IssueMark", DocumentRow, "id store_id stop_id event_id number year kind dated_on reversed_by")


class WhomAsked(Question):
    """One of the three."""

    registration_id = Number(least=1)
    team_id = Number(least=1)
    car_id = Number(least=1)


class WhomSent(Body):
    """Who it is about: one of the three."""

    registration_id = Number(least=1)
    team_id = Number(least=1)
    car_id = Number(least=1)
    store_id = Number(least=1, required=True)
    dated_on = Day(load_default=None, allow_none=True)


class GivenSent(Body):
    variant_id = Number(least=1, required=True)
    quantity = Number(least=1, most=MOST_PIECES, required=True)


class IssueSent(WhomSent):
    lines = Many(GivenSent, most=MOST_SIZES, required=True)
    note = Text(most=LONGEST["note"], load_default="")


class TakenSent(Body):
    """Of one size: how many come back, were used up, are lost."""

    variant_id = Number(least=1, required=True)
    back = Number(most=MOST_PIECES, load_default=0)
    used = Number(most=MOST_PIECES, load_default=0)
    lost = Number(most=MOST_PIECES, load_default=0)


class ReturnSent(WhomSent):
    """A loss has a reason, and so has a thing that should come back and was used up."""

    lines = Many(TakenSent, most=MOST_SIZES, required=True)
    reason = Line(most=LONGEST["reason"], load_default="")


class ManySent(Body):
    """By what it is said what everybody gets: the norms, an issue set or one piece of a material (then `number`)."""

    store_id = Number(least=1, required=True)
    gift = Choice(GiftKind, required=True)
    number = Number(load_default=0)
    role_id = Number(load_default=None, allow_none=True)
    dated_on = Day(load_default=None, allow_none=True)


@api.lists("/events/<int:event_id>/materials/stores", STORE)
@needs(P.MATERIALS_WRITE)
def stores(event_id: int) -> Sequence[PlaceRow]:
    """The stores out of which the account may give at the event."""
    return queries.stores_for(event_row(event_id))


@api.lists("/events/<int:event_id>/materials/holders", HOLDER)
@needs(P.MATERIALS_READ)
def holders(event_id: int) -> Sequence[Holder]:
    """Everybody who holds something of the event: first who gave up the place, then teams, cars and people."""
    return [
        Holder(row.place.kind, row.whom.registration_id, row.whom.team_id, row.whom.car_id, row.gave_up, _things(row.held))
        for row in queries.holders_at(event_row(event_id).id)
    ]


@api.reads("/events/<int:event_id>/materials/recipient", SOMEBODY, asks=WhomAsked)
@needs(P.MATERIALS_WRITE)
def recipient(asked: dict[str, Any], event_id: int) -> Somebody:
    """One person, team or car of the event with what they hold now."""
    row = queries.recipient(event_row(event_id).id, _whom(asked))
    whom = row.whom
    return Somebody(
        row.kind, whom.registration_id, whom.team_id, whom.car_id, not row.may_be_given, _things(queries.things_of(row)),
        row.may_be_given, row.seen,
    )  # fmt: skip


def _things(held: Sequence[Held]) -> tuple[Thing, ...]:
    found = [(one.variant, one.quantity) for one in held]
    return tuple(Thing(row.id, row.code, row.name, row.label, row.unit, quantity, row.is_reusable) for row, quantity in found)


def _whom(given: Mapping[str, Any]) -> Whom:
    """Raises Invalid unless exactly one is named."""
    named = {name: given[name] for name in ("registration_id", "team_id", "car_id") if name in given}
    if len(named) != 1:
        raise Invalid(NOT_TAKEN, [Problem("registration_id", "missing", _l("Name one person, one team or one car."))])
    return Whom(**named)


@api.acts("/events/<int:event_id>/materials/issues", MARK, takes=IssueSent, status=201, versioned=True)
@needs(P.MATERIALS_WRITE)
def issue(sent: dict[str, Any], event_id: int, version: int) -> Any:
    """Give somebody of the event so many of these; If-Match is the recipient's ETag."""
    event, whom = event_row(event_id), _whom(sent)
    _ensure_has_a_place(queries.recipient(event.id, whom))
    wish = Issue(whom, sent["store_id"], quantities(sent["lines"]), version, sent["dated_on"], sent["note"])
    try:
        return _marked(services.issue(event.id, wish, own_key()))
    except Invalid as error:
        raise in_body(error, sent["lines"], "n_") from error


def _ensure_has_a_place(somebody: Recipient) -> None:
    """The sentence of the page names the person; whoever reads materials need not read people."""
    if not somebody.may_be_given:
        raise Conflict(_l("Whoever has no place at the event is given nothing. Take back what is out."))


@api.acts("/events/<int:event_id>/materials/issues/many", MARK, takes=ManySent, status=201)
@needs(P.MATERIALS_WRITE)
def issue_to_many(sent: dict[str, Any], event_id: int) -> Any:
    """Give it to everybody confirmed at the event who has none yet, in one document."""
    gift = Gift(sent["gift"], 0 if sent["gift"] is GiftKind.NORM else sent["number"])
    wish = ToMany(event_row(event_id).id, sent["store_id"], gift, sent["role_id"], sent["dated_on"])
    return _marked(services.issue_to_many(wish, own_key())[0])


@api.acts("/events/<int:event_id>/materials/returns", MARK, takes=ReturnSent, status=201)
@needs(P.MATERIALS_WRITE)
def take_back(sent: dict[str, Any], event_id: int) -> Any:
    """Take back from somebody of the event, and say what became of the rest."""
    event, whom = event_row(event_id), _whom(sent)
    taken = {at: TakenBack(line["back"], line["used"], line["lost"]) for at, line in by_variant(sent["lines"]).items()}
    wish = Return(whom, sent["store_id"], {at: one for at, one in taken.items() if one.total}, sent["reason"], sent["dated_on"])
    try:
        return _marked(services.take_back(event.id, wish, own_key()))
    except Invalid as error:
        raise in_body(error, sent["lines"], "back_") from error


@api.acts("/events/<int:event_id>/materials/documents/<int:document_id>/undo", MARK)
@needs(P.MATERIALS_WRITE)
def undo(event_id: int, document_id: int) -> DocumentRow:
    """Undo what was given out or taken back at the event a moment ago."""
    services.undo(event_row(event_id).id, document_id)
    return document_row(document_id)


def _marked(document_id: int) -> Any:
    return made("ledger_api.document", document_row(document_id), document_id=document_id)
