"""The paper «Лист обхода кабинетов»: the doors of a team, a box for each result, and the sums at the end (SPEC W6)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from campaign.core.actor import current_actor
from campaign.core.db import db
from campaign.core.i18n import Translated, _, _l, language, spoken
from campaign.core.phones import shown as shown_phone
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.papers.schemas import Choice, PaperKind, Phones, Signers, SubjectKind
from campaign.papers.wording import campaign_line, kept
from campaign.pdf.parts import Balance, Column, Facts, Grid, Head, Heading, NewPage, Paper, Paragraph, Part, Signer
from campaign.pdf.parts import Signers as SignersPart
from campaign.relay.queries import campaign_of
from campaign.walks.closing.issues import issues
from campaign.walks.closing.schemas import Issued, Material
from campaign.walks.policies import ensure_can_print_walk
from campaign.walks.queries import doors_of, walk_of
from campaign.walks.schemas import MOST_NUMBER, Door, Team, Walk
from campaign.web.templating import clock_time, day

CODE: Final = "walk_sheet"
_ROW: Final = 7.7  # mm; a hand makes a cross in it
_USUAL_BLANK, _MOST_BLANK = 3, 60
# mm of the department and of a box: Kazakh words over the boxes are longer than Russian ones
_WIDTHS: Final = {"kk": (52, 14.5), "ru": (60, 12.5), "en": (60, 12.5)}


@dataclass(frozen=True)
class TeamSheet:
    """A team, its doors in the order in which they are walked, and what was issued to it so far."""

    team: Team
    doors: tuple[Door, ...]
    issued: Issued


@dataclass(frozen=True)
class WalkSheets:
    """What the sheets of a walk say: its teams in order."""

    campaign: Translated
    event: EventRow
    walk: Walk
    teams: tuple[TeamSheet, ...]


def walk_sheets(event_id: int) -> WalkSheets:
    """Raises NotFound, Refused. Nine statements, however many teams and doors."""
    event = event_row(event_id)
    ensure_can_print_walk(current_actor(), event.region_id, event.stop_id)
    walk, doors = walk_of(event_id), doors_of(event_id=event_id)
    known = issues().issued(db.session(), [team.id for team in walk.teams])
    teams = tuple(
        TeamSheet(team, tuple(door for door in doors if door.team_id == team.id), known.get(team.id, {})) for team in walk.teams
    )
    return WalkSheets(campaign_of(event.relay_id).name, event, walk, teams)


def walk_sheet_paper(sheets: WalkSheets, signers: Signers, chosen: Mapping[str, str]) -> Paper:
    """A table for each team on pages of its own; rows are numbered through all of them, so that one number is one door."""
    wanted, event = int(chosen["team"]), sheets.event
    teams = [found for found in sheets.teams if wanted in (0, found.team.number)]
    building = sheets.walk.building.name.text() if sheets.walk.building else _("building not chosen yet")
    when = f"{day(event.day)}, {clock_time(event.starts_at, event.time_zone)}"
    head = Head("", (event.title.text(), f"{building} · {when}"), campaign_line(sheets.campaign.text()))
    return Paper(
        language=language(),
        title=_("Walk sheet"),
        short_title=_("Walk sheet: %(event)s", event=event.title.text()),
        legal=_(
            "A refusal is a neutral mark: no reason is asked for or written down, no name goes into any figure. "
            "The campaign's own form."
        ),
        author=sheets.campaign.text(),
        parts=tuple(_parts(head, teams, int(chosen["blank_rows"]))),
    )


def _parts(head: Head, teams: Sequence[TeamSheet], blank: int) -> Iterator[Part]:
    yield head
    if not teams:
        yield Paragraph(_("There is no such team yet. Put teams together on the page of the walk, and print the sheet anew."))
        yield _grid((), 0, blank)
    done = 0
    for place, sheet in enumerate(teams):
        team, doors = sheet.team, sheet.doors
        if place:
            yield NewPage(headed=True)
        yield Heading(_team_line(team))
        yield Facts(_facts(team, doors), 4)
        yield _grid(doors, done, blank)
        yield _balance(sheet.issued)
        yield SignersPart((Signer(_("Leader of the team, finished at ___:___"), team.leader_name),))
        done += len(doors) + blank


def _team_line(team: Team) -> str:
    name = f" · {team.name}" if team.name else ""
    return _("Team %(number)s", number=team.number) + name


def _facts(team: Team, doors: Sequence[Door]) -> tuple[tuple[str, str], ...]:
    line = "____________"
    floors = ", ".join(dict.fromkeys(floor.label for floor in team.floors)) or line
    phone = kept(shown_phone(team.leader_phone)) if team.leader_phone else line
    return (
        (_("Leader of the team"), team.leader_name or line),
        (_("Telephone"), phone),
        (_("Floors"), floors),
        (_("Doors"), str(len(doors))),
    )


def _grid(doors: Sequence[Door], done: int, blank: int) -> Grid:
    soap, sign = _("Soap"), _("Sign")
    department, wide = spoken(_WIDTHS)
    box = Column("", wide, "centre", "box")
    columns = [
        Column(_("No."), 9, "centre", "figures", "bold", 10.5),
        Column(_("Room"), 15, "centre", face="semibold", size=10.5),
        Column(_("Department, position"), department, size=8),
        Column(_("given, pieces"), 15, "centre", "blank", group=soap),
        replace(box, title=_("refusal"), group=soap),
        replace(box, title=_("not in"), group=soap),
        replace(box, title=_("put up"), width=15, group=sign),
        replace(box, title=_("refusal"), group=sign),
        replace(box, title=_("not possible"), group=sign),
        replace(box, title=_("was there"), group=sign),
        Column(_("Note"), 19, kind="blank"),
    ]
    rows = [[str(done + place), door.room, _whose(door), *[""] * 8] for place, door in enumerate(doors, 1)]
    rows += [[str(done + len(doors) + place), *[""] * 10] for place in range(1, blank + 1)]
    keys = [f"door:{door.id}" for door in doors]
    return Grid(columns, rows, row_height=_ROW, fives=True, empty=_("This team has no doors yet."), keys=keys)


def _whose(door: Door) -> str:
    return ", ".join(filter(None, (door.unit_name.text(), door.position_title.text())))


def _balance(issued: Issued) -> Balance:
    """What was issued is printed where it is known; all else is written by hand."""
    soap, signs = ((str(one.issued),) if (one := issued.get(which)) else () for which in (Material.SOAP, Material.SIGN))
    labels = (_("issued to the team"), _("given out"), _("returned"), _("lost"), _("rest = 0"))
    return Balance(labels, ((_("Soap, pieces"), soap), (_("Signs, pieces"), signs)))


KIND = PaperKind(
    code=CODE,
    name=_l("Walk sheet"),
    subject=SubjectKind.EVENT,
    read=walk_sheets,
    draw=walk_sheet_paper,
    note=_l("doors of each team, to be filled in by hand"),
    edit="walks_staff.walk",
    choices=(
        Choice("team", _l("Number of the team"), "0", most=MOST_NUMBER, hint=_l("0: all teams, each on pages of its own.")),
        Choice(
            "blank_rows", _l("Blank rows at the end"), str(_USUAL_BLANK), most=_MOST_BLANK,
            hint=_l("For doors that are not in the register: 0 to %(most)s.", most=_MOST_BLANK),
        ),
    ),
    only=("office_walk",),
    phones=Phones.OPTIONAL,
)  # fmt: skip
