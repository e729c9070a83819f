"""Giving print desks, closing and opening them again; letting in whoever knows the PIN; and printing there."""

import hmac
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import bindparam, delete, update
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, operations, tasks
from campaign.core.actor import acting_as, current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Gone, Invalid, NotFound, Problem
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.papers.desk.models import DeskSession, PrintDesk
from campaign.papers.desk.policies import ensure_can_give_desks
from campaign.papers.desk.queries import (
    PURPOSE,
    UNKNOWN,
    desk_of_id,
    desk_row,
    desk_with,
    event_of,
    pin_of,
    presses_for,
    token_of,
)
from campaign.papers.desk.schemas import (
    MOST_DAYS,
    MOST_LABEL,
    MOST_WRONG,
    SESSION_LIFE,
    Desk,
    DeskRow,
    DeskState,
    NewDesk,
)
from campaign.papers.presses import Press
from campaign.papers.queries import subject_of
from campaign.papers.schemas import MOST_AT_ONCE, Printed, PrintWish, Subject, SubjectKind
from campaign.papers.settings import PHONES, WITHOUT

GIVEN: Final = "desks.give"
PRINTED: Final = "desks.print"
TASK: Final = "desks.print"
WITHDRAWN: Final = _l("This link was withdrawn. Ask the coordinator of the event for a new one.")
OVER: Final = _l("The days of this print desk are over. Ask the coordinator of the event for a new link.")
OFF: Final = _l("This event was called off, so there is nothing to print for it.")
EARLY: Final = _l("It is too early: this print desk opens some days before the event.")
LOCKED: Final = _l(
    "This print desk is locked: a wrong PIN was typed ten times. Ask the coordinator of the event to open it again."
)
WRONG: Final = _l("This PIN is wrong. Look at the slip again; after ten wrong ones the desk is locked.")
_TABLE: Any = PrintDesk.__table__
_CLAIM = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("desk"), _TABLE.c.wrong_pins < MOST_WRONG, _TABLE.c.withdrawn_at.is_(None))
    .values(wrong_pins=_TABLE.c.wrong_pins + 1)
    .returning(_TABLE.c.wrong_pins)
)


def give(wish: NewDesk, key: str) -> int:
    """A new desk, and its number. Done twice with one key it is done once. Raises NotFound, Refused, Invalid, KeyReused."""
    with unit_of_work() as session:
        subject = event_of(wish.event_id)
        answer = operations.begin(session, GIVEN, key, [*vars(wish).values()])
        if answer is None:
            _judge(wish, subject)
            desk = _new(session, wish, subject)
            answer = {"desk": desk.id}
            operations.finish(session, GIVEN, key, answer)
        return int(answer["desk"])


def _judge(wish: NewDesk, subject: Subject) -> None:
    """Raises Invalid with everything that is wrong."""
    problems = []
    if not wish.label:
        problems.append(Problem("label", "missing", _("Please fill this in.")))
    problems += too_long("label", wish.label, MOST_LABEL)
    problems += wrong_days({"days_before": wish.days_before, "days_after": wish.days_after})
    if not presses_for(subject, wish.phones, wish.papers):
        words = _("Choose at least one paper. Those that are made to call people need a desk with phones.")
        problems.append(Problem("papers", "missing", words))
    if problems:
        raise Invalid(_l("No print desk was opened yet: something needs a correction."), problems)


def wrong_days(days: Mapping[str, int]) -> Iterator[Problem]:
    """Which numbers of days, by the names of their fields, cannot be."""
    for name, number in days.items():
        if not 0 <= number <= MOST_DAYS:
            yield Problem(name, "out_of_range", _("A whole number from 0 to %(most)s, please.", most=MOST_DAYS))


def _new(session: Session, wish: NewDesk, subject: Subject) -> PrintDesk:
    desk = PrintDesk(
        uid=crypto.new_uid(), event_id=subject.id, region_id=subject.region_id, stop_id=subject.stop_id,
        relay_id=subject.relay_id, label=wish.label, days_before=wish.days_before, days_after=wish.days_after,
        phones=wish.phones, papers=[press.code for press in presses_for(subject, wish.phones, wish.papers)], token_hash="",
        made_by=current_actor().user_id, made_at=clock.campaign_now(),
    )  # fmt: skip
    desk.generation, desk.wrong_pins = 1, 0
    desk.token_hash = crypto.token_hash(crypto.derived_token(PURPOSE, desk.uid, 1))
    session.add(desk)
    session.flush()
    _note(session, "desks.given", desk.id, desk.region_id, event=desk.event_id, phones=desk.phones, papers=desk.papers)
    return desk


def _note(session: Session, act: str, desk_id: int, region_id: int, **after: Any) -> None:
    audit.note(session, act, "print_desk", desk_id, region_id=region_id, after=after)


def _mine(session: Session, desk_id: int) -> tuple[PrintDesk, DeskRow]:
    """The desk, held until the unit of work ends. Raises NotFound, Refused."""
    row = desk_row(desk_id)
    ensure_can_give_desks(current_actor(), subject_of(SubjectKind.EVENT, row.event_id))
    desk = session.get(PrintDesk, desk_id, populate_existing=True, with_for_update=True)
    if desk is None:
        raise NotFound(UNKNOWN)
    return desk, row


def withdraw(desk_id: int) -> DeskRow:
    """Link, PIN and every browser inside are dead from this moment. Done twice it is done once. Raises NotFound, Refused."""
    with unit_of_work() as session:
        desk, row = _mine(session, desk_id)
        if desk.withdrawn_at is None:
            desk.withdrawn_at = clock.campaign_now()
            _end_sessions(session, desk_id)
            _note(session, "desks.withdrawn", desk_id, row.region_id)
        session.flush()
        return desk_row(desk_id)


def renew(desk_id: int) -> DeskRow:
    """A new link and a new PIN for the same desk; those before and every browser inside are dead. Raises NotFound, Refused."""
    with unit_of_work() as session:
        desk, row = _mine(session, desk_id)
        desk.generation, desk.wrong_pins = row.generation + 1, 0
        desk.withdrawn_at = desk.opened_at = None
        session.flush()
        desk.token_hash = crypto.token_hash(token_of(desk_row(desk_id)))
        session.flush()
        _end_sessions(session, desk_id)
        _note(session, "desks.renewed", desk_id, row.region_id, generation=desk.generation)
        return desk_row(desk_id)


def unlock(desk_id: int) -> DeskRow:
    """Take PINs again at a desk that was locked by guessing; the PIN stays. Raises NotFound, Refused."""
    with unit_of_work() as session:
        desk, row = _mine(session, desk_id)
        if row.is_locked:
            desk.wrong_pins = 0
            _note(session, "desks.unlocked", desk_id, row.region_id)
        session.flush()
        return desk_row(desk_id)


def _end_sessions(session: Session, desk_id: int) -> None:
    mine = update(DeskSession).where(DeskSession.desk_id == desk_id, DeskSession.ended_at.is_(None))
    session.execute(mine.values(ended_at=clock.now()))


def ensure_works(desk: Desk) -> None:
    """Raises Gone or Closed, with the reason, for a desk at which nothing is printed now. A lock keeps out guessers only."""
    if desk.state in {DeskState.WITHDRAWN, DeskState.OVER, DeskState.OFF}:
        raise Gone({DeskState.WITHDRAWN: WITHDRAWN, DeskState.OVER: OVER, DeskState.OFF: OFF}[desk.state])
    if desk.state is DeskState.EARLY:
        raise Closed(EARLY)


def enter(token: str, pin: str) -> str:
    """Let in a browser that knows the PIN, and give the secret that it shows from now on.

    A guess is claimed by one guarded statement before it is compared: of any number of simultaneous ones MOST_WRONG are
    compared, wherever they come from. The right one forgives those before. Raises NotFound, Gone, Closed, Invalid.
    """
    with unit_of_work() as session:
        desk = desk_with(token)
        ensure_works(desk)
        claimed = session.connection().execute(_CLAIM, {"desk": desk.row.id}).scalar()
        if claimed is not None and hmac.compare_digest(pin_of(desk.row).encode(), pin.encode()):
            return _let_in(session, desk)
        if claimed == MOST_WRONG:
            with acting_as(desk.actor):
                _note(session, "desks.locked", desk.row.id, desk.row.region_id)
    if claimed is None or claimed >= MOST_WRONG:
        raise Closed(LOCKED)
    raise Invalid(WRONG, [Problem("pin", "wrong", WRONG)])


def _let_in(session: Session, desk: Desk) -> str:
    secret, at, seen = crypto.new_token(), clock.now(), clock.campaign_now()
    session.execute(delete(DeskSession).where(DeskSession.desk_id == desk.row.id, DeskSession.expires_at <= at))
    session.add(
        DeskSession(
            desk_id=desk.row.id, token_hash=crypto.token_hash(secret), made_at=at, expires_at=at + SESSION_LIFE
        )
    )  # fmt: skip
    with acting_as(desk.actor):
        opened = {"wrong_pins": 0, "last_seen_at": seen, "opened_at": desk.row.opened_at or seen}
        session.execute(update(PrintDesk).where(PrintDesk.id == desk.row.id).values(**opened))
        _note(session, "desks.entered", desk.row.id, desk.row.region_id)
    return secret


def leave(desk: Desk, secret: str) -> None:
    """This browser is outside again."""
    with unit_of_work() as session:
        this = update(DeskSession).where(
            DeskSession.desk_id == desk.row.id,
            DeskSession.token_hash == crypto.token_hash(secret),
            DeskSession.ended_at.is_(None),
        )
        session.execute(this.values(ended_at=clock.now()))


def print_at(desk: Desk, code: str, wish: PrintWish, key: str) -> Printed:
    """Print a paper of the desk's event, in the desk's name: the number of the sheet, or of a long list the task that makes it.

    The same key with the same wish gives the same sheet. Raises NotFound for a paper that is not the desk's, Gone, Closed,
    Refused, Invalid.
    """
    with acting_as(desk.actor), unit_of_work() as session:
        desk = _held(session, desk.row.id)
        press, body = _press(desk, code), [code, wish.language, *sorted(wish.chosen.items())]
        if earlier := operations.begin(session, PRINTED, f"{desk.row.id}:{key}:{body}", body):
            return Printed(earlier.get("number"), earlier.get("task"))
        _seen(session, desk)
        answer: dict[str, Any]
        if press.count is not None and press.count(desk.subject.id) > MOST_AT_ONCE:
            answer = {"task": tasks.queue(session, TASK, desk.subject.name, desk=desk.row.id, code=code, **wish.as_facts())}
        else:
            answer = {"number": press.freeze(session, desk.subject, _narrowed(desk, press, wish))}
        operations.finish(session, PRINTED, f"{desk.row.id}:{key}:{body}", answer)
    return Printed(answer.get("number"), answer.get("task"))


def print_later(desk_id: int, code: str, wish: PrintWish, done: Callable[[Session, int], None]) -> None:
    """The same for a task, which acts as the desk already; `done` is called with the number in the same unit of work."""
    with unit_of_work() as session:
        desk = _held(session, desk_id)
        press = _press(desk, code)
        done(session, press.freeze(session, desk.subject, _narrowed(desk, press, wish)))


def _held(session: Session, desk_id: int) -> Desk:
    """The desk as it is now; whoever withdraws it does so before this unit of work, or after it."""
    session.get(PrintDesk, desk_id, populate_existing=True, with_for_update=True)
    desk = desk_of_id(desk_id)
    ensure_works(desk)
    return desk


def _press(desk: Desk, code: str) -> Press:
    found = next((press for press in presses_for(desk.subject, desk.row.phones, desk.row.papers) if press.code == code), None)
    if found is None:
        raise NotFound(_l("This print desk has no such paper."))
    return found


def _seen(session: Session, desk: Desk) -> None:
    session.execute(update(PrintDesk).where(PrintDesk.id == desk.row.id).values(last_seen_at=clock.campaign_now()))


def _narrowed(desk: Desk, press: Press, wish: PrintWish) -> PrintWish:
    """What is wished, as far as the press knows it; no phones at a desk that may not have them, whatever was wished."""
    known = {choice.name: choice for choice in press.choices}
    chosen = {name: value for name, value in wish.chosen.items() if name in known and known[name].allows(value)}
    if not desk.row.phones:
        chosen[PHONES] = WITHOUT
    return PrintWish(wish.language, None, chosen)
