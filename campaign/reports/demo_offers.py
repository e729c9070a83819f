"""Cars from outside in the demo: two drivers offer their own for Temirtau's column, and its letter to the police is drafted."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.motorcades.offers.schemas import OfferWish
from campaign.motorcades.offers.services import offer
from campaign.motorcades.police.queries import letter_of
from campaign.motorcades.police.services import keep_letter
from campaign.motorcades.schemas import VehicleKind
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.relay.models import Stop
from campaign.reports.demo_days import told
from campaign.reports.demo_events import first_event

OFFERS: Final = (
    OfferWish(VehicleKind.CAR, "515 AOK 09", "", "Лада Ларгус", "серебристый", 5, True),
    OfferWish(VehicleKind.MINIBUS, "О777ОО 45", "", "Газель Next", "белая", 12, True),
)


@dataclass(frozen=True)
class DemoSender:
    """Who writes to the police."""

    sender: Translated
    addressee: Translated


LETTER: Final = DemoSender(
    Translated(kk="Теміртау қаласының әкімдігі", ru="Акимат города Темиртау", en="Akimat of the city of Temirtau"),
    Translated(
        kk="Теміртау қаласы Полиция басқармасының бастығына", ru="Начальнику Управления полиции города Темиртау",
        en="To the head of the police department of Temirtau",
    ),
)  # fmt: skip


def bring_cars_from_outside(session: Session, stop: Stop) -> None:
    """Two adults with a place at the motorcade of the stop offer their cars; somebody has begun the letter."""
    event = first_event(session, stop, "motorcade")
    adults = (
        select(Registration)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == event.id, Registration.state == RegistrationState.CONFIRMED,
            Registration.group_id.is_(None), Person.birth_year < event.day.year - 19,
        )
        .order_by(Registration.id)
    )  # fmt: skip
    for registration, wish in zip(session.scalars(adults.limit(len(OFFERS))).all(), OFFERS, strict=True):
        offer(registration.token, wish, f"demo-offer-{registration.id}")
    words = letter_of(event.id).words
    number, dated = "41-07/124", told(date(2018, 4, 4))
    keep_letter(event.id, replace(words, number=number, dated=dated, sender=LETTER.sender, addressee=LETTER.addressee), 0)
