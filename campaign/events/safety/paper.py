"""The paper «План обеспечения безопасности» (SPEC D, DOMAIN 2): heads, risks, help, phones, briefing, debrief."""

from campaign.core import phones
from campaign.core.i18n import Translated, _, _l, language
from campaign.events.safety.queries import plan_of
from campaign.events.safety.schemas import SafetyPlan
from campaign.papers.schemas import Head, PaperKind, Phones, Signers, SubjectKind
from campaign.papers.wording import campaign_line, kept
from campaign.pdf.parts import Column, Facts, Grid, Heading, Notes, Paper, Paragraph, Part, Title
from campaign.pdf.parts import Signers as SignersPart
from campaign.web.templating import clock_time, day, number

_BRIEFED = 10  # rows for those who are briefed
_SIGN_ROW = 8.8  # mm
_LINE = "_" * 78


def safety_paper(plan: SafetyPlan, signers: Signers) -> Paper:
    """The whole plan; what is not written is a line to write on."""
    event = plan.event
    where = ", ".join(filter(None, (event.unit_name.text(), event.place_name.text(), event.place_address)))
    return Paper(
        language=language(),
        title=_("Safety plan"),
        short_title=_("Safety plan: %(event)s", event=event.title.text()),
        author=plan.campaign.text(),
        parts=(
            signers.approvals(event.day.year),
            Title(_("Safety plan"), [campaign_line(plan.campaign.text()), f"{event.title.text()}, {day(event.day)}", where]),
            Facts(_facts(plan)),
            *_risks(plan),
            *_section(_("2. Medical help"), plan.words.medical),
            *_section(_("3. Evacuation"), plan.words.evacuation),
            *_section(_("4. Lost children"), plan.words.children),
            *_section(_("5. Weather limits"), plan.words.weather),
            *_section(_("6. Communication"), plan.words.communication),
            *_phones(plan),
            *_briefing(),
            Heading(_("9. Debrief afterwards")),
            Notes(_("What happened, what is done differently next time"), 3),
            SignersPart((signers.drawn_up(),)),
        ),
    )


def _facts(plan: SafetyPlan) -> tuple[tuple[str, str], ...]:
    event = plan.event
    starts, ends = (clock_time(at, event.time_zone) for at in (event.starts_at, event.ends_at))
    return (
        (_("Begins – ends"), f"{starts} – {ends}"),
        (_("Expected"), number(event.capacity) if event.capacity else "____"),
        (_("The place holds"), number(event.place_capacity) if event.place_capacity else "____"),
        (
            _("Responsible person"),
            "\n".join(filter(None, (event.responsible, kept(phones.shown(event.responsible_phone))))) or "____",
        ),
    )


def _risks(plan: SafetyPlan) -> tuple[Part, ...]:
    columns = (
        Column(_("No."), 9, "centre", "order"), Column(_("Risk"), 52, face="medium", size=9),
        Column(_("Measures"), 82, size=9), Column(_("Responsible person"), 36),
    )  # fmt: skip
    rows = [("", row.risk.text(), row.measure.text(), row.responsible) for row in plan.words.risks]
    return Heading(_("1. Risks and measures")), Grid(columns, rows, row_height=8, blank_rows=0 if rows else 5)


def _section(heading: str, text: Translated) -> tuple[Part, ...]:
    return Heading(heading), Paragraph(text.text() or f"{_LINE}\n{_LINE}")


def _phones(plan: SafetyPlan) -> tuple[Part, ...]:
    columns = (
        Column(_("Whom to call"), 110, size=9),
        Column(_("Telephone"), 60, kind="figures", face="semibold", size=10, phones=True),
    )
    rows = [(row.who.text(), row.phone) for row in plan.words.phones]
    return Heading(_("7. Telephones")), Grid(columns, rows, row_height=6.5, blank_rows=2)


def _briefing() -> tuple[Part, ...]:
    columns = (
        Column(_("No."), 9, "centre", "order"), Column(_("Surname, first name, patronymic"), 76),
        Column(_("Role at the event"), 46), Column(_("Signature"), 40, kind="blank"),
    )  # fmt: skip
    return Heading(_("8. Briefing, with signatures")), Grid(columns, (), row_height=_SIGN_ROW, blank_rows=_BRIEFED)


KIND = PaperKind(
    code="safety_plan",
    name=_l("Safety plan"),
    subject=SubjectKind.EVENT,
    read=plan_of,
    draw=safety_paper,
    note=_l("with approval and agreement"),
    heads=(Head.APPROVES, Head.AGREES, Head.DREW_UP),
    edit="safety_staff.safety",
    phones=Phones.OPTIONAL,
)
