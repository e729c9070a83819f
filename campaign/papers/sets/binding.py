"""The file of a paper set: one PDF with an outline above those of its papers, or a ZIP of files with speaking names."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from campaign.core import clock
from campaign.core.i18n import LANGUAGE_NAMES, Translated, _, use_language
from campaign.core.numerals import number_sign
from campaign.papers.presses import press_of
from campaign.papers.sets.schemas import Binding, SetItem, SetRow
from campaign.pdf.document import TAGS, About
from campaign.pdf.volume import Chapter, bound

Step = Callable[[int], None]
_LONGEST: Final = 80  # characters of a part of a path; Windows takes 255 in all
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+')
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def pieces(row: SetRow, items: Sequence[SetItem], step: Step = lambda done: None) -> Iterator[bytes]:
    """The whole file piece by piece; `step` is called before each paper with how many are done."""
    return _pdf(row, items, step) if row.binding is Binding.PDF else _zip(row, items, step)


def file_name(row: SetRow) -> str:
    """`Темиртау 06.04.2018 1742.pdf`, in the language spoken now."""
    wall = clock.on_the_wall(row.asked_at, row.subject.time_zone)
    return safe(f"{row.subject.name.text()} {wall:%d.%m.%Y %H%M}") + f".{row.binding.value}"


def safe(words: str) -> str:
    """Words as a part of a path that every system takes; never empty.

    >>> safe('План: "А/Б"'), safe(" .. "), safe("nul")
    ('План А Б', '_', '_nul')
    """
    plain = " ".join(_FORBIDDEN.sub(" ", words).split())[:_LONGEST].strip(" .")
    return f"_{plain}" if not plain or _DEVICES.fullmatch(plain) else plain


def _pdf(row: SetRow, items: Sequence[SetItem], step: Step) -> Iterator[bytes]:
    languages = list(dict.fromkeys(item.language for item in items))
    with use_language(languages[0]):
        about = About(_("Paper set: %(name)s", name=row.subject.name.text()), TAGS.get(languages[0], languages[0]))
    return bound(about, _chapters(items, len(languages) > 1, step), both_sides=row.both_sides)


def _chapters(items: Sequence[SetItem], several: bool, step: Step) -> Iterator[Chapter]:
    for done, item in enumerate(items):
        step(done)
        words = item.part.text(item.language)
        yield Chapter(f"{words} · {LANGUAGE_NAMES[item.language]}" if several else words, drawn(item))


def drawn(item: SetItem) -> bytes:
    """The PDF of one paper, as its own page gives it."""
    assert item.number is not None  # noqa: S101 - only frozen papers are bound
    return b"".join(press_of(item.code).pdf(item.number))


class _Pieces(io.RawIOBase):
    """A file that can only be written on; what was written is taken away."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        return len(data)

    def taken(self) -> bytes:
        out = bytes(self._waiting)
        self._waiting.clear()
        return out


def _zip(row: SetRow, items: Sequence[SetItem], step: Step) -> Iterator[bytes]:
    several = len({item.language for item in items}) > 1
    sink = _Pieces()
    with zipfile.ZipFile(sink, "w") as archive:
        for done, (item, path) in enumerate(zip(items, paths(items, several=several), strict=True)):
            step(done)
            entry = zipfile.ZipInfo(path, clock.on_the_wall(row.asked_at, row.subject.time_zone).timetuple()[:6])
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, drawn(item))
            yield sink.taken()
    yield sink.taken()


def paths(items: Sequence[SetItem], *, several: bool) -> list[str]:
    """`01 Митинг на площади/02 Лист регистрации № 00418.pdf`, with the language above where there are several."""
    parts: dict[tuple[str, Translated], int] = {}
    out: list[str] = []
    for place, item in enumerate(items, 1):
        number = parts.setdefault((item.language, item.part), len(parts) + 1)
        with use_language(item.language):
            folder = safe(f"{number:02d} {item.part.text()}")
            name = f"{safe(f'{place:03d} {item.name}')} {number_sign(item.language)} {item.shown_number}.pdf"
        out.append("/".join([*([safe(LANGUAGE_NAMES[item.language])] if several else []), folder, name]))
    return out
