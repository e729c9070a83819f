"""What is typed about a stop for the schedule and the plan."""

from campaign.core import phones
from campaign.core.i18n import _l
from campaign.relay.schedule.schemas import Duty
from campaign.web.forms import LineField, NotLonger, PhoneField, VersionedForm
from campaign.web.tongues import texts_of


class DutyForm(VersionedForm):
    """Where the baton is handed on, who answers, who coordinates."""

    ceremony_kk = LineField(_l("Place of the ceremony in Kazakh"), [NotLonger(200)])
    ceremony_ru = LineField(_l("Place of the ceremony in Russian"), [NotLonger(200)])
    ceremony_en = LineField(_l("Place of the ceremony in English"), [NotLonger(200)])
    responsible = LineField(_l("Responsible person"), [NotLonger(120)])
    phone = PhoneField(_l("Their phone"))
    coordination_kk = LineField(
        _l("Coordination and control, in Kazakh"), [NotLonger(300)], description=_l("Position, surname and initials.")
    )
    coordination_ru = LineField(_l("Coordination and control, in Russian"), [NotLonger(300)])
    coordination_en = LineField(_l("Coordination and control, in English"), [NotLonger(300)])

    def command(self) -> Duty:
        ceremony, coordination = (self.written(name) for name in ("ceremony", "coordination"))
        return Duty(ceremony, self.responsible.data or "", self.phone.e164, coordination)


def duty_form(duty: Duty, version: int) -> DutyForm:
    """The form filled with what is known."""
    texts = texts_of("ceremony", duty.ceremony) | texts_of("coordination", duty.coordination)
    return DutyForm(version=version, responsible=duty.responsible, phone=phones.shown(duty.phone), **texts)
