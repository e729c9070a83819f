"""Many invented people at one event, put in by the models a thousand at a time."""

import random
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from campaign.core import clock, crypto, text
from campaign.core.db import db
from campaign.events.models import Event, EventRole
from campaign.people.models import Organisation, Person, Registration
from campaign.people.schemas import RegistrationState, Source

FIRST = (
    "Әлия", "Ғани", "Қайрат", "Өмірзақ", "Ұлан", "Үміт", "Іңкәр", "Һибат", "Жәңгір", "Ақмарал", "Гүлнұр", "Нұрсұлтан", "Дәурен",
    "Шыңғыс", "Мөлдір", "Сәуле", "Ермек", "Екатерина", "Пётр", "Юлия", "Артём", "Ян",
)  # fmt: skip
LAST = (
    "Әбдіқадыров", "Ғабитов", "Қасымов", "Өтегенов", "Ұзақбаев", "Үсенов", "Ілиясов", "Һамитов", "Жүнісов", "Сүлейменов",
    "Байтұрсынов", "Ыбырайымов", "Құнанбаев", "Щербаков", "Ёлкин", "Досмұхамедов", "Эм", "Якупов", "Ақаев", "Аманов",
    "Ким", "Иванов",
)  # fmt: skip
ORGANISATIONS = ("Лицей № 20", "«Таза жол» қоғамдық қоры", "Жастар ресурстық орталығы", "Қарағанды индустриялық университеті")
_BATCH = 1000


def names(count: int, seed: int = 7) -> list[str]:
    """Different names that together use every Kazakh letter, in no order."""
    chance = random.Random(seed)
    return [f"{chance.choice(LAST)} {chance.choice(FIRST)} {number:05d}" for number in range(count)]


def a_crowd(event: Event, full_names: Sequence[str], roles: Sequence[EventRole] = ()) -> None:
    """Everybody of these names confirmed for the event, each with a phone, a role if there are any, an organisation."""
    places = _organisations(event.region_id)
    for first in range(0, len(full_names), _BATCH):
        people = list(_people(event, full_names[first : first + _BATCH], first, places))
        db.session.add_all(people)
        db.session.flush()
        db.session.add_all(_registrations(event, people, first, roles))
        db.session.commit()
    event.taken += len(full_names)
    db.session.commit()


def _organisations(region_id: int) -> list[int]:
    """Those of the region, made for its first crowd."""
    if known := db.session.scalars(select(Organisation.id).where(Organisation.region_id == region_id)).all():
        return list(known)
    rows = [Organisation(region_id=region_id) for _ in ORGANISATIONS]
    for row, name in zip(rows, ORGANISATIONS, strict=True):
        row.rename(name)
    db.session.add_all(rows)
    db.session.commit()
    return [row.id for row in rows]


def _people(event: Event, batch: Sequence[str], first: int, places: Sequence[int]) -> Iterator[Person]:
    at = clock.now()
    for number, name in enumerate(batch, first):
        person = Person(uid=crypto.new_uid(), region_id=event.region_id, language="kk", made_at=at)
        person.rename(name)
        person.phone = f"+7701{number:07d}"
        person.birth_year = 1990 + number % 12
        person.organisation_id = places[number % len(places)]
        yield person


def _registrations(event: Event, people: Sequence[Person], first: int, roles: Sequence[EventRole]) -> Iterator[Registration]:
    at = clock.now()
    for number, person in enumerate(people, first):
        yield Registration(
            uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, person_id=person.id,
            role_id=roles[number % len(roles)].id if roles else None, state=RegistrationState.CONFIRMED, source=Source.IMPORT,
            queue_number=number + 1, code=_code(event.id * 1_000_000 + number),
            token_hash=crypto.token_hash(crypto.new_token()),
            sort_kk=text.sort_key(person.full_name, "kk"), sort_ru=text.sort_key(person.full_name, "ru"), made_at=at,
        )  # fmt: skip


def _code(number: int) -> str:
    """A code of its own for every number: codes by chance would meet once in some crowds of ten thousand."""
    body = ""
    for _place in range(crypto.CODE_LENGTH - 1):
        number, digit = divmod(number, len(crypto.ALPHABET))
        body = crypto.ALPHABET[digit] + body
    return body + crypto.check_character(body)
