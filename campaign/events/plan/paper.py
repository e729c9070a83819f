"""The paper «План мероприятий» (SPEC D, DOMAIN 2): A4 landscape, a row an event, both heads, clause of control."""

from campaign.core import phones
from campaign.core.i18n import _, _l, language, spoken
from campaign.events.plan.queries import plan_of, signed_at
from campaign.events.plan.schemas import PlanRow, StopPlan
from campaign.papers.schemas import Head, PaperKind, Phones, Signers, SubjectKind
from campaign.papers.wording import SPACE, campaign_line
from campaign.pdf.parts import Column, Grid, Paper, Paragraph, Title
from campaign.pdf.parts import Signers as SignersPart
from campaign.web.templating import clock_time, day_month, day_span, number

_LINE = "_" * 40
# mm of order, measure, completion, term, place, responsible, reach, financing, note: Kazakh words are longer.
_WIDTHS = {
    "kk": (9, 54, 38, 27, 47, 38, 19, 30, 31),
    "ru": (9, 56, 36, 25, 48, 38, 19, 30, 32),
    "en": (9, 56, 36, 25, 48, 38, 19, 30, 32),
}


def plan_paper(plan: StopPlan, signers: Signers) -> Paper:
    """The plan with both heads; a stop without events gets a page that says so."""
    span = day_span((plan.arrives_on, plan.departs_on))
    return Paper(
        language=language(),
        title=_("Plan of events"),
        short_title=_("Plan of events: %(place)s", place=plan.place.text()),
        landscape=True,
        author=plan.campaign.text(),
        parts=(
            signers.approvals(plan.arrives_on.year),
            Title(_("Plan of events"), [campaign_line(plan.campaign.text()), f"{plan.place.text()}, {span}"]),
            Grid(
                _columns(),
                [_row(row) for row in plan.rows],
                _("No events are planned here yet."),
                row_height=8.0,
                keys=[f"event:{row.event.id}" for row in plan.rows],
            ),
            Paragraph(_("Coordination and control are laid on: %(who)s.", who=plan.coordination.text() or _LINE)),
            SignersPart((signers.drawn_up(),)),
        ),
    )


def _columns() -> tuple[Column, ...]:
    titles = (
        _("No."), _("Measure"), _("Form of completion"), _("Term"), _("Place"), _("Responsible for it"), _("Expected reach"),
        _("Source of financing"), _("Note"),
    )  # fmt: skip
    widths = spoken(_WIDTHS)
    columns = [Column(title, width) for title, width in zip(titles, widths, strict=True)]
    columns[0] = Column(titles[0], widths[0], "centre", "order")
    columns[1] = Column(titles[1], widths[1], face="medium", size=9)
    columns[6] = Column(titles[6], widths[6], "centre")
    return tuple(columns)


def _row(row: PlanRow) -> tuple[str, ...]:
    event, line = row.event, row.line
    starts, ends = (clock_time(at, event.time_zone) for at in (event.starts_at, event.ends_at))
    place = ", ".join(filter(None, (event.place_name.text(), event.place_address, event.place_note)))
    answers = "\n".join(filter(None, (event.responsible, phones.shown(event.responsible_phone).replace(" ", SPACE))))
    return (
        "", event.title.text(), line.completion.text() or _("information, photos, publication"),
        f"{day_month(event.day)}\n{starts}–{ends}", place, answers, number(row.reach) if row.reach else "",
        line.financing.text() or _("not required"), line.note.text(),
    )  # fmt: skip


KIND = PaperKind(
    code="stop_plan",
    name=_l("Plan of events"),
    subject=SubjectKind.STOP,
    read=plan_of,
    draw=plan_paper,
    note=_l("with approval and agreement"),
    heads=(Head.APPROVES, Head.AGREES, Head.DREW_UP),
    suggest=signed_at,
    edit="plan_staff.plan",
    phones=Phones.OPTIONAL,
)
