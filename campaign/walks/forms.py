"""What is typed of a walk, its teams and the order of doors."""

from collections.abc import Iterable, Mapping

from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, SelectChoice, SelectField
from wtforms.validators import Optional

from campaign.core.errors import Problem
from campaign.core.i18n import _l
from campaign.walks.layout import Part
from campaign.walks.schemas import (
    LONGEST_LEADER,
    LONGEST_NOTE,
    LONGEST_ROOM,
    LONGEST_RULES,
    LONGEST_TEAM,
    Building,
    Direction,
    Team,
    TeamWish,
    Walk,
    WalkWish,
)
from campaign.walks.services.planning import wrong_number
from campaign.web.forms import (
    CampaignForm,
    LineField,
    Needed,
    NotLonger,
    PhoneField,
    TextField,
    VersionedForm,
    WholeNumberField,
)
from campaign.web.numbers import whole_or_nought

DIRECTIONS = (
    SelectChoice(Direction.FORWARD.value, _l("by room number")),
    SelectChoice(Direction.BACKWARD.value, _l("back from the last room")),
    SelectChoice(Direction.HAND.value, _l("as set by hand")),
)


class BuildingChoice(CampaignForm):
    """Through which building the walk goes."""

    building = SelectField(_l("Building"), coerce=whole_or_nought, validate_choice=False)


class SplitForm(CampaignForm):
    """Into how many teams all doors are split."""

    teams = WholeNumberField(_l("Number of teams"), [Needed()])


class WalkForm(CampaignForm):
    """What is said of the walk as a whole."""

    version = HiddenField()
    rules = TextField(_l("How the teams behave"), [NotLonger(LONGEST_RULES)])
    note = LineField(_l("Note for those who prepare"), [NotLonger(LONGEST_NOTE)])

    def command(self) -> WalkWish:
        return WalkWish(self.rules.data or "", self.note.data or "")


def walk_form(walk: Walk) -> WalkForm:
    """The form filled with what is known of the walk."""
    return WalkForm(version=walk.version, rules=walk.rules, note=walk.note)


class PartForm(Form):
    """A floor of the building: whether the team walks it, which rooms of it, and which way."""

    floor_id = HiddenField()
    take = BooleanField(_l("Walks this floor"))
    first = LineField(_l("From room"), [NotLonger(LONGEST_ROOM)])
    last = LineField(_l("To room"), [NotLonger(LONGEST_ROOM)])
    direction = SelectField(_l("Order"), choices=DIRECTIONS, validate_choice=False)

    def part(self) -> Part:
        words = self.direction.data
        known = words in {direction.value for direction in Direction}
        way = Direction(words) if known else Direction.FORWARD
        return Part(whole_or_nought(self.floor_id.data), self.first.data or "", self.last.data or "", way)


class TeamForm(VersionedForm):
    """A team: its number, its leader, its floors."""

    number = WholeNumberField(_l("Team number"), [Needed()])
    name = LineField(_l("Name of the team"), [NotLonger(LONGEST_TEAM)])
    leader_name = LineField(_l("Team leader"), [NotLonger(LONGEST_LEADER)])
    leader_phone = PhoneField(_l("Telephone of the leader"), [Optional()])
    floors = FieldList(FormField(PartForm), label=_l("Floors"))

    def judged(self) -> Iterable[Problem]:
        return wrong_number(self.number.data or 0)

    def command(self) -> TeamWish:
        phone = self.leader_phone.e164 if self.leader_phone.data else ""
        return TeamWish(self.number.data or 0, self.name.data or "", self.leader_name.data or "", phone)

    def parts(self) -> list[Part]:
        return [entry.form.part() for entry in self.floors if entry.form.take.data]

    def complain(self, problems: Mapping[str, list[str]]) -> None:
        """Put sentences beside the floors they are about, by "floor-7"."""
        for entry in self.floors:
            entry.form.take.errors = [*entry.form.take.errors, *problems.get(f"floor-{entry.form.floor_id.data}", ())]

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors or any(entry.form.errors for entry in self.floors))


def team_form(team: Team, building: Building, phone: str) -> TeamForm:
    """The form filled with what is known of the team; a floor of the building is a row, taken or not."""
    given = {part.floor_id: part for part in team.floors}
    rows = []
    for floor in building.floors:
        part = given.get(floor.id)
        rows.append({
            "floor_id": floor.id, "take": part is not None, "first": part.first_room if part else "",
            "last": part.last_room if part else "", "direction": (part.direction if part else Direction.FORWARD).value,
        })  # fmt: skip
    return TeamForm(
        version=team.version, number=team.number, name=team.name, leader_name=team.leader_name, leader_phone=phone, floors=rows
    )


def order_of(given: Mapping[str, str], known: list[int]) -> list[int]:
    """The doors in the order of the places typed beside them (`door-7`): whatever was moved stands at the place typed."""
    was = {door_id: at for at, door_id in enumerate(known, 1)}
    places = {door_id: whole_or_nought(given.get(f"door-{door_id}")) or at for door_id, at in was.items()}

    def place(door_id: int) -> tuple[int, int, int]:
        at, before = places[door_id], was[door_id]
        return at, (at > before) - (at < before), before

    return sorted(known, key=place)


def members_of(given: Mapping[str, str]) -> dict[int, int | None]:
    """Which team was chosen for each registration (`member-7`) where it was not chosen before (`was-7`); empty is no team."""
    chosen = {}
    for key, value in given.items():
        number = whole_or_nought(key.removeprefix("member-")) if key.startswith("member-") else 0
        if number and value != given.get(f"was-{number}"):
            chosen[number] = whole_or_nought(value) or None
    return chosen
