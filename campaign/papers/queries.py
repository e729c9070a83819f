"""Reading papers: those of a subject, one frozen sheet, and who signs."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from sqlalchemy import false, func, literal, select

from campaign.accounts.models import User
from campaign.core import clock, prints
from campaign.core.actor import current_actor
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import LANGUAGES, _, _l, language
from campaign.core.prints import PrintedSheet
from campaign.papers.desk.models import PrintDesk
from campaign.papers.kinds import KINDS, SUBJECTS, kinds_of
from campaign.papers.models import BEGINNING, PaperSigners
from campaign.papers.policies import can_print, ensure_can_print
from campaign.papers.schemas import (
    FrozenPaper,
    Panel,
    PaperKind,
    PaperLine,
    PaperSheet,
    SheetLine,
    Signers,
    SignersFrom,
    Subject,
    SubjectKind,
)

MOST = 20


def subject_of(kind: SubjectKind, subject_id: int) -> Subject:
    """The relay, stop, event, store or document as papers know it. Raises NotFound outside the asker's scope."""
    if kind not in SUBJECTS:
        raise NotFound(_l("There is no such paper."))
    return SUBJECTS[kind].read(subject_id)


def lines() -> Any:
    """The frozen sheets without what stands on them, to be narrowed and ordered by the asker."""
    columns = (PrintedSheet.number, PrintedSheet.revision, PrintedSheet.language, PrintedSheet.printed_at)
    at_desk = literal(f"{_('Print desk')}: ").concat(PrintDesk.label)
    named = select(*columns, func.coalesce(User.name, at_desk, "").label("who"), PrintedSheet.rows)
    return named.outerjoin(User, User.id == PrintedSheet.printed_by).outerjoin(PrintDesk, PrintDesk.id == PrintedSheet.desk_id)


def panel_of(subject: Subject, wished: str | None = None) -> Panel:
    """The papers of a subject that the asker sees, with the newest sheet of each in the language wished for (else the page's).

    One statement, however many kinds and sheets there are.
    """
    code = wished if wished in LANGUAGES else language()
    kinds, may_print = kinds_of(subject), can_print(current_actor(), subject)
    found = _newest(kinds, subject.id, code) if may_print else {}
    lines = tuple(PaperLine(one, *found.get(one.code, (None, 0))) for one in kinds)
    return Panel(subject, code, lines, may_print)


def _newest(kinds: list[PaperKind], subject_id: int, code: str) -> dict[str, tuple[SheetLine | None, int]]:
    of_these = PrintedSheet.kind.in_([kind.code for kind in kinds])
    asked = lines().add_columns(PrintedSheet.kind).where(of_these, PrintedSheet.subject_id == subject_id)
    newest: dict[str, SheetLine] = {}
    counted: Counter[str] = Counter()
    for *columns, kind in db.session.execute(asked.order_by(PrintedSheet.revision.desc())):
        counted[kind] += 1
        line = SheetLine(*columns)
        if line.language == code:
            newest.setdefault(kind, line)
    return {kind: (newest.get(kind), number) for kind, number in counted.items()}


def sheets_of(kind: PaperKind, subject_id: int) -> tuple[SheetLine, ...]:
    """What was printed of this paper last, the newest first, MOST at most. One statement."""
    asked = lines().where(PrintedSheet.kind == kind.code, PrintedSheet.subject_id == subject_id)
    rows = db.session.execute(asked.order_by(PrintedSheet.revision.desc()).limit(MOST))
    return tuple(SheetLine(*row) for row in rows)


def paper_sheet(number: int) -> PaperSheet:
    """The frozen paper with this number. Three statements beside what reading its subject costs.

    Raises NotFound outside the asker's scope, Refused for whoever sees the subject but may not print its papers, Conflict when
    what is stored is no longer what was printed.
    """
    stored = prints.sheet_of(number)
    kind = KINDS.get(stored.kind)
    if kind is None:
        raise NotFound(prints.NO_SHEET)
    subject = subject_of(kind.subject, stored.subject_id)
    ensure_can_print(current_actor(), subject)
    same = (
        PrintedSheet.kind == stored.kind,
        PrintedSheet.subject_id == stored.subject_id,
        PrintedSheet.language == stored.language,
    )
    line = db.session.execute(lines().where(PrintedSheet.id == stored.id)).one()
    newest = db.session.execute(lines().where(*same).order_by(PrintedSheet.revision.desc()).limit(1)).one()
    return PaperSheet(SheetLine(*line), kind, subject, prints.as_printed(stored, FrozenPaper.of), SheetLine(*newest))


def signers_of(subject: Subject, on: date | None = None) -> tuple[Signers, int]:
    """Who signs the papers of a relay, or of a stop and its events, on a day; nobody with version 0. One statement.

    Without a day those of today by the clock of the campaign: a paper is signed when it is printed.
    """
    known = select(PaperSigners).where(*whose(subject), PaperSigners.valid_from <= (on or clock.campaign_today()))
    row = db.session.scalar(known.order_by(PaperSigners.valid_from.desc()).limit(1))
    return (Signers.of(row.signers), row.version) if row else (Signers(), 0)


def signers_over_time(subject: Subject) -> tuple[SignersFrom, ...]:
    """All who sign one after another, the last first. One statement."""
    asked = select(PaperSigners).where(*whose(subject)).order_by(PaperSigners.valid_from.desc())
    rows, today = list(db.session.scalars(asked)), clock.campaign_today()
    ends = [None, *(row.valid_from - timedelta(days=1) for row in rows)]
    return tuple(
        SignersFrom(
            Signers.of(row.signers), row.version, row.valid_from, row.valid_from if row.valid_from > BEGINNING else None, end,
            row.valid_from <= today and (end is None or today <= end),
        )
        for row, end in zip(rows, ends, strict=False)
    )  # fmt: skip


def suggested_signers(subject: Subject) -> Signers:
    """What the kinds of papers of a relay or a stop suggest where nobody is written down."""
    found = Signers()
    for kind in kinds_of(subject):
        found = found.filled(kind.suggest(subject.id)) if kind.suggest else found
    return found


def signers_for(kind: PaperKind, subject: Subject) -> Signers:
    """Those of the settings, and what the kind suggests where nothing is written."""
    signers, _version = signers_of(subject)
    return signers.filled(kind.suggest(subject.id)) if kind.suggest else signers


def whose(subject: Subject) -> tuple[Any, ...]:
    """Which row of signers is the subject's; none of what belongs to a region as a whole."""
    if subject.stop_id is not None:
        return (PaperSigners.stop_id == subject.stop_id,)
    if subject.relay_id is None:
        return (false(),)
    return (PaperSigners.relay_id == subject.relay_id,)
