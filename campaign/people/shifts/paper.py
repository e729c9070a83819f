"""The paper «Лист инструктажа»: who has work at an event, shift by shift, with room to sign for the briefing (SPEC P6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from campaign.core import phones
from campaign.core.i18n import Translated, _, _l, _n, language, spoken
from campaign.events.schemas import EventRow
from campaign.papers.schemas import Head, PaperKind, Phones, Signers, SubjectKind
from campaign.papers.wording import campaign_line, kept
from campaign.pdf.parts import Column, Grid, Paper
from campaign.pdf.parts import Head as HeadPart
from campaign.pdf.parts import Signers as SignersPart
from campaign.people.judged import event_to_print
from campaign.people.queries import place_line
from campaign.people.shifts.queries import briefing_list
from campaign.people.shifts.schemas import BriefingGroup, BriefingLine
from campaign.relay.queries import campaign_of
from campaign.web.templating import clock_time, day, day_month, weekday

_ROW: Final = 8.8  # mm; a person signs in it
_BLANK: Final = 4
# mm of name, organisation, role, phone, signature: Kazakh roles are longer, its organisations shorter
_WIDTHS: Final = {"kk": (62, 56, 54, 29, 40), "ru": (62, 62, 48, 29, 40), "en": (62, 60, 50, 29, 40)}


@dataclass(frozen=True)
class BriefingRoll:
    """What the paper says."""

    campaign: Translated
    event: EventRow
    groups: tuple[BriefingGroup, ...]


def briefing_roll(event_id: int) -> BriefingRoll:
    """Raises NotFound, Refused. Eight statements, however many people."""
    event = event_to_print(event_id)
    return BriefingRoll(campaign_of(event.relay_id).name, event, briefing_list(event_id))


def briefing_roll_paper(roll: BriefingRoll, signers: Signers) -> Paper:
    """A heading a shift, a row a person; blank rows for those who come in somebody's place."""
    event = roll.event
    when = f"{weekday(event.day)}, {day(event.day)}, {clock_time(event.starts_at, event.time_zone)}"
    where = " · ".join(filter(None, (place_line(event, language()), when)))
    people = sum(len(group.lines) for group in roll.groups)
    facts = (
        (_("People on the list"), str(people)),
        (_("Shifts"), str(sum(group.shift is not None for group in roll.groups))),
        (_("Responsible for the event"), event.responsible or _("not appointed")),
    )
    return Paper(
        language=language(),
        title=_("Briefing of those at work"),
        short_title=_("Briefing of those at work: %(event)s", event=event.title.text()),
        author=roll.campaign.text(),
        landscape=True,
        legal=_("Who signs has been told what to do, how to behave and whom to turn to. The campaign's own form."),
        parts=(
            HeadPart("", (event.title.text(), where), campaign_line(roll.campaign.text()), facts, 3),
            Grid(
                _columns(), tuple(_rows(roll.groups)), _("Nobody is in a shift or has a role yet."), row_height=_ROW,
                blank_rows=_BLANK,
            ),
            SignersPart((signers.drawn_up(),)),
        ),
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    name, organisation, role, phone, signature = spoken(_WIDTHS)
    return (
        Column(_("No."), 9, "centre", "order"),
        Column(_("Surname, first name, patronymic"), name, face="medium", size=9.5),
        Column(_("Organisation, place of study"), organisation),
        Column(_("Role, other shifts"), role),
        Column(_("Telephone"), phone, "centre", "figures", phones=True),
        Column(_("Briefed (signature)"), signature, kind="blank"),
    )


def _rows(groups: tuple[BriefingGroup, ...]) -> Iterator[tuple[str, ...]]:
    for group in groups:
        yield (_heading(group),)
        for line in group.lines:
            yield "", line.full_name, line.organisation, _work(line), phones.shown(line.phone), ""


def _heading(group: BriefingGroup) -> str:
    shift = group.shift
    if shift is None:
        return _("In no shift: %(role)s", role=group.role.text() if group.role else _("without a role"))
    need = _n("%(num)d person needed", "%(num)d people needed", shift.need)
    leader = ", ".join(filter(None, (shift.leader, kept(phones.shown(shift.leader_phone)) if shift.leader_phone else "")))
    parts = (shift.title.text(), f"{day_month(shift.day)}, {shift.times}", shift.place_note, leader, need)
    return " · ".join(part for part in parts if part)


def _work(line: BriefingLine) -> str:
    others = ", ".join(f"{row.title.text()} {row.times}" for row in line.shifts[1:])
    return "; ".join(filter(None, (line.role.text() if line.role else "", others)))


KIND = PaperKind(
    code="shift_briefing",
    name=_l("Briefing list"),
    subject=SubjectKind.EVENT,
    read=briefing_roll,
    draw=briefing_roll_paper,
    note=_l("those at work, shift by shift, with signatures"),
    heads=(Head.DREW_UP,),
    edit="people_shifts.briefed",
    phones=Phones.OPTIONAL,
)
