"""The plain data of the catalogue."""

from dataclasses import dataclass
from typing import Final

from campaign.core.i18n import Translated
from campaign.materials.schemas import Unit, Use

MOST_NAME: Final = 120
MOST_SIZES: Final = 30
MOST_IN_A_PACK: Final = 1_000_000
MOST_DAYS: Final = 60
MOST_WEIGHT: Final = 1_000
MOST_PRICE: Final = 100_000_000_000  # tiyn of one unit


@dataclass(frozen=True)
class SizeRow:
    """A size; its `label` is empty where the material has none. `used`: something of it was moved."""

    id: int
    label: str
    weight: int
    retired: bool
    used: bool


@dataclass(frozen=True)
class MaterialRow:
    """A material with its sizes in their order. `price` is of one unit, in tiyn. `stock`: how many the asker sees anywhere."""

    id: int
    code: str
    name: Translated
    unit: Unit
    pack: int
    use: Use
    travel_days: int
    washing_days: int
    price: int | None
    shipped: bool
    retired: bool
    version: int
    sizes: tuple[SizeRow, ...]
    stock: int = 0

    @property
    def is_reusable(self) -> bool:
        return self.use is Use.REUSABLE

    @property
    def used(self) -> bool:
        """Whether anything of it was ever moved."""
        return any(size.used for size in self.sizes)


@dataclass(frozen=True)
class SizeWish:
    """A size as it is to be; `id` None: a new one, `gone`: to be taken away."""

    id: int | None
    label: str
    weight: int
    retired: bool = False
    gone: bool = False


@dataclass(frozen=True)
class MaterialWish:
    """A material as it is to be. `code` empty: made of its name."""

    code: str
    name: Translated
    unit: Unit
    pack: int
    use: Use
    travel_days: int
    washing_days: int
    price: int | None
    sizes: tuple[SizeWish, ...]
