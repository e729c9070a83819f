"""Reading the door: who is in, by whom, what waits to be looked at; within the scope of whoever asks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import and_, func, or_, select

from campaign.accounts.devices.models import DeviceLink
from campaign.core import crypto
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l, language
from campaign.core.text import clean_line, fold
from campaign.events.models import EventRole
from campaign.events.schemas import EventRow
from campaign.people.checkin.items import typed_code
from campaign.people.checkin.models import CheckIn, CheckInScan
from campaign.people.checkin.schemas import Came, Candidate, DoorFigures, Outcome, Portion, ReviewItem
from campaign.people.groups.models import Group
from campaign.people.models import Person, Registration
from campaign.people.queries import sort_column
from campaign.people.schemas import LONGEST_SEARCH, RegistrationState

MOST_CANDIDATES = 20
LAST = 20
MOST_ITEMS = 200
_STANDS = (CheckIn.registration_id == Registration.id) & CheckIn.undone_at.is_(None)


def door_figures(event: EventRow) -> DoorFigures:
    """Who is expected and who has come: in all, by role, by group, by phone; how much waits for a decision. Four statements."""
    counted = db.session.execute(
        select(Registration.role_id, Registration.group_id, func.count(), func.count(CheckIn.id))
        .outerjoin(CheckIn, _STANDS)
        .where(Registration.event_id == event.id, Registration.state == RegistrationState.CONFIRMED)
        .group_by(Registration.role_id, Registration.group_id)
    ).all()
    roles, groups = _added(counted, 0), _added(counted, 1)
    group_names = dict(
        db.session.execute(select(Group.id, Group.name).where(Group.id.in_([key for key in groups if key]))).all()
    )
    return DoorFigures(
        expected=sum(row[2] for row in counted),
        come=sum(row[3] for row in counted),
        roles=tuple(Portion(str(role.name), *roles[role.id]) for role in event.roles if role.id in roles),
        groups=tuple(Portion(name, *groups[number]) for number, name in sorted(group_names.items(), key=lambda it: it[1])),
        devices=_by_device(event.id),
        to_review=to_review(event.id),
    )


def _added(rows: Iterable[Any], by: int) -> dict[int | None, tuple[int, int]]:
    """How many have come and are expected, by one of the first two columns."""
    sums: dict[int | None, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in rows:
        come, expected = sums[row[by]]
        sums[row[by]] = (come + row[3], expected + row[2])
    return dict(sums)


def _by_device(event_id: int) -> dict[int | None, int]:
    """Whom each phone let in; None is the coordinator's desk. One statement."""
    asked = (
        select(CheckIn.device_id, func.count())
        .where(CheckIn.event_id == event_id, CheckIn.undone_at.is_(None))
        .group_by(CheckIn.device_id)
    )
    return dict(db.session.execute(asked).all())


def to_review(event_id: int) -> int:
    """How many items wait to be looked at. One statement."""
    asked = select(func.count()).where(
        CheckInScan.event_id == event_id, CheckInScan.outcome == Outcome.REVIEW, CheckInScan.decision.is_(None)
    )
    return db.session.scalar(asked) or 0


def waiting_for_review() -> dict[int, int]:
    """How many items wait to be looked at, by the event, of all events of the asker. One statement."""
    asked = (
        select(CheckInScan.event_id, func.count())
        .where(CheckInScan.outcome == Outcome.REVIEW, CheckInScan.decision.is_(None))
        .group_by(CheckInScan.event_id)
    )
    return dict(db.session.execute(asked).all())


def _came() -> Any:
    columns = (CheckIn.id, CheckIn.registration_id, Person.full_name, EventRole.name, CheckIn.at, CheckIn.claimed_at)
    return (
        select(*columns, DeviceLink.label)
        .select_from(CheckIn)
        .join(Registration, Registration.id == CheckIn.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .outerjoin(DeviceLink, DeviceLink.id == CheckIn.device_id)
    )


def last_in(event_id: int, most: int = LAST) -> tuple[Came, ...]:
    """Who came last, the newest first. One statement."""
    asked = _came().where(CheckIn.event_id == event_id, CheckIn.undone_at.is_(None))
    return tuple(Came(*row) for row in db.session.execute(asked.order_by(CheckIn.at.desc(), CheckIn.id.desc()).limit(most)))


def came(registration_ids: Sequence[int]) -> dict[int, Came]:
    """When and where these were let in; only those who are in. One statement, none for nobody."""
    if not registration_ids:
        return {}
    asked = _came().where(CheckIn.registration_id.in_(registration_ids), CheckIn.undone_at.is_(None))
    return {row[1]: Came(*row) for row in db.session.execute(asked)}


def candidates(event_id: int, text: str, most: int = MOST_CANDIDATES) -> tuple[Candidate, ...]:
    """Whom the words may mean at this event: a short code, or parts of a name in any spelling. One statement at most.

    Those who cancelled are left out; a phone number finds nobody, so that a phone at the door tells nothing about numbers.
    """
    words, code = fold(clean_line(text)[:LONGEST_SEARCH]).split(), typed_code(text)
    ways: list[Any] = [and_(*(Person.name_key.contains(word, autoescape=True) for word in words))] if words else []
    if crypto.is_code(code):
        ways.append(Registration.code == code)
    if not ways:
        return ()
    sort = sort_column(language())
    asked = (
        select(
            Registration.id, Registration.code_hash, Person.full_name, EventRole.name, Group.name, Registration.state,
            CheckIn.id, CheckIn.at, DeviceLink.label,
        )
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .outerjoin(Group, Group.id == Registration.group_id)
        .outerjoin(CheckIn, _STANDS)
        .outerjoin(DeviceLink, DeviceLink.id == CheckIn.device_id)
        .where(Registration.event_id == event_id, Registration.state != RegistrationState.CANCELLED, or_(*ways))
        .order_by(sort, Registration.id)
        .limit(most + 1)
    )  # fmt: skip
    return tuple(Candidate(*row) for row in db.session.execute(asked))


def registration_of(check_in_id: int) -> int:
    """Whose check-in it is. Raises NotFound outside the asker's scope. One statement."""
    found = db.session.scalar(select(CheckIn.registration_id).where(CheckIn.id == check_in_id))
    if found is None:
        raise NotFound(_l("There is no such check-in."))
    return found


def event_of_item(scan_id: int) -> int:
    """At whose door an item was made. Raises NotFound outside the asker's scope. One statement."""
    found = db.session.scalar(select(CheckInScan.event_id).where(CheckInScan.id == scan_id))
    if found is None:
        raise NotFound(_l("There is no such record."))
    return found


def review_items(event_id: int) -> tuple[ReviewItem, ...]:
    """What was not simply in: first what waits, then what was decided; the newest first. One statement."""
    asked: Any = (
        select(
            CheckInScan.id, CheckInScan.kind, CheckInScan.why, CheckInScan.code, CheckInScan.registration_id, Person.full_name,
            Registration.state, DeviceLink.label, CheckInScan.claimed_at, CheckInScan.happened_at, CheckInScan.received_at,
            CheckInScan.decision, CheckInScan.reason,
        )
        .outerjoin(Registration, Registration.id == CheckInScan.registration_id)
        .outerjoin(Person, Person.id == Registration.person_id)
        .outerjoin(DeviceLink, DeviceLink.id == CheckInScan.device_id)
        .where(CheckInScan.event_id == event_id, CheckInScan.outcome == Outcome.REVIEW)
        .order_by(CheckInScan.decision.is_not(None), CheckInScan.id.desc())
        .limit(MOST_ITEMS)
    )  # fmt: skip
    return tuple(ReviewItem(*row) for row in db.session.execute(asked))
