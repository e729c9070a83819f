"""Raising alarms, exactly over all workers and once an hour; putting them down with a word; changing what is too much."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from campaign.accounts.alarms.models import Alarm, AlarmRule
from campaign.accounts.alarms.policies import can_put_down
from campaign.accounts.alarms.queries import alarm_row, most_of
from campaign.accounts.alarms.schemas import COUNTED, AlarmKind, RuleWish
from campaign.accounts.models import RoleGrant, User
from campaign.accounts.queries import actor_of, email_key
from campaign.accounts.services import limits
from campaign.core import audit, clock, crypto, mail, operations, rules
from campaign.core.actor import SYSTEM, Actor, Role, acting_as, current_actor
from campaign.core.db import insert_into, unit_of_work
from campaign.core.errors import Conflict, Problem, Refused
from campaign.core.i18n import _l

HOUR: Final = timedelta(hours=1)
LABEL: Final = "alarms.subject"
ADD: Final = "alarms.rule"


def note_failed_sign_in(email: str, address: str) -> None:
    """Count a failed sign-in for the address typed and for the network; what an account has and what none has alike."""
    key, network = email_key(email), limits.network_of(address)
    with unit_of_work() as session:
        user = session.scalar(select(User).where(User.email_key == key))
        if is_over(session, AlarmKind.SIGN_IN, key):
            raise_alarm(session, AlarmKind.SIGN_IN, key, _too_many(session, AlarmKind.SIGN_IN), user)
        if is_over(session, AlarmKind.NETWORK, network):
            raise_alarm(session, AlarmKind.NETWORK, network, _too_many(session, AlarmKind.NETWORK), None)


def note_foreign_page() -> None:
    """Count that the asker asked for a thing which is not there, or not theirs to see."""
    user_id = current_actor().user_id
    if user_id is None:
        return
    with unit_of_work() as session:
        if is_over(session, AlarmKind.FOREIGN, str(user_id)):
            user = session.get(User, user_id)
            raise_alarm(session, AlarmKind.FOREIGN, str(user_id), _too_many(session, AlarmKind.FOREIGN), user)


def note_new_device(session: Session, user: User) -> None:
    """A national account on a device where it never worked is told at once, in the caller's unit of work."""
    if actor_of(user).is_national:
        raise_alarm(session, AlarmKind.NEW_DEVICE, str(user.id), 1, user)


def note_people_read(session: Session, user_id: int, people: int) -> None:
    """So many people's data did the account have before it within this hour, in the caller's unit of work."""
    if people > most_of(session, AlarmKind.PEOPLE, clock.campaign_today()):
        raise_alarm(session, AlarmKind.PEOPLE, str(user_id), people, session.get(User, user_id))


def is_over(session: Session, kind: AlarmKind, subject: str) -> bool:
    """Count one more within the hour; whether there are more than the rule of the day lets pass. Two statements."""
    most = most_of(session, kind, clock.campaign_today())
    return not limits.claim(session, limits.Limit(f"alarm {kind}", most, HOUR), subject)


def _too_many(session: Session, kind: AlarmKind) -> int:
    return most_of(session, kind, clock.campaign_today()) + 1


def hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def raise_alarm(session: Session, kind: AlarmKind, subject: str, count: int, user: User | None) -> bool:
    """Keep the alarm and write to the organizers; False, and nothing done, when it stands for this hour already."""
    region_id = None if user is None else region_of(actor_of(user))
    row = {
        "hour": hour_of(clock.now()), "kind": kind, "subject": crypto.blind_index(f"{kind}:{subject}", LABEL)[:64],
        "user_id": user and user.id, "region_id": region_id, "count": count, "word": "",
    }  # fmt: skip
    alarm_id = session.scalar(insert_into(Alarm, session).values(row).on_conflict_do_nothing().returning(Alarm.id))
    if alarm_id is None:
        return False
    with acting_as(SYSTEM):
        audit.note(session, "alarm.raised", "alarm", alarm_id, region_id=region_id, after={"kind": kind.value, "count": count})
    _write_to_organizers(session, alarm_id, region_id, None if user is None else user.id)
    return True


def region_of(actor: Actor) -> int | None:
    """The one region the account works in; None for the country and for several."""
    own = actor.scope.regions | actor.scope.stop_regions
    return min(own) if len(own) == 1 and not actor.is_national else None


def _write_to_organizers(session: Session, alarm_id: int, region_id: int | None, about: int | None) -> None:
    """To those who look after the country and the region, but not to the one it is about."""
    theirs = or_(RoleGrant.role == Role.NATIONAL, (RoleGrant.role == Role.REGION) & (RoleGrant.region_id == region_id))
    asked = select(User.id, User.language).join(RoleGrant, RoleGrant.user_id == User.id).where(theirs, User.active)
    rows = session.execute(asked.where(User.id != (about or 0)).distinct().order_by(User.id)).all()
    letters = ((language, {"alarm_id": alarm_id, "user_id": user_id}) for user_id, language in rows)
    mail.queue_many(session, "accounts.alarm", letters)


def put_down(alarm_id: int, word: str) -> None:
    """Somebody looked into it and says what it was. Raises NotFound, Refused, Conflict when another was quicker."""
    found = alarm_row(alarm_id)
    if not can_put_down(current_actor(), found):
        raise Refused(_l("Another organizer has to look into this alarm."))
    with unit_of_work() as session:
        done = session.execute(
            update(Alarm)
            .where(Alarm.id == alarm_id, Alarm.seen_at.is_(None))
            .values(seen_at=clock.now(), seen_by=current_actor().user_id, word=word)
        )
        if not isinstance(done, CursorResult) or done.rowcount != 1:
            raise Conflict(_l("Somebody has put this alarm down meanwhile."))
        audit.note(session, "alarm.answered", "alarm", alarm_id, region_id=found.region_id)


def wrong_most(most: int) -> Iterator[Problem]:
    """Whether so many within an hour can be no alarm yet."""
    if most < 1:
        yield Problem("most", "invalid", _l("At least one."))


def add_rule(wish: RuleWish, key: str) -> int:
    """From a day on another number is too much; its id. Sent twice it is added once.

    Raises Refused, Invalid for what no rule can say, KeyReused.
    """
    if not rules.can_write_rules(current_actor()):
        raise Refused(_l("The national coordinator says how much raises an alarm."))
    kind = [] if wish.kind in COUNTED else [Problem("kind", "invalid", _l("Nothing is counted for this."))]
    with unit_of_work() as session:
        rules.judge(wish, _l("Say where this is written."), *kind, *wrong_most(wish.most))
        if known := operations.begin(session, ADD, key, asdict(wish)):
            return int(known["rule"])
        row = AlarmRule(kind=wish.kind, valid_from=wish.valid_from, most=wish.most, source=wish.source)
        rules.add(session, row, "alarm.rule_added", "alarm_rule", kind=wish.kind.value, most=wish.most)
        operations.finish(session, ADD, key, {"rule": row.id})
        return row.id
