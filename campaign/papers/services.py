"""Printing papers, each click a frozen numbered sheet (SPEC D3), and keeping who signs them (D1)."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import audit, operations, prints
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem, Stale
from campaign.core.i18n import LANGUAGES, _, _l, use_language
from campaign.core.prints import PrintedSheet
from campaign.papers.addresses import sheet_address
from campaign.papers.kinds import kind_of
from campaign.papers.models import PaperSigners
from campaign.papers.policies import ensure_can_print
from campaign.papers.queries import signers_for, subject_of, whose
from campaign.papers.schemas import FrozenPaper, PaperKind, PrintWish, Signers, Subject, SubjectKind
from campaign.pdf.parts import Grid, Paper, Words

LONGEST_POST: Final = 300
LONGEST_NAME: Final = 120
_ACT: Final = "papers.print"


def print_paper(code: str, subject_kind: SubjectKind, subject_id: int, wish: PrintWish, key: str) -> int:
    """Freeze a paper as it stands now as a new sheet, and give the sheet's number. The same key gives the same sheet.

    Raises NotFound, Refused, Invalid.
    """
    kind = kind_of(code, subject_kind)
    _judge(kind, wish)
    with unit_of_work() as session:
        subject = subject_of(subject_kind, subject_id)
        ensure_can_print(current_actor(), subject)
        body = [code, subject_id, wish.language, wish.signers.as_facts() if wish.signers else None]
        if earlier := operations.begin(session, _ACT, key, body):
            return int(earlier["number"])
        with use_language(wish.language):
            frozen = _frozen(session, kind, subject, wish)
        number = _keep(session, kind, subject, wish.language, frozen)
        operations.finish(session, _ACT, key, {"number": number})
        return number


def keep_signers(subject_kind: SubjectKind, subject_id: int, signers: Signers, version: int) -> None:
    """Name who signs the papers of a relay, or of a stop and its events. Raises NotFound, Refused, Invalid, Stale."""
    if problems := list(_wrong_signers(signers)):
        raise Invalid(_l("The signers were not saved."), problems)
    with unit_of_work() as session:
        subject = subject_of(subject_kind, subject_id)
        ensure_can_print(current_actor(), subject)
        row = session.scalar(select(PaperSigners).where(*whose(subject)).with_for_update())
        if (row.version if row else 0) != version:
            raise Stale(_l("Somebody has changed the signers meanwhile. Look at them again; nothing was saved."))
        if row is None:
            row = PaperSigners(region_id=subject.region_id, stop_id=subject.stop_id, version=0)
            row.relay_id = None if subject.stop_id is not None else subject.relay_id
            session.add(row)
        row.signers, row.version = signers.as_facts(), version + 1
        session.flush()
        audit.note(session, "signers.changed", subject_kind.value, subject_id, region_id=subject.region_id)


def _frozen(session: Session, kind: PaperKind, subject: Subject, wish: PrintWish) -> FrozenPaper:
    signers = wish.signers if wish.signers is not None else signers_for(kind, subject)
    paper = kind.draw(kind.read(subject.id), signers)
    same = (PrintedSheet.kind == kind.code, PrintedSheet.subject_id == subject.id, PrintedSheet.language == wish.language)
    earlier = session.scalar(select(func.max(PrintedSheet.revision)).where(*same))
    replaces = _("replaces revision %(earlier)s", earlier=earlier) if earlier else ""
    return FrozenPaper(paper, _kit_words(), replaces, subject.time_zone, sheet_address(), kind.subject)


def _keep(session: Session, kind: PaperKind, subject: Subject, language: str, frozen: FrozenPaper) -> int:
    sheet = prints.freeze(
        session, kind=kind.code, subject_id=subject.id, region_id=subject.region_id, stop_id=subject.stop_id,
        language=language, rows=_rows(frozen.paper), content=frozen.content(),
    )  # fmt: skip
    after = {"kind": kind.code, "subject": subject.id, "number": sheet.number, "revision": sheet.revision}
    audit.note(session, "sheet.printed", "sheet", sheet.id, region_id=subject.region_id, after=after)
    return sheet.number


def _rows(paper: Paper) -> int:
    """How many rows stand in its tables, headings apart."""
    grids = [part for part in paper.parts if isinstance(part, Grid)]
    return sum(len(row) > 1 or len(grid.columns) == 1 for grid in grids for row in grid.rows)


def _kit_words() -> Words:
    return Words(
        sheet=_("Sheet"), page=_("page {0} of {1}"), revision=_("revision {}"), printed=_("printed"),
        continued=_("continued"), signature=_("signature"), empty=_("Nothing is written here yet."),
    )  # fmt: skip


def _judge(kind: PaperKind, wish: PrintWish) -> None:
    problems = list(_wrong_signers(wish.signers)) if wish.signers is not None else []
    if wish.language not in kind.languages or wish.language not in LANGUAGES:
        problems.append(Problem("language", "unknown", _l("Choose Kazakh, Russian or English.")))
    if problems:
        raise Invalid(_l("The paper was not printed yet."), problems)


def _wrong_signers(signers: Signers) -> Iterator[Problem]:
    for who in (signers.approves, *signers.agrees, signers.drew_up):
        if any(len(words) > LONGEST_POST for words in who.post.as_dict().values()) or len(who.name) > LONGEST_NAME:
            sentence = _(
                "A position has at most %(post)s characters and a name at most %(name)s.", post=LONGEST_POST, name=LONGEST_NAME
            )
            yield Problem("signers", "too_long", sentence)
