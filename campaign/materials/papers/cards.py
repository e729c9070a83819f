"""The paper «Карточка учёта материалов»: what came into a store and left it, with the balance after each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, or_, select

from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Words, _, _l, language
from campaign.core.lengths import length_complaint
from campaign.core.text import fold
from campaign.materials import queries
from campaign.materials.models import StockLine
from campaign.materials.papers.reading import campaign_name
from campaign.materials.papers.wording import capital, legal, material, pieces, side_called, store_called
from campaign.materials.papers.written import is_called
from campaign.materials.schemas import PlaceRow, VariantRow
from campaign.materials.stock.queries import movements_of, store_to_read
from campaign.materials.stock.schemas import CardFilter, Movement
from campaign.materials.words import DOCUMENTS
from campaign.papers.schemas import CHOICE, Choice, PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line
from campaign.pdf.parts import Column, Grid, Head, Heading, Paper, Paragraph, Part, Signer
from campaign.pdf.parts import Signers as SignersPart
from campaign.web.templating import day, number, numbered

CODE: Final = "stock_card"
MATERIAL, SINCE, UNTIL = "material", "since", "until"
_LONGEST: Final = 160
_ROW: Final = 6.2  # mm
_DAYS: Final = ("%d.%m.%Y", "%Y-%m-%d")


@dataclass(frozen=True)
class Card:
    """One material in one of its sizes: its movements in the order of posting."""

    variant: VariantRow
    rows: tuple[Movement, ...]

    @property
    def before(self) -> int:
        first = self.rows[0]
        return first.balance - first.came + first.left

    @property
    def after(self) -> int:
        return self.rows[-1].balance


@dataclass(frozen=True)
class StoreCards:
    """The cards of a store that were asked for; `wish`: between which days."""

    campaign: str
    store: PlaceRow
    wish: CardFilter
    cards: tuple[Card, ...]
    places: Mapping[int, PlaceRow]
    today: date


def cards_of_store(store_id: int, chosen: Mapping[str, str]) -> StoreCards:
    """Raises NotFound, Invalid (no such material, days backwards). At most 20 statements, however many movements."""
    store, today = store_to_read(store_id), clock.campaign_today()
    wish = CardFilter(_day(chosen[SINCE]), _day(chosen[UNTIL]))
    if wish.first_day and wish.last_day and wish.last_day < wish.first_day:
        raise _unfit(UNTIL, _l("The last day is before the first one."))
    known = queries.variants(with_retired=True)
    is_any, typed = not fold(chosen[MATERIAL]), chosen[MATERIAL]
    wanted = {variant_id: row for variant_id, row in known.items() if is_any or is_called(row, typed)}
    if not wanted and not is_any:
        raise _unfit(MATERIAL, _l("There is no such material or size. Write its name as the catalogue has it."))
    only = next(iter(wanted)) if len(wanted) == 1 else None
    rows = [row for row in movements_of(store_id, only, wish) if row.variant_id in wanted]
    cards = (Card(row, tuple(one for one in rows if one.variant_id == variant_id)) for variant_id, row in wanted.items())
    return StoreCards(
        campaign=campaign_name(store.region_id, store.stop_id, today),
        store=store,
        wish=wish,
        cards=tuple(card for card in cards if card.rows),
        places=queries.place_rows({row.other_id for row in rows}),
        today=today,
    )


def _unfit(choice: str, words: Words) -> Invalid:
    return Invalid(_l("The paper was not printed yet."), [Problem(f"{CHOICE}{choice}", "unfit", words)])


def how_many(store_id: int) -> int:
    """How many movements all cards of a store have. One statement."""
    of_store = or_(StockLine.source_id == store_id, StockLine.target_id == store_id)
    return db.session.scalar(select(func.count()).select_from(StockLine).where(of_store)) or 0


def _day(typed: str) -> date | None:
    """None for nothing. Raises ValueError for what is no day."""
    words = typed.strip()
    if not words:
        return None
    for form in _DAYS:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    raise ValueError(words)


def card_paper(sheet: StoreCards, _signers: Signers, _chosen: Mapping[str, str]) -> Paper:
    """A table for each material, with what was there before and what is there after."""
    title = _("Stock card of materials")
    head = Head("", (f"{store_called(sheet.store)} · {_span(sheet)}",), campaign_line(sheet.campaign))
    parts: list[Part] = [head]
    for card in sheet.cards:
        parts += [Heading(f"{material(card.variant)}, {_unit_line(card)}"), _grid(sheet, card)]
    if not sheet.cards:
        parts.append(Paragraph(_("Nothing was moved here in these days.")))
    signers = (Signer(_("Answers for the store"), sheet.store.responsible), Signer(_("Checked by")))
    return Paper(
        language=language(),
        title=title,
        short_title=f"{title}: {store_called(sheet.store)}",
        legal=legal(),
        author=sheet.campaign,
        parts=(*parts, SignersPart(signers)),
    )


def _span(sheet: StoreCards) -> str:
    since, until = sheet.wish.first_day, sheet.wish.last_day or sheet.today
    return _("from %(since)s to %(until)s", since=day(since), until=day(until)) if since else _("up to %(day)s", day=day(until))


def _unit_line(card: Card) -> str:
    return _("balance %(quantity)s", quantity=pieces(card.after, card.variant))


def _grid(sheet: StoreCards, card: Card) -> Grid:
    columns = [
        Column(_("Date"), 20, "centre", "figures"), Column(_("Document"), 44, face="medium", size=9),
        Column(_("From where, to where"), 66, size=8), Column(_("Came in"), 18, "right", "figures"),
        Column(_("Went out"), 18, "right", "figures"), Column(_("Balance"), 20, "right", "figures", "semibold", 9.5),
    ]  # fmt: skip
    return Grid(columns, tuple(_rows(sheet, card)), row_height=_ROW, running=_("continued"))


def _rows(sheet: StoreCards, card: Card) -> Iterator[Sequence[str]]:
    yield (_("Balance before: %(quantity)s", quantity=pieces(card.before, card.variant)),)
    for row in card.rows:
        yield (
            f"{row.dated_on:%d.%m.%Y}", f"{DOCUMENTS[row.kind]} {numbered(row.shown_number)}",
            capital(side_called(sheet.places[row.other_id], row.counterparty)), number(row.came) if row.came else "",
            number(row.left) if row.left else "", number(row.balance),
        )  # fmt: skip
    came, left = sum(row.came for row in card.rows), sum(row.left for row in card.rows)
    said = _(
        "Came in %(came)s, went out %(left)s, balance %(balance)s",
        came=number(came), left=number(left), balance=pieces(card.after, card.variant),
    )  # fmt: skip
    yield (said,)


def _complaint_of_day(typed: str) -> Words:
    try:
        _day(typed)
    except ValueError:
        return _("Write a day like 06.04.2018, or leave it empty.")
    return ""


KIND = PaperKind(
    code=CODE,
    name=_l("Stock card of materials"),
    subject=SubjectKind.STORE,
    read=cards_of_store,
    draw=card_paper,
    note=_l("every movement with its balance, of one material or of all"),
    choices=(
        Choice(
            MATERIAL, _l("Material"), "", complaint=lambda typed: length_complaint(typed, _LONGEST),
            hint=_l("Its name or code, with the size or without: T-shirt L. Empty for everything in the store."),
        ),
        Choice(
            SINCE, _l("First day of the card"), "", complaint=_complaint_of_day,
            hint=_l("For example 01.04.2018; empty for all."),
        ),
        Choice(UNTIL, _l("Last day of the card"), "", complaint=_complaint_of_day, hint=_l("Empty: up to today.")),
    ),
    count=how_many,
    reads_choices=True,
)  # fmt: skip
