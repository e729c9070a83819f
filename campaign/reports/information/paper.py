"""The paper «Информация о проведении» (PAPER 12): A4, numbered clauses, every figure with its source, two signers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from campaign.core import phones
from campaign.core.i18n import Translated, _, _l, language
from campaign.events.plan.queries import signed_at
from campaign.papers.schemas import Head, PaperKind, Phones, Signatory, Signers, SubjectKind
from campaign.papers.wording import campaign_line, kept
from campaign.pdf.parts import Column, Correspondents, Grid, Heading, Paper, Paragraph, Part, Signer, SmallPrint, Title
from campaign.pdf.parts import Signers as SignersPart
from campaign.reports.information.queries import of_event, of_stop
from campaign.reports.information.schemas import Clause, ClauseCode, Information
from campaign.reports.information.words import CLAUSES, HEADS, NUMBERS
from campaign.web.templating import day, day_span

STOP_CODE: Final = "stop_information"
EVENT_CODE: Final = "event_information"
_LINE: Final = "____________"
_LONGER: Final = "______________________________"
_TEXT: Final = 11.0  # pt
_ROW: Final = 6.5  # mm
_WIDTHS: Final[dict[ClauseCode, tuple[float, ...]]] = {  # mm
    ClauseCode.COURSE: (24, 74, 21, 21, 42),
    ClauseCode.PEOPLE: (92, 24, 60),
    ClauseCode.MATERIALS: (54, 16, 20, 22, 20, 20, 30),
}


def information_paper(report: Information, signers: Signers) -> Paper:
    """The report as a letter to whoever gets it; a draft says that it is one."""
    about, head = report.about, report.head
    where = ", ".join(filter(None, (about.title.text(), about.place.text(), day_span((about.first, about.last)))))
    lines = [_("on holding events of the relay"), campaign_line(about.campaign.text()), where]
    signing = report.signers or (signers.approves, signers.drew_up)
    parts: tuple[Part, ...] = (
        Correspondents((*_lines(head.sender), _reference(report)), _lines(head.addressee) or (_LONGER,)),
        Title(_("INFORMATION"), lines if report.is_signed else [*lines, _("Draft: not signed yet")]),
        *_clauses(report.printed),
        SignersPart(tuple(_signer(one) for one in signing)),
        SmallPrint(_doer(report)),
    )
    return Paper(
        language=language(),
        title=_("Information on holding events: %(where)s", where=where),
        short_title=_("Information on holding events: %(where)s", where=about.place.text()),
        author=about.campaign.text(),
        legal=_("≈ is an estimate: how it was made stands beside it. > and ≥ are the least there was."),
        parts=parts,
    )


def _lines(text: Translated) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in text.text().split("\n"))))


def _reference(report: Information) -> str:
    dated = day(report.head.dated_on) if report.head.dated_on else _LINE
    return _("Ref. No. %(number)s, %(day)s", number=kept(report.head.number or _LINE), day=dated)


def _clauses(printed: Sequence[Clause]) -> list[Part]:
    """Numbered from 1; the last text stays with the signatures below it."""
    parts = [part for number, clause in enumerate(printed, 1) for part in _clause(number, clause)]
    if parts and isinstance(last := parts[-1], Paragraph):
        parts[-1] = replace(last, last=True)
    return parts


def _clause(number: int, clause: Clause) -> list[Part]:
    parts: list[Part] = [Heading(f"{number}. {CLAUSES[clause.code]}")]
    if clause.rows:
        rows = [[cell.text() for cell in row] for row in clause.rows]
        parts.append(Grid(_columns(clause.code), rows, row_height=_ROW))
    if clause.text:
        parts.append(Paragraph(clause.text.text(), size=_TEXT))
    return parts


def _columns(code: ClauseCode) -> tuple[Column, ...]:
    figures = NUMBERS[code]
    strong = figures[-1] if code is not ClauseCode.MATERIALS else figures[1]
    return tuple(
        Column(str(head), width, "right", "figures", "semibold" if place == strong else "regular")
        if place in figures
        else Column(str(head), width, "centre" if code is ClauseCode.COURSE and not place else "left")
        for place, (head, width) in enumerate(zip(HEADS[code], _WIDTHS[code], strict=True))
    )


def _signer(who: Signatory) -> Signer:
    return Signer(who.post.text() or _LONGER, who.name)


def _doer(report: Information) -> str:
    head = report.head
    phone = ", " + _("tel. %(phone)s", phone=kept(phones.shown(head.executor_phone))) if head.executor_phone else ""
    return _("Prepared by: %(name)s", name=head.executor or _LONGER) + phone


OF_STOP: Final = PaperKind(
    code=STOP_CODE,
    name=_l("Information on holding events"),
    subject=SubjectKind.STOP,
    read=of_stop,
    draw=information_paper,
    proves=True,
    note=_l("the report on the whole stay, clause by clause"),
    heads=(Head.APPROVES, Head.DREW_UP),
    suggest=signed_at,
    edit="information_staff.of_stop",
    phones=Phones.OPTIONAL,
    in_two=True,
)
OF_EVENT: Final = PaperKind(
    code=EVENT_CODE,
    name=_l("Information on holding the event"),
    subject=SubjectKind.EVENT,
    read=of_event,
    draw=information_paper,
    proves=True,
    note=_l("the report on this event alone"),
    heads=(Head.APPROVES, Head.DREW_UP),
    edit="information_staff.of_event",
    phones=Phones.OPTIONAL,
    in_two=True,
)
KINDS: Final = (OF_STOP, OF_EVENT)
