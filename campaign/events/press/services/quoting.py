"""What spokespersons say, and who approved it: nothing unapproved is printed or given out."""

from collections.abc import Iterator
from datetime import date

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Problem
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.events.press import policies, queries
from campaign.events.press.models import Quotation
from campaign.events.press.schemas import MOST_LINE, MOST_PERSON, MOST_QUOTE, NewQuotation
from campaign.events.press.services.holding import ensure_seen, held
from campaign.events.press.services.judging import ensure_right
from campaign.events.services.steps import locked

_MEANWHILE = _l("Somebody has changed this quotation meanwhile. Read it again; nothing was saved.")
_NOT_SAVED = _l("The quotation was not saved.")


def add_quotation(event_id: int, new: NewQuotation, key: str) -> int:
    """Write a quotation down, not approved yet; its id. Raises NotFound, Refused, Invalid."""
    with unit_of_work() as session:
        event = locked(session, event_id)
        policies.ensure_can_write_press(current_actor(), event.region_id, event.stop_id)
        body = [event_id, new.speaker, new.text.as_dict(), new.post.as_dict()]
        if (earlier := operations.begin(session, "press.add_quotation", key, body)) is not None:
            return int(earlier["quotation"])
        ensure_right(list(_wrong(new)), _NOT_SAVED)
        row = Quotation(event_id=event_id, region_id=event.region_id, stop_id=event.stop_id, made_at=clock.now())
        row.speaker, row.post, row.text = new.speaker, new.post, new.text
        session.add(row)
        session.flush()
        audit.note(session, "quotation.added", "quotation", row.id, region_id=row.region_id, after={"event": event_id})
        operations.finish(session, "press.add_quotation", key, {"quotation": row.id})
        return row.id


def change_quotation(quotation_id: int, new: NewQuotation, version: int) -> None:
    """Change the words; an approval of other words falls away. Raises NotFound, Refused, Stale, Invalid."""
    with unit_of_work() as session:
        row = held(session, Quotation, quotation_id, queries.NO_QUOTATION)
        ensure_seen(row, version, _MEANWHILE)
        ensure_right(list(_wrong(new)), _NOT_SAVED)
        if (row.speaker, row.post, row.text) == (new.speaker, new.post, new.text):
            return
        before = {"approved": row.approved_on is not None}
        row.speaker, row.post, row.text = new.speaker, new.post, new.text
        row.approved_by, row.approved_on, row.version = "", None, row.version + 1
        audit.note(session, "quotation.changed", "quotation", row.id, region_id=row.region_id, before=before)


def approve_quotation(quotation_id: int, by: str, on: date, version: int) -> None:
    """Write down who approved these words and when. Raises NotFound, Refused, Stale, Invalid."""
    with unit_of_work() as session:
        row = held(session, Quotation, quotation_id, queries.NO_QUOTATION)
        ensure_seen(row, version, _MEANWHILE)
        problems = list(too_long("approved_by", by, MOST_PERSON))
        if not by:
            said = _("A quotation is approved by somebody: give the name. Without it the quotation is not printed.")
            problems.append(Problem("approved_by", "missing", said))
        if on > clock.campaign_today():
            said = _("This lies in the future. Write it down when it has happened.")
            problems.append(Problem("approved_on", "in_the_future", said))
        ensure_right(problems, _l("The quotation was not approved."))
        row.approved_by, row.approved_on, row.version = by, on, row.version + 1
        audit.note(
            session, "quotation.approved", "quotation", row.id, region_id=row.region_id, after={"on": on.isoformat()}
        )  # fmt: skip


def remove_quotation(quotation_id: int) -> None:
    """Raises NotFound, Refused."""
    with unit_of_work() as session:
        row = held(session, Quotation, quotation_id, queries.NO_QUOTATION)
        session.delete(row)
        before = {"event": row.event_id, "approved": row.approved_on is not None}
        audit.note(session, "quotation.removed", "quotation", row.id, region_id=row.region_id, before=before)


def _wrong(new: NewQuotation) -> Iterator[Problem]:
    if not new.speaker:
        yield Problem("speaker", "missing", _("Whose words are these? Give the name."))
    yield from too_long("speaker", new.speaker, MOST_PERSON)
    yield from too_long("post", new.post, MOST_LINE)
    if not new.text:
        yield Problem("text_ru", "missing", _("Write the words in at least one language."))
    yield from too_long("text", new.text, MOST_QUOTE)
