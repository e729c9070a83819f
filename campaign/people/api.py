"""For machines: the people of an event, from registering to the roster; acts answer numbers and states, never names."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from campaign.core.actor import P
from campaign.core.i18n import _l, language
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people import queries, services
from campaign.people.checkin import queries as door
from campaign.people.checkin import services as checkin
from campaign.people.checkin.schemas import Came
from campaign.people.exports.schemas import MANY
from campaign.people.judged import event_to_export
from campaign.people.minors import services as minors
from campaign.people.minors.schemas import Agreement, Relation, SignedPaper
from campaign.people.schemas import (
    FoundPerson,
    OrganisationRow,
    PeopleFigures,
    PersonCard,
    PersonEdit,
    PersonFilter,
    PersonLine,
    Register,
    RegistrationState,
    Roster,
    RosterLine,
)
from campaign.web.api.fields import Body, Choice, Day, Flag, Line, Moment, Number, Phone, Text
from campaign.web.api.operations import Operations, made, own_key
from campaign.web.api.place import tell_of_event
from campaign.web.api.shapes import Paging, shows
from campaign.web.guards import needs
from campaign.web.paging import Page
from campaign.web.reasons import About, ensure_reason

api = Operations("people_api", __name__, _l("The people of events: registering, the roster, the door"))
LINE = shows(
    "Registration", PersonLine,
    "registration_id person_id full_name phone birth_year organisation role state waiting_place consented group note made_at",
)  # fmt: skip
CARD = shows(
    "Person", PersonCard,
    "registration_id person_id event_id region_id stop_id full_name phone email birth_year organisation role_id role state "
    "waiting_place group_id group source code language note consented_at made_at cancelled_at version",
)  # fmt: skip
MARK = shows("RegistrationMark", PersonCard, "registration_id event_id state waiting_place version")
FIGURES = shows("PeopleFigures", PeopleFigures, "confirmed waiting pending cancelled needed")
FOUND = shows(
    "FoundPerson", FoundPerson,
    "registration_id full_name phone organisation state event_id event starts_at waiting_place",
)  # fmt: skip
ORGANISATION = shows("Organisation", OrganisationRow, "id region_id name people")
ROSTER_LINE = shows("RosterLine", RosterLine, "registration_id full_name organisation role phone group seat note")
ROSTER = shows(
    "Roster", Roster, "event_id language campaign event place day starts responsible lines", lines=ROSTER_LINE
)  # fmt: skip
MOST_CAME = 200
CAME = shows("CheckIn", Came, "check_in_id registration_id at device", at=Moment())


class PeopleAsked(Paging):
    text = Line(most=120, load_default="", metadata={"description": "Parts of a name in any spelling, a phone, a short code."})
    role = Number(load_default=None)
    state = Choice(RegistrationState, load_default=None)
    organisation = Number(load_default=None)


class WordsAsked(Paging):
    text = Line(most=120, load_default="")


class PersonChange(Body):
    """What to correct; whatever is not named stays."""

    full_name = Line(most=120)
    phone = Phone()
    birth_year = Number(least=1900, most=2200, allow_none=True)
    organisation = Line(most=200)
    role_id = Number(allow_none=True)
    note = Line(most=300)


class PersonSent(PersonChange):
    """Somebody to put on the list. `signed`: the consent to the use of personal data is signed on paper."""

    full_name = Line(most=120, required=True)
    phone = Phone(load_default="")
    birth_year = Number(least=1900, most=2200, load_default=None, allow_none=True)
    organisation = Line(most=200, load_default="")
    role_id = Number(load_default=None, allow_none=True)
    note = Line(most=300, load_default="")
    signed = Flag(load_default=False)


class PaperSent(Body):
    """A consent that a parent signed on paper, and where the paper lies."""

    guardian_name = Line(most=120, required=True)
    relation = Choice(Relation, required=True)
    guardian_phone = Phone(load_default="")
    photo = Flag(required=True)
    signed_on = Day(required=True)
    kept_where = Line(most=120, required=True)


class Why(Body):
    reason = Text(most=300, required=True)


@api.lists("/events/<int:event_id>/registrations", LINE, asks=PeopleAsked)
@needs(P.PEOPLE_READ)
def registrations(asked: dict[str, Any], event_id: int) -> Page[PersonLine]:
    """An event's people in the alphabet of the reader's language; all but the cancelled unless a state is asked for."""
    wish = PersonFilter(asked["text"], asked["role"], asked["state"], asked["organisation"])
    return queries.people_of_event(_event(event_id).id, wish, asked["after"], asked["limit"])


@api.reads("/events/<int:event_id>/figures/people", FIGURES)
@needs(P.PEOPLE_READ)
def figures(event_id: int) -> PeopleFigures:
    """How many registrations an event has in each state."""
    return queries.figures(event_row(event_id))


@api.reads("/events/<int:event_id>/roster", ROSTER)
@needs(P.PEOPLE_READ)
def roster(event_id: int) -> Roster:
    """The roster: what the page, the paper and the tables show, in the language that is asked for.

    From 500 people on the header Access-Reason says why it is read: event, calls, safety, inquiry, or other with a colon and
    words, percent-encoded; it stands in the access log.
    """
    event = event_to_export(event_id)
    if event.taken >= MANY:
        ensure_reason(About.MANY, "event", event_id)
    return queries.roster_for(event_id, language())


@api.reads("/registrations/<int:registration_id>", CARD)
@needs(P.PEOPLE_READ)
def registration(registration_id: int) -> PersonCard:
    """One registration and whose it is; what PATCH changes of it gives the ETag."""
    return _card(registration_id)


def _event(event_id: int) -> EventRow:
    """The event; moments of the answer are those of its place."""
    row = event_row(event_id)
    tell_of_event(row.id, row.time_zone)
    return row


def _card(registration_id: int) -> PersonCard:
    card = queries.person_card(registration_id)
    _event(card.event_id)
    return card


@api.lists("/people", FOUND, asks=WordsAsked)
@needs(P.PEOPLE_READ)
def people(asked: dict[str, Any]) -> Page[FoundPerson]:
    """Whom the words mean, across all events of the account; nobody without words."""
    return queries.find_people(asked["text"], asked["after"], asked["limit"])


@api.lists("/organisations", ORGANISATION, asks=WordsAsked)
@needs(P.PEOPLE_READ)
def organisations(asked: dict[str, Any]) -> Page[OrganisationRow]:
    """Schools, firms and bodies whose name fits, in the reader's alphabet."""
    return queries.find_organisations(asked["text"], asked["after"], asked["limit"])


@api.acts("/events/<int:event_id>/registrations", MARK, takes=PersonSent, status=201)
@needs(P.PEOPLE_WRITE)
def register(sent: dict[str, Any], event_id: int) -> Any:
    """Put somebody on the list; a minor waits for a parent's consent, whoever finds no place waits in the line."""
    words = queries.consent_words(language())
    signed = words.version if sent.pop("signed") else None
    number = services.add_person(event_id, Register(language=words.language, consent_version=signed, **sent), own_key())
    return made("people_api.registration", queries.person_card(number), registration_id=number)


@api.acts("/registrations/<int:registration_id>", MARK, method="PATCH", takes=PersonChange, versioned=True)
@needs(P.PEOPLE_WRITE)
def correct(sent: dict[str, Any], registration_id: int, version: int) -> PersonCard:
    """Correct somebody's facts; name, phone, year and organisation count in every event of the region."""
    card = queries.person_card(registration_id)
    before = PersonEdit(card.full_name, card.phone, card.birth_year, card.organisation, card.role_id, card.note)
    services.edit_person(registration_id, replace(before, **sent), seen=version)
    return queries.person_card(registration_id)


@api.acts("/registrations/<int:registration_id>/cancel", MARK)
@needs(P.PEOPLE_WRITE)
def cancel(registration_id: int) -> PersonCard:
    """Take somebody off the list; whoever waits first gets the place."""
    services.cancel(registration_id)
    return queries.person_card(registration_id)


@api.acts("/registrations/<int:registration_id>/restore", MARK)
@needs(P.PEOPLE_WRITE)
def restore(registration_id: int) -> PersonCard:
    """Undo a cancelling, if there is a place left."""
    services.restore(registration_id)
    return queries.person_card(registration_id)


@api.acts("/registrations/<int:registration_id>/consent", MARK)
@needs(P.PEOPLE_WRITE)
def consent(registration_id: int) -> PersonCard:
    """Keep that the person signed the present consent text on paper."""
    services.consent_on_paper(registration_id, language())
    return queries.person_card(registration_id)


@api.acts("/registrations/<int:registration_id>/guardian-consent", MARK, takes=PaperSent)
@needs(P.PEOPLE_WRITE)
def guardian_consent(sent: dict[str, Any], registration_id: int) -> PersonCard:
    """Keep that a parent signed on paper; the child gets a place, or one in the line."""
    wish = Agreement(sent["guardian_name"], sent["relation"], sent["guardian_phone"], sent["photo"], 0, language())
    minors.record_paper(registration_id, wish, SignedPaper(sent["signed_on"], sent["kept_where"]))
    return queries.person_card(registration_id)


@api.acts("/registrations/<int:registration_id>/guardian-consent/withdraw", MARK, takes=Why)
@needs(P.PEOPLE_WRITE)
def withdraw_guardian_consent(sent: dict[str, Any], registration_id: int) -> PersonCard:
    """A parent took the consent back: the child has no place any more."""
    minors.withdraw_for(registration_id, sent["reason"])
    return queries.person_card(registration_id)


@api.lists("/events/<int:event_id>/check-ins", CAME)
@needs(P.PEOPLE_READ)
def check_ins(event_id: int) -> Sequence[Came]:
    """Who came last, the newest first."""
    return door.last_in(_event(event_id).id, MOST_CAME)


@api.acts("/registrations/<int:registration_id>/check-in", MARK)
@needs(P.PEOPLE_WRITE)
def check_in(registration_id: int) -> PersonCard:
    """Mark somebody as come, once however often it is sent."""
    checkin.let_in(registration_id)
    return queries.person_card(registration_id)


@api.acts("/check-ins/<int:check_in_id>/undo", MARK, takes=Why)
@needs(P.PEOPLE_WRITE)
def undo_check_in(sent: dict[str, Any], check_in_id: int) -> PersonCard:
    """Take a check-in back and say why."""
    number = door.registration_of(check_in_id)
    checkin.undo(check_in_id, sent["reason"])
    return queries.person_card(number)
