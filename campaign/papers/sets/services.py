"""Making paper sets: asked for, frozen paper by paper so that a killed worker's turn is gone on with, bound, kept (SPEC D2)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, files, operations, tasks
from campaign.core.actor import current_actor
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import CampaignError, Invalid, Problem, Stale
from campaign.core.i18n import LANGUAGES, _, _l, use_language
from campaign.core.prints import PrintedSheet
from campaign.papers.presses import PRESSES, press_of, presses_of
from campaign.papers.queries import subject_of
from campaign.papers.schemas import PrintWish, Subject, SubjectKind
from campaign.papers.sets.binding import file_name, pieces
from campaign.papers.sets.models import EveningSet, PaperSet, PaperSetItem
from campaign.papers.sets.policies import ensure_can_make_set, ensure_can_set_evening
from campaign.papers.sets.queries import bound_in, evening_rule, items_of, parts_of, set_row
from campaign.papers.sets.schemas import (
    MOST_DAYS,
    MOST_PAPERS,
    Binding,
    EveningRule,
    ItemState,
    Part,
    SetWish,
)

TASK: Final = "papers.set"
KEPT: Final = timedelta(days=14)
_ACT: Final = "papers.set"
_UNSAID: Final = ("replaces", "changes")  # what a sheet says of the one before it, not of its subject
_LONGEST: Final = 500
Step = Callable[[int, int], None]


class _AsBefore(Exception):
    """A sheet that was printed earlier says just the same: the new one is not kept."""

    def __init__(self, number: int) -> None:
        self.number = number


def ask_for_set(kind: SubjectKind, subject_id: int, wish: SetWish, key: str) -> str:
    """Queue a set and give its uid. The same key gives the same set. Raises NotFound, Refused, Invalid."""
    return _asked(kind, subject_id, wish, key, later=True)


def set_at_once(kind: SubjectKind, subject_id: int, wish: SetWish, key: str, step: Step = lambda done, of: None) -> str:
    """The same without a task, for whoever waits at a command line."""
    uid = _asked(kind, subject_id, wish, key, later=False)
    make(uid, step)
    return uid


def _asked(kind: SubjectKind, subject_id: int, wish: SetWish, key: str, later: bool) -> str:
    with unit_of_work() as session:
        subject = subject_of(kind, subject_id)
        ensure_can_make_set(current_actor(), subject)
        body = [kind.value, subject_id, wish.codes, wish.languages, wish.binding.value, wish.both_sides, wish.only_new]
        if earlier := operations.begin(session, _ACT, key, body):
            return str(earlier["set"])
        uid = _begun(session, subject, wish, parts_of(subject), later=later)
        operations.finish(session, _ACT, key, {"set": uid})
        return uid


def _begun(
    session: Session, subject: Subject, wish: SetWish, parts: Sequence[Part], *, later: bool = True, **ahead: Any
) -> str:
    """Write down of which papers a set will be made, and queue the work."""
    wanted = _wanted(parts, wish)
    _judge(wish, len(wanted))
    uid = crypto.new_uid()
    row = PaperSet(
        uid=uid, region_id=subject.region_id, stop_id=subject.stop_id, subject_kind=subject.kind, subject_id=subject.id,
        binding=wish.binding, both_sides=wish.both_sides, only_new=wish.only_new, made_by=current_actor().user_id,
        asked_at=clock.campaign_now(), really_at=clock.now(), mark=session.scalar(select(func.max(AuditEntry.id))) or 0,
        **ahead,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(
        PaperSetItem(
            set_id=row.id, position=place, code=code, subject_kind=part.subject.kind, subject_id=part.subject.id,
            part=part.words, language=language,
        )
        for place, (language, part, code) in enumerate(wanted, 1)
    )  # fmt: skip
    if later:
        row.job_uid = tasks.queue(session, TASK, subject.name, set_uid=uid)
    after = {"papers": len(wanted), "binding": wish.binding.value, "ahead": bool(ahead)}
    audit.note(session, "set.asked", subject.kind.value, subject.id, region_id=subject.region_id, after=after)
    return uid


def _wanted(parts: Sequence[Part], wish: SetWish) -> list[tuple[str, Part, str]]:
    """Language, thing and code of each paper: language by language, thing by thing, in the order of the panels."""
    return [
        (language, part, press.code)
        for language in LANGUAGES
        if language in wish.languages
        for part in parts
        for press in presses_of(part.subject)
        if press.code in wish.codes and language in press.languages
    ]


def _judge(wish: SetWish, papers: int) -> None:
    problems = []
    if not set(wish.languages) <= set(LANGUAGES) or not wish.languages:
        problems.append(Problem("languages", "unknown", _l("Choose Kazakh, Russian or English.")))
    if not wish.codes or (not papers and not problems):
        problems.append(Problem("codes", "none", _l("Choose at least one paper.")))
    if papers > MOST_PAPERS:
        words = _("A set has at most %(most)s papers, these would be %(count)s. Choose fewer.", most=MOST_PAPERS, count=papers)
        problems.append(Problem("codes", "too_many", words))
    if problems:
        raise Invalid(_l("The set was not made yet."), problems)


def make(uid: str, step: Step, ended: Callable[[Session], None] = lambda session: None) -> None:
    """Freeze what is not frozen yet, bind all of it, keep the file; begun anew, it goes on where it was.

    `step` is called between units of work with how far it is; `ended` in the unit of work that makes the set ready. Raises
    NotFound, Refused for whoever may not print there any more.
    """
    set_row(uid)
    waiting = _waiting(uid)
    total = len(items_of(uid)) * 2
    for place, item_id in enumerate(waiting, total // 2 - len(waiting)):
        step(place, total)
        _through(item_id)
    row, items = set_row(uid), items_of(uid)
    chosen = bound_in(row, items)
    # Drawn before the unit of work begins: nobody waits for it to end.
    drawn = list(pieces(row, chosen, lambda done: step(total - len(chosen) + done, total))) if chosen else []
    with unit_of_work() as session:
        of = session.scalars(select(PaperSet).where(PaperSet.uid == uid).with_for_update()).one()
        if of.file_uid is not None:
            files.drop(session, of.file_uid)
        of.file_uid = _kept(session, of, file_name(row), drawn) if drawn else None
        of.papers, of.ready_at = len(chosen), of.ready_at or clock.campaign_now()
        ended(session)


def _kept(session: Session, of: PaperSet, name: str, content: Iterable[bytes]) -> str:
    return files.keep(
        session, content, name=name, mimetype=of.binding.mimetype, region_id=of.region_id, stop_id=of.stop_id, kept=KEPT
    )


def _waiting(uid: str) -> Sequence[int]:
    of = select(PaperSetItem.id).join(PaperSet, PaperSet.id == PaperSetItem.set_id).where(PaperSet.uid == uid)
    found = db.session.scalars(of.where(PaperSetItem.state == ItemState.WAITING).order_by(PaperSetItem.position)).all()
    db.session.rollback()
    return found


def _through(item_id: int) -> None:
    """One paper: frozen in one unit of work with its number, or taken as it was printed before, or left out with the reason."""
    try:
        with unit_of_work() as session:
            item = _held(session, item_id)
            if item.state is ItemState.WAITING:
                number = _frozen(session, item)
                if (before := _as_before(session, number)) is not None:
                    raise _AsBefore(before)
                item.state, item.number = ItemState.FROZEN, number
    except _AsBefore as known:
        _end(item_id, ItemState.SAME, number=known.number)
    except CampaignError as error:
        said = " ".join(str(problem.message) for problem in error.problems) if isinstance(error, Invalid) else ""
        _end(item_id, ItemState.LEFT_OUT, trouble=(said or str(error))[:_LONGEST])


def _held(session: Session, item_id: int) -> PaperSetItem:
    asked = select(PaperSetItem).where(PaperSetItem.id == item_id).with_for_update()
    return session.scalars(asked, execution_options={"populate_existing": True}).one()


def _frozen(session: Session, item: PaperSetItem) -> int:
    subject = subject_of(item.subject_kind, item.subject_id)
    with use_language(item.language):
        return press_of(item.code).freeze(session, subject, PrintWish(item.language))


def _end(item_id: int, state: ItemState, *, number: int | None = None, trouble: str = "") -> None:
    with unit_of_work() as session:
        item = _held(session, item_id)
        if item.state is ItemState.WAITING:
            item.state, item.number, item.trouble = state, number, trouble


def _as_before(session: Session, number: int) -> int | None:
    """The sheet before it in the same language, when it says the same."""
    sheet = session.scalars(select(PrintedSheet).where(PrintedSheet.number == number)).one()
    same = (PrintedSheet.kind == sheet.kind, PrintedSheet.subject_id == sheet.subject_id, PrintedSheet.id < sheet.id)
    older = select(PrintedSheet).where(*same, PrintedSheet.language == sheet.language).order_by(PrintedSheet.revision.desc())
    before = session.scalars(older.limit(1)).one_or_none()
    if before is None or before.rows != sheet.rows:
        return None
    try:
        return before.number if _said(before) == _said(sheet) else None
    except ValueError:  # what is stored of it is spoilt, so nobody can print it again
        return None


def _said(sheet: PrintedSheet) -> dict[str, Any]:
    return {name: value for name, value in sheet.content().items() if name not in _UNSAID}


def make_again(uid: str, key: str) -> None:
    """Bind a set anew of the same sheets, when its file is gone. Raises NotFound, Refused."""
    with unit_of_work() as session:
        row = set_row(uid)
        if operations.begin(session, f"{_ACT}.again", key, [uid]) is not None:
            return
        of = session.scalars(select(PaperSet).where(PaperSet.uid == uid).with_for_update()).one()
        of.job_uid = tasks.queue(session, TASK, row.subject.name, set_uid=uid)
        operations.finish(session, f"{_ACT}.again", key, {"set": uid})


def begin_ahead(subject: Subject, parts: Sequence[Part], rule: EveningRule, evening: date) -> bool:
    """Queue the set of a stop for its next days unless somebody has for this evening; whether that was done."""
    key = f"stop:{subject.id}:{evening.isoformat()}"
    days = sorted(part.day for part in parts if part.day is not None)
    codes = tuple(press.code for press in PRESSES.values() if not press.tracks)
    with unit_of_work() as session:
        if session.scalar(select(PaperSet.id).where(PaperSet.ahead_key == key)) is not None:
            return False
        wish = SetWish(codes, rule.languages, Binding.PDF)
        ahead: dict[str, Any] = {"ahead_key": key, "first_day": days[0], "last_day": days[-1]}
        _begun(session, subject, wish, [Part(subject, subject.name), *parts], **ahead)
    return True


def wrong_evening(rule: EveningRule) -> Iterator[Problem]:
    """Everything that is wrong with when sets are made ahead."""
    if not 0 <= rule.hour <= 23:
        yield Problem("hour", "out_of_range", _l("An hour of the day, from 0 to 23, please."))
    if not 1 <= rule.days <= MOST_DAYS:
        yield Problem("days", "out_of_range", _l("From 1 to %(most)s days, please.", most=MOST_DAYS))
    if not rule.languages or not set(rule.languages) <= set(LANGUAGES):
        yield Problem("languages", "unknown", _l("Choose Kazakh, Russian or English."))


def keep_evening(rule: EveningRule) -> None:
    """Say when the sets of a region are made ahead. Raises Refused, Invalid, Stale."""
    ensure_can_set_evening(current_actor(), rule.region_id)
    if problems := list(wrong_evening(rule)):
        raise Invalid(_l("This was not saved."), problems)
    with unit_of_work() as session:
        if evening_rule(rule.region_id).version != rule.version:
            raise Stale(_l("Somebody has changed this meanwhile. Look at it again; nothing was saved."))
        row = session.get(EveningSet, rule.region_id) or EveningSet(region_id=rule.region_id)
        row.is_on, row.hour, row.days, row.languages = rule.is_on, rule.hour, rule.days, list(rule.languages)
        row.version = rule.version + 1
        session.add(row)
        after = {"on": rule.is_on, "hour": rule.hour, "days": rule.days, "languages": list(rule.languages)}
        audit.note(session, "set.evening", "region", rule.region_id, region_id=rule.region_id, after=after)
