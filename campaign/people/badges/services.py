"""Printing badges: each click freezes a numbered set and remembers whose badge said what (SPEC D3); which roles lead."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations, prints, tasks
from campaign.core.db import insert_into, unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import LANGUAGES, _l, use_language
from campaign.events.schemas import EventRow
from campaign.papers.schemas import MOST_AT_ONCE, Printed
from campaign.pdf.badges.schemas import Badge, Layout
from campaign.people.badges.models import BadgePrint, LeadingRole
from campaign.people.badges.queries import badge_of, leaders_of, printed_of, said_on, set_of
from campaign.people.badges.schemas import BADGES, MOST_BLANK, BadgePaper, BadgeWish, Which
from campaign.people.judged import event_to_print, event_to_write
from campaign.people.lists.queries import comers, groups_of, how_many
from campaign.people.lists.schemas import ListLine
from campaign.people.queries import event_line
from campaign.people.services.places import hold

TASK: Final = "people.badges"
_ACT: Final = "people.badges"
_LONG: Final = (Which.DUE, Which.NEW, Which.ALL)  # may be thousands

Said = tuple[ListLine, str]


def print_badges(event_id: int, wish: BadgeWish, key: str) -> int:
    """Freeze the badges wished for as a new set, and give the number of its sheet. The same key gives the same sheet.

    Raises NotFound, Refused, Invalid (also when no badge is due). A fifth of a second for a thousand people.
    """
    return int(_asked(event_id, wish, key, at_once=None)["number"])


def ask_for_badges(event_id: int, wish: BadgeWish, key: str) -> Printed:
    """The same for somebody who waits for a page: badges of an event of more than MOST_AT_ONCE people become a task.

    The same key gives the same sheet or the same task. Raises NotFound, Refused, Invalid.
    """
    answer = _asked(event_id, wish, key, at_once=MOST_AT_ONCE)
    return Printed(answer.get("number"), answer.get("task"))


def _asked(event_id: int, wish: BadgeWish, key: str, at_once: int | None) -> operations.Answer:
    _judge(wish)
    with unit_of_work() as session:
        event = event_to_print(event_id)
        body = [event_id, wish.language, wish.layout.value, wish.which.value, wish.registration_id, wish.blanks]
        if earlier := operations.begin(session, _ACT, key, body):
            return earlier
        answer: operations.Answer
        if at_once is not None and wish.which in _LONG and how_many(event_id) > at_once:
            answer = {"task": tasks.queue(session, TASK, event_line(event), event_id=event_id, **wish.as_facts())}
        else:
            answer = {"number": _freeze(session, event, wish)}
        operations.finish(session, _ACT, key, answer)
        return answer


def print_later(event_id: int, wish: BadgeWish, ended: Callable[[Session, int], None]) -> None:
    """What a task does; `ended` gets the number in the same unit of work.

    Raises NotFound, Refused when whoever asked may not print them any more, Invalid when somebody else has printed them.
    """
    with unit_of_work() as session:
        ended(session, _freeze(session, event_to_print(event_id), wish))


def freeze_badges(session: Session, event_id: int, wish: BadgeWish) -> int:
    """Freeze them inside this unit of work, and give the number of their sheet. Raises NotFound, Refused, Invalid."""
    _judge(wish)
    return _freeze(session, event_to_print(event_id), wish)


def _freeze(session: Session, event: EventRow, wish: BadgeWish) -> int:
    """Two who print what is new at once print it once: the event is held meanwhile."""
    hold(session, event.id)
    with use_language(wish.language):
        chosen, badges = _chosen(event, wish)
        keys = tuple(f"registration:{line.registration_id}" for line, _words in chosen)
        paper = BadgePaper(set_of(event, wish.layout, badges), wish.which, event.time_zone, keys)
    sheet = prints.freeze(
        session, kind=BADGES, subject_id=event.id, region_id=event.region_id, stop_id=event.stop_id, language=wish.language,
        rows=len(badges), content=paper.content(),
    )  # fmt: skip
    _remember(session, event, wish.layout, chosen, sheet.number)
    after = {
        "event": event.id, "number": sheet.number, "revision": sheet.revision, "rows": sheet.rows, "layout": wish.layout.value,
    }  # fmt: skip
    audit.note(session, "sheet.printed", "sheet", sheet.id, region_id=event.region_id, after=after)
    return sheet.number


def _chosen(event: EventRow, wish: BadgeWish) -> tuple[list[Said], list[Badge]]:
    """Whose badges are printed, with what they say, in the alphabet of the language; blank ones are nobody's."""
    leaders = leaders_of(event, groups_of(event.id, wish.language))
    if wish.which is Which.BLANK:
        leader, phone = leaders[None]
        return [], [Badge(leader=leader, phone=phone)] * wish.blanks
    people = comers(event.id, wish.language, only=wish.registration_id)
    known = printed_of(event.id, wish.layout) if wish.which in (Which.DUE, Which.NEW) else {}
    said = [(line, said_on(line, leaders, event)) for line in people]
    chosen = [(line, words) for line, words in said if _is_due(wish, line, words, known)]
    if not chosen:
        raise _nobody(wish)
    return chosen, [badge_of(line, leaders) for line, _words in chosen]


def _is_due(wish: BadgeWish, line: ListLine, words: str, known: Any) -> bool:
    last = known.get((line.registration_id, wish.layout))
    return last is None or (wish.which is Which.DUE and last.content_hash != words)


def _nobody(wish: BadgeWish) -> Exception:
    if wish.which is Which.ONE:
        return NotFound(_l("Only who is confirmed for the event gets a badge."))
    if wish.which is Which.ALL:
        return _invalid("which", "nobody", _l("Nobody is confirmed yet, so there are no badges to print; blank ones can be."))
    words = _l("No badge is new or changed since the last print. To print them all the same, choose “everybody”.")
    return _invalid("which", "nothing_due", words)


def _invalid(field: str, code: str, words: Any) -> Invalid:
    return Invalid(_l("The badges were not printed."), [Problem(field, code, words)])


def _remember(session: Session, event: EventRow, layout: Layout, chosen: Sequence[Said], number: int) -> None:
    """What these people have in their hands from now on. One statement, sent a thousand rows at a time."""
    same = {
        "layout": layout, "event_id": event.id, "region_id": event.region_id, "stop_id": event.stop_id, "sheet_number": number,
        "printed_at": clock.campaign_now(),
    }  # fmt: skip
    rows = [{"registration_id": line.registration_id, "content_hash": words, **same} for line, words in chosen]
    _replace(session, BadgePrint, ("registration_id", "layout"), ("content_hash", "sheet_number", "printed_at"), rows)


def _replace(session: Session, table: Any, key: Iterable[str], newer: Iterable[str], rows: list[dict[str, Any]]) -> None:
    """Put rows in, or change what is newer of those that are there."""
    if not rows:
        return
    connection = session.connection()
    insert = insert_into(table.__table__, connection.dialect.name)
    changed = {name: insert.excluded[name] for name in newer}
    connection.execute(insert.on_conflict_do_update(index_elements=list(key), set_=changed), rows)


def say_who_leads(event_id: int, role_ids: Iterable[int]) -> None:
    """These roles of the event lead, its others do not. Done twice it is done once. Raises NotFound, Refused."""
    with unit_of_work() as session:
        event = event_to_write(event_id)
        leading = {role.id for role in event.roles} & set(role_ids)
        same = {"region_id": event.region_id, "stop_id": event.stop_id}
        rows = [{"role_id": role.id, "leads": role.id in leading, **same} for role in event.roles]
        _replace(session, LeadingRole, ("role_id",), ("leads",), rows)
        after = {"roles": sorted(leading)}
        audit.note(session, "roles.lead", "event", event_id, region_id=event.region_id, after=after)


def _judge(wish: BadgeWish) -> None:
    problems = []
    if wish.language not in LANGUAGES:
        problems.append(Problem("language", "unknown", _l("Choose Kazakh, Russian or English.")))
    if wish.which is Which.BLANK and not 1 <= wish.blanks <= MOST_BLANK:
        words = _l("From 1 to %(most)s blank badges can be printed at once.", most=MOST_BLANK)
        problems.append(Problem("blanks", "out_of_range", words))
    if (wish.which is Which.ONE) is not (wish.registration_id is not None):
        problems.append(Problem("which", "unknown", _l("Choose whose badges are to be printed.")))
    if problems:
        raise Invalid(_l("The badges were not printed."), problems)
