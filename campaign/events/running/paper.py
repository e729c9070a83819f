"""The paper «Поминутная программа»: A4, read standing at arm's length; the plan in print, the fact by pen."""

from campaign.core.i18n import _, _l, language
from campaign.events.running.queries import sheet_of
from campaign.events.running.schemas import RunningSheet
from campaign.papers.schemas import Head, PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line
from campaign.pdf.parts import Column, Grid, Notes, Paper
from campaign.pdf.parts import Head as HeadPart
from campaign.pdf.parts import Signers as SignersPart
from campaign.web.templating import clock_time, day, number, weekday

_BLANK_ROWS = 13
_ROW = 11.0  # mm; a time is written in it by pen


def running_paper(sheet: RunningSheet, signers: Signers) -> Paper:
    """Facts of the event, rows to fill, notes for the next place, who runs the site."""
    event = sheet.event
    where = ", ".join(filter(None, (event.place_name.text(), event.place_address, event.place_note)))
    line = f"{weekday(event.day)}, {day(event.day)}"
    return Paper(
        language=language(),
        title=_("Running sheet"),
        short_title=_("Running sheet: %(event)s", event=event.title.text()),
        author=sheet.campaign.text(),
        legal=_("The campaign's own form; it is no form of accounting."),
        parts=(
            HeadPart("", (event.title.text(), " · ".join(filter(None, (event.unit_name.text(), where, line)))),
                     campaign_line(sheet.campaign.text()), _facts(sheet)),
            Grid(_columns(), (), row_height=_ROW, blank_rows=_BLANK_ROWS),
            Notes(_("Remarks for the next place")),
            SignersPart((signers.drawn_up(),)),
        ),
    )  # fmt: skip


def _facts(sheet: RunningSheet) -> tuple[tuple[str, str], ...]:
    event = sheet.event
    starts, ends = (clock_time(at, event.time_zone) for at in (event.starts_at, event.ends_at))
    return (
        (_("Begins – ends"), f"{starts} – {ends}"),
        (_("Expected"), number(event.capacity) if event.capacity else "____"),
        (_("The place holds"), number(event.place_capacity) if event.place_capacity else "____"),
        (_("Responsible person"), event.responsible or "____________"),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Plan"), 17, "centre", "figures", "bold", 13), Column(_("Actual"), 18, kind="blank"),
        Column(_("Min"), 11, "right", "figures"), Column(_("What"), 78, size=10), Column(_("Who"), 34, size=9),
        Column(_("Telephone"), 26, kind="figures"), Column(_("There"), 10, "centre", "box"),
    )  # fmt: skip


KIND = PaperKind(
    code="running_sheet",
    name=_l("Running sheet"),
    subject=SubjectKind.EVENT,
    read=sheet_of,
    draw=running_paper,
    note=_l("minute by minute"),
    heads=(Head.DREW_UP,),
)
