"""Whom the words of a search mean: parts of a name, a phone or its end, the short code of a ticket."""

from sqlalchemy import ColumnElement

from campaign.core import crypto, phones
from campaign.core.text import fold
from campaign.people.models import Person, phone_index, tail_index

TAIL = 4


def by_phone(typed: str) -> ColumnElement[bool] | None:
    """Whose phone it is, or ends so; None for fewer figures than that takes."""
    try:
        return Person.phone_index == phone_index(phones.parse(typed))
    except phones.BadPhone:
        digits = "".join(char for char in typed if char.isdigit())
        return Person.phone_tail == tail_index(digits[-TAIL:]) if len(digits) >= TAIL else None


def by_name(typed: str) -> list[ColumnElement[bool]]:
    """In whose name each of the words stands, in any spelling and order; nothing without words."""
    return [Person.name_key.contains(word, autoescape=True) for word in fold(typed).split()]


def short_code(typed: str) -> str | None:
    """The short code of a ticket that was typed, or None for what cannot be one."""
    code = "".join(char for char in typed.upper() if char.isalnum())
    return code if len(code) == crypto.CODE_LENGTH and set(code) <= set(crypto.ALPHABET) else None
