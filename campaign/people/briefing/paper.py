"""The paper «Инструктаж» (SPEC E9): why we are here on one page, then two people a row who sign that they were told."""

from collections.abc import Iterator, Sequence
from typing import Final

from campaign.core import phones
from campaign.core.i18n import _, _l, language
from campaign.events.briefing.schemas import Briefing, Contact, FactRow
from campaign.papers.schemas import Head, PaperKind, Phones, Signers, SubjectKind
from campaign.papers.wording import campaign_line, kept
from campaign.pdf.parts import Column, Grid, Heading, Paper, Paragraph, Part, Points
from campaign.pdf.parts import Head as HeadPart
from campaign.pdf.parts import Signers as SignersPart
from campaign.people.briefing.queries import briefing_sheet
from campaign.people.briefing.schemas import BriefingSheet
from campaign.web.templating import clock_time, day, weekday

_BLANK: Final = 6  # places at the end for those who come unregistered
_LEAST: Final = 20  # places on a sheet for which nobody is on the list yet
_ROW: Final = 8.8  # mm; a person signs in it


def briefing_paper(sheet: BriefingSheet, signers: Signers) -> Paper:
    """The briefing, then rows to sign in; on at most two pages for forty people."""
    page = sheet.briefing
    return Paper(
        language=language(),
        title=_("Briefing"),
        short_title=_("Briefing: %(event)s", event=page.title.text()),
        author=sheet.campaign.text(),
        legal=_("The campaign's own form. The list is kept until the report on the event is closed."),
        parts=(
            HeadPart("", _lines(page), campaign_line(sheet.campaign.text()), tuple(_facts(page)), 3),
            *_text(page, sheet.doubtful),
            Heading(_("I was told why we are here, how we behave and whom I turn to")),
            Grid(_columns(), tuple(_rows(sheet.names)), row_height=_ROW),
            SignersPart((signers.drawn_up(),)),
        ),
    )


def _lines(page: Briefing) -> tuple[str, ...]:
    when = f"{weekday(page.day_of_it)}, {day(page.day_of_it)}, {_span(page)}"
    slogans = " · ".join(slogan.text() for slogan in page.slogans)
    return tuple(filter(None, (page.title.text(), " · ".join(filter(None, (page.place.text(), when))), slogans)))


def _span(page: Briefing) -> str:
    return f"{clock_time(page.starts_at, page.time_zone)}–{clock_time(page.ends_at, page.time_zone)}"


def _facts(page: Briefing) -> Iterator[tuple[str, str]]:
    yield _("Meeting point"), page.meeting.text() or page.place.text() or "____________"
    named = ((_("Leader"), page.leader), (_("Medic"), page.medic), (_("Lost children"), page.lost))
    for label, contact in named:
        yield label, _contact(contact) or "____________"
    yield _("Hotline"), page.hotline or "____________"


def _contact(contact: Contact) -> str:
    return ", ".join(filter(None, (contact.name, kept(phones.shown(contact.phone)) if contact.phone else "")))


def _text(page: Briefing, doubtful: frozenset[int]) -> Iterator[Part]:
    code = language()
    yield Heading(_("Why we are here"))
    yield Paragraph(page.why.text() or _("No briefing is written yet"))
    yield from _list(_("What we say"), page.points_in(code))
    yield from _list(_("Facts with sources"), [_fact(fact, doubtful) for fact in page.facts])
    yield from _list(_("How we behave"), page.rules_in(code))
    yield from _list(_("Order of the day"), page.day_in(code))
    yield from _list(_("What to bring"), page.bring_in(code))


def _list(head: str, items: Sequence[str]) -> Iterator[Part]:
    if items:
        yield Heading(head)
        yield Points(items, numbered=False)


def _fact(fact: FactRow, doubtful: frozenset[int]) -> str:
    line = f"{fact.line(language())} ({fact.source}, {fact.year})"
    return f"{line} – {_('to be verified')}" if fact.id in doubtful else line


def _columns() -> tuple[Column, ...]:
    number, name, signed = _("No."), _("Surname, name, patronymic"), _("Signature")
    one = (Column(number, 8, "centre", "figures"), Column(name, 46, face="medium", size=9), Column(signed, 34, kind="blank"))
    return (*one, *one)


def _rows(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Two numbered places a row, in the order of reading; then places for whoever comes unregistered."""
    places = max(_LEAST, len(names) + _BLANK)
    numbered = [(str(number + 1), names[number] if number < len(names) else "") for number in range(places + places % 2)]
    for (first, name), (second, other) in zip(numbered[::2], numbered[1::2], strict=True):
        yield first, name, "", second, other, ""


KIND = PaperKind(
    code="briefing",
    name=_l("Briefing"),
    subject=SubjectKind.EVENT,
    read=briefing_sheet,
    draw=briefing_paper,
    note=_l("why we are here, with signatures"),
    heads=(Head.DREW_UP,),
    edit="briefing_staff.briefing",
    phones=Phones.OPTIONAL,
)
