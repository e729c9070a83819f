"""Many people at once, already judged: rows of people and registrations as registering one by one would leave them.

Whoever calls holds the event, has found out who is known and who gets a place, and counts the places; here they are written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any, Final, NamedTuple, Protocol

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign.core import clock, crypto, text
from campaign.core.actor import widened
from campaign.core.bulk import CHUNK, insert_rows, one_of, reserve_ids
from campaign.core.errors import Unavailable
from campaign.core.i18n import _l
from campaign.people.models import GUARDIAN, TICKET, Person, Registration, phone_index, tail_index
from campaign.people.schemas import RegistrationState, Source

MOST_TURNS: Final = 5
PEOPLE: Final = (
    "id", "uid", "region_id", "full_name", "name_key", "phone_sealed", "phone_index", "phone_tail", "birth_year", "language",
    "organisation_id", "made_at", "import_id",
)  # fmt: skip
REGISTRATIONS: Final = (
    "id", "uid", "event_id", "region_id", "stop_id", "person_id", "role_id", "places", "state", "source", "queue_number",
    "token_hash", "generation", "guardian_hash", "email_sealed", "language", "note", "sort_kk", "sort_ru", "made_at",
    "import_id", "code", "code_hash",
)  # fmt: skip


class ToEvent(Protocol):
    """The event people come to, as it is held."""

    @property
    def id(self) -> int: ...
    @property
    def region_id(self) -> int: ...
    @property
    def stop_id(self) -> int: ...


class Newcomer(NamedTuple):
    """Somebody judged. `full_name` is clean, `name_key` its folded form, `phone` E.164 or empty.

    `person_id` is somebody of the region known already: then only the registration is made, `full_name` is the name that is
    known, and what else is said of the person is left aside. The address for messages goes to the registration. `has_guardian`:
    somebody who may be under age, for whose parent there is a link. `phone_index` is that of the phone, when it was reckoned.
    """

    full_name: str
    name_key: str
    phone: str
    birth_year: int | None
    email: str
    language: str
    organisation_id: int | None
    role_id: int | None
    note: str
    state: RegistrationState
    person_id: int | None = None
    has_guardian: bool = False
    phone_index: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """How many people are new, and the numbers of the registrations, in the order of the newcomers."""

    people: int
    registrations: Sequence[int]


def enter(
    session: Session,
    event: ToEvent,
    newcomers: Sequence[Newcomer],
    *,
    source: Source,
    import_id: int | None,
    first_queue_number: int,
) -> Entered:
    """Write newcomers to one event, standing in line in their order. Some 60 µs each, and what the engine takes.

    No audit, no consent, no message, no counting of places: those are the caller's, in the same unit of work, under `hold`.
    The unit of work raises Crossed when the same person was put in by somebody else meanwhile: judge again then.
    """
    strangers = [newcomer for newcomer in newcomers if newcomer.person_id is None]
    person_ids = iter(reserve_ids(session, Person, len(strangers)))
    known = [next(person_ids) if newcomer.person_id is None else newcomer.person_id for newcomer in newcomers]
    numbers = reserve_ids(session, Registration, len(newcomers))
    at = clock.now()
    new = ((number, it) for number, it in zip(known, newcomers, strict=True) if it.person_id is None)
    named = zip(crypto.new_uids(len(strangers)), new, strict=True)
    write = _Person(event, at, import_id)
    insert_rows(session, Person, PEOPLE, (write(uid, number, it) for uid, (number, it) in named))
    people = zip(crypto.new_uids(len(newcomers)), numbers, known, newcomers, strict=True)
    rows = _registrations(event, people, source, import_id, first_queue_number)
    while batch := list(islice(rows, CHUNK)):
        _with_codes(session, batch)
    return Entered(len(strangers), numbers)


class _Person:
    """The row of somebody new; what is the same for thousands is found out once, as are the tails of numbers."""

    def __init__(self, event: ToEvent, at: datetime, import_id: int | None) -> None:
        self.keys = keys = crypto.keys_now()
        self.region_id, self.at, self.import_id = event.region_id, at, import_id
        self.tail = lru_cache(maxsize=10_000)(lambda digits: tail_index(digits, keys))
        self.seal = crypto.sealing("people.phone", keys)

    def __call__(self, uid: str, number: int, it: Newcomer) -> tuple[Any, ...]:
        sealed: tuple[Any, ...] = (None, None, None)
        if phone := it.phone:
            sealed = self.seal(phone, uid), it.phone_index or phone_index(phone, self.keys), self.tail(phone[-4:])
        return (
            number, uid, self.region_id, it.full_name, it.name_key[:240], *sealed, it.birth_year, it.language,
            it.organisation_id, self.at, self.import_id,
        )  # fmt: skip


def _registrations(
    event: ToEvent, people: Iterable[tuple[str, int, int, Newcomer]], source: Source, import_id: int | None, first: int
) -> Iterator[tuple[Any, ...]]:
    """The rows but for their codes."""
    at, keys = clock.campaign_now(), crypto.keys_now()
    here, seal = (event.id, event.region_id, event.stop_id), crypto.sealing("registrations.email", keys)
    for place, (uid, number, person_id, it) in enumerate(people, first):
        email = seal(it.email, uid) if it.email else None
        token = crypto.token_hash(crypto.derived_token(TICKET, uid, 1, keys))
        guardian = crypto.token_hash(crypto.derived_token(GUARDIAN, uid, 1, keys)) if it.has_guardian else None
        yield (
            number, uid, *here, person_id, it.role_id, 1, it.state, source, place, token, 1, guardian, email, it.language,
            it.note, *text.sort_keys(it.full_name), at, import_id,
        )  # fmt: skip


def _with_codes(session: Session, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert the rows, each with a short code that nobody has; somebody may register with one of them meanwhile."""
    for turn in range(1, MOST_TURNS + 1):
        codes = _free_codes(session, len(rows))
        try:
            with session.begin_nested():
                coded = ((*row, code, crypto.code_hash(code)) for row, code in zip(rows, codes, strict=True))
                insert_rows(session, Registration, REGISTRATIONS, coded)
        except IntegrityError:
            if turn == MOST_TURNS:
                raise
        else:
            return


def _free_codes(session: Session, count: int) -> list[str]:
    """Different codes that no registration had a moment ago."""
    free: set[str] = set()
    for _turn in range(MOST_TURNS):
        drawn = set(crypto.new_codes(count - len(free)))
        taken = select(Registration.code).where(one_of(session, Registration.code, drawn))
        with widened():
            drawn.difference_update(session.scalars(taken))
        free |= drawn
        if len(free) == count:
            return list(free)
    raise Unavailable(_l("No free code was found for the ticket. Please send the form again."))
