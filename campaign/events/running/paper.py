"""The paper «Поминутная программа»: A4, read standing at arm's length; the plan in print, the fact by pen."""

from campaign.core.i18n import _, _l, language
from campaign.events.contingency.schemas import ContingencyRow
from campaign.events.contingency.words import threshold_words
from campaign.events.running.queries import sheet_of
from campaign.events.running.schemas import RunningRow, RunningSheet
from campaign.papers.schemas import Head, PaperKind, Phones, Signers, SubjectKind
from campaign.papers.wording import SPACE, campaign_line
from campaign.pdf.parts import Column, Grid, Notes, Paper
from campaign.pdf.parts import Head as HeadPart
from campaign.pdf.parts import Signers as SignersPart
from campaign.web.templating import clock_time, day, day_month, number, weekday

_BLANK_ROWS, _MORE_ROWS = 12, 1
_ROW = 11.0  # mm; a time is written in it by pen
_LINE = "_" * 14
_AMBULANCE_AND_POLICE = "103 · 102"


def running_paper(sheet: RunningSheet, signers: Signers) -> Paper:
    """Facts of the event, its rows (blank ones where nothing is written yet), notes for the next place, who runs the site."""
    event = sheet.event
    where = ", ".join(filter(None, (event.place_name.text(), event.place_address, event.place_note)))
    lines = (event.title.text(), " · ".join(filter(None, (event.unit_name.text(), where, _when(sheet)))))
    return Paper(
        language=language(),
        title=_("Running sheet"),
        short_title=_("Running sheet: %(event)s", event=event.title.text()),
        author=sheet.campaign.text(),
        legal=_("The campaign's own form; it is no form of accounting."),
        parts=(
            HeadPart("", lines, campaign_line(sheet.campaign.text()), _facts(sheet)),
            Grid(
                _columns(), [_row(row) for row in sheet.rows], row_height=_ROW,
                blank_rows=_MORE_ROWS if sheet.rows else _BLANK_ROWS,
            ),
            Notes(_("Remarks for the next place")),
            SignersPart((signers.drawn_up(),)),
        ),
    )  # fmt: skip


def _when(sheet: RunningSheet) -> str:
    return f"{weekday(sheet.event.day)}, {day(sheet.event.day)}"


def _facts(sheet: RunningSheet) -> tuple[tuple[str, str], ...]:
    """Eight facts that are looked for in a hurry; what is not known is a line to write on."""
    event = sheet.event
    starts, ends = (clock_time(at, event.time_zone) for at in (event.starts_at, event.ends_at))
    decides, limit, indoor, reserve = _weather(sheet.weather)
    return (
        (_("Begins – ends"), f"{starts} – {ends}"),
        (_("Expected"), number(event.capacity) if event.capacity else _LINE),
        (_("The place holds"), number(event.place_capacity) if event.place_capacity else _LINE),
        (_("Decides whether to postpone"), decides or _LINE),
        (_("Weather limit"), limit or _LINE),
        (_("Indoor place"), indoor or _LINE),
        (_("Reserve day"), reserve or _LINE),
        (_("Ambulance · police"), _AMBULANCE_AND_POLICE),
    )


def _weather(plan: ContingencyRow | None) -> tuple[str, str, str, str]:
    """Who decides, from which weather on, where to go indoors, and the reserve date; empty where nothing is planned."""
    if plan is None:
        return "", "", "", ""
    reserve = f"{day_month(plan.reserve_day)}, {plan.reserve_starts:%H:%M}" if plan.reserve_day and plan.reserve_starts else ""
    return plan.decides, threshold_words(plan.threshold), plan.indoor_place.text(), reserve


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Plan"), 17, "centre", "figures", "bold", 13), Column(_("Actual"), 18, "centre", "figures", size=11),
        Column(_("Min"), 11, "right", "figures"), Column(_("What"), 78, size=10), Column(_("Who"), 34, size=9),
        Column(_("Telephone"), 26, kind="figures", phones=True), Column(_("There"), 10, "centre", "box"),
    )  # fmt: skip


def _row(row: RunningRow) -> tuple[str, ...]:
    what = row.what.text() + (f" ({row.place})" if row.place else "")
    return row.plan, row.fact, str(row.minutes), what, row.who.replace(". ", f".{SPACE}"), row.phone, ""


KIND = PaperKind(
    code="running_sheet",
    name=_l("Running sheet"),
    subject=SubjectKind.EVENT,
    read=sheet_of,
    draw=running_paper,
    note=_l("minute by minute"),
    heads=(Head.DREW_UP,),
    edit="running_staff.running",
    phones=Phones.OPTIONAL,
)
