"""What is given: answers made from the rows that queries return, field by field, so that nothing slips out by itself."""

import types
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from flask_babel import LazyString
from marshmallow import Schema, ValidationError, fields, validate

from campaign.core.i18n import Translated, _l
from campaign.web.api.asking import NO_PAGE
from campaign.web.api.fields import NEEDED, Amount, Choice, Day, Flag, Moment, Number, Question, Said, Texts, WallTime
from campaign.web.api.fields import Line as Input
from campaign.web.paging import is_next

Shape = type[Schema]
MOST_AT_ONCE: Final = 200
USUAL: Final = 50
_LEAST: Final = -(2**53)


class Word(Said):
    """A plain string that is only given."""


def _whole(**more: Any) -> Number:
    return Number(least=_LEAST, most=2**53, **more)


_PLAIN: Final[Mapping[Any, Callable[..., fields.Field[Any]]]] = {
    int: _whole, str: Word, bool: Flag, float: Amount, date: Day, datetime: Moment, time: WallTime, LazyString: Said,
    Translated: lambda **more: Texts(most=0, **more),
}  # fmt: skip


def shows(name: str, of: type[Any], names: str, **others: fields.Field[Any] | Shape) -> Shape:
    """The shape `name` of an answer: the fields `names` of the row class `of`, each as its type says.

    `others` gives what a type does not say: a shape for a row inside the row (alone or in a tuple), or a field of one's own.
    A name that the row does not have raises AttributeError when the module is read, so an answer cannot lose a field unseen.
    """
    hints = get_type_hints(of)
    made: dict[str, Any] = {}
    for field in names.split():
        hint = hints.get(field) or _of_property(of, field)
        made[field] = _field(hint, others.pop(field, None))
    return Schema.from_dict(made | {field: _given(other) for field, other in others.items()}, name=name)


def _of_property(of: type[Any], name: str) -> Any:
    return get_type_hints(getattr(of, name).fget)["return"]


def _given(other: Any) -> fields.Field[Any]:
    return fields.Nested(other) if isinstance(other, type) else other


def _field(hint: Any, other: Any = None, **more: Any) -> fields.Field[Any]:
    if isinstance(other, fields.Field):
        return other
    parts = [part for part in get_args(hint) if part is not type(None)]
    if get_origin(hint) in {Union, types.UnionType}:
        if type(None) in get_args(hint):
            more["allow_none"] = True
        return Said(**more) if LazyString in parts else _field(parts[0], other, **more)
    if get_origin(hint) in {tuple, list, frozenset}:
        return fields.List(_field(parts[0], other), **more)
    if other is not None:
        return fields.Nested(other, **more)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Choice(hint, **more)
    if hint not in _PLAIN:
        raise TypeError(f"say with a shape or a field how {hint} is shown")
    return _PLAIN[hint](**more)


@cache
def list_of(shape: Shape) -> Shape:
    """The shape of a list: its items, and the token of the page after it where there is one."""
    name = f"{shape.__name__}s"
    return Schema.from_dict({"items": fields.List(fields.Nested(shape)), "next": Word(allow_none=True)}, name=name)


class One(fields.Nested):
    """A thing inside of what is sent."""

    default_error_messages = {"required": NEEDED, "null": NEEDED}


class Many(fields.List[Any]):
    """At most `most` things of one kind, none of them null."""

    default_error_messages = {"invalid": _l("Send a list."), "null": NEEDED, "required": NEEDED}

    def __init__(self, of: Any, most: int, **more: Any) -> None:
        inner = fields.Nested(of) if isinstance(of, type) else of
        too_many = _l("At most %(most)s at once.", most=most)
        super().__init__(inner, validate=validate.Length(max=most, error=too_many), **more)


class After(Input):
    """The `next` of the page before, letter for letter: anything else is no first page, but a mistake that is told."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        if not is_next(text := super()._deserialize(value, attr, data, **more)):
            raise ValidationError(str(NO_PAGE))
        return text


class Paging(Question):
    """Which part of a long list: after the row that a `next` named, and how many at most."""

    after = After(most=2000, load_default=None, metadata={"description": "The `next` of the page before."})
    limit = Number(least=1, most=MOST_AT_ONCE, load_default=USUAL)
