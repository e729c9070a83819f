"""Writing the letter to the police, and noting that it was filed."""

from collections.abc import Iterator
from datetime import date

from campaign.core import audit, crypto, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Invalid, Problem
from campaign.core.i18n import _, _l, language
from campaign.core.lengths import too_long
from campaign.events import queries as events
from campaign.events.deadlines.schemas import MOST_LINE, FilingWish
from campaign.events.deadlines.services import record_filing
from campaign.events.once import next_version
from campaign.motorcades.police.models import PoliceLetter
from campaign.motorcades.police.queries import letter_of
from campaign.motorcades.police.schemas import LONGEST, TEXTS, LetterWords
from campaign.motorcades.policies import ensure_can_write_column

_BLOCKS = ("opening", "route", "request")


def keep_letter(event_id: int, words: LetterWords, version: int) -> None:
    """Keep what is written otherwise than suggested; `version` 0 for the first time.

    Raises NotFound, Refused, Invalid, Stale.
    """
    if problems := list(_wrong(words)):
        raise Invalid(_l("The letter was not saved."), problems)
    with unit_of_work() as session:
        event = events.event_row(event_id, held=True)
        ensure_can_write_column(current_actor(), event.region_id, event.stop_id)
        kept = words.apart_from(letter_of(event_id).suggested)
        next_version(session, PoliceLetter, event, version).content = kept.as_facts()
        audit.note(session, "police.letter", "event", event_id, region_id=event.region_id, after={"version": version + 1})


def _wrong(words: LetterWords) -> Iterator[Problem]:
    for name in TEXTS:
        yield from too_long(name, getattr(words, name), LONGEST["text"] if name in _BLOCKS else LONGEST["lines"])
    yield from too_long("number", words.number, LONGEST["number"])
    for name in ("signer_name", "responsible_name", "doer_name"):
        yield from too_long(name, getattr(words, name), LONGEST["name"])
    for person in ("responsible", "doer"):
        if getattr(words, f"{person}_phone") and not getattr(words, f"{person}_name"):
            yield Problem(f"{person}_name", "missing", _("Whose phone is it? Type the name."))


def file_letter(event_id: int, number: str, filed_on: date, key: str) -> int:
    """Note that the letter was filed, for every rule that waits for it; for how many. The same key once more changes nothing.

    Raises NotFound, Refused, Invalid, KeyReused, Closed when no rule waits for it.
    """
    with unit_of_work() as session:
        if earlier := operations.begin(session, "police.file", key, [event_id, number, filed_on.isoformat()]):
            return int(earlier["rules"])
        events.event_row(event_id, held=True)
        letter = letter_of(event_id)
        if not letter.to_file:
            raise Closed(_l("By the rules this letter is not needed now: it was filed already, or the column is too small."))
        addressee = " ".join(letter.words.addressee.text(language()).split())[:MOST_LINE]
        for deadline in letter.to_file:
            record_filing(event_id, FilingWish(deadline.rule.code, filed_on, number, addressee, ""), crypto.new_uid())
        operations.finish(session, "police.file", key, {"rules": len(letter.to_file)})
        return len(letter.to_file)
