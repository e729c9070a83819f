"""Printing panels: through the gate, each print a frozen sheet and a line in the log; and forgetting a person on sheets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, operations, prints
from campaign.core.actor import current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _, _l, use_language
from campaign.core.prints import PrintedSheet
from campaign.exhibition.models import PanelPerson
from campaign.exhibition.papers.drawing import panel_on_paper
from campaign.exhibition.papers.queries import candidates, frame_of, photos_in
from campaign.exhibition.papers.schemas import PANELS, Candidate, OnSheet, PanelsPaper, PanelsWish
from campaign.exhibition.policies import ensure_can_write
from campaign.exhibition.queries import exhibition_row
from campaign.exhibition.schemas import ExhibitionRow, PanelRow
from campaign.exhibition.services import ensure_printable, note_print
from campaign.papers.wording import kit_words
from campaign.pdf.panels import Panel, Panels

_ACT: Final = "exhibition.print"
_REFUSED: Final = _l("Nothing was printed.")


def print_panels(exhibition_id: int, wish: PanelsWish, key: str) -> int:
    """Freeze the panels wished for as one sheet, and give its number. The same key gives the same sheet.

    Raises NotFound, Refused, Invalid with everything that stands against it.
    """
    with unit_of_work() as session:
        exhibition = exhibition_row(exhibition_id)
        ensure_can_write(current_actor(), exhibition.region_id, exhibition.stop_id)
        if earlier := operations.begin(session, _ACT, key, [exhibition_id, *wish.as_facts()]):
            return int(earlier["number"])
        number = freeze_panels(session, exhibition_id, wish)
        operations.finish(session, _ACT, key, {"number": number})
        return number


def freeze_panels(session: Session, exhibition_id: int, wish: PanelsWish) -> int:
    """The same inside a unit of work. Raises NotFound, Refused, Invalid."""
    exhibition = exhibition_row(exhibition_id)
    ensure_can_write(current_actor(), exhibition.region_id, exhibition.stop_id)
    chosen = _chosen(exhibition, wish)
    rows = [
        ensure_printable(one.panel.id) for one in sorted(chosen, key=lambda one: one.panel.id)
    ]  # held, in one order for all
    rows.sort(key=lambda row: (row.position, row.id))
    paper = _paper(exhibition, rows, wish)
    sheet = prints.freeze(
        session, kind=PANELS, subject_id=exhibition.id, region_id=exhibition.region_id, stop_id=exhibition.stop_id,
        language=wish.tongues.codes[0], rows=len(rows), content=paper.content(),
    )  # fmt: skip
    for row in rows:
        note_print(row.id, sheet.number)
    after = {"exhibition": exhibition.id, "number": sheet.number, "rows": sheet.rows}
    audit.note(session, "sheet.printed", "sheet", sheet.id, region_id=exhibition.region_id, after=after)
    return sheet.number


def _chosen(exhibition: ExhibitionRow, wish: PanelsWish) -> Sequence[Candidate]:
    """The panels of a wish: those named, of which each must be fit, or all that are. Raises Invalid."""
    known = candidates(exhibition, wish.tongues)
    if not wish.panels:
        fit = [one for one in known if one.may_be_printed]
        problems = [] if fit else [Problem("panels", "none", _("None of the panels may be printed yet: see what is missing."))]
    else:
        fit = [one for one in known if one.panel.id in wish.panels]
        problems = [problem for one in fit for problem in _against(one)]
        if len(fit) < len(set(wish.panels)):
            problems.append(Problem("panels", "unknown", _("A panel was removed meanwhile. Look at the list again.")))
    if problems:
        raise Invalid(_REFUSED, problems)
    return fit


def _against(one: Candidate) -> Iterator[Problem]:
    """Every reason with the panel that it is about."""
    title = one.panel.title.text()
    for refusal in one.refusals:
        words = _("Panel “%(title)s”: %(missing)s %(remedy)s", title=title, missing=refusal.missing, remedy=refusal.remedy)
        yield Problem("panels", refusal.code, words)
    if one.too_long:
        yield Problem("panels", "too_long", _("Panel “%(title)s”: %(said)s", title=title, said=too_long_said(one.too_long)))


def too_long_said(percent: int) -> str:
    """What to do about a panel that cannot be read from two metres."""
    return _(
        "it holds too much to be read from two metres: shorten it by some %(percent)d percent, or make two panels of it.",
        percent=percent,
    )


def _paper(exhibition: ExhibitionRow, rows: Sequence[PanelRow], wish: PanelsWish) -> PanelsPaper:
    frame, photos, codes = frame_of(exhibition), photos_in(rows, exhibition.stop_id), wish.tongues.codes
    cards = tuple(panel_on_paper(row, frame, codes, photos) for row in rows)
    with use_language(codes[0]):
        title = _("Panels: %(title)s", title=exhibition.title.text())
        words = kit_words()
    on_it = tuple(OnSheet(row.id, row.version, row.content_hash, row.is_about_a_person) for row in rows)
    author = frame.campaign.text(codes[0])
    return PanelsPaper(Panels(cards), title, words, wish.tongues, exhibition.id, exhibition.time_zone, on_it, author)


def forget_persons(session: Session, sheets: Iterable[int]) -> None:
    """Overwrite on these sheets every person who was erased; the sheet says so. Within the unit of work that erases."""
    with widened():
        found = session.scalars(select(PrintedSheet).where(PrintedSheet.number.in_(set(sheets)), PrintedSheet.kind == PANELS))
        for stored in found.all():
            paper = PanelsPaper.of(stored.content())
            cards = [_forgotten(session, one, card) for one, card in zip(paper.on_it, paper.panels.cards, strict=True)]
            stored.keep(replace(paper, panels=Panels(tuple(cards))).content())


def _forgotten(session: Session, one: OnSheet, card: Panel) -> Panel:
    if not one.is_about_a_person:
        return card
    erased = session.scalar(select(PanelPerson.erased_on).where(PanelPerson.panel_id == one.panel))
    if erased is None:
        return card
    with use_language(card.language):
        said = _("The person on this panel was erased on %(day)s.", day=f"{erased:%d.%m.%Y}")
    return replace(card, lead=(said,), blocks=(), source=())
