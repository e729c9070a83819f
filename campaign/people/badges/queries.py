"""Reading what badges would say now, what was printed, and the frozen sheets; whoever may not print may not read them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from campaign.core import crypto, prints
from campaign.core.actor import current_actor
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _, language
from campaign.core.phones import shown
from campaign.core.prints import PrintedSheet
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.papers.queries import lines
from campaign.papers.schemas import SheetLine
from campaign.pdf.badges.names import parted
from campaign.pdf.badges.schemas import Badge, BadgeSet, Layout
from campaign.people.badges.models import BadgePrint, LeadingRole
from campaign.people.badges.schemas import BADGES, BadgePaper, BadgeSheet, Offer, PrintedBadge, RoleMark
from campaign.people.badges.words import badge_words, brand_lines
from campaign.people.lists.leading import leads
from campaign.people.lists.queries import comers, groups_of, turned_to
from campaign.people.lists.schemas import GroupHead, ListLine
from campaign.people.lists.wording import whole
from campaign.people.models import Registration
from campaign.people.policies import ensure_can_print
from campaign.people.schemas import RegistrationState
from campaign.relay.queries import campaign_of

MOST = 20
_COLUMN = "badge_prints.content"

Leaders = Mapping[int | None, tuple[str, str]]
"""Whom people turn to, name and phone, by their group; those without one by None."""
Known = Mapping[tuple[int, Layout], Any]
"""The newest print by registration and layout: a row with the hash of what was said, and the time."""


def leaders_of(event: EventRow, groups: Iterable[GroupHead]) -> Leaders:
    """The leader of each group where it names one, else of the event. Two statements at most."""
    contact, _meeting = turned_to(event)
    everybody = (contact.name, shown(contact.phone))
    return {None: everybody} | {head.id: (head.leader, head.phone) for head in groups if head.leader or head.phone}


def badge_of(line: ListLine, leaders: Leaders) -> Badge:
    """What somebody's badge says in the language spoken now."""
    surname, names = parted(line.full_name)
    leader, phone = leaders.get(line.group_id, leaders[None])
    return Badge(
        surname, names, whole(line.organisation), line.role.text(), whole(line.group), line.code, line.leads, line.photo,
        leader, phone,
    )  # fmt: skip


def said_on(line: ListLine, leaders: Leaders, event: EventRow) -> str:
    """What stands on the badge of somebody, in all languages at once: equal while a new badge would say the same.

    Keyed, for it is made of a phone, too.
    """
    facts = [
        line.full_name, line.organisation, line.role.as_dict(), line.group, line.code, line.leads, line.photo,
        leaders.get(line.group_id, leaders[None]), event.title.as_dict(), event.unit_name.as_dict(),
        event.starts_on_wall.isoformat(),
    ]  # fmt: skip
    return crypto.blind_index(json.dumps(facts, ensure_ascii=False), _COLUMN)


def printed_of(event_id: int, layout: Layout | None = None) -> Known:
    """What was printed last of the people of an event. One statement."""
    columns = (BadgePrint.registration_id, BadgePrint.layout, BadgePrint.content_hash, BadgePrint.printed_at)
    asked = select(*columns).where(BadgePrint.event_id == event_id)
    if layout is not None:
        asked = asked.where(BadgePrint.layout == layout)
    return {(row.registration_id, row.layout): row for row in db.session.execute(asked)}


def offers_for(event: EventRow) -> tuple[Offer, ...]:
    """How many badges of each layout are new or changed. Five statements, however many people; some 30 µs a person."""
    people = comers(event.id, language())
    leaders = leaders_of(event, groups_of(event.id, language()))
    now = {line.registration_id: said_on(line, leaders, event) for line in people}
    known = printed_of(event.id)
    return tuple(_offer(layout, now, {key[0]: row for key, row in known.items() if key[1] is layout}) for layout in Layout)


def _offer(layout: Layout, now: Mapping[int, str], known: Mapping[int, Any]) -> Offer:
    new = sum(number not in known for number in now)
    changed = sum(number in known and known[number].content_hash != said for number, said in now.items())
    return Offer(layout, new, changed, len(now), max((row.printed_at for row in known.values()), default=None))


def without_badge(event_ids: Sequence[int]) -> dict[int, int]:
    """How many people of these events have no badge at all, where others of the event have one. One statement, or none."""
    if not event_ids:
        return {}
    theirs = select(BadgePrint.registration_id).where(BadgePrint.registration_id == Registration.id)
    in_use = select(BadgePrint.event_id).where(BadgePrint.event_id.in_(event_ids))
    coming = (Registration.event_id.in_(in_use), Registration.state == RegistrationState.CONFIRMED)
    asked = select(Registration.event_id, func.count()).where(*coming, ~theirs.correlate(Registration).exists())
    return dict(db.session.execute(asked.group_by(Registration.event_id)).all())


def set_of(event: EventRow, layout: Layout, badges: Iterable[Badge]) -> BadgeSet:
    """Badges with all that is the same on each, in the language spoken now; the number comes with the sheet."""
    campaign = campaign_of(event.relay_id).name.text()
    starts = event.starts_on_wall
    return BadgeSet(
        layout=layout,
        language=language(),
        title=_("Badges: %(event)s", event=event.title.text()),
        brand=brand_lines(campaign),
        event=event.title.text(),
        place=event.unit_name.text(),
        when=f"{starts:%d.%m.%Y, %H:%M}",
        day=f"{starts:%d.%m.%Y}",
        words=badge_words(),
        badges=tuple(badges),
        author=campaign,
    )


def role_marks(event: EventRow) -> tuple[RoleMark, ...]:
    """The roles of an event and whether they lead. One statement, none without roles."""
    if not event.roles:
        return ()
    asked = select(LeadingRole.role_id, LeadingRole.leads).where(LeadingRole.role_id.in_([role.id for role in event.roles]))
    said = dict(db.session.execute(asked).all())
    return tuple(RoleMark(role.id, role.name, leads(role.name, said.get(role.id))) for role in event.roles)


def last_layout(offers: Iterable[Offer]) -> Layout:
    """The one that was printed last, to be offered first."""
    printed = [(offer.printed_at, offer.layout) for offer in offers if offer.printed_at is not None]
    return max(printed)[1] if printed else Layout.A6


def badges_of_person(registration_id: int, event: EventRow) -> tuple[PrintedBadge, ...]:
    """The badges of one person, and whether they are still right; none for whoever is not confirmed. Five statements."""
    people = comers(event.id, language(), only=registration_id)
    if not people:
        return ()
    said = said_on(people[0], leaders_of(event, groups_of(event.id, language())), event)
    columns = (BadgePrint.layout, BadgePrint.sheet_number, BadgePrint.printed_at, BadgePrint.content_hash == said)
    asked = select(*columns).where(BadgePrint.registration_id == registration_id)
    rows = db.session.execute(asked.order_by(BadgePrint.printed_at.desc(), BadgePrint.layout))
    return tuple(PrintedBadge(*row) for row in rows)


def _lines() -> Any:
    return lines().where(PrintedSheet.kind == BADGES)


def sheets_of_event(event_id: int, most: int = MOST) -> tuple[SheetLine, ...]:
    """The sets of badges printed for an event, the newest first, without what stands on them. One statement."""
    asked = _lines().where(PrintedSheet.subject_id == event_id).order_by(PrintedSheet.revision.desc()).limit(most)
    return tuple(SheetLine(*row) for row in db.session.execute(asked))


def badge_sheet(number: int) -> BadgeSheet:
    """The frozen set of badges with this number. Four statements.

    Raises NotFound outside the asker's scope, Refused for whoever sees the event but may not print its people, Conflict when
    what is stored is no longer what was printed.
    """
    stored = prints.sheet_of(number)
    if stored.kind != BADGES:
        raise NotFound(prints.NO_SHEET)
    ensure_can_print(current_actor(), stored.region_id, stored.stop_id)
    line = SheetLine(*db.session.execute(_lines().where(PrintedSheet.id == stored.id)).one())
    title = event_row(stored.subject_id).title
    paper = prints.as_printed(stored, lambda content: BadgePaper.of(content, line.shown_number))
    return BadgeSheet(line, stored.subject_id, title, paper)
