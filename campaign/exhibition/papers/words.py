"""What panels say that nobody has typed, in their languages, and what the choices of a print are called."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from campaign.core.i18n import Translated, Words, _, _l, use_language
from campaign.exhibition.papers.schemas import Tongues
from campaign.walks.signs.words import tied

TONGUES: Final[Mapping[Tongues, Words]] = {
    Tongues.BOTH: _l("Kazakh and Russian together, Kazakh larger"),
    Tongues.KK: _l("Kazakh only"),
    Tongues.RU: _l("Russian only"),
    Tongues.EN: _l("English only"),
}


def said(text: Translated, codes: Sequence[str]) -> tuple[str, ...]:
    """A text in each language, the same words once; in another language where it is not written in this one."""
    return tuple(dict.fromkeys(tied(words) for code in codes if (words := text.text(code))))


def in_each(codes: Iterable[str], say: Callable[[], str]) -> tuple[str, ...]:
    """What `say` says in each of these languages, the same words once."""
    found = []
    for code in codes:
        with use_language(code):
            found.append(tied(say()))
    return tuple(dict.fromkeys(found))


def day_said(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def closing(hotline: str) -> tuple[str, str]:
    """What to do, in the language spoken now: what stands strong, and the rest."""
    if not hotline:
        return "", ""
    strong = _("If somebody asks for a bribe,")
    return strong, tied(_("do not agree, remember the time and the place, and report it: %(hotline)s.", hotline=hotline))


def in_force(day: date | None) -> str:
    """The mark of a panel about a person (SPEC X2)."""
    return _("convicted by a verdict that entered into force on %(day)s", day=day_said(day) if day else "–")


def hashed(content_hash: str) -> str:
    """The first twelve digits of the hash of a version, as they stand on the sheet: 9F3A 1C2B 77D0."""
    short = content_hash[:12].upper()
    return " ".join(short[at : at + 4] for at in range(0, len(short), 4))
