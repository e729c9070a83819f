"""What a closed period was made of, as one canonical text: the same rows give the same text and the same hash, everywhere.

Rows are plain JSON without persons: an event (`event:17`) or a figure of it (`figure:203`), each under a key of its own.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

FORM: Final = 1  # of the document; a later one is read beside it, never instead of it
Row = Mapping[str, Any]
Document = dict[str, Any]


def document(facts: Mapping[str, Any], rows: Iterable[Row]) -> Document:
    """The facts of the period and its rows, sorted by their keys. Raises ValueError for two rows under one key."""
    kept = sorted((dict(row) for row in rows), key=lambda row: str(row["key"]))
    if len({row["key"] for row in kept}) != len(kept):
        raise ValueError("two rows under one key")
    return {"form": FORM, **facts, "rows": kept}


def canonical(value: Document) -> str:
    """One line of JSON: keys sorted, no spaces, letters as they are, no number but whole ones (RFC 8785 in what we use).

    >>> canonical({"b": 1, "a": "Ә"})
    '{"a":"Ә","b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(text: str) -> str:
    """The hash by which a period is known: of its canonical text, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Document:
    """The document again. Raises ValueError for another form, or for a text that is not canonical."""
    found: Document = json.loads(text)
    if found.get("form") != FORM:
        raise ValueError("a period of another form")
    if canonical(found) != text:
        raise ValueError("not the canonical text of a period")
    return found


def shown(hash_of_period: str) -> str:
    """The hash as people compare it: the first sixteen digits in groups of four.

    >>> shown("51c07b1e9a44f3d2" + "0" * 48)
    '51c0 7b1e 9a44 f3d2'
    """
    return " ".join(hash_of_period[at : at + 4] for at in range(0, 16, 4))
