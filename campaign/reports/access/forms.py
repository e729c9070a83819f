"""What the address of the access log says (nonsense in it narrows nothing), and the form that asks why somebody looks."""

from collections.abc import Mapping
from typing import Any, Final

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, RadioField, SelectChoice
from wtforms.validators import InputRequired, Length, StopValidation

from campaign.core.i18n import _l
from campaign.reports.access.schemas import AccessFilter
from campaign.reports.access.words import REASONS
from campaign.reports.trail.forms import number_in, words_in
from campaign.web.forms import CampaignForm, LineField
from campaign.web.numbers import day_or_none
from campaign.web.reasons import KIND, MOST_WORDS, OWN, About, Reason, ReasonKind, Subject, is_enough

_OURS: Final = ("csrf_token", "operation_key", "reason_subject", KIND, OWN)


def filter_of(args: Mapping[str, str]) -> AccessFilter:
    """The filter of an address."""
    return AccessFilter(
        who=words_in(args, "who"), registration_id=number_in(args, "registration"), event_id=number_in(args, "event"),
        region_id=number_in(args, "region"), first=day_or_none(args.get("first")),
        last=day_or_none(args.get("last")),
    )  # fmt: skip


def address_of(wish: AccessFilter) -> dict[str, str]:
    """The same filter as an address carries it."""
    given = {
        "who": wish.who, "registration": wish.registration_id, "event": wish.event_id, "region": wish.region_id,
        "first": wish.first and wish.first.isoformat(), "last": wish.last and wish.last.isoformat(),
    }  # fmt: skip
    return {name: str(value) for name, value in given.items() if value not in {None, ""}}


class ReasonForm(CampaignForm):
    """Why somebody looks: one of a few reasons, or one's own."""

    reason_subject = HiddenField()
    reason_kind = RadioField(
        _l("Reason"),
        choices=[SelectChoice(*one) for one in REASONS.items()],
        validators=[InputRequired(_l("Choose a reason."))],
    )
    reason_words = LineField(
        _l("In your own words"), description=_l("Name nobody here. Needed only for another reason."),
        validators=[Length(max=MOST_WORDS)],
    )  # fmt: skip

    def validate_reason_words(self, field: LineField) -> None:
        kind = self.reason_kind.data
        if kind in set(ReasonKind) and not is_enough(ReasonKind(kind), field.data or ""):
            raise StopValidation(str(_l("Say in a few words why you look.")))

    def about(self) -> Subject | None:
        """For what the reason is given; None for what no page of ours has sent."""
        about, _colon, rest = (self.reason_subject.data or "").partition(":")
        thing, _colon, number = rest.partition(":")
        if about not in set(About) or not number.isdecimal() or len(number) > 9:
            return None
        return Subject(About(about), thing[:16], int(number))

    def command(self, subject: Subject) -> Reason:
        return Reason(subject, ReasonKind(self.reason_kind.data), self.reason_words.data or "")


def asking(subject: Subject, sent: "MultiDict[str, str]") -> ReasonForm:
    """The form that asks; with what is wrong where a reason was sent that is none."""
    form = ReasonForm() if KIND in sent else ReasonForm(formdata=None)
    form.reason_subject.data = f"{subject.about}:{subject.thing}:{subject.thing_id}"
    form.operation_key.data = sent.get("operation_key") or form.operation_key.data
    if KIND in sent:
        form.validate()
    return form


def kept_fields(sent: "MultiDict[str, str]") -> list[tuple[str, Any]]:
    """What was sent to the page that asks first, to be sent again with the reason."""
    return [(name, value) for name, values in sent.lists() if name not in _OURS for value in values]
