"""Printing the roster: each click freezes a numbered sheet, from which the paper is made again and again (SPEC D3)."""

from campaign.accounts.links import address_of
from campaign.core import audit, operations, prints
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import LANGUAGES, _l
from campaign.events.queries import event_row
from campaign.people.paper.schemas import MOST_BLANK_ROWS, ROSTER, PrintWish, RosterPrint
from campaign.people.paper.words import words_for
from campaign.people.policies import ensure_can_print
from campaign.people.queries import roster_for

_ACT = "people.roster"


def print_roster(event_id: int, wish: PrintWish, key: str) -> int:
    """Freeze who is confirmed for the event now as a new sheet, and give the sheet's number.

    The same key gives the same sheet. Raises NotFound, Refused, Invalid. A tenth of a second for a thousand people.
    """
    _judge(wish)
    with unit_of_work() as session:
        event = event_row(event_id)
        ensure_can_print(current_actor(), event.region_id, event.stop_id)
        body = [event_id, wish.language, wish.marking.value, wish.blank_rows]
        if earlier := operations.begin(session, _ACT, key, body):
            return int(earlier["number"])
        roster = roster_for(event_id, wish.language)
        words = words_for(roster, wish.marking)
        paper = RosterPrint(roster, words, wish.marking, wish.blank_rows, event.time_zone, _address())
        sheet = prints.freeze(
            session, kind=ROSTER, subject_id=event_id, region_id=event.region_id, stop_id=event.stop_id,
            language=wish.language, rows=len(roster.lines), content=paper.content(),
        )  # fmt: skip
        after = {"event": event_id, "number": sheet.number, "revision": sheet.revision, "rows": sheet.rows}
        audit.note(session, "sheet.printed", "sheet", sheet.id, region_id=event.region_id, after=after)
        operations.finish(session, _ACT, key, {"number": sheet.number})
        return sheet.number


def _judge(wish: PrintWish) -> None:
    problems = []
    if wish.language not in LANGUAGES:
        problems.append(Problem("language", "unknown", _l("Choose Kazakh, Russian or English.")))
    if not 0 <= wish.blank_rows <= MOST_BLANK_ROWS:
        words = _l("Between 0 and %(most)s blank rows can be added.", most=MOST_BLANK_ROWS)
        problems.append(Problem("blank_rows", "out_of_range", words))
    if problems:
        raise Invalid(_l("The list was not printed yet."), problems)


def _address() -> str:
    """What the QR of a page begins with; capitals keep it small, and the name of a host may be written in them."""
    address = address_of("people_paper.scanned", number=0, page=0).removesuffix("0-0")
    host, slash, path = address.removeprefix("https://").removeprefix("http://").partition("/")
    scheme = "HTTPS" if address.startswith("https") else "HTTP"
    return f"{scheme}://{host.upper()}{slash}{path}"
