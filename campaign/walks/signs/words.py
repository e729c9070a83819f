"""What signs and wraps say that is no door's own, in the languages of the paper; and what formats and states are called."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from campaign.core.i18n import Translated, Words, _, _l, use_language
from campaign.papers.wording import SPACE
from campaign.pdf.signs.schemas import Format, Sign, SignWords
from campaign.walks.signs.schemas import Outcome, SignDoor, SignState, Tongues, Which

USUAL: Final = Translated(
    kk="Пара алмаймын, пара бермеймін", ru="Взяток не беру и не даю", en="I neither take nor give bribes"
)  # fmt: skip
FORMATS: Final[Mapping[Format, Words]] = {
    Format.A5: _l("A5, two on a sheet"),
    Format.A4: _l("A4, one on a sheet"),
    Format.A6: _l("A6, four on a sheet"),
}
TONGUES: Final[Mapping[Tongues, Words]] = {
    Tongues.BOTH: _l("Kazakh and Russian together, Kazakh larger"),
    Tongues.KK: _l("Kazakh only"),
    Tongues.RU: _l("Russian only"),
}
WHICH: Final[Mapping[Which, Words]] = {
    Which.BARE: _l("only doors without a sign"),
    Which.ALL: _l("all doors again"),
    Which.SOME: _l("in place of spoilt ones"),
}
STATES: Final[Mapping[SignState, Words]] = {
    SignState.PRINTED: _l("printed, not put up yet"),
    SignState.UP: _l("hangs"),
    SignState.SPOILT: _l("spoilt, printed anew"),
    SignState.REPLACED: _l("replaced by a later print"),
    SignState.GONE: _l("gone"),
    SignState.DAMAGED: _l("damaged"),
    SignState.MOVED: _l("the office has moved"),
}
OUTCOMES: Final[Mapping[Outcome, Words]] = {
    Outcome.UNSET: _l("not seen yet"),
    Outcome.HANGS: _l("hangs"),
    Outcome.GONE: _l("gone"),
    Outcome.DAMAGED: _l("damaged"),
    Outcome.MOVED: _l("the office has moved"),
}
_SHORT: Final = re.compile(r"(?<!\S)([^\W\d_]|№) ")  # a word of one letter stays with the next
_DASHES: Final = re.compile(r" (?=[–—])")


def tied(words: str) -> str:
    """With no line end after a word of one letter, after №, or before a dash."""
    return _DASHES.sub(SPACE, _SHORT.sub(rf"\1{SPACE}", words))


def in_tongues(texts: Iterable[Translated], codes: Sequence[str]) -> tuple[str, ...]:
    """The texts joined by commas in each language, the same words once; in another language where one is not written."""
    known = [words for words in texts if words]
    said = (", ".join(words.text(code) for words in known) for code in codes)
    return tuple(dict.fromkeys(tied(line) for line in said if line))


def sign_of(door: SignDoor, tongues: Tongues, with_position: bool) -> Sign:
    """What stands on the sign of a door: the room, the department, the position if wanted; never a name."""
    texts = (door.unit_name, door.position_title) if with_position else (door.unit_name,)
    return Sign(tied(door.room), in_tongues(texts, tongues.codes))


def sign_words(codes: Sequence[str]) -> SignWords:
    """The small words of a sign in these languages, the same words once."""
    rooms, phones, pages = [], [], []
    for code in codes:
        with use_language(code):
            rooms.append(_("office (on a door sign)"))
            phones.append(_("Hotline"))
            pages.append(_("page of the campaign"))
    return SignWords(*(tuple(dict.fromkeys(words)) for words in (rooms, phones, pages)))


def slogan_words(slogan: Translated, codes: Sequence[str]) -> tuple[str, ...]:
    """The promise in each language, the same words once."""
    return tuple(dict.fromkeys(slogan.text(code) for code in codes))
