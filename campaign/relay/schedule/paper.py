"""The paper «План-график эстафеты» (SPEC D): A4 landscape, a row a stop, eighteen of them on one page."""

from campaign.core import phones
from campaign.core.i18n import Translated, _, _l, language, spoken
from campaign.papers.schemas import Head, PaperKind, Phones, Signers, SubjectKind
from campaign.papers.wording import campaign_line, day_figures
from campaign.pdf.parts import Column, Grid, Paper, Title
from campaign.pdf.parts import Signers as SignersPart
from campaign.relay.schedule.queries import approved_by, schedule_of
from campaign.relay.schedule.schemas import Schedule, ScheduleRow
from campaign.web.templating import day, day_span

_ROW = 5.6  # mm
# mm of order, place, two dates, days, from, to, ceremony, responsible, phone: Kazakh heads are longer.
_WIDTHS = {
    "kk": (9, 43, 18, 17, 10, 40, 41, 53, 32, 25),
    "ru": (9, 44, 16, 18, 11, 40, 40, 54, 32, 25),
    "en": (9, 44, 18, 18, 11, 40, 40, 52, 32, 25),
}


def schedule_paper(schedule: Schedule, signers: Signers) -> Paper:
    """The schedule with its head for approval and who drew it up; without stops a page that says so."""
    years = {day.year for row in schedule.rows for day in (row.arrives_on, row.departs_on)}
    span = day_span((schedule.starts_on, schedule.ends_on))
    lines = [f"{campaign_line(schedule.campaign.text())} · {span}"]
    return Paper(
        language=language(),
        title=_("Schedule of the relay"),
        short_title=_("Schedule of the relay: %(region)s", region=schedule.region.text()),
        landscape=True,
        author=schedule.campaign.text(),
        legal=_("The last day on which the relay may end: %(day)s", day=day(schedule.last_day)),
        parts=(
            signers.approvals(schedule.starts_on.year),
            Title(_("Schedule of the relay by cities and districts: %(region)s", region=schedule.region.text()), lines),
            Grid(
                _columns(), [_row(row, years) for row in schedule.rows], _("This relay has no stops yet."),
                row_height=_ROW, fives=True, one_page=True, keys=[f"stop:{row.stop_id}" for row in schedule.rows],
            ),
            SignersPart((signers.drawn_up(),)),
        ),
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    titles = (
        _("No."), _("City, district"), _("Received on"), _("Handed over on"), _("Days of stay"), _("Receives from"),
        _("Hands over to"),
        _("Place of the handover ceremony"), _("Responsible person"), _("Telephone"),
    )  # fmt: skip
    widths = spoken(_WIDTHS)
    columns = [Column(title, width) for title, width in zip(titles, widths, strict=True)]
    columns[0] = Column(titles[0], widths[0], "centre", "order")
    columns[1] = Column(titles[1], widths[1], face="semibold", size=9)
    for place in (2, 3, 4):
        columns[place] = Column(titles[place], widths[place], "centre", "figures", size=9)
    columns[9] = Column(titles[9], widths[9], "centre", "figures", phones=True)
    return tuple(columns)


def _row(row: ScheduleRow, years: set[int]) -> tuple[str, ...]:
    return (
        "", row.name.text(), day_figures(row.arrives_on, years), day_figures(row.departs_on, years), str(row.days),
        _named(row.giver, _("the start")), _named(row.taker, _("the end")), row.ceremony.text(), row.responsible,
        phones.shown(row.phone),
    )  # fmt: skip


def _named(name: Translated | None, otherwise: str) -> str:
    return name.text() if name else otherwise


KIND = PaperKind(
    code="relay_schedule",
    name=_l("Schedule of the relay"),
    subject=SubjectKind.RELAY,
    read=schedule_of,
    draw=schedule_paper,
    note=_l("for approval, one page"),
    heads=(Head.APPROVES, Head.AGREES, Head.DREW_UP),
    suggest=approved_by,
    edit="schedule_staff.schedule",
    phones=Phones.OPTIONAL,
)
