"""Values of rows as a package writes them, and back: text, numbers, lists and objects of JSON, whatever the column holds."""

import base64
import hmac
import json
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, Column, Date, DateTime, Enum, LargeBinary, Table, Time

from campaign.core.db import Base, Instant
from campaign.core.i18n import FURTHER, LANGUAGES, Translated, TranslatedText

_DIGEST: Final = 6  # bytes: enough to tell a value from what it was; nothing can be read back


def table_of(name: str) -> Table:
    """The table of this name."""
    return Base.metadata.tables[name]


def plain(value: Any) -> Any:
    """What stands in the package for a value of a row."""
    if isinstance(value, Translated):
        return {code: getattr(value, code) for code in LANGUAGES}
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def lively(column: Column[Any], value: Any) -> Any:
    """What a row holds, of what stands in the package. Raises ValueError, KeyError, TypeError for what no column holds."""
    kind = column.type
    if value is None:
        return None
    if isinstance(kind, TranslatedText):
        return Translated(**{code: str(value.get(code, "") if code in FURTHER else value[code]) for code in LANGUAGES})
    if isinstance(kind, (Instant, DateTime)):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Time):
        return time.fromisoformat(value)
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    return value if isinstance(kind, JSON) else _simple(column, value)


def _simple(column: Column[Any], value: Any) -> Any:
    wanted = column.type.python_type
    if wanted is float and isinstance(value, int):
        return float(value)
    if not isinstance(value, wanted):
        raise ValueError(f"{column}: {type(value).__name__} is not {wanted.__name__}")
    return value


def digest(key: bytes, value: Any) -> str:
    """A short keyed mark of a value: equal for equal ones of a package."""
    told = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
    return base64.b64encode(hmac.digest(key, told, "sha256")[:_DIGEST]).decode()
