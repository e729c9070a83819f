"""The plain data of issue and return: who holds something, what they are offered, what is given and taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from campaign.core.i18n import Translated
from campaign.materials.schemas import DocumentKind, PlaceKind, PlaceRow, VariantRow
from campaign.people.schemas import RegistrationState

LONGEST_ASKED: Final = 120
ON_ONE_PAGE: Final = 100


@dataclass(frozen=True)
class Whom:
    """Who is to hold something: exactly one of these numbers."""

    registration_id: int | None = None
    team_id: int | None = None
    car_id: int | None = None

    @property
    def given(self) -> dict[str, Any]:
        """The one that is known, by its name: for addresses, and for `services.holder`."""
        return {name: number for name, number in vars(self).items() if number is not None}


@dataclass(frozen=True)
class Recipient:
    """Somebody of an event who may be given something, or may still hold something.

    `name` is a person's, a team's own, or a plate; `number` that of a team or a car; `state` and `role` are a person's.
    `place_ids` are their places in the ledger, those of registrations that gave way to theirs too; `held` is what is there now,
    `kept` what was issued and not brought back into a store, by variant. `seen` is the last line about them.
    """

    whom: Whom
    kind: PlaceKind
    event_id: int
    region_id: int
    stop_id: int
    name: str
    number: int = 0
    role: Translated | None = None
    role_id: int | None = None
    state: RegistrationState | None = None
    members: int = 0
    place_ids: tuple[int, ...] = ()
    held: Mapping[int, int] = field(default_factory=dict)
    kept: Mapping[int, int] = field(default_factory=dict)
    seen: int = 0

    @property
    def is_person(self) -> bool:
        return self.kind is PlaceKind.PERSON

    @property
    def may_be_given(self) -> bool:
        """Teams and cars of the event, and people with a place at it."""
        return self.state in {None, RegistrationState.CONFIRMED}


@dataclass(frozen=True)
class Held:
    """So many of a material in one size that somebody holds."""

    variant: VariantRow
    quantity: int


@dataclass(frozen=True)
class HolderRow:
    """Somebody with something of an event: whom to ask for it, and what it is.

    `gave_up`: has no place at the event any more, so they will not come by themselves. `whom` is empty when the team, the car
    or the registration is gone.
    """

    place: PlaceRow
    whom: Whom
    held: tuple[Held, ...]
    gave_up: bool = False

    @property
    def owes(self) -> tuple[Held, ...]:
        """What has to come back."""
        return tuple(one for one in self.held if one.variant.is_reusable)

    @property
    def keeps(self) -> tuple[Held, ...]:
        """What they got for good."""
        return tuple(one for one in self.held if not one.variant.is_reusable)


class GiftKind(StrEnum):
    """By what it is said what everybody is given: the norms, an issue set, or one piece of a material."""

    NORM = "norm"
    SET = "set"
    MATERIAL = "material"


@dataclass(frozen=True)
class Gift:
    """What is given out just now, kept in the address from one person to the next: `norm`, `set-3`, `material-7`."""

    kind: GiftKind = GiftKind.NORM
    number: int = 0

    @property
    def word(self) -> str:
        return self.kind.value if self.kind is GiftKind.NORM else f"{self.kind.value}-{self.number}"


@dataclass(frozen=True)
class OfferRow:
    """A size of a material in the store: `left` there, `wished` is what stands in the field beforehand."""

    variant: VariantRow
    left: int
    wished: int = 0


@dataclass(frozen=True)
class OfferedMaterial:
    """A material with its sizes; `wished` of it as a whole, and `kept` of it already, whatever the size."""

    variants: tuple[OfferRow, ...]
    wished: int = 0
    kept: int = 0

    @property
    def first(self) -> VariantRow:
        return self.variants[0].variant

    @property
    def has_sizes(self) -> bool:
        return len(self.variants) > 1 or bool(self.first.label)

    @property
    def left(self) -> int:
        return sum(row.left for row in self.variants)


@dataclass(frozen=True)
class Offer:
    """What somebody may be given out of a store: `everything` there is in the catalogue, with what the store has of it."""

    everything: tuple[OfferedMaterial, ...]

    @property
    def wished(self) -> tuple[OfferedMaterial, ...]:
        """What they should get, in the store or not."""
        return tuple(one for one in self.everything if one.wished)

    @property
    def others(self) -> tuple[OfferedMaterial, ...]:
        """Whatever else the store has."""
        return tuple(one for one in self.everything if one.left and not one.wished)

    @property
    def by_size(self) -> OfferedMaterial | None:
        """The one material whose size is all that has to be chosen: its sizes are the buttons."""
        sized = [one for one in self.wished if one.has_sizes]
        return sized[0] if len(sized) == 1 else None


@dataclass(frozen=True)
class Issue:
    """Give so many of these variants out of a store. `seen` is the last line about them that the page knew."""

    whom: Whom
    store_id: int
    quantities: Mapping[int, int]
    seen: int
    dated_on: date | None = None
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "whom": self.whom.given, "quantities": sorted(self.quantities.items())}


@dataclass(frozen=True)
class TakenBack:
    """Of one variant: how many come back into the store, how many are used up, how many are lost."""

    back: int = 0
    used: int = 0
    lost: int = 0

    @property
    def total(self) -> int:
        return self.back + self.used + self.lost


@dataclass(frozen=True)
class Return:
    """What somebody brings, and what became of the rest; a loss has a reason, and so has a reusable thing that was used up."""

    whom: Whom
    store_id: int
    taken: Mapping[int, TakenBack]
    reason: str = ""
    dated_on: date | None = None

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "whom": self.whom.given, "taken": sorted((at, vars(one)) for at, one in self.taken.items())}


@dataclass(frozen=True)
class ToMany:
    """Give it to everybody confirmed at the event who has none yet, in one role or (None) in all."""

    event_id: int
    store_id: int
    gift: Gift
    role_id: int | None = None
    dated_on: date | None = None

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "gift": self.gift.word}


@dataclass(frozen=True)
class Round:
    """What giving to many would do: to how many people, how many of each, and what cannot be given so.

    `people`: by the registration, what each gets. `left`: by variant, what the store has. `sized`: materials whose size has to
    be asked of each. `had`: how many people have got theirs already.
    """

    people: Mapping[int, Mapping[int, int]]
    left: Mapping[int, int]
    sized: tuple[VariantRow, ...] = ()
    had: int = 0

    @property
    def totals(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for one in self.people.values():
            for variant_id, quantity in one.items():
                found[variant_id] = found.get(variant_id, 0) + quantity
        return found

    @property
    def is_enough(self) -> bool:
        return all(self.left.get(variant_id, 0) >= total for variant_id, total in self.totals.items())


@dataclass(frozen=True)
class Done:
    """What was just posted, as it is said above the next scan, with its undo."""

    document_id: int
    number: str
    kind: DocumentKind
    names: tuple[str, ...]
    people: int
    lines: tuple[Held, ...]
