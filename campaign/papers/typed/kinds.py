"""Which kinds of sheets can be typed back, as later features have made them known in registry/papers.py."""

from collections.abc import Iterable

from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.papers.typed.schemas import TypedKind

TYPED: dict[str, TypedKind] = {}


def make_known(kinds: Iterable[TypedKind]) -> None:
    """Called once for an application."""
    TYPED.update({kind.code: kind for kind in kinds})


def typed_kind(code: str) -> TypedKind:
    """How sheets of this kind are typed back. Raises NotFound for those that are not."""
    if (kind := TYPED.get(code)) is None:
        raise NotFound(_l("Sheets of this kind are not typed back: nothing is written on them row by row."))
    return kind
