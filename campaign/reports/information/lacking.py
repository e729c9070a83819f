"""What a report does not say yet, each with the page on which it is mended; pure."""

from collections.abc import Sequence
from typing import Any

from campaign.core.i18n import LANGUAGE_NAMES, _, _n
from campaign.events.deadlines.schemas import Basis, PermitRow
from campaign.events.figures.schemas import PARTICIPANTS, Stage
from campaign.relay.custody.schemas import HandoverState
from campaign.reports.information.gathering import Facts
from campaign.reports.information.schemas import Clause, ClauseCode, Lack, ReportRow
from campaign.reports.information.words import CLAUSES

BOTH = ("kk", "ru")
_ASKED = (ClauseCode.GUESTS, ClauseCode.CONCLUSIONS, ClauseCode.LESSONS)


def lacks_of(facts: Facts, clauses: Sequence[Clause], row: ReportRow | None) -> tuple[Lack, ...]:
    """In the order of the clauses: nothing of it keeps anybody from signing but events that are not marked as held."""
    return (*_of_events(facts), *_of_baton(facts), *_of_words(clauses, row))


def _of_events(facts: Facts) -> list[Lack]:
    found = []
    for event in facts.not_held:
        words = _("“%(event)s” is not marked as held or cancelled: until then the report cannot be signed.", event=event.title)
        found.append(Lack(words, ("events_staff.event", {"event_id": event.id})))
    for event in facts.held:
        page: dict[str, Any] = {"event_id": event.id}
        permit = facts.permits.get(event.id, PermitRow())
        if permit.basis is Basis.UNSET or permit.lacks_paper:
            words = _("“%(event)s”: it is not written down on what the event rested.", event=event.title)
            found.append(Lack(words, ("deadlines_staff.permits", page)))
        figures = facts.figures.get(event.id)
        if figures is None or figures.standing(PARTICIPANTS, Stage.FACT) is None:
            words = _("“%(event)s”: nobody has said how many came.", event=event.title)
            found.append(Lack(words, ("figures_staff.figures", page)))
    if facts.doubts:
        words = _n(
            "%(num)d figure does not go together with another.", "%(num)d figures do not go together with others.", facts.doubts
        )
        found.append(Lack(words, ("plausibility_staff.of_stop", {"stop_id": facts.about.stop_id})))
    if not facts.publications and facts.held:
        words = _("No publication is written down.")
        found.append(Lack(words, ("press_staff.press", {"event_id": facts.held[0].id})))
    return found


def _of_baton(facts: Facts) -> list[Lack]:
    if facts.about.is_event:
        return []
    page = ("custody_staff.baton", {"relay_id": facts.about.relay_id})
    if facts.went is None:
        return [Lack(_("To whom the baton goes on is not written down."), page)]
    if facts.went.state is not HandoverState.CONFIRMED:
        return [Lack(_("The next holder has not confirmed that the baton came."), page)]
    return []


def _of_words(clauses: Sequence[Clause], row: ReportRow | None) -> list[Lack]:
    """Clauses that only a hand can fill, and those that it filled in one language only."""
    found = []
    for clause in clauses:
        page = ("information_staff.clause", {"report_id": row.id, "clause": clause.code.value}) if row else None
        if clause.code in _ASKED and clause.is_empty:
            found.append(Lack(_("Nothing stands in “%(clause)s”.", clause=CLAUSES[clause.code]), page))
        missing = [code for code in BOTH if clause.edited and clause.text and not getattr(clause.text, code)]
        for code in missing:
            words = _("“%(clause)s” has no text: %(language)s.", clause=CLAUSES[clause.code], language=LANGUAGE_NAMES[code])
            found.append(Lack(words, page))
    return found
