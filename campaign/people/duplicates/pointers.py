"""The tables of people and registrations, and what becomes of their rows when two are put together."""

from typing import Any

from campaign.core.i18n import _l
from campaign.people.badges.models import BadgePrint
from campaign.people.briefing.models import BriefingLetter
from campaign.people.checkin.models import CheckIn, CheckInScan
from campaign.people.duplicates.models import Merge, RegistrationAlias, TwoPeople
from campaign.people.duplicates.ports import MergePort, Pointer
from campaign.people.hours.models import HoursEntry
from campaign.people.imports.models import ImportMatch
from campaign.people.minors.models import GuardianConsent
from campaign.people.models import Consent, Registration
from campaign.people.outbox.models import Telling
from campaign.people.photos.models import PhotoPerson
from campaign.people.privacy.models import ErasureRequest
from campaign.people.shifts.models import ShiftBriefing, ShiftPlace
from campaign.people.thanks.models import Certificate


def _of(model: Any) -> Any:
    return model.__table__


POINTERS: list[MergePort] = [
    Pointer(_of(Registration), "person_id"),  # the merge itself moves them, event by event
    Pointer(_of(Merge), "kept_id", stays=True),
    Pointer(_of(Merge), "gone_id", stays=True),
    Pointer(_of(TwoPeople), "first_id", stays=True),
    Pointer(_of(TwoPeople), "second_id", stays=True),
    Pointer(_of(RegistrationAlias), "registration_id", stays=True),
    Pointer(_of(RegistrationAlias), "survivor_id"),
    Pointer(_of(Consent), label=_l("Consent")),
    Pointer(_of(GuardianConsent), label=_l("Consent of a parent"), standing="withdrawn_at", late=True),
    Pointer(_of(ShiftPlace), label=_l("Shifts"), beside=("shift_id",)),
    Pointer(_of(ShiftBriefing), label=_l("Briefing"), alone=True),
    Pointer(_of(CheckIn), label=_l("Check-in"), standing="undone_at"),
    Pointer(_of(CheckInScan)),
    Pointer(_of(HoursEntry), label=_l("Hours"), alone=True),
    Pointer(_of(Certificate), label=_l("Certificates and letters of thanks")),
    Pointer(_of(Telling), label=_l("Messages told by hand")),
    Pointer(_of(PhotoPerson), label=_l("Pictures"), beside=("photo_id",)),
    Pointer(_of(BriefingLetter), beside=("version_id",)),
    Pointer(_of(ImportMatch), beside=("import_id",)),
    Pointer(_of(ErasureRequest), "person_id", stays=True),  # of whom it was asked; found by the registration
    Pointer(_of(ErasureRequest)),
    Pointer(_of(BadgePrint), stays=True),  # it says what was printed, with the code of the one that gave way
]
