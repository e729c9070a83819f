"""Printing the roster: each click freezes a numbered sheet, from which the paper is made again and again (SPEC D3)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from campaign.core import audit, operations, prints, tasks
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import LANGUAGES, _l, use_language
from campaign.events.schemas import EventRow
from campaign.papers.addresses import sheet_address
from campaign.papers.changes.comparing import BETWEEN, compared
from campaign.papers.changes.queries import earlier_sheet
from campaign.papers.changes.schemas import Changes, Said
from campaign.papers.settings import hidden
from campaign.people.judged import event_to_print
from campaign.people.lists.ordering import Order, ordered
from campaign.people.paper.schemas import MOST_BLANK_ROWS, ROSTER, Printed, PrintWish, RosterPrint, place_of
from campaign.people.paper.words import words_for
from campaign.people.queries import event_line, roster_for
from campaign.people.schemas import MOST_AT_ONCE, Roster, RosterLine

TASK: Final = "people.roster"
_SHORT_PLACE: Final = 10  # letters of a group and a seat that stand on one line of the usual column
_ACT: Final = "people.roster"
_SAID: Final[dict[Order, Callable[[RosterLine], str]]] = {
    Order.NAME: lambda line: line.full_name,
    Order.ORGANISATION: lambda line: line.organisation,
    Order.GROUP: lambda line: line.group,
    Order.ROLE: lambda line: line.role,
}


def print_roster(event_id: int, wish: PrintWish, key: str) -> int:
    """Freeze who is confirmed for the event now as a new sheet, and give the sheet's number.

    The same key gives the same sheet. Raises NotFound, Refused, Invalid. A tenth of a second for a thousand people.
    """
    return int(_asked(event_id, wish, key, at_once=None)["number"])


def ask_for_roster(event_id: int, wish: PrintWish, key: str) -> Printed:
    """The same for somebody who waits for a page: a list of more than MOST_AT_ONCE people becomes a task.

    The same key gives the same sheet or the same task. Raises NotFound, Refused, Invalid.
    """
    answer = _asked(event_id, wish, key, at_once=MOST_AT_ONCE)
    return Printed(answer.get("number"), answer.get("task"))


def _asked(event_id: int, wish: PrintWish, key: str, at_once: int | None) -> operations.Answer:
    _judge(wish)
    with unit_of_work() as session:
        event = event_to_print(event_id)
        body = [event_id, *wish.as_facts().values()]
        if earlier := operations.begin(session, _ACT, key, body):
            return earlier
        answer: operations.Answer
        if at_once is not None and event.taken > at_once:
            wanted = {"event_id": event_id, **wish.as_facts()}
            answer = {"task": tasks.queue(session, TASK, event_line(event), **wanted)}
        else:
            answer = {"number": _freeze(session, event, wish, roster_for(event_id, wish.language))}
        operations.finish(session, _ACT, key, answer)
        return answer


def freeze_later(event_id: int, wish: PrintWish, ended: Callable[[Session, int], None]) -> None:
    """What a task does: read the long list first, then freeze it; `ended` gets the number in the same unit of work.

    Raises NotFound, Refused when whoever asked for it may not print it any more. 0.1 ms a person.
    """
    event_to_print(event_id)
    roster = roster_for(event_id, wish.language)
    with unit_of_work() as session:
        ended(session, _freeze(session, event_to_print(event_id), wish, roster))


def freeze_roster(session: Session, event_id: int, wish: PrintWish) -> int:
    """The same inside this unit of work, for a set of papers or a desk. Raises NotFound, Refused, Invalid."""
    _judge(wish)
    return _freeze(session, event_to_print(event_id), wish, roster_for(event_id, wish.language))


def _freeze(session: Session, event: EventRow, wish: PrintWish, roster: Roster) -> int:
    paper = RosterPrint(
        _as_wished(roster, wish), words_for(roster, wish.marking), wish.marking, wish.blank_rows, event.time_zone,
        sheet_address(), wish.order, wish.phones, wish.large, wish.saving,
    )  # fmt: skip
    wide = any(len(place_of(line)) > _SHORT_PLACE for line in paper.roster.lines)
    paper = replace(paper, wide=wide, changes=_changes(session, event.id, paper))
    sheet = prints.freeze(
        session, kind=ROSTER, subject_id=event.id, region_id=event.region_id, stop_id=event.stop_id,
        language=wish.language, rows=len(roster.lines), content=paper.content(),
    )  # fmt: skip
    after = {"event": event.id, "number": sheet.number, "revision": sheet.revision, "rows": sheet.rows}
    audit.note(session, "sheet.printed", "sheet", sheet.id, region_id=event.region_id, after=after)
    return sheet.number


def _changes(session: Session, event_id: int, paper: RosterPrint) -> Changes | None:
    """Against the last one in this language, with phones if it has them; its order does not matter."""
    found = earlier_sheet(
        session, ROSTER, event_id, paper.roster.language, RosterPrint.of, lambda earlier: earlier.phones is paper.phones
    )  # fmt: skip
    if found is None:
        return None
    sheet, before = found
    return Changes(sheet.number, sheet.revision, compared(_told(before), _told(paper)))


def _told(paper: RosterPrint) -> Iterator[Said]:
    for number, line in enumerate(paper.roster.lines, 1):
        cells = (line.full_name, line.organisation, line.role, place_of(line), line.phone, line.note)
        yield Said(str(number), line.key, BETWEEN.join(filter(None, cells)))


def _as_wished(roster: Roster, wish: PrintWish) -> Roster:
    """In the order asked for; without phones nobody's is kept with the sheet, in a remark neither."""
    with use_language(wish.language):
        lines = ordered(roster.lines, wish.order, _SAID[wish.order])
    if not wish.phones:
        lines = tuple(replace(line, phone="", note=hidden(line.note)) for line in lines)
    return replace(roster, lines=lines)


def _judge(wish: PrintWish) -> None:
    problems = []
    if wish.language not in LANGUAGES:
        problems.append(Problem("language", "unknown", _l("Choose Kazakh, Russian or English.")))
    if not 0 <= wish.blank_rows <= MOST_BLANK_ROWS:
        words = _l("Between 0 and %(most)s blank rows can be added.", most=MOST_BLANK_ROWS)
        problems.append(Problem("blank_rows", "out_of_range", words))
    if problems:
        raise Invalid(_l("The list was not printed yet."), problems)
