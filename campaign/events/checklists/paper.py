"""The paper «Чек-лист этапа»: A4, what is still to be done at a stop by day, a box to tick and room to write."""

from dataclasses import dataclass
from datetime import date

from campaign.core import clock
from campaign.core.i18n import Translated, _, _l, language
from campaign.events.checklists import queries
from campaign.events.checklists.showing import Checklist, Line, checklist
from campaign.papers.schemas import Head, PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line
from campaign.pdf.parts import Column, Grid, Paper
from campaign.pdf.parts import Head as HeadPart
from campaign.pdf.parts import Signers as SignersPart
from campaign.relay import queries as relays
from campaign.web.templating import day_short, day_span

_BLANK_ROWS = 4
_ROW = 9.0  # mm


@dataclass(frozen=True)
class StopChecklist:
    """What the paper says: the place, its stay, and its tasks as they stand."""

    place: Translated
    campaign: Translated
    stay: tuple[date, date]
    tasks: Checklist


def checklist_of(stop_id: int) -> StopChecklist:
    """The checklist of a stop that is the asker's to see. Raises NotFound. Three statements."""
    stop = relays.stop_row(stop_id)
    tasks = checklist(queries.tasks_of_stop(stop_id), clock.campaign_today(stop.time_zone))
    return StopChecklist(stop.name, relays.campaign_of(stop.relay_id).name, (stop.arrives_on, stop.departs_on), tasks)


def checklist_paper(sheet: StopChecklist, signers: Signers) -> Paper:
    """Open tasks by day; a list on which everything is settled gets a page that says so."""
    place = sheet.place.text()
    return Paper(
        language=language(),
        title=_("Checklist of the stop"),
        short_title=_("Checklist: %(place)s", place=place),
        author=sheet.campaign.text(),
        legal=_("The campaign's own form; it is no form of accounting."),
        parts=(
            HeadPart(
                "", (f"{place} · {day_span(sheet.stay)}",), campaign_line(sheet.campaign.text()),
                ((_("Done"), _("%(value)s of %(of)s", value=sheet.tasks.done, of=sheet.tasks.needed)),),
            ),
            Grid(
                _columns(), [_row(line) for line in sheet.tasks.open], _("Everything on this list is settled."),
                row_height=_ROW, blank_rows=_BLANK_ROWS if sheet.tasks.open else 0,
            ),
            SignersPart((signers.drawn_up(),)),
        ),
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), 8, "centre", "order"), Column(_("Day"), 15, "centre"), Column(_("Due"), 19, kind="figures"),
        Column(_("What has to be done"), 76, size=10), Column(_("Who does it"), 32, size=9),
        Column(_("Done"), 21, "centre", "box"), Column(_("Note"), 21, kind="blank"),
    )  # fmt: skip


def _row(line: Line) -> tuple[str, ...]:
    task = line.task
    due = f"{day_short(task.due)}\n{line.clock}" if line.clock else day_short(task.due)
    what = "\n".join(filter(None, (task.title.text(), task.event_title.text(), task.note)))
    return ("", line.day, due, what, task.who, "", "")


KIND = PaperKind(
    code="stop_checklist",
    name=_l("Checklist of the stop"),
    subject=SubjectKind.STOP,
    read=checklist_of,
    draw=checklist_paper,
    note=_l("what is still to be done, by day"),
    heads=(Head.DREW_UP,),
    edit="checklists_staff.of_stop",
)
