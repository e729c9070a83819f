"""Reading paper sets: those of a stop or an event, one with its papers, what is out of date, when they are made ahead."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from campaign.accounts.models import User
from campaign.core import clock
from campaign.core.actor import current_actor
from campaign.core.audit import OF_EVENTS, AuditEntry
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.files import KeptFile
from campaign.core.i18n import Translated, _l
from campaign.core.prints import PrintedSheet
from campaign.papers.presses import PRESSES, Press, presses_of
from campaign.papers.queries import subject_of
from campaign.papers.schemas import Subject, SubjectKind
from campaign.papers.sets.models import EveningSet, PaperSet, PaperSetItem
from campaign.papers.sets.policies import ensure_can_make_set
from campaign.papers.sets.ports import PORTS, STIRRED
from campaign.papers.sets.schemas import EveningRule, Part, SetItem, SetRow

MOST = 20
_TELLING = (
    "set.asked",
    "people.exported",
    "briefing.sent",
    "signs.looked_at",
    "signs.sample_drawn",
)  # acts that change no paper


def no_set() -> NotFound:
    return NotFound(_l("There is no such paper set."))


def parts_of(subject: Subject) -> list[Part]:
    """The thing itself and, of a stop, what happens there. A constant number of statements."""
    inside = [part for port in PORTS for part in port.parts_of(subject.id)] if subject.kind is SubjectKind.STOP else []
    return [Part(subject, subject.name), *inside]


def offered(subject: Subject) -> list[Press]:
    """The papers of which its sets can be made, each once, in the order of the panels."""
    found = {press.code for part in parts_of(subject) for press in presses_of(part.subject)}
    return [press for press in PRESSES.values() if press.code in found]


def _sets() -> Any:
    kept = select(KeptFile.id).where(KeptFile.uid == PaperSet.file_uid, KeptFile.expires_at > clock.now()).exists()
    return select(PaperSet, func.coalesce(User.name, ""), kept).outerjoin(User, User.id == PaperSet.made_by)


def _row(found: Any, subject: Subject) -> SetRow:
    of, name, kept = found
    return SetRow(
        uid=of.uid, subject=subject, binding=of.binding, both_sides=of.both_sides, only_new=of.only_new, asked_at=of.asked_at,
        ready_at=of.ready_at, first_day=of.first_day, last_day=of.last_day, made_by=name, papers=of.papers, job_uid=of.job_uid,
        file_uid=of.file_uid, mark=of.mark, kept=bool(kept),
    )  # fmt: skip


def sets_of(subject: Subject) -> tuple[SetRow, ...]:
    """The last sets of a stop or an event, the newest first, MOST at most. One statement."""
    asked = _sets().where(*_of(subject)).order_by(PaperSet.id.desc()).limit(MOST)
    return tuple(_row(found, subject) for found in db.session.execute(asked))


def _of(subject: Subject) -> tuple[ColumnElement[bool], ...]:
    return (PaperSet.subject_kind == subject.kind, PaperSet.subject_id == subject.id)


def newest_ready(subject: Subject) -> SetRow | None:
    """The last set that is ready and whose file is kept, of the thing itself or of the stop around it. One statement."""
    of = and_(*_of(subject))
    if subject.kind is SubjectKind.EVENT:
        of = or_(of, and_(PaperSet.subject_kind == SubjectKind.STOP, PaperSet.subject_id == subject.stop_id))
    asked = _sets().where(of, PaperSet.ready_at.is_not(None), PaperSet.papers > 0, PaperSet.file_uid.is_not(None))
    found = db.session.execute(asked.order_by(PaperSet.id.desc()).limit(1)).first()
    return _row(found, subject) if found is not None and found[2] else None


def set_row(uid: str) -> SetRow:
    """One set. Raises NotFound out of scope, Refused for whoever may not print there."""
    found = db.session.execute(_sets().where(PaperSet.uid == uid)).first()
    if found is None:
        raise no_set()
    subject = subject_of(found[0].subject_kind, found[0].subject_id)
    ensure_can_make_set(current_actor(), subject)
    return _row(found, subject)


def items_of(uid: str) -> tuple[SetItem, ...]:
    """The papers of a set in their order, each with the revision that was printed after it. One statement."""
    later = PrintedSheet.__table__.alias()  # of sheets that are the asker's to see, so it needs no narrowing of its own
    newer = (
        select(func.max(later.c.revision))
        .where(
            later.c.kind == PrintedSheet.kind, later.c.subject_id == PrintedSheet.subject_id,
            later.c.language == PrintedSheet.language, later.c.revision > PrintedSheet.revision,
        )
        .scalar_subquery()
    )  # fmt: skip
    asked = (
        select(PaperSetItem, PrintedSheet.revision, newer)
        .join(PaperSet, PaperSet.id == PaperSetItem.set_id)
        .outerjoin(PrintedSheet, PrintedSheet.number == PaperSetItem.number)
        .where(PaperSet.uid == uid)
        .order_by(PaperSetItem.position)
    )
    return tuple(_item(*found) for found in db.session.execute(asked))


def _item(of: PaperSetItem, revision: int | None, newer: int | None) -> SetItem:
    name = PRESSES[of.code].name if of.code in PRESSES else of.code
    return SetItem(
        of.position, of.code, name, of.part, of.language, of.state, of.number, revision, of.trouble, newer
    )  # fmt: skip


def bound_in(row: SetRow, items: Sequence[SetItem]) -> list[SetItem]:
    """Those that stand in the file: all that were frozen, or of a set of what is new only what the one before had not."""
    frozen = [item for item in items if item.number is not None]
    if not row.only_new:
        return frozen
    known = _known_before(row)
    return [item for item in frozen if item.number not in known]


def _known_before(row: SetRow) -> set[int]:
    """The sheets of the sets of the same thing that were ready before. One statement."""
    this = select(PaperSet.id).where(PaperSet.uid == row.uid).scalar_subquery()
    asked = (
        select(PaperSetItem.number)
        .join(PaperSet, PaperSet.id == PaperSetItem.set_id)
        .where(*_of(row.subject), PaperSet.id < this, PaperSet.ready_at.is_not(None), PaperSetItem.number.is_not(None))
    )
    return {number for number in db.session.scalars(asked) if number is not None}


def stirred_since(row: SetRow) -> int:
    """How many changes were noted since a set was frozen, of the stop, its events and their people. Four statements."""
    asked = (
        select(PaperSetItem.subject_id)
        .join(PaperSet, PaperSet.id == PaperSetItem.set_id)
        .where(PaperSet.uid == row.uid, PaperSetItem.subject_kind == SubjectKind.EVENT)
        .distinct()
    )
    events = db.session.scalars(asked).all()
    of = [and_(OF_EVENTS, AuditEntry.thing_id.in_(events))]
    if row.subject.stop_id is not None:
        of.append(and_(AuditEntry.thing == "stop", AuditEntry.thing_id == row.subject.stop_id))
    noted = select(func.count(AuditEntry.id)).where(
        AuditEntry.id > row.mark, AuditEntry.region_id == row.subject.region_id, AuditEntry.act.not_in(_TELLING), or_(*of)
    )
    made = db.session.scalar(select(PaperSet.really_at).where(PaperSet.uid == row.uid))
    further = sum(ask(events, row.mark, made) for ask in STIRRED) if made is not None else 0
    return (db.session.scalar(noted) or 0) + further


def grouped(items: Sequence[SetItem]) -> list[tuple[Translated, list[SetItem]]]:
    """The papers under the words of what they are about, language by language, as they stand in the file."""
    return [(papers[0].part, papers) for _key, found in groupby(items, _standing) if (papers := list(found))]


def _standing(item: SetItem) -> tuple[str, Translated]:
    return item.language, item.part


def evening_rule(region_id: int) -> EveningRule:
    """When the sets of a region are made ahead; the usual rule where nobody has said. One statement."""
    row = db.session.scalar(select(EveningSet).where(EveningSet.region_id == region_id))
    return _rule(row) if row else EveningRule(region_id)


def evening_rules() -> dict[int, EveningRule]:
    """All that somebody has said. One statement."""
    return {row.region_id: _rule(row) for row in db.session.scalars(select(EveningSet))}


def _rule(row: EveningSet) -> EveningRule:
    return EveningRule(row.region_id, row.is_on, row.hour, row.days, tuple(row.languages), row.version)
