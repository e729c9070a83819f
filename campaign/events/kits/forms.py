"""What organizers type about kits."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from wtforms import FieldList, FormField, SelectField
from wtforms.validators import NumberRange, Optional, ValidationError

from campaign.core.errors import Problem
from campaign.core.i18n import Translated, _, _l
from campaign.events.checklists.forms import OptionalTimeField
from campaign.events.checklists.schemas import TaskAnchor
from campaign.events.checklists.showing import WHEN, as_offset, as_typed
from campaign.events.forms import NamedForm
from campaign.events.kits.formulas import BASES
from campaign.events.kits.schemas import (
    FARTHEST_DAYS,
    LONGEST,
    Basis,
    EventOfKit,
    Formula,
    KitEventRow,
    KitRow,
    KitTaskRow,
    Measures,
    NewKit,
    RoleOfKit,
    TaskOfKit,
)
from campaign.events.kits.services.judging import wrong_event, wrong_kit, wrong_task
from campaign.events.schemas import Anchor, KindRow
from campaign.web.forms import (
    InnerForm,
    LineField,
    Needed,
    NotLonger,
    TextField,
    VersionedForm,
    WallTimeField,
    WholeNumberField,
)
from campaign.web.numbers import whole_or_none
from campaign.web.tongues import texts_of

MORE_ROLES = 2  # empty lines under the roles an event has
_DAYS = [Optional(), NumberRange(0, FARTHEST_DAYS, _l("Between 0 and %(most)s days.", most=FARTHEST_DAYS))]


class KitForm(NamedForm):
    """A new kit, or a copy of one."""

    code = LineField(_l("Code"), [Needed(), NotLonger(LONGEST["code"])])

    def judged(self) -> Iterable[Problem]:
        return wrong_kit(self.command())

    def command(self) -> NewKit:
        return NewKit((self.code.data or "").lower(), self.names)


class NameForm(NamedForm, VersionedForm):
    """The name of a kit that is there."""


class KitRoleForm(InnerForm):
    """One line of roles; an empty name takes the role away."""

    name_kk = LineField(_l("Role in Kazakh"))
    name_ru = LineField(_l("Role in Russian"))
    name_en = LineField(_l("Role in English"))
    amount = LineField(_l("How many people"))
    basis = SelectField(_l("Counted"), choices=[])
    each = LineField(_l("For every"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.basis.choices = [(basis.value, str(words)) for basis, words in BASES.items()]

    @property
    def names(self) -> Translated:
        return self.written("name")

    def role(self) -> RoleOfKit:
        basis = Basis(self.basis.data)
        each = None if basis is Basis.FIXED else whole_or_none(self.each.data)
        return RoleOfKit(self.names, Formula(basis, whole_or_none(self.amount.data), each))


class KitEventForm(VersionedForm):
    """An event of a kit: its day counted from the stay, its hours on the wall, and its roles."""

    owed = {"title_ru": _l("Name the event in at least one language.")}
    kind = SelectField(_l("Kind"), validate_choice=False)
    title_kk = LineField(_l("Title in Kazakh"), [NotLonger(LONGEST["title"])])
    title_ru = LineField(_l("Title in Russian"), [NotLonger(LONGEST["title"])])
    title_en = LineField(_l("Title in English"), [NotLonger(LONGEST["title"])])
    description_kk = TextField(_l("Description in Kazakh"), [NotLonger(LONGEST["description"])])
    description_ru = TextField(_l("Description in Russian"), [NotLonger(LONGEST["description"])])
    description_en = TextField(_l("Description in English"), [NotLonger(LONGEST["description"])])
    days = WholeNumberField(_l("How many days"), _DAYS)
    when = SelectField(_l("Counted"), choices=[])
    starts = WallTimeField(_l("Begins"), [Needed()])
    minutes = WholeNumberField(_l("Lasts, minutes"), [Needed(_l("Say how many minutes it lasts."))])
    capacity = WholeNumberField(_l("Places for people"), [Optional()])
    teams = WholeNumberField(
        _l("Teams to reckon with"), [Optional()], description=_l("Groups that go through the offices at the same time.")
    )
    offices = WholeNumberField(_l("Offices to reckon with"), [Optional()], description=_l("So many doors get soap and a sign."))
    roles = FieldList(FormField(KitRoleForm), label=_l("Roles"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anchors = tuple(anchor.value for anchor in Anchor)
        self.when.choices = [(key, str(words)) for key, words in WHEN.items() if key.endswith(anchors)]

    def offer(self, kinds: Iterable[KindRow]) -> None:
        """Fill the list of kinds, and leave empty lines for more roles."""
        self.kind.choices = [(kind.code, kind.name.text()) for kind in kinds]
        while len([role for role in self.roles if not role.form.names]) < MORE_ROLES:
            self.roles.append_entry()

    def validate_roles(self, field: Any) -> None:
        complaints = []
        for role in field:
            for typed in (role.form.amount.data or "", role.form.each.data or ""):
                if role.form.names and typed and whole_or_none(typed) is None:
                    sentence = _("“%(typed)s” is no whole number.", typed=typed[:40])
                    complaints.append(_("Role “%(role)s”: %(why)s", role=role.form.names.text()[:80], why=sentence))
        if complaints:
            raise ValidationError(" ".join(complaints))

    def judged(self) -> Iterable[Problem]:
        if self.when.errors or any(role.form.errors for role in self.roles):
            return ()
        return wrong_event(self.command())

    def command(self) -> EventOfKit:
        anchor, offset = as_offset(self.when.data, self.days.data or 0)
        return EventOfKit(
            kind=self.kind.data or "",
            title=self.written("title"),
            description=self.written("description"),
            anchor=Anchor(anchor.value),
            day_offset=offset,
            starts=self.starts.data or time(),
            minutes=self.minutes.data or 0,
            measures=Measures(self.capacity.data, self.teams.data, self.offices.data),
            roles=tuple(role.form.role() for role in self.roles if role.form.names),
        )


class KitTaskForm(VersionedForm):
    """A task of a kit's checklist."""

    owed = {"title_ru": _l("Say in at least one language what has to be done.")}
    title_kk = LineField(_l("Task in Kazakh"), [NotLonger(LONGEST["title"])])
    title_ru = LineField(_l("Task in Russian"), [NotLonger(LONGEST["title"])])
    title_en = LineField(_l("Task in English"), [NotLonger(LONGEST["title"])])
    event = SelectField(_l("Belongs to"), coerce=whole_or_none, validate_choice=False)
    days = WholeNumberField(_l("How many days"), _DAYS)
    when = SelectField(_l("Counted"), choices=[])
    at = OptionalTimeField(_l("Hour"), [Optional()])

    def offer(self, kit: KitRow) -> None:
        """Fill the lists to choose from."""
        self.event.choices = [("", _("the stop as a whole")), *((event.id, event.title.text()) for event in kit.events)]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.when.choices = [(key, str(words)) for key, words in WHEN.items() if key != "fixed"]

    def judged(self) -> Iterable[Problem]:
        return () if self.when.errors else wrong_task(self.command())

    def command(self) -> TaskOfKit:
        anchor, offset = as_offset(self.when.data, self.days.data or 0)
        title = self.written("title")
        return TaskOfKit(title, self.event.data, anchor, offset, self.at.data)


def event_form(kit: KitRow, event: KitEventRow | None) -> KitEventForm:
    """The form filled with what an event of the kit says; for a new one, ten o'clock on the day of arrival."""
    if event is None:
        return KitEventForm(version=kit.version, days=0, when="after_arrival", starts=time(10), minutes=60)
    when, days = as_typed(TaskAnchor(event.anchor.value), event.day_offset)
    of = event.measures
    roles = [
        {
            "amount": role.formula.amount, "basis": role.formula.basis.value, "each": role.formula.each,
            **texts_of("name", role.name),
        }
        for role in event.roles
    ]  # fmt: skip
    return KitEventForm(
        version=kit.version, kind=event.kind, days=days, when=when, starts=event.starts, minutes=event.minutes,
        capacity=of.participants, teams=of.teams, offices=of.offices, roles=roles, **texts_of("title", event.title),
        **texts_of("description", event.description),
    )  # fmt: skip


def task_form(kit: KitRow, task: KitTaskRow | None) -> KitTaskForm:
    """The form filled with what a task of the kit says; for a new one, the day before the arrival."""
    if task is None:
        return KitTaskForm(version=kit.version, days=1, when="before_arrival")
    when, days = as_typed(task.anchor, task.day_offset)
    return KitTaskForm(
        version=kit.version, event=task.event_id, days=days, when=when, at=task.at, **texts_of("title", task.title)
    )
