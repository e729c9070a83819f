"""Names made to break papers, and what of them has to come back from each paper: all of it, as `visible` prints it."""

import io
import random
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Final, get_args

import pikepdf
import pypdf
import pypdfium2

from campaign.events.invented import invented_event
from campaign.papers.gallery.cast import HOSTILE, LONGEST_NAME, Cast
from campaign.papers.gallery.documents import sample_pdf
from campaign.papers.gallery.schemas import DATA_SETS, Made, Sample, Size
from campaign.pdf.fonts import FaceName
from campaign.pdf.glyphs import visible

WHOLE: Final = 2_000
ON_ONE: Final = 40  # on one sample
_SOUNDS: Final = (
    "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁёЩщЪъ", "бвгджзклмнпрст", "aeiouyzßøłŞğİı", "\u0301\u0306\u0308\u0327", "אבגדשלום", "مرحبابكم",
    "😀👩🙂𝔸🇰", "\x00\x01\x07\x1b\x7f\x9f", "\u200b\u200c\u200d\u2060\ufeff\u00ad", "\u202a\u202e\u202c\u2066\u2069",
    "<>&\"'`", "{}[]()%$\\/|", "=+-@;#", "«»“”„‘’…—–", "中文ไทยქარ", "0123456789№₸",
)  # fmt: skip
_WORDS: Final = (
    "<script>alert(1)</script>", "=HYPERLINK(\"http://x\")", "Robert'); DROP TABLE people;--", "{{7*7}}", "%(name)s", "\\u0041",
    "&lt;b&gt;", "Ng", "Щ", "Мұхамеджанғалиева-Құрманғалиқызы", "Воскресенская-Преображенская-Рождественская", "-", "’Ж",
    "O’Нил", "(((", ")))", "\\", "endstream", "Tj ET", "ұ" * 60,
)  # fmt: skip


def hostile_names(many: int = WHOLE, seed: int = 8) -> list[str]:
    """The same names for the same seed; each at most 120 characters long, and no two are the same."""
    chance = random.Random(seed)
    return [_name(chance, number) for number in range(many)]


def _name(chance: random.Random, number: int) -> str:
    words = [_word(chance) for _word_of_it in range(chance.choice((1, 2, 2, 3, 3, 4)))]
    if chance.random() < 0.2:
        words.insert(0, "-".join(_word(chance) for _part in range(2)))
    glue = chance.choice((" ", " ", " ", "\u00a0", "\t", "  "))
    return f"{glue.join(words)}"[: LONGEST_NAME - 6].strip() + f" К{number}"


def _word(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return chance.choice(_WORDS)
    sounds = chance.choice(_SOUNDS) + "аейКН"
    return "".join(chance.choice(sounds) for _sign in range(chance.choice((1, 2, 5, 9, 14, 30))))


@dataclass(frozen=True)
class Asked(Cast):
    """A cast that remembers whom it was asked for, in full and as people sign."""

    names: set[str] = field(default_factory=set, compare=False)

    def person(self, number: int) -> str:
        name = super().person(number)
        self.names.add(name)
        return name

    def short(self, number: int) -> str:
        surname, *others = self.people[number % len(self.people)].split()
        name = " ".join((surname, *(f"{other[0]}." for other in others)))
        self.names.add(name)
        return name


@dataclass(frozen=True)
class Found:
    """How many of the names stand on a paper, and which of these do not come back whole from its text."""

    printed: int
    missing: list[str]


def found_on(sample: Sample, people: Sequence[str]) -> Found:
    """The sample with these people. Raises when it is no sound PDF.

    Of a finished PDF nobody knows what stands on it: there each name is wanted that was asked for, but not whoever answers for
    the invented event.
    """
    cast = Asked(people, HOSTILE.organisations, HOSTILE.places, HOSTILE.turned)
    made: list[Made] = []

    def kept(_cast: Cast, size: Size) -> Made:
        made.append(sample.make(cast, size))
        return made[-1]

    pdf = sample_pdf(replace(sample, make=kept), replace(DATA_SETS["many"], cast=cast))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.get_warnings() == []
    wanted, text = cast.names, _text(pdf)
    if isinstance(made[0], bytes):
        wanted = wanted - _of_the_event(cast)
    else:
        said = _close("".join(_words(made[0])))
        wanted = {name for name in wanted if _close(name) in said}
    missing = [name for name in wanted if not _is_in(text, name)]
    second = _second_text(pdf) if missing else ""
    return Found(len(wanted), sorted(name for name in missing if not _is_in(second, name)))


def _of_the_event(cast: Asked) -> set[str]:
    aside = replace(cast, names=set())
    invented_event(aside)
    return aside.names


def _is_in(text: str, name: str) -> bool:
    return any(shown in text for shown in _shown(name))


def _words(part: Any) -> Iterator[str]:
    """Every text within the parts of a paper."""
    if isinstance(part, str):
        yield part
    elif is_dataclass(part):
        for one in fields(part):
            yield from _words(getattr(part, one.name))
    elif isinstance(part, list | tuple | set | frozenset):
        for one in part:
            yield from _words(one)


def _shown(name: str) -> set[str]:
    """As each face prints it, without white."""
    return {_close(visible(name, face)) for face in get_args(FaceName)}


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return _close("".join(page.get_textpage().get_text_range() for page in document))


def _second_text(pdf: bytes) -> str:
    """As another reader gets it: the first leaves out a mark that stands twice over one letter, at the same place."""
    return _close("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def _close(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text.replace("\ufffe", "-").replace("\u00ad", "")).split())
