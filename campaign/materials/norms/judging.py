"""What can be wrong with a norm, a set or a typed number, without the database: each told beside its field."""

from collections.abc import Iterator

from campaign.core.errors import Problem
from campaign.core.i18n import _l
from campaign.core.lengths import too_long
from campaign.materials.norms.schemas import (
    LONGEST,
    MOST_AMOUNT,
    MOST_COUNT,
    MOST_EACH,
    MOST_LINES_OF_SET,
    MOST_RESERVE,
    Basis,
    NewNorm,
    NewSet,
    TypedCounts,
)

ALONE = frozenset({Basis.EVENT, Basis.STOP})


def wrong_norm(wish: NewNorm) -> list[Problem]:
    """Everything that is wrong with a norm, by the names of its fields; a role by `role_ru`."""
    return [*_wrong_numbers(wish), *_wrong_basis(wish)]


def _wrong_numbers(wish: NewNorm) -> Iterator[Problem]:
    if not 0 <= wish.amount <= MOST_AMOUNT:
        yield Problem("amount", "bad_amount", _l("An amount is a whole number from 0 to %(most)s.", most=MOST_AMOUNT))
    if not 1 <= wish.each <= MOST_EACH:
        yield Problem("each", "bad_each", _l("“For every” is a whole number from 1 to %(most)s.", most=MOST_EACH))
    if not 0 <= wish.reserve <= MOST_RESERVE:
        yield Problem("reserve", "bad_reserve", _l("A reserve is between 0 and %(most)s percent.", most=MOST_RESERVE))


def _wrong_basis(wish: NewNorm) -> Iterator[Problem]:
    if wish.basis in ALONE and wish.each != 1:
        yield Problem("each", "alone", _l("An event and a stop are one each: write 1 here."))
    if wish.basis is Basis.STOP and wish.kind is not None:
        yield Problem("kind", "stop_of_a_kind", _l("What a stop needs by itself has no kind of event. Choose “every event”."))
    if wish.basis is Basis.ROLE and not wish.role:
        yield Problem("role_ru", "no_role", _l("Write which role is meant, as it is called at the events."))
    if wish.basis is not Basis.ROLE and wish.role:
        yield Problem(
            "role_ru", "unasked_role", _l("A role belongs only to “person in a role”. Choose that, or leave it empty.")
        )
    yield from too_long("role", wish.role, LONGEST["role"])


def wrong_set(wish: NewSet) -> list[Problem]:
    """Everything that is wrong with a set; what is wrong with its materials by `lines`."""
    found = []
    if not wish.name:
        found.append(Problem("name_ru", "no_name", _l("Give the set a name in one language at least.")))
    found += too_long("name", wish.name, LONGEST["set"])
    materials = [material for material, _quantity in wish.quantities]
    if not materials:
        found.append(Problem("lines", "empty", _l("A set has one material at least: choose it and say how many.")))
    if len(materials) > MOST_LINES_OF_SET:
        words = _l("A set has %(most)s materials at most. Make two of it.", most=MOST_LINES_OF_SET)
        found.append(Problem("lines", "too_many", words))
    if len(set(materials)) < len(materials):
        found.append(Problem("lines", "twice", _l("A material stands twice in the set. Put both numbers into one line.")))
    if not all(0 < quantity <= MOST_AMOUNT for _material, quantity in wish.quantities):
        found.append(Problem("lines", "bad_quantity", _l("A quantity is a whole number from 1 to %(most)s.", most=MOST_AMOUNT)))
    return found


def wrong_counts(typed: TypedCounts) -> list[Problem]:
    """Numbers below zero or beyond reason; a role by `role_<number>`."""
    named = {basis.value: number for basis, number in typed.numbers.items()}
    named |= {f"role_{role}": number for role, number in typed.roles.items()}
    words = _l("A number is from 0 to %(most)s, or empty.", most=MOST_COUNT)
    return [Problem(field, "bad_count", words) for field, number in named.items() if not 0 <= number <= MOST_COUNT]
