"""Closing a period: a snapshot without persons and its signed sheets, all or nothing; printing what was corrected since."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations, outward, prints
from campaign.core.actor import current_actor, ensure_fresh
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, Problem
from campaign.core.i18n import LANGUAGES, _, _l, use_language
from campaign.core.outward import Act
from campaign.events.models import Event
from campaign.papers.addresses import sheet_address
from campaign.papers.proving import proven
from campaign.papers.schemas import FrozenPaper, Signatory, SubjectKind
from campaign.papers.wording import kit_words
from campaign.pdf.parts import Grid, Paper
from campaign.relay.models import Stop
from campaign.reports.periods import snapshot
from campaign.reports.periods.models import PeriodClose
from campaign.reports.periods.paper import close_paper, corrections_paper
from campaign.reports.periods.policies import ensure_can_close
from campaign.reports.periods.queries import closed_period, document_of, rollup_in
from campaign.reports.periods.schemas import APART, CORRECTIONS, KEPT, MOST_NOTE, MOST_POST, MOST_SIGNER, SHEET, CloseWish
from campaign.territory.models import Region

NOT_CLOSED: Final = _l("The period was not closed.")
_KEPT: Final = _l("A closed period stays as it was closed. What was found out later is told as a correction.")
_APART: Final = _l("A day of this period is closed already; two closed periods never share a day.")
REFUSALS: Final = {KEPT: _KEPT, APART: _APART}


def close_period(wish: CloseWish, key: str) -> int:
    """Keep the figures of these days as they stand now; the number of the closed period. The same key closes once.

    A sheet is frozen in each language. Figures may still be corrected: that is what corrections are. Nothing reopens it.
    Raises NotFound, Refused, NotFresh, Invalid, Conflict.
    """
    ensure_fresh()
    with unit_of_work() as session:
        ensure_can_close(current_actor(), wish.region_id)
        if earlier := operations.begin(session, "periods.close", key, repr(wish)):
            return int(earlier["close"])
        if problems := list(_wrong(session, wish)):
            raise Invalid(NOT_CLOSED, problems)
        document = document_of(wish.region_id, wish.relay_id, wish.first, wish.last)
        if not document["rows"]:
            raise Invalid(_("In these days nothing was held and nothing was said: there is nothing to close."))
        row = _kept(session, wish, document)
        sheets = _frozen_sheets(session, row, document)
        after = {
            "relay": wish.relay_id, "first_day": wish.first.isoformat(), "last_day": wish.last.isoformat(),
            "hash": row.snapshot_hash, "rows": len(document["rows"]), "sheets": sheets,
        }  # fmt: skip
        audit.note(session, "period.closed", "period_close", row.id, region_id=wish.region_id, after=after)
        outward.announce(
            session, Act.PERIOD_CLOSED, region_id=wish.region_id, period=row.id, relay=wish.relay_id,
            first_day=wish.first.isoformat(), last_day=wish.last.isoformat(),
        )  # fmt: skip
        operations.finish(session, "periods.close", key, {"close": row.id})
        return row.id


def _wrong(session: Session, wish: CloseWish) -> Iterator[Problem]:
    today = clock.campaign_today()
    if wish.last < wish.first:
        yield Problem("last", "backwards", _("The last day lies before the first."))
        return
    if wish.last >= today:
        words = _("A period is closed when it is over: the last day that can be closed is yesterday.")
        yield Problem("last", "not_over", words)
    if len(wish.note) > MOST_NOTE:
        yield Problem("note", "too_long", _("A note has at most %(most)s characters.", most=MOST_NOTE))
    if len(wish.signer.name) > MOST_SIGNER or any(len(one) > MOST_POST for one in wish.signer.post.as_dict().values()):
        sentence = _(
            "A position has at most %(post)s characters and a name at most %(name)s.", post=MOST_POST, name=MOST_SIGNER
        )
        yield Problem("signer_name", "too_long", sentence)
    if (other := _met(session, wish)) is not None:
        words = _(
            "%(first)s – %(last)s is closed already. Choose days that it has not.",
            first=f"{other.first_day:%d.%m.%Y}", last=f"{other.last_day:%d.%m.%Y}",
        )  # fmt: skip
        yield Problem("first", "closed", words)


def _met(session: Session, wish: CloseWish) -> PeriodClose | None:
    """A closed period of the same figures that has one of these days. Of two who close at once the second waits here."""
    session.scalar(select(Region.id).where(Region.id == wish.region_id).with_for_update())
    asked = select(PeriodClose).where(
        PeriodClose.region_id == wish.region_id, PeriodClose.first_day <= wish.last, PeriodClose.last_day >= wish.first
    )
    for row in session.scalars(asked.order_by(PeriodClose.first_day)):
        if row.relay_id in {None, wish.relay_id} or wish.relay_id is None:
            return row
    return None


def _kept(session: Session, wish: CloseWish, document: snapshot.Document) -> PeriodClose:
    text = snapshot.canonical(document)
    row = PeriodClose(
        region_id=wish.region_id, relay_id=wish.relay_id, first_day=wish.first, last_day=wish.last,
        closed_at=clock.campaign_now(), closed_by=current_actor().user_id, signer=wish.signer.as_facts(), note=wish.note,
        snapshot=text, snapshot_hash=snapshot.digest(text),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _frozen_sheets(session: Session, row: PeriodClose, document: snapshot.Document) -> list[int]:
    """A frozen sheet in each language; their numbers."""
    rollup, found = rollup_in(document, row.closed_at), []
    for code in LANGUAGES:
        with use_language(code):
            paper = close_paper(rollup, Signatory.of(row.signer), row.snapshot_hash)
            found.append(_freeze(session, SHEET, row, paper, document["zone"]))
    return found


def _freeze(session: Session, kind: str, row: PeriodClose, paper: Paper, zone: str) -> int:
    frozen = FrozenPaper(proven(paper), kit_words(), "", zone, sheet_address(), SubjectKind.RELAY)
    rows = sum(len(part.rows) for part in paper.parts if isinstance(part, Grid))
    sheet = prints.freeze(
        session, kind=kind, subject_id=row.id, region_id=row.region_id, stop_id=None, language=paper.language, rows=rows,
        content=frozen.content(),
    )  # fmt: skip
    return sheet.number


def print_corrections(close_id: int, language: str, key: str) -> int:
    """Freeze the corrections of a closed period as they stand now; the number of the sheet. The same key prints once.

    Raises NotFound, Refused, Invalid, Conflict.
    """
    with unit_of_work() as session:
        period = closed_period(close_id)
        ensure_can_close(current_actor(), period.row.region_id)
        if language not in LANGUAGES:
            raise Invalid(_("Choose Kazakh, Russian or English."))
        if earlier := operations.begin(session, "periods.corrections", key, [close_id, language]):
            return int(earlier["number"])
        row = session.get_one(PeriodClose, close_id)
        with use_language(language):
            number = _freeze(session, CORRECTIONS, row, corrections_paper(period, period.rollup.zone), period.rollup.zone)
        after = {"kind": CORRECTIONS, "subject": close_id, "number": number, "corrections": len(period.corrections)}
        audit.note(session, "sheet.printed", "sheet", number, region_id=row.region_id, after=after)
        operations.finish(session, "periods.corrections", key, {"number": number})
        return number


class PeriodsOfASeason:
    """What the relay asks before it takes a season back (`RemovalPort`)."""

    def ensure_removable(self, session: Session, stop_ids: Sequence[int]) -> None:
        """Raises Conflict when a period of the relay or a day of these events was closed: what was reported stays."""
        of_relays = select(Stop.relay_id).where(Stop.id.in_(stop_ids))
        of_region = exists().where(
            Event.stop_id.in_(stop_ids), Event.region_id == PeriodClose.region_id, PeriodClose.relay_id.is_(None),
            Event.day.between(PeriodClose.first_day, PeriodClose.last_day),
        )  # fmt: skip
        closed = select(PeriodClose.id).where(PeriodClose.relay_id.in_(of_relays) | of_region).limit(1)
        if session.scalar(closed) is not None:
            raise Conflict(_("A period of this relay was closed, so the season cannot be taken back."))
