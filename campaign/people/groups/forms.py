"""What leaders and coordinators type about groups and waiting lists."""

from collections.abc import Iterable
from typing import Any, Final

from flask import request
from wtforms import BooleanField, FileField, HiddenField, SelectField, ValidationError

from campaign.core import phones
from campaign.core.crypto import new_uid
from campaign.core.errors import Conflict, Invalid, KeyReused, Problem
from campaign.core.i18n import LANGUAGE_NAMES, LANGUAGES, _, _l, _n, language
from campaign.core.text import clean_line
from campaign.events.schemas import EventRow
from campaign.people.forms import NO_CONSENT, NO_ROLE, AName, role_notes, role_number
from campaign.people.groups.schemas import (
    LONGEST_PASTE,
    LONGEST_REASON,
    MOST_BY_FORM,
    MOST_PLACES,
    GroupCard,
    Leader,
    NewGroup,
)
from campaign.people.groups.services.making import number_problems
from campaign.people.schemas import NAME_LENGTH, ORGANISATION_LENGTH, ConsentWords
from campaign.sheets.reading import Upload
from campaign.web.forms import CampaignForm, LineField, Needed, NotLonger, PhoneField, TextField, WholeNumberField
from campaign.web.numbers import version_shown, whole_or_nought

MOST_BYTES: Final = 1 << 20


class GroupForm(CampaignForm):
    """What all forms about groups do with a complaint."""

    def show(self, error: Invalid) -> None:
        """As every form; a key that was used for other words is exchanged, so that the form can be sent again."""
        super().show(error)
        if isinstance(error, KeyReused):
            self.operation_key.data = new_uid()

    def show_why(self, why: Invalid | Conflict) -> None:
        """A complaint beside its field, or on top."""
        if isinstance(why, Invalid):
            self.show(why)
        else:
            self.form_errors = [*self.form_errors, str(why)]


class AskForm(GroupForm):
    """Places for a group: by the organisation itself."""

    organisation = LineField(_l("Organisation"), validators=[Needed(), NotLonger(ORGANISATION_LENGTH)])
    leader_name = LineField(_l("Who brings the group"), validators=[Needed(), NotLonger(NAME_LENGTH), AName()])
    leader_phone = PhoneField(_l("Phone of the group's leader"), validators=[Needed(), NotLonger(40)])
    planned = WholeNumberField(_l("How many people come"), validators=[Needed()])
    may_split = BooleanField(_l("If not all places are free, take as many as there are"))
    agree = BooleanField(_l("Consent"), validators=[Needed(NO_CONSENT)])
    consent_version = HiddenField()

    @classmethod
    def about(cls, consent: ConsentWords) -> "AskForm":
        form = cls()
        if not form.consent_version.data:
            form.consent_version.data = str(consent.version)
        return form

    def ask_again(self, consent: ConsentWords) -> None:
        """The words of the consent are now these: whoever agreed to others agrees anew."""
        if self.consent_version.data != str(consent.version):
            self.consent_version.data, self.agree.data = str(consent.version), False

    def judged(self) -> Iterable[Problem]:
        return () if self.planned.data is None else number_problems(self.planned.data, MOST_BY_FORM, None)

    def command(self) -> NewGroup:
        return NewGroup(
            self.organisation.data, self.leader_name.data, self.leader_phone.e164, language(), self.planned.data or 0,
            self.may_split.data, consent_version=whole_or_nought(self.consent_version.data),
        )  # fmt: skip


def _languages() -> list[tuple[str, str]]:
    return [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]


class MakeForm(GroupForm):
    """The same by a coordinator."""

    organisation = LineField(_l("Organisation"), validators=[Needed(), NotLonger(ORGANISATION_LENGTH)])
    planned = WholeNumberField(_l("How many people come"), validators=[Needed()])
    leader_name = LineField(_l("Who brings the group"), validators=[Needed(), NotLonger(NAME_LENGTH), AName()])
    leader_phone = PhoneField(_l("Phone of the group's leader"), validators=[Needed(), NotLonger(40)])
    messages_in = SelectField(_l("Language of the leader"))
    role = SelectField(_l("Role"), coerce=role_number, validate_choice=False)
    may_split = BooleanField(_l("The leader agreed: if not all places are free, the group takes as many as there are"))

    @classmethod
    def about(cls, event: EventRow) -> "MakeForm":
        form = cls()
        form.messages_in.choices = _languages()
        notes = role_notes(event)
        form.role.choices = [(NO_ROLE, _("no role"))]
        for role in event.roles:
            left = f" ({notes[role.id]})" if notes[role.id] else ""
            form.role.choices.append((role.id, role.name.text() + left))
        return form

    def judged(self) -> Iterable[Problem]:
        return () if self.planned.data is None else number_problems(self.planned.data, MOST_PLACES, None)

    def command(self) -> NewGroup:
        return NewGroup(
            self.organisation.data, self.leader_name.data, self.leader_phone.e164, self.messages_in.data,
            self.planned.data or 0, self.may_split.data, role_id=self.role.data,
        )  # fmt: skip


class VersionedForm(GroupForm):
    """A form that knows what its page showed."""

    version = HiddenField()

    def seen(self) -> int:
        return version_shown(self.version.data)

    def renew(self, card: GroupCard) -> None:
        """What is shown now is the group as it is now; what was typed stays."""
        self.version.data = str(card.version)


class NumberForm(VersionedForm):
    planned = WholeNumberField(_l("How many people come"), validators=[Needed()])

    @classmethod
    def about(cls, card: GroupCard) -> "NumberForm":
        return cls(planned=card.row.planned, version=card.version)


class LeaderForm(VersionedForm):
    leader_name = LineField(_l("Who brings the group"), validators=[Needed(), NotLonger(NAME_LENGTH), AName()])
    leader_phone = PhoneField(_l("Phone of the group's leader"), validators=[Needed(), NotLonger(40)])
    messages_in = SelectField(_l("Language of the leader"))

    @classmethod
    def about(cls, card: GroupCard, **known: str) -> "LeaderForm":
        form = cls(version=card.version, messages_in=card.row.language, **known)
        form.messages_in.choices = _languages()
        return form

    def command(self) -> Leader:
        return Leader(self.leader_name.data or "", self.leader_phone.e164, self.messages_in.data)


class CorrectForm(LeaderForm):
    """What a coordinator corrects: how the group is called, and who brings it."""

    name = LineField(_l("Name of the group on lists and badges"), validators=[Needed(), NotLonger(ORGANISATION_LENGTH)])

    @classmethod
    def filled(cls, card: GroupCard) -> "CorrectForm":
        row = card.row
        form = cls(
            version=card.version, messages_in=row.language, name=row.name, leader_name=row.leader_name,
            leader_phone=phones.shown(row.leader_phone) if row.leader_phone else "",
        )  # fmt: skip
        form.messages_in.choices = _languages()
        return form


class NamesForm(GroupForm):
    """Lines of people, pasted or out of a small table."""

    people = TextField(_l("People, each on a line"))
    file = FileField(
        _l("Or a table of them"),
        description=_l(
            "XLSX, ODS or CSV, at most %(most)s MB. Its people are put into the lines above, so that you can look at them "
            "first.",
            most=MOST_BYTES >> 20,
        ),
    )
    _content: bytes = b""

    def validate_people(self, field: Any) -> None:
        if len(field.data or "") > LONGEST_PASTE:
            words = _("This is too long to be a list of people. Enter at most 200 people at once.")
            raise ValidationError(words)

    def validate_file(self, field: Any) -> None:
        if not self.has_file:
            return
        self._content = field.data.read(MOST_BYTES + 1)
        if not self._content:
            raise ValidationError(_("The file is empty."))
        if len(self._content) > MOST_BYTES:
            words = _("The file is larger than %(most)s MB. Divide the table and send it in parts.", most=MOST_BYTES >> 20)
            raise ValidationError(words)

    @property
    def has_file(self) -> bool:
        return bool(self.file.data and getattr(self.file.data, "filename", ""))

    def upload(self) -> Upload:
        """Only after the form was found valid."""
        name = clean_line(self.file.data.filename.replace("\\", "/").rpartition("/")[2])
        return Upload(name[-120:], self._content)

    def show_people(self, error: Invalid) -> None:
        """What is wrong with single lines stands beside them; here, how many there are."""
        rest = [problem for problem in error.problems if not problem.field.startswith("line-")]
        lines = {problem.field for problem in error.problems} - {problem.field for problem in rest}
        if lines:
            words = _n("%(num)d line needs a correction.", "%(num)d lines need a correction.", len(lines))
            rest.insert(0, Problem("people", "lines", words))
        self.show(error if not error.problems else Invalid(error.message, rest))

    @property
    def act(self) -> str:
        """Which button was pressed: look, enter, or grow (ask for the places that are missing, and enter)."""
        return request.form.get("act", "look")


class NameForm(GroupForm):
    full_name = LineField(_l("Surname, name, patronymic"), validators=[Needed(), NotLonger(NAME_LENGTH), AName()])
    seen = HiddenField()


class ReasonForm(GroupForm):
    reason = LineField(_l("Why"), validators=[Needed(), NotLonger(LONGEST_REASON)])


class TermForm(GroupForm):
    hours = WholeNumberField(_l("Hours to confirm"))
