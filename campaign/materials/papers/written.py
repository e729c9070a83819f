"""What a pen wrote into a blank row of a slip: to whom, what, how many. `Akhmetova D., T-shirt L, 2`; `team 3, soap, 40`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from campaign.core.db import db
from campaign.core.i18n import LANGUAGES, _
from campaign.core.text import fold
from campaign.materials.issuing.queries import find, recipient
from campaign.materials.issuing.queries.recipients import cars_at, teams_at
from campaign.materials.issuing.schemas import Recipient, Whom
from campaign.materials.queries import variants
from campaign.materials.schemas import VariantRow
from campaign.materials.words import material_in_words
from campaign.papers.typed.reading import name_and_phone
from campaign.people.models import Person, Registration, phone_index
from campaign.people.schemas import RegistrationState

# Words by which teams and vehicles are called on our papers, in the three languages, folded.
_TEAM: Final = frozenset(map(fold, ("team", "команда", "команды", "команде", "команданың", "командаға")))
_CAR: Final = frozenset(map(fold, ("vehicle", "car", "машина", "машине", "автомобиль", "авто", "көлік", "көлікке")))
_NUMBERED: Final = re.compile(r"\W*([^\W\d]+)\W*(?:№|#)?\W*(\d{1,3})\W*|\W*(?:№|#)?\W*(\d{1,3})\W*([^\W\d]+)\W*")
_PARTS: Final = re.compile(r"[,;]")
_QUANTITY: Final = re.compile(r"(.*?)[\s,;:×x*–—-]+(\d{1,6})(?:\s*[^\W\d]{1,4}\.?)?")
_NAMED: Final = 3


@dataclass(frozen=True)
class Written:
    """A blank row that could be read: who, what, how many of it."""

    somebody: Recipient
    variant: VariantRow
    quantity: int


def read_written(event_id: int, words: str) -> Written | str:
    """What the words mean at this event, or the sentence that tells what is missing. About ten statements.

    Raises nothing: whoever is not found, or found twice, is told.
    """
    who, rest = _split(words)
    if not who or not rest:
        return _("Write to whom, what and how many, with commas between them: %(example)s.", example=_example())
    variant, quantity = _what(rest)
    if isinstance(variant, str):
        return variant
    if not quantity:
        return _("How many? At least one.")
    somebody = _whom(event_id, who)
    return somebody if isinstance(somebody, str) else Written(somebody, variant, quantity)


def quantity_in(words: str) -> int:
    """How many the words speak of, whoever has it; 0 where that cannot be read. One statement."""
    return _what(_split(words)[1])[1]


def _example() -> str:
    return _("Akhmetova D., T-shirt L, 2")


def _split(words: str) -> tuple[str, str]:
    """To whom, and what stands behind the first comma."""
    found = _PARTS.search(words)
    if found is None:
        return words.strip(), ""
    return words[: found.start()].strip(), words[found.end() :].strip(" ,;")


def _what(words: str) -> tuple[VariantRow | str, int]:
    """The material in its size and how many of it; one where no number stands behind it."""
    catalogue = variants()
    if isinstance(whole := _material(catalogue.values(), words), VariantRow):
        return whole, 1
    found = _QUANTITY.fullmatch(words)
    if found is None:
        return whole, 0
    return _material(catalogue.values(), found[1]), int(found[2])


def _material(catalogue: Iterable[VariantRow], words: str) -> VariantRow | str:
    """The one that is called so; else the one in whose name all these words stand."""
    rows, wished = tuple(catalogue), fold(words)
    exact = [row for row in rows if is_called(row, words)]
    near = exact or [row for row in rows if wished and any(_has(name, wished) for name in names_of(row))]
    if len(near) == 1:
        return near[0]
    if not near:
        return _("“%(typed)s”: there is no such material or size. Write its name as the catalogue has it.", typed=words[:60])
    said = ", ".join(material_in_words(row.name, row.label) for row in near[:_NAMED])
    return _("“%(typed)s” may be several: %(which)s. Write which.", typed=words[:60], which=said)


def names_of(row: VariantRow) -> set[str]:
    """How a material in its size is called: by its code or its name in any language, with the size or without."""
    names = {row.code, *(row.name.text(code) for code in LANGUAGES)}
    return names | {f"{name} {row.label}" for name in names}


def is_called(row: VariantRow, typed: str) -> bool:
    """Whether the words name this material or size."""
    return fold(typed) in set(map(fold, names_of(row)))


def _has(name: str, wished: str) -> bool:
    there = fold(name).split()
    return all(any(word.startswith(part) for word in there) for part in wished.split())


def _whom(event_id: int, words: str) -> Recipient | str:
    numbered = _NUMBERED.fullmatch(words)
    if numbered is not None:
        word, number = fold(numbered[1] or numbered[4]), int(numbered[2] or numbered[3])
        if word in _TEAM:
            return _numbered(event_id, teams_at(event_id), number, words)
        if word in _CAR:
            return _numbered(event_id, cars_at(event_id), number, words)
    return _person(event_id, words)


def _numbered(event_id: int, there: Sequence[Recipient], number: int, words: str) -> Recipient | str:
    found = next((one for one in there if one.number == number), None)
    if found is None:
        return _("“%(typed)s” is not at this event.", typed=words[:60])
    return recipient(event_id, found.whom)


def _person(event_id: int, words: str) -> Recipient | str:
    name, typed, phone = name_and_phone(words)
    if typed and not phone:
        return _("“%(typed)s” is no telephone number.", typed=typed[:30])
    people = _by_phone(event_id, phone, name) if phone else _by_name(event_id, name)
    if len(people) == 1:
        return recipient(event_id, Whom(registration_id=people[0][0]))
    if not people:
        return _(
            "Nobody called “%(typed)s” is registered for this event. Register them first, then type the row.", typed=words[:60]
        )
    said = ", ".join(called for _number, called in people[:_NAMED])
    return _("“%(typed)s” may be several: %(which)s. Write the telephone number behind the name.", typed=words[:60], which=said)


def _by_name(event_id: int, name: str) -> list[tuple[int, str]]:
    found = find(event_id, name)
    if found.registration_id is not None:
        return [(found.registration_id, name)]
    exact = [one for one in found.people if fold(one.full_name) == fold(name)]
    return [(one.registration_id, one.full_name) for one in (exact if len(exact) == 1 else found.people)]


def _by_phone(event_id: int, phone: str, name: str) -> list[tuple[int, str]]:
    """Families share a phone: then the name tells them apart."""
    asked = (
        select(Registration.id, Person.full_name)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.event_id == event_id, Person.phone_index == phone_index(phone))
        .where(Registration.state != RegistrationState.CANCELLED)
        .order_by(Registration.id)
    )
    there = [(number, called) for number, called in db.session.execute(asked)]
    named = [one for one in there if name and _has(one[1], fold(name))]
    return named if named else ([] if name and len(there) > 1 else there)
