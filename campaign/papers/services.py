"""Printing papers, each click a frozen numbered sheet (SPEC D3), and keeping who signs them (D1)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign.core import audit, operations, prints, tasks
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem, Stale
from campaign.core.i18n import LANGUAGES, _, _l, use_language
from campaign.core.prints import PrintedSheet
from campaign.papers import tongues
from campaign.papers.addresses import sheet_address
from campaign.papers.changes import comparing
from campaign.papers.changes.queries import earlier_sheet
from campaign.papers.changes.schemas import Changes
from campaign.papers.kinds import ensure_suits, kind_of
from campaign.papers.models import BEGINNING, PaperSigners
from campaign.papers.policies import ensure_can_print
from campaign.papers.proving import proven
from campaign.papers.queries import signers_for, subject_of, whose
from campaign.papers.schemas import (
    CHOICE,
    MOST_AT_ONCE,
    Choice,
    FrozenPaper,
    PaperKind,
    Phones,
    Printed,
    PrintWish,
    Signers,
    Subject,
    SubjectKind,
)
from campaign.papers.settings import PHONES, TONGUES, TWO, WITHOUT, chosen_of, offered, set_up, told, unusual
from campaign.papers.wording import kit_words
from campaign.pdf.parts import Drawing, Grid, Paper

LONGEST_POST: Final = 300
LONGEST_NAME: Final = 120
TASK: Final = "papers.print"
_ACT: Final = "papers.print"
_YEARS: Final = (2000, 2100)
_CHANGED: Final = _l("Somebody has changed the signers meanwhile. Look at them again; nothing was saved.")


def print_paper(code: str, subject_kind: SubjectKind, subject_id: int, wish: PrintWish, key: str) -> int:
    """Freeze a paper as it stands now as a new sheet, and give the sheet's number. The same key gives the same sheet.

    Raises NotFound, Refused, Invalid.
    """
    return int(_asked(code, subject_kind, subject_id, wish, key, at_once=None)["number"])


def ask_for_paper(code: str, subject_kind: SubjectKind, subject_id: int, wish: PrintWish, key: str) -> Printed:
    """The same for somebody who waits for a page: a list of more than MOST_AT_ONCE rows becomes a task.

    The same key gives the same sheet or the same task. Raises NotFound, Refused, Invalid.
    """
    answer = _asked(code, subject_kind, subject_id, wish, key, at_once=MOST_AT_ONCE)
    return Printed(answer.get("number"), answer.get("task"))


def _asked(
    code: str, subject_kind: SubjectKind, subject_id: int, wish: PrintWish, key: str, at_once: int | None
) -> operations.Answer:
    kind = kind_of(code, subject_kind)
    _judge(kind, wish)
    with unit_of_work() as session:
        subject = _printable(kind, subject_id)
        body = [
            code,
            subject_id,
            wish.language,
            wish.signers.as_facts() if wish.signers else None,
            *sorted(wish.chosen.items()),
        ]
        if earlier := operations.begin(session, _ACT, key, body):
            return earlier
        answer: operations.Answer
        if at_once is not None and kind.count is not None and kind.count(subject_id) > at_once:
            facts = {"code": code, "subject_kind": subject_kind.value, "subject_id": subject_id, **wish.as_facts()}
            answer = {"task": tasks.queue(session, TASK, subject.name, **facts)}
        else:
            frozen = _drawn(kind, subject, wish)
            answer = {"number": _keep(session, kind, subject, wish.language, frozen)}
        operations.finish(session, _ACT, key, answer)
        return answer


def print_later(
    code: str, subject_kind: SubjectKind, subject_id: int, wish: PrintWish, ended: Callable[[Session, int], None]
) -> None:
    """What a task does: draw the long paper first, then freeze it; `ended` gets the number in the same unit of work.

    Raises NotFound, Refused when whoever asked for it may not print it any more.
    """
    kind = kind_of(code, subject_kind)
    frozen = _drawn(kind, _printable(kind, subject_id), wish)
    with unit_of_work() as session:
        ended(session, _keep(session, kind, _printable(kind, subject_id), wish.language, frozen))


def freeze_paper(session: Session, kind: PaperKind, subject: Subject, wish: PrintWish) -> int:
    """Keep a paper as it stands now inside this unit of work, and give its number. Raises NotFound, Refused, Invalid."""
    _judge(kind, wish)
    ensure_suits(kind, subject)
    ensure_can_print(current_actor(), subject)
    return _keep(session, kind, subject, wish.language, _drawn(kind, subject, wish))


def _printable(kind: PaperKind, subject_id: int) -> Subject:
    subject = subject_of(kind.subject, subject_id)
    ensure_suits(kind, subject)
    ensure_can_print(current_actor(), subject)
    return subject


def keep_signers(
    subject_kind: SubjectKind, subject_id: int, signers: Signers, version: int,
    valid_from: date = BEGINNING, of: date | None = BEGINNING,
) -> None:  # fmt: skip
    """Name who signs the papers of a relay, or of a stop and its events, from a day on.

    `of`: the day from which those sign that are changed (at `version`; 0 where nobody does yet); None: others are added.
    Raises NotFound, Refused, Invalid, Stale.
    """
    if problems := [*_wrong_signers(signers), *_wrong_day(valid_from)]:
        raise Invalid(_l("The signers were not saved."), problems)
    with unit_of_work() as session:
        subject = _signed(subject_kind, subject_id)
        rows = {row.valid_from: row for row in session.scalars(select(PaperSigners).where(*whose(subject)).with_for_update())}
        row = rows.get(of) if of is not None else None
        if (row.version if row else 0) != version:
            raise Stale(_CHANGED)
        if valid_from in rows and rows[valid_from] is not row:
            taken = _l("Signers from this day on are written down already: choose them in the list and change them there.")
            raise Invalid(_l("The signers were not saved."), [Problem("valid_from", "taken", taken)])
        if row is None:
            row = PaperSigners(region_id=subject.region_id, stop_id=subject.stop_id, version=0)
            row.relay_id = None if subject.stop_id is not None else subject.relay_id
            session.add(row)
        row.signers, row.version, row.valid_from = signers.as_facts(), version + 1, valid_from
        _ensure_first(session)
        after = {"valid_from": valid_from.isoformat()}
        audit.note(session, "signers.changed", subject_kind.value, subject_id, region_id=subject.region_id, after=after)


def _ensure_first(session: Session) -> None:
    """Raises Stale when somebody has named signers from the same day at the same instant."""
    try:
        session.flush()
    except IntegrityError as error:
        raise Stale(_CHANGED) from error


def remove_signers(subject_kind: SubjectKind, subject_id: int, of: date, version: int) -> None:
    """Take back those who sign from this day on: until others do, those before them sign. Raises NotFound, Refused, Stale."""
    with unit_of_work() as session:
        subject = _signed(subject_kind, subject_id)
        asked = select(PaperSigners).where(*whose(subject), PaperSigners.valid_from == of).with_for_update()
        row = session.scalar(asked)
        if row is None or row.version != version:
            raise Stale(_CHANGED)
        session.delete(row)
        before = {"valid_from": of.isoformat()}
        audit.note(session, "signers.removed", subject_kind.value, subject_id, region_id=subject.region_id, before=before)


def _signed(subject_kind: SubjectKind, subject_id: int) -> Subject:
    subject = subject_of(subject_kind, subject_id)
    ensure_can_print(current_actor(), subject)
    return subject


def _wrong_day(valid_from: date) -> Iterator[Problem]:
    if valid_from != BEGINNING and not _YEARS[0] <= valid_from.year <= _YEARS[1]:
        first, last = _YEARS
        yield Problem("valid_from", "out_of_range", _("A year between %(first)s and %(last)s.", first=first, last=last))


def _drawn(kind: PaperKind, subject: Subject, wish: PrintWish) -> FrozenPaper:
    """The paper as it stands now, in its language, or in two."""
    chosen = chosen_of(kind, wish.chosen)
    with use_language(wish.language):
        signers = wish.signers if wish.signers is not None else signers_for(kind, subject)
    spoken = tongues.BOTH if chosen.get(TONGUES) == TWO else (wish.language,)
    paper = reduce(tongues.together, [_in_language(kind, subject, signers, chosen, code) for code in spoken])
    with use_language(wish.language):
        paper = set_up(proven(paper) if kind.proves else paper, chosen)
        return FrozenPaper(paper, kit_words(), "", subject.time_zone, sheet_address(), kind.subject, unusual(chosen))


def _in_language(kind: PaperKind, subject: Subject, signers: Signers, chosen: Mapping[str, str], code: str) -> Paper:
    with use_language(code):
        shown = kind.read(subject.id, chosen) if kind.reads_choices else kind.read(subject.id)
        return kind.draw(shown, signers, *([chosen] if kind.choices else []))


def _keep(session: Session, kind: PaperKind, subject: Subject, language: str, frozen: FrozenPaper) -> int:
    """Freeze it as the next revision; what it replaces is known only now."""
    same = (PrintedSheet.kind == kind.code, PrintedSheet.subject_id == subject.id, PrintedSheet.language == language)
    earlier = session.scalar(select(func.max(PrintedSheet.revision)).where(*same))
    if earlier and not kind.is_part(frozen.chosen):
        with use_language(language):
            frozen = replace(frozen, replaces=_("replaces revision %(earlier)s", earlier=earlier))
        frozen = replace(frozen, changes=_changes(session, kind, subject, language, frozen))
    sheet = prints.freeze(
        session, kind=kind.code, subject_id=subject.id, region_id=subject.region_id, stop_id=subject.stop_id,
        language=language, rows=_rows(frozen.paper), content=frozen.content(),
    )  # fmt: skip
    after = {"kind": kind.code, "subject": subject.id, "number": sheet.number, "revision": sheet.revision}
    audit.note(session, "sheet.printed", "sheet", sheet.id, region_id=subject.region_id, after=after)
    return sheet.number


def _changes(session: Session, kind: PaperKind, subject: Subject, language: str, frozen: FrozenPaper) -> Changes | None:
    """Against the last sheet printed with the same choices; type and toner apart, which say nothing."""
    alike = told(frozen.chosen)
    found = earlier_sheet(
        session, kind.code, subject.id, language, FrozenPaper.of, lambda earlier: told(earlier.chosen) == alike
    )  # fmt: skip
    if found is None:
        return None
    sheet, before = found
    rows = comparing.compared(comparing.rows_of(before.paper), comparing.rows_of(frozen.paper))
    texts = comparing.compared(comparing.texts_of(before.paper), comparing.texts_of(frozen.paper))
    return Changes(sheet.number, sheet.revision, rows, texts)


def _rows(paper: Paper) -> int:
    """How many rows stand in its tables, headings apart, and how many cards it has."""
    grids = [part for part in paper.parts if isinstance(part, Grid)]
    cards = sum(len(part.cards) for part in paper.parts if isinstance(part, Drawing))
    return cards + sum(len(row) > 1 or len(grid.columns) == 1 for grid in grids for row in grid.rows)


def _judge(kind: PaperKind, wish: PrintWish) -> None:
    problems = list(_wrong_signers(wish.signers)) if wish.signers is not None else []
    if wish.language not in kind.languages or wish.language not in LANGUAGES:
        problems.append(Problem("language", "unknown", _l("Choose Kazakh, Russian or English.")))
    chosen = chosen_of(kind, wish.chosen)
    problems += [_unfit(one, chosen[one.name]) for one in offered(kind) if not one.allows(chosen[one.name])]
    if kind.phones is Phones.NEEDED and chosen.get(PHONES) == WITHOUT:
        problems.append(
            Problem(f"{CHOICE}{PHONES}", "needed", _l("This paper is made to call people: without phones it is not printed."))
        )
    if problems:
        raise Invalid(_l("The paper was not printed yet."), problems)


def _unfit(choice: Choice, value: str) -> Problem:
    if choice.complaint is not None:
        return Problem(f"{CHOICE}{choice.name}", "unreadable", choice.complaint(value))
    if choice.values:
        return Problem(f"{CHOICE}{choice.name}", "unknown", _l("Choose one of the list."))
    return Problem(f"{CHOICE}{choice.name}", "out_of_range", _l("A whole number from 0 to %(most)s, please.", most=choice.most))


def _wrong_signers(signers: Signers) -> Iterator[Problem]:
    for who in (signers.approves, *signers.agrees, signers.drew_up):
        if any(len(words) > LONGEST_POST for words in who.post.as_dict().values()) or len(who.name) > LONGEST_NAME:
            sentence = _(
                "A position has at most %(post)s characters and a name at most %(name)s.", post=LONGEST_POST, name=LONGEST_NAME
            )
            yield Problem("signers", "too_long", sentence)
