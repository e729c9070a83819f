"""The fields of bodies and answers: cleaned as forms clean them, with their sentences, and each knows its own OpenAPI."""

import math
import re
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final

from marshmallow import RAISE, Schema, fields
from marshmallow.exceptions import ValidationError

from campaign.core import phones
from campaign.core.clock import on_the_wall
from campaign.core.i18n import LANGUAGES, Translated, Words, _, _l
from campaign.core.lengths import length_complaint
from campaign.core.text import clean_line, clean_text
from campaign.web.api.asking import NO_PARAMETER
from campaign.web.api.place import zone_of_answer
from campaign.web.forms import phone_complaint
from campaign.web.numbers import LARGEST, day_or_none

Doc = dict[str, Any]
NEEDED: Final = _l("Please fill this in.")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


class Question(Schema):
    """What stands behind the `?` of an address; everything in it is text."""

    error_messages = {"unknown": NO_PARAMETER}


class Body(Schema):
    """What is sent as JSON."""

    class Meta:
        unknown = RAISE

    error_messages = {"unknown": _l("There is no such field."), "type": _l("Send a JSON object.")}


class OwnField(fields.Field[Any]):
    """A field of ours: says what is missing in the words of forms, and what it takes in OpenAPI's."""

    default_error_messages = {"required": NEEDED, "null": NEEDED}

    def openapi(self) -> Doc:
        """What a machine may send, as OpenAPI says it: a text, unless the kind of field knows better."""
        return {"type": "string"}

    @property
    def in_address(self) -> bool:
        """Whether it is written behind the `?`, where a number is text."""
        return isinstance(self.root, Question)


class Line(OwnField):
    """One line of text, at most `most` characters."""

    clean = staticmethod(clean_line)

    def __init__(self, most: int = 200, **more: Any) -> None:
        super().__init__(**more)
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError(_("This must be text."))
        if complaint := length_complaint(value, self.most):
            raise ValidationError(complaint)
        cleaned = self.clean(value)
        if self.required and not cleaned:
            raise ValidationError(str(NEEDED))
        return cleaned

    def openapi(self) -> Doc:
        return {"type": "string", "maxLength": self.most} | ({"minLength": 1} if self.required else {})


class Text(Line):
    """Several lines of text."""

    clean = staticmethod(clean_text)


class Phone(OwnField):
    """A telephone number, however it is written; kept as E.164."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError(_("This must be text."))
        if not value.strip():
            return ""
        try:
            return phones.parse(value[:40])
        except phones.BadPhone as error:
            raise ValidationError(phone_complaint(error)) from error

    def openapi(self) -> Doc:
        return {"type": "string", "maxLength": 40, "example": "+77015550123"}


class Number(OwnField):
    """A whole number from `least` to `most`."""

    def __init__(self, least: int = 0, most: int = LARGEST, **more: Any) -> None:
        super().__init__(**more)
        self.least, self.most = least, most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> int:
        number = self._whole(value)
        if number is None:
            raise ValidationError(_("This is no whole number."))
        if not self.least <= number <= self.most:
            raise ValidationError(_("This lies between %(least)s and %(most)s.", least=self.least, most=self.most))
        return number

    def _whole(self, value: Any) -> int | None:
        if isinstance(value, str) and self.in_address:
            return int(value) if re.fullmatch(r"-?[0-9]{1,12}", value) else None
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def openapi(self) -> Doc:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Degrees(OwnField):
    """A coordinate in degrees."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValidationError(_("This is no number of degrees. For example: 50.0549."))
        if not -180 <= value <= 180:
            raise ValidationError(_("This lies between %(least)s and %(most)s.", least=-180, most=180))
        return float(value)

    def openapi(self) -> Doc:
        return {"type": "number", "minimum": -180, "maximum": 180}


class Amount(OwnField):
    """A number with a fraction, only given: kilometres, shares."""

    def openapi(self) -> Doc:
        return {"type": "number"}


class Flag(OwnField):
    """True or false."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> bool:
        if self.in_address and value in {"true", "false"}:
            return bool(value == "true")
        if not isinstance(value, bool):
            raise ValidationError(_("This is true or false."))
        return value

    def openapi(self) -> Doc:
        return {"type": "boolean"}


class Day(OwnField):
    """A date: 2018-04-06."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> date:
        day = day_or_none(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
        if day is None:
            raise ValidationError(_("This is no date. For example: 2018-04-06."))
        return day

    def _serialize(self, value: Any, attr: str | None, obj: Any, **more: Any) -> str | None:
        return None if value is None else str(value.isoformat())

    def openapi(self) -> Doc:
        return {"type": "string", "format": "date", "example": "2018-04-06"}


class WallTime(OwnField):
    """A time on the wall of the place: 10:00."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> time:
        if isinstance(value, str) and re.fullmatch(_TIME, value):
            return time.fromisoformat(value)
        raise ValidationError(_("This is no time. For example: 10:00."))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **more: Any) -> str | None:
        return None if value is None else f"{value:%H:%M}"

    def openapi(self) -> Doc:
        return {"type": "string", "pattern": _TIME, "example": "10:00"}


class Moment(OwnField):
    """A moment, RFC 3339. Given with the offset of the place (`zone`: where the row says which; else the answer does)."""

    def __init__(self, zone: str = "time_zone", **more: Any) -> None:
        super().__init__(**more)
        self.zone = zone

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) and len(value) <= 40 else None
            if moment is not None and moment.tzinfo is not None and 1900 < moment.year < 2200:
                return moment
        except ValueError:
            pass
        raise ValidationError(_("This is no moment with an offset. For example: 2018-04-06T10:00:00+06:00."))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **more: Any) -> str | None:
        if value is None:
            return None
        return on_the_wall(value, getattr(obj, self.zone, "") or zone_of_answer()).isoformat(timespec="seconds")

    def openapi(self) -> Doc:
        return {"type": "string", "format": "date-time", "example": "2018-04-06T10:00:00+06:00"}


class Choice(OwnField):
    """One word of a list."""

    def __init__(self, words: type[StrEnum], **more: Any) -> None:
        super().__init__(**more)
        self.words = words

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> StrEnum:
        if not isinstance(value, str) or value not in set(self.words):
            raise ValidationError(_("Choose one of these: %(words)s.", words=", ".join(self.words)))
        return self.words(value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **more: Any) -> str | None:
        return None if value is None else str(value.value)

    def openapi(self) -> Doc:
        return {"type": "string", "enum": [word.value for word in self.words]}


class Texts(OwnField):
    """One text in up to three languages: {"kk": …, "ru": …, "en": …}; each at most `most` characters."""

    clean = staticmethod(clean_line)

    def __init__(self, most: int = 200, lines: bool = False, **more: Any) -> None:
        super().__init__(**more)
        self.most, self.clean_one = most, clean_text if lines else clean_line

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Translated:
        if not isinstance(value, dict) or not set(value) <= set(LANGUAGES):
            raise ValidationError(_("Send an object with the languages kk, ru, en."))
        wrong = {code: [words] for code, text in value.items() if (words := self._complaint(text))}
        if wrong:
            raise ValidationError(wrong)
        return Translated(**{code: self.clean_one(text) for code, text in value.items()})

    def _complaint(self, text: Any) -> Words:
        if not isinstance(text, str):
            return _("This must be text.")
        return length_complaint(text, self.most)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **more: Any) -> Any:
        return value.as_dict() if isinstance(value, Translated) else None if value is None else str(value)

    def openapi(self) -> Doc:
        one = {"type": "string"} | ({"maxLength": self.most} if self.most else {})
        return {"type": "object", "properties": dict.fromkeys(LANGUAGES, one), "additionalProperties": False}


class Said(OwnField):
    """A sentence of the house in the reader's language, only given."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **more: Any) -> str | None:
        return None if value is None else str(value)
