"""What phones send by their links: many items in one body, each under a key that has one effect. For every purpose alike.

    batch = read_batch(raw, item_of)        JSON {sent_at, items} into items of the purpose; Invalid without a key to answer
    device = arrived(session, purpose, token, len(batch.items))     devices.services: withdrawn, unknown, too much
    once = sort_out(batch.items)            each key once, and the places where a key came again with another body
    fresh = insert_new(session, Log, columns, rows, "key")          rows of once.first, by key; the log's UNIQUE: one effect
    once.is_reused(place, item, kept)       whether the key stood for another thing; else the answer is what was kept

A phone's clock is not believed: `happened_at` puts it right by how far it was off when it sent. A link that is over takes what
a phone kept for seven days more (`schemas.DELIVERY`, `Device.is_over`); each purpose says what becomes of it.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Generic, Protocol, TypeVar

from campaign.core import clock
from campaign.core.errors import Invalid
from campaign.core.i18n import _l
from campaign.web.field.words import MALFORMED

MOST_AT_ONCE: Final = 50
MOST_BYTES: Final = 128 * 1024  # fifty items are some 20 KB; a name of a megabyte is no name
TOO_MANY: Final = _l("At most %(most)s items fit into one sending.", most=MOST_AT_ONCE)
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{16,40}")
_LONGEST_MOMENT: Final = 40
_LONGEST_WAIT: Final = timedelta(days=31)
_A_BIT: Final = timedelta(minutes=5)  # a phone's clock put right by one sending is never exact


class Keyed(Protocol):
    """An item of any purpose."""

    @property
    def key(self) -> str: ...

    @property
    def body_hash(self) -> str: ...


Item = TypeVar("Item", bound=Keyed)


@dataclass(frozen=True)
class Batch(Generic[Item]):
    """What a phone sends at once, and its clock when it sent it."""

    sent_at: datetime | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Once(Generic[Item]):
    """The items of one sending by their keys, as each came first; `reused`: places of a key with another body."""

    first: dict[str, Item]
    reused: frozenset[int]

    def is_reused(self, place: int, item: Item, kept: Any = None, **same: Any) -> bool:
        """Whether the key stood for something else, here or in the row `kept` of the log (which must hold `same` as well)."""
        if place in self.reused:
            return True
        wanted = {"body_hash": item.body_hash, **same}
        return kept is not None and any(getattr(kept, name) != value for name, value in wanted.items())


def read_batch(raw: bytes, item_of: Callable[[Any], Item]) -> Batch[Item]:
    """The items of one sending. Raises Invalid when it is no batch at all, or as `item_of` does."""
    try:
        sent = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Invalid(MALFORMED) from error
    if not isinstance(sent, dict) or not isinstance(items := sent.get("items"), list):
        raise Invalid(MALFORMED)
    if len(items) > MOST_AT_ONCE:
        raise Invalid(TOO_MANY)
    return Batch(moment(sent.get("sent_at")), tuple(item_of(item) for item in items))


def key_of(raw: Any) -> str:
    """The key of one item. Raises Invalid for what has none to be answered by."""
    if not isinstance(raw, dict) or not isinstance(key := raw.get("key"), str) or not _KEY.fullmatch(key):
        raise Invalid(MALFORMED)
    return key


def body_of(raw: Mapping[str, Any], parts: Iterable[str]) -> str:
    """What an item says, in one text, to tell another body under the same key; fit to be hashed whatever came."""
    return "\n".join(str(raw.get(part, "")) for part in parts).encode("utf-8", "backslashreplace").decode()


def plain_hash(body: str) -> str:
    """For bodies that name nobody; for others `crypto.blind_index`, or they could be guessed."""
    return hashlib.sha256(body.encode()).hexdigest()[:32]


def moment(raw: Any) -> datetime | None:
    """A moment by the phone's clock; None for what is none, and for one no calendar reaches."""
    if not isinstance(raw, str) or len(raw) > _LONGEST_MOMENT:
        return None
    try:
        found = datetime.fromisoformat(raw)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def happened_at(claimed_at: datetime | None, sent_at: datetime | None, now: datetime) -> datetime:
    """When an item was made, by the campaign's calendar: the phone's clock, put right by how far it was off when it sent.

    Never in the future. A clock that makes no sense (1970 when made, right when sent) is not believed: it was now.
    """
    if claimed_at is None:
        return now
    ago = (sent_at or clock.now()) - claimed_at
    return now - ago if timedelta() <= ago <= _LONGEST_WAIT else now


def is_before(happened: datetime, made_at: datetime) -> bool:
    """Whether an item is older than the link it came by."""
    return happened < made_at - _A_BIT


def sort_out(items: Sequence[Item]) -> Once[Item]:
    """Each key once; what comes again with the same body is the same item."""
    first: dict[str, Item] = {}
    reused = {place for place, item in enumerate(items) if first.setdefault(item.key, item).body_hash != item.body_hash}
    return Once(first, frozenset(reused))
