"""All that was typed back of one sheet, page by page, as the asker may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from campaign.core.actor import current_actor
from campaign.core.db import db
from campaign.papers.typed.models import Typing
from campaign.papers.typed.queries import OpenSheet, open_sheet, typing_facts, typings_asked
from campaign.papers.typed.reading import read_text
from campaign.papers.typed.schemas import LIVE, Entry, PageTyping, Reading, TypingState


@dataclass(frozen=True)
class TypedPage:
    """One typing of a page with what was read of it, and what posting could not do, by the number of the row."""

    typing: PageTyping
    reading: Reading
    left: dict[str, str]

    def line_of(self, entry: Entry) -> str:
        """The line that spoke of this row last, as it was typed."""
        said = [line.text for line in self.reading.lines if any(one.row.number == entry.row.number for one in line.entries)]
        return said[-1] if said else ""


@dataclass(frozen=True)
class TypedResult:
    """A sheet, and every page of it that was typed; drafts of others and pages typed blind are left out."""

    found: OpenSheet
    pages: tuple[TypedPage, ...]

    @property
    def rows(self) -> tuple[tuple[TypedPage, Entry], ...]:
        """Every row that was typed, in the printed order."""
        return tuple((page, entry) for page in self.pages for entry in page.reading.entries)


def typed_result(number: int) -> TypedResult:
    """Raises NotFound, Refused. One statement besides those of the sheet, however many pages."""
    found = open_sheet(number)
    asked = typings_asked().where(Typing.sheet_id == found.sheet.id, Typing.state.in_(LIVE))
    typings = [
        (row.Typing, typing_facts(row, found.sheet)) for row in db.session.execute(asked.order_by(Typing.page, Typing.turn))
    ]
    shown = set(_shown(typing for _kept, typing in typings))
    pages = []
    for kept, typing in typings:
        if typing.uid in shown:
            left = {number: words for number, words in kept.facts.get("left", ())}
            pages.append(TypedPage(replace(typing, facts=kept.facts), read_text(found.kind, kept.rows, kept.text), left))
    return TypedResult(found, tuple(pages))


def _shown(typings: Iterable[PageTyping]) -> Iterable[str]:
    """One's own and what was posted; of what is ready what nobody types a second time, and of two both together."""
    there = list(typings)
    ready = [typing.page for typing in there if typing.state is TypingState.READY]
    for typing in there:
        is_open = not typing.double or ready.count(typing.page) > 1
        if (
            typing.user_id == current_actor().user_id
            or typing.state is TypingState.POSTED
            or (typing.state is TypingState.READY and is_open)
        ):
            yield typing.uid
