"""Plates of vehicles as people type them (DOMAIN 3.3): one folded key for every way to write one, and the form that it has."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from campaign.core.i18n import Words, _l
from campaign.core.text import clean_line
from campaign.motorcades.schemas import PlateForm

LONGEST: Final = 12  # letters and digits; no country of the world has more on a plate
_LOOK_ALIKES: Final = str.maketrans("АВЕКМНОРСТУХІ", "ABEKMHOPCTYXI")
_OF_2012: Final = re.compile(r"([0-9]{3})([A-Z]{2,3})(0[1-9]|1[0-9]|20)")
_OF_1993: Final = re.compile(r"([A-Z])([0-9]{3})([A-Z]{2,3})")
_FORMS: Final = ((PlateForm.Y2012, _OF_2012), (PlateForm.Y1993, _OF_1993))


@dataclass(frozen=True)
class BadPlate(ValueError):
    """Why nothing can be made of it: `empty` (no letter and no digit) or `too_long`, with how many there are."""

    code: str
    count: int


@dataclass(frozen=True)
class Plate:
    """A plate as it is shown, by which key it is the same as another, and what to say of one that is not of our two forms."""

    shown: str
    key: str
    form: PlateForm
    warning: Words = ""


def fold(text: str) -> str:
    """Letters and digits in capitals, Cyrillic look-alikes as the Latin letters that plates have; also of a part of a plate.

    >>> fold("123 авс 09")
    '123ABC09'
    """
    plain = unicodedata.normalize("NFKC", clean_line(text)).upper().translate(_LOOK_ALIKES)
    return "".join(char for char in plain if char.isalnum())


def read(text: str) -> Plate:
    """The plate that was typed; an empty text is a vehicle without one. Raises BadPlate.

    Both forms of Kazakhstan are shown in one way, with a `KZ` before or behind them left out; whatever else as it was typed,
    in capitals.
    """
    typed = clean_line(text)
    if not typed:
        return Plate("", "", PlateForm.NONE)
    key = fold(typed)
    if not key:
        raise BadPlate("empty", 0)
    for form, shape in _FORMS:
        for candidate in (key, key.removeprefix("KZ"), key.removesuffix("KZ")):
            if found := shape.fullmatch(candidate):
                return Plate(" ".join(found.groups()), candidate, form)
    if len(key) > LONGEST:
        raise BadPlate("too_long", len(key))
    shown = " ".join(typed.upper().split())[: 2 * LONGEST]
    return Plate(shown, key, PlateForm.OTHER, warning(shown))


def warning(shown: str) -> Words:
    """What to say of a plate that is of neither form of Kazakhstan."""
    return _l(
        "“%(plate)s” is no ordinary plate of Kazakhstan. Leave it if it is foreign, military or of a trailer; else correct it.",
        plate=shown,
    )  # fmt: skip
