"""Whether a material can be as it is wished; each complaint names its field."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from campaign.core.errors import Problem
from campaign.core.i18n import Words, _, _l
from campaign.core.lengths import length_complaint, too_long
from campaign.core.text import fold
from campaign.materials.catalogue.schemas import (
    MOST_DAYS,
    MOST_IN_A_PACK,
    MOST_NAME,
    MOST_PRICE,
    MOST_SIZES,
    MOST_WEIGHT,
    MaterialRow,
    MaterialWish,
    SizeRow,
    SizeWish,
)
from campaign.materials.schemas import LONGEST

_CODE: Final = re.compile(r"[a-z0-9_-]{1,40}")
_DAYS = _l("Days are a whole number from 0 to %(most)s.", most=MOST_DAYS)


def wrong_facts(wish: MaterialWish) -> Iterator[Problem]:
    """What is wrong with everything but the sizes."""
    if not wish.name:
        yield Problem("name_kk", "missing", _l("Name it in at least one language."))
    yield from too_long("name", wish.name, MOST_NAME)
    if wish.code and not _CODE.fullmatch(wish.code):
        yield Problem("code", "bad_code", _l("A code has Latin letters, figures, - and _ only. For example: soap-100g."))
    yield from _wrong_numbers(wish)


def _wrong_numbers(wish: MaterialWish) -> Iterator[Problem]:
    if not 1 <= wish.pack <= MOST_IN_A_PACK:
        yield Problem("pack", "bad_pack", _l("A pack holds a whole number from 1 to %(most)s.", most=MOST_IN_A_PACK))
    for name, days in (("travel_days", wish.travel_days), ("washing_days", wish.washing_days)):
        if not 0 <= days <= MOST_DAYS:
            yield Problem(name, "bad_days", _DAYS)
    if wish.price is not None and not 0 <= wish.price <= MOST_PRICE:
        yield Problem("price", "bad_price", _l("A price is at most %(most)s tenge.", most=MOST_PRICE // 100))


def wrong_shares(wishes: Sequence[SizeWish]) -> Iterator[Problem]:
    """Which sizes have a share that is none, by `sizes-<place>-label`."""
    for place, wish in enumerate(wishes):
        if not wish.gone and not 0 <= wish.weight <= MOST_WEIGHT:
            words = _("A share is a whole number from 0 to %(most)s.", most=MOST_WEIGHT)
            yield Problem(f"sizes-{place}-label", "bad_share", words)


def wrong_sizes(wishes: Sequence[SizeWish], known: dict[int, SizeRow]) -> Iterator[Problem]:
    """What is wrong with the sizes; `sizes-<place>-label` names each."""
    seen: set[str] = set()
    shares = {problem.field: problem for problem in wrong_shares(wishes)}
    staying = [wish for wish in wishes if not wish.gone]
    for place, wish in enumerate(wishes):
        name = f"sizes-{place}-label"
        if wish.gone:
            if wish.id is not None and known[wish.id].used:
                yield Problem(name, "used", _("Size %(size)s was moved already, so it stays in the books. Set it out of use.",
                                              size=wish.label))  # fmt: skip
            continue
        if words := _wrong_label(wish, seen, alone=len(staying) == 1, was=known.get(wish.id or 0)):
            yield Problem(name, "bad_size", words)
        elif name in shares:
            yield shares[name]
        seen.add(fold(wish.label))
    if len(staying) > MOST_SIZES:
        yield Problem(f"sizes-{len(wishes)}-label", "too_many", _("A material has at most %(most)s sizes.", most=MOST_SIZES))
    elif not any(not wish.retired for wish in staying):
        yield Problem("sizes-0-label", "none_left", _("One size at least stays in use; or take the whole material out of use."))


def _wrong_label(wish: SizeWish, seen: set[str], *, alone: bool, was: SizeRow | None) -> Words:
    if words := length_complaint(wish.label, LONGEST["label"]):
        return words
    if (wish.label or not alone) and was is not None and was.used and not was.label:
        return _("It was moved without a size already, so it gets no sizes now. Add another material with sizes, "
                 "and take this one out of use.")  # fmt: skip
    if not wish.label and not alone:
        return _("What is this size called? For example: M.")
    return _("Size %(size)s stands here twice.", size=wish.label) if fold(wish.label) in seen else ""


def wrong_change(row: MaterialRow, wish: MaterialWish) -> Iterator[Problem]:
    """What may not change any more once something of it was moved, or once the program knows it by its code."""
    if row.shipped and wish.code not in {"", row.code}:
        yield Problem("code", "shipped", _l("The program knows this material by its code, so the code stays: %(code)s.",
                                            code=row.code))  # fmt: skip
    if row.used and wish.unit is not row.unit:
        yield Problem(
            "unit", "used", _l("Some of it was moved already, counted otherwise. Add another material for the new unit.")
        )
