"""What is wrong with what was typed about an exhibition or a panel."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Translated, Words, _
from campaign.core.lengths import too_long
from campaign.exhibition import wording
from campaign.exhibition.blocks import (
    MOST,
    MOST_BARS,
    Amount,
    Article,
    Bars,
    Block,
    Number,
    Paragraph,
    Picture,
    Sentence,
    texts_in,
)
from campaign.exhibition.schemas import LONGEST, NewExhibition, NewPanel, NewPerson, PanelKind
from campaign.exhibition.words import WRONG_REMEDIES, wrong_said

EARLIEST = date(1991, 12, 16)
_COUNTED: Final[frozenset[type[Block]]] = frozenset({Number, Bars, Picture})
FITS: Final[dict[PanelKind, frozenset[type[Block]]]] = {
    PanelKind.FACTS: _COUNTED,
    PanelKind.FIGURES: _COUNTED,
    PanelKind.LAW: frozenset({Article, Picture}),
    PanelKind.AMOUNTS: frozenset({Amount, Picture}),
    PanelKind.POSTER: frozenset({Sentence, Paragraph, Picture}),
    PanelKind.PERSON: frozenset({Picture}),
}
"""What the editor of each kind can show again: anything else would be lost by saving."""


def ensure_right(problems: Iterable[Problem], words: Words) -> None:
    """Raises Invalid with all of them."""
    if found := list(problems):
        raise Invalid(words, found)


def ensure_said_why(why: str, not_done: Words, field: str = "why") -> None:
    """Raises Invalid without a reason, or with one that is too long for the log."""
    ensure_right(too_long(field, why, LONGEST["reason"]), not_done)
    if not why:
        words = _("Say why: it stands in the log.")
        raise Invalid(words, [Problem(field, "missing", words)])


def wrong_exhibition(new: NewExhibition) -> Iterator[Problem]:
    if not new.title:
        yield Problem("title_kk", "missing", _("Give it a title in one language at least."))
    yield from too_long("title", new.title, LONGEST["title"])
    yield from too_long("hall", new.hall, LONGEST["hall"])
    if new.closes_on < new.opens_on:
        yield Problem("closes_on", "backwards", _("It closes before it opens. Correct one of the two days."))


def wrong_panel(kind: PanelKind, new: NewPanel, person: NewPerson | None) -> Iterator[Problem]:
    """Lengths and numbers, and words that may never be kept; what is only not there yet is for the gate to say."""
    if not new.title:
        yield Problem("title_kk", "missing", _("Give it a title in one language at least."))
    for name, text in (("title", new.title), ("lead", new.lead), ("source", new.source)):
        yield from too_long(name, text, LONGEST[name])
    yield from _wrong_words({"title": new.title, "lead": new.lead, "source": new.source}, kind)
    yield from _wrong_blocks(kind, new)
    yield from _wrong_day("source_checked_on", new.source_checked_on)
    if person is not None:
        yield from _wrong_person(person)
        if said := wording.names_the_person(person.name, (new.title, new.lead, *texts_in(new.blocks))):
            words = _("“%(words)s” is the person's name: it stands in its own field only, where it is sealed.", words=said)
            yield Problem("title_kk", "named", words)


def _wrong_words(texts: dict[str, Translated], kind: PanelKind) -> Iterator[Problem]:
    for name, text in texts.items():
        for code, words in text.as_dict().items():
            found = wording.found_in(words, kind) if name != "source" else iter(wording.found_in_sources([words]))
            yield from (_of(f"{name}_{code}", one) for one in found)


def _of(field: str, found: wording.Found) -> Problem:
    return Problem(field, found.wrong.value, f"{wrong_said(found)} {WRONG_REMEDIES[found.wrong]}")


def _wrong_blocks(kind: PanelKind, new: NewPanel) -> Iterator[Problem]:
    for block_kind, there in Counter(map(type, new.blocks)).items():
        if there > (most := MOST.get(block_kind, 1)) or block_kind not in FITS[kind]:
            words = _("That many lines of this sort do not fit on such a panel: at most %(most)s.", most=most)
            yield Problem("blocks", "too_many", words)
    for block in new.blocks:
        if isinstance(block, Bars) and len(block.rows) > MOST_BARS:
            yield Problem("bars", "too_many", _("At most %(most)s bars fit on a panel.", most=MOST_BARS))
    for text in texts_in(new.blocks):
        if any(len(words) > LONGEST["text"] for words in text.as_dict().values()):
            yield Problem("blocks", "too_long", _("A line has at most %(most)s characters.", most=LONGEST["text"]))
    yield from (_of("blocks", one) for one in wording.found_in_texts(texts_in(new.blocks), kind))


def _wrong_person(person: NewPerson) -> Iterator[Problem]:
    lines = {
        "person_name": (person.name, "name"), "court": (person.court, "court"), "case_number": (person.case_number, "case"),
        "article": (person.article, "article"), "person_source": (person.source, "source"),
        "picture_basis": (person.picture_basis, "basis"),
    }  # fmt: skip
    for field, (text, most) in lines.items():
        yield from too_long(field, text, LONGEST[most])
        found = wording.found_in(text, PanelKind.PERSON) if field == "person_name" else wording.found_in_sources([text])
        yield from (_of(field, one) for one in found)
    for name, words, most in (
        ("post", person.post, "court"), ("punishment", person.sentence, "sentence"), ("story", person.story, "story"),
    ):  # fmt: skip
        yield from too_long(name, words, LONGEST[most])
    yield from _wrong_words({"post": person.post, "punishment": person.sentence, "story": person.story}, PanelKind.PERSON)
    for field in ("verdict_on", "in_force_on", "checked_on", "spent_on"):
        yield from _wrong_day(field, getattr(person, field))


def _wrong_day(field: str, day: date | None) -> Iterator[Problem]:
    if day is not None and not EARLIEST <= day <= date(2100, 1, 1):
        yield Problem(field, "out_of_range", _("The day lies outside 1991 to 2100. Look at the year."))
