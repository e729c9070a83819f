"""A driver's own car as they type it on their ticket."""

from collections.abc import Iterable
from typing import Final

from wtforms import BooleanField, SelectField
from wtforms.validators import Optional

from campaign.core.errors import Problem
from campaign.core.i18n import _l
from campaign.motorcades.offers.schemas import OfferWish, OwnOffer
from campaign.motorcades.offers.services import wrong_offer
from campaign.motorcades.schemas import LONGEST, VehicleKind
from campaign.motorcades.words import KINDS
from campaign.web.forms import CampaignForm, LineField, NotLonger, WholeNumberField, choices_of

_KINDS: Final = choices_of(KINDS)


class OfferForm(CampaignForm):
    """At most seven things, the consent with them."""

    kind = SelectField(_l("What do you come by?"), choices=_KINDS, validate_choice=False)
    plate = LineField(
        _l("Plate"), [NotLonger(60)], description=_l("As it stands on the car. Leave it empty for a boat or a bicycle.")
    )
    name = LineField(_l("Name of the boat"), [NotLonger(LONGEST["name"])], description=_l("Only for a boat without a plate."))
    make = LineField(_l("Make and model"), [NotLonger(LONGEST["make"])])
    colour = LineField(_l("Colour"), [NotLonger(LONGEST["colour"])])
    seats = WholeNumberField(
        _l("Seats free for others"), [Optional()], description=_l("Without the driver's seat and those you need yourself.")
    )  # fmt: skip
    agree = BooleanField(_l("I agree"))

    def judged(self) -> Iterable[Problem]:
        return wrong_offer(self.command())

    def command(self) -> OfferWish:
        kind = VehicleKind(self.kind.data) if self.kind.data in set(VehicleKind) else VehicleKind.OTHER
        texts = {name: self[name].data or "" for name in ("plate", "name", "make", "colour")}
        return OfferWish(kind, seats=self.seats.data, agrees=bool(self.agree.data), **texts)


def offer_form(own: OwnOffer | None) -> OfferForm:
    """Filled with what was offered before; the consent is asked for anew."""
    if own is None:
        return OfferForm(kind=VehicleKind.CAR.value)
    return OfferForm(
        kind=own.kind.value, plate=own.plate, name=own.name, make=own.make, colour=own.colour, seats=own.seats
    )  # fmt: skip
