"""What parents, ticket holders and coordinators type about minors: text in, a command out."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from wtforms import BooleanField, HiddenField, RadioField, SelectField

from campaign.core.errors import Problem
from campaign.core.i18n import _l, language
from campaign.people.forms import AnAddress, AName
from campaign.people.minors.schemas import AgeRuleWish, Agreement, GuardianPage, Relation, SignedPaper
from campaign.people.minors.services.rules import wrong_ages
from campaign.people.minors.words import RELATIONS
from campaign.people.schemas import NAME_LENGTH, NOTE_LENGTH
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger, PhoneField, WholeNumberField
from campaign.web.numbers import whole_or_nought
from campaign.web.rules import NotedRuleForm

YES, NO = "yes", "no"
KEPT_LENGTH: Final = 200
PHOTO_WORDS = ((YES, _l("Yes, they may be photographed and filmed")), (NO, _l("No photographs and films")))


class GuardianForm(CampaignForm):
    """What a parent types on their own page."""

    full_name = LineField(_l("Your surname, name, patronymic"), validators=[Needed(), NotLonger(NAME_LENGTH), AName()])
    relation = RadioField(_l("What you are to the child"), validators=[Needed(_l("Please choose one."))])
    phone = PhoneField(_l("Your phone number"), validators=[Needed(), NotLonger(40)])
    photo = RadioField(_l("Photographs and films"), validators=[Needed(_l("Please say yes or no."))])
    birth_date = DayField(_l("The child's date of birth"))
    agree = BooleanField(_l("Consent"), validators=[Needed(_l("Without your consent the child cannot take part."))])
    version = HiddenField()

    @classmethod
    def about(cls, page: GuardianPage) -> "GuardianForm":
        form = cls()
        form.relation.choices = [(relation.value, str(words)) for relation, words in RELATIONS.items()]
        form.photo.choices = list(PHOTO_WORDS)
        if not page.asks_date:
            del form.birth_date
        if not form.version.data:
            form.version.data = str(page.words.version)
        return form

    def command(self) -> Agreement:
        return Agreement(
            name=self.full_name.data,
            relation=Relation(self.relation.data),
            phone=self.phone.e164,
            photo=self.photo.data == YES,
            version=whole_or_nought(self.version.data),
            language=language(),
            birth_date=self.birth_date.data if "birth_date" in self else None,
        )


class ParentAddressForm(CampaignForm):
    parent_email = LineField(_l("E-mail address of a parent"), validators=[Needed(), NotLonger(254), AnAddress()])


class BirthDateForm(CampaignForm):
    birth_date = DayField(_l("Your date of birth"), validators=[Needed()])


class PaperForm(CampaignForm):
    """A signed paper, as a coordinator copies it."""

    guardian_name = LineField(_l("Who signed"), validators=[Needed(), NotLonger(NAME_LENGTH), AName()])
    relation = SelectField(_l("What they are to the child"))
    guardian_phone = PhoneField(_l("Phone"), validators=[NotLonger(40)])
    photo = SelectField(_l("Photographs and films"))
    signed_on = DayField(_l("Signed on"), validators=[Needed()])
    kept_where = LineField(_l("Where the paper is kept"), validators=[Needed(), NotLonger(KEPT_LENGTH)])

    @classmethod
    def about(cls, today: date, **given: Any) -> "PaperForm":
        form = cls(signed_on=today, **given)
        form.relation.choices = [(relation.value, str(words)) for relation, words in RELATIONS.items()]
        form.photo.choices = [(NO, PHOTO_WORDS[1][1]), (YES, PHOTO_WORDS[0][1])]
        return form

    def command(self) -> tuple[Agreement, SignedPaper]:
        typed: dict[str, Any] = self.data
        agreement = Agreement(
            name=typed["guardian_name"],
            relation=Relation(typed["relation"]),
            phone=self.guardian_phone.e164,
            photo=typed["photo"] == YES,
            version=0,
            language=language(),
        )
        return agreement, SignedPaper(typed["signed_on"], typed["kept_where"])


class WithdrawalForm(CampaignForm):
    reason = LineField(_l("Who withdrew it, when and how"), validators=[Needed(), NotLonger(NOTE_LENGTH)])


class KnownDateForm(CampaignForm):
    birth_date = DayField(_l("Date of birth"))


class AgeRuleForm(NotedRuleForm):
    """A new rule; the ages of the one that counts now stand there to begin with."""

    valid_from = DayField(_l("Counts for events from"), validators=[Needed()])
    consent_below = WholeNumberField(_l("A parent's consent below the age of"), validators=[Needed()])
    photo_below = WholeNumberField(_l("A parent decides about photographs below the age of"), validators=[Needed()])

    def judged(self) -> Iterable[Problem]:
        ages = {name: self[name].data for name in ("consent_below", "photo_below")}
        return (*super().judged(), *wrong_ages(ages))

    def command(self) -> AgeRuleWish:
        typed: dict[str, Any] = self.data
        wished = typed["valid_from"], typed["consent_below"], typed["photo_below"]
        return AgeRuleWish(*wished, self.source(), typed["note"] or "")
