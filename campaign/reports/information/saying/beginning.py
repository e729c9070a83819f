"""What stands before the course: on what the events rested and where they were held, why, by whom, and who came."""

from collections import defaultdict

from campaign.core.i18n import _
from campaign.events.deadlines.schemas import Basis, PermitRow
from campaign.events.schemas import EventRow
from campaign.relay.custody.schemas import HandoverRow, Signer
from campaign.reports.information.gathering import Facts
from campaign.reports.information.saying.counting import ended, listed, sentence
from campaign.web.templating import day, day_span, numbered


def basis(facts: Facts) -> str:
    """The papers that the events rested on, each with its events, and the places."""
    about = facts.about
    lines = [] if about.is_event else [ended(_("The events were held by the plan of the stay, %(days)s", days=_span(facts)))]
    of_permit: defaultdict[PermitRow, list[str]] = defaultdict(list)
    for event in facts.held:
        of_permit[facts.permits.get(event.id, PermitRow())].append(event.title.text())
    for permit, titles in of_permit.items():
        if words := _permit(permit):
            lines.append(ended(words) if about.is_event else f"{words}: {listed(titles)}.")
    return "\n".join(filter(None, [*lines, _places(facts)]))


def _span(facts: Facts) -> str:
    return day_span((facts.about.first, facts.about.last))


def _permit(permit: PermitRow) -> str:
    dated = day(permit.issued_on) if permit.issued_on else ""
    number = numbered(permit.number) if permit.number else ""
    paper = ", ".join(filter(None, (number, dated)))
    words = {
        Basis.ORDER: _("Order of the akim"),
        Basis.NOTIFICATION: _("Notification of the assembly"),
        Basis.APPROVAL: _("Approval of the assembly"),
    }.get(permit.basis)
    if words:
        return f"{words}, {paper}" if paper else words
    if permit.basis is Basis.NONE:
        return _("No permission was required (%(reason)s)", reason=permit.reason)
    return ""


def _places(facts: Facts) -> str:
    at: defaultdict[str, list[str]] = defaultdict(list)
    for event in facts.held:
        if place := place_of(event):
            at[place].append(event.title.text())
    if not at:
        return ""
    if facts.about.is_event:
        return _("Place: %(place)s.", place="; ".join(at))
    return _("Places: %(places)s.", places="; ".join(f"{place} ({listed(titles)})" for place, titles in at.items()))


def place_of(event: EventRow) -> str:
    """The square or hall with its address, or what was noted of it."""
    return ", ".join(filter(None, (event.place_name.text(), event.place_address))) or event.place_note


def aim(facts: Facts) -> str:
    """What the briefings told the participants, or the aim of the campaign."""
    return "\n".join(text.text() for text in facts.aims) or _(
        "To show residents and civil servants that refusing a bribe is the ordinary rule of work, and to give every office a "
        "visible sign of it with the number of the hotline."
    )


def organisers(facts: Facts) -> str:
    """The akimat, the department, and who answered for each event."""
    lines = [_("Akimat: %(place)s.", place=facts.about.place.text())]
    if department := facts.department.text():
        lines.append(_("Together with: %(department)s.", department=department))
    answered: defaultdict[str, list[str]] = defaultdict(list)
    for event in facts.held:
        if event.responsible:
            answered[event.responsible].append(event.title.text())
    if answered and facts.about.is_event:
        lines.append(_("Responsible: %(people)s.", people=listed(list(answered))))
    elif answered:
        people = "; ".join(f"{name} ({listed(titles)})" for name, titles in answered.items())
        lines.append(_("Responsible: %(people)s.", people=people))
    return "\n".join(lines)


def guests(facts: Facts) -> str:
    """Who spoke, as far as their words are approved, and who signed the acts of the baton."""
    spoke = [_named(row.speaker, row.post.text()) for row in facts.quotations]
    signed = [_named(one.name, one.post.text()) for act in (facts.came, facts.went) for one in _signers(act)]
    lines = []
    if spoke:
        lines.append(_("Spoke: %(people)s.", people="; ".join(dict.fromkeys(spoke))))
    if signed:
        lines.append(_("Took part in handing the baton over: %(people)s.", people="; ".join(dict.fromkeys(signed))))
    return "\n".join(map(sentence, lines))


def _signers(act: HandoverRow | None) -> list[Signer]:
    return [one for one in act.signers if one.name] if act else []


def _named(name: str, post: str) -> str:
    return f"{name}, {post}" if post else name
