"""An event with a store that has T-shirts in sizes, gloves, soap and signs, for tests of the counter."""

from dataclasses import dataclass

from sqlalchemy import select

from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.models import Event
from campaign.materials.issuing.schemas import Gift, GiftKind, Issue, Return, TakenBack, Whom
from campaign.materials.issuing.services import issue, take_back
from campaign.materials.models import MaterialVariant
from campaign.materials.norms.models import Norm
from campaign.materials.norms.schemas import Basis
from campaign.materials.schemas import Use
from campaign.people.models import Registration
from tests.factories import an_event, kept
from tests.materials.stock import a_material, received, store_of

PLENTY = 500


@dataclass(frozen=True)
class Counter:
    """The event, its store, and the variants in it: shirts S and L (two each), plenty of the rest; gloves come back."""

    event: Event
    store: int
    shirts: tuple[int, int]
    gloves: int
    soap: int
    sign: int

    def give(self, whom: Whom | Registration, variant: int, pieces: int = 1, *, key: str = "", seen: int = 0) -> int:
        """As the page does it, for somebody who has nothing yet; the number of the document."""
        wish = Issue(as_whom(whom), self.store, {variant: pieces}, seen)
        return issue(self.event.id, wish, key or f"give {whom} {variant} {pieces}")

    def take(self, whom: Whom | Registration, variant: int, *parts: int, reason: str = "", key: str = "") -> int:
        """`parts`: back, used, lost."""
        wish = Return(as_whom(whom), self.store, {variant: TakenBack(*parts)}, reason)
        return take_back(self.event.id, wish, key or f"take {whom} {variant} {parts}")


def as_whom(whom: Whom | Registration) -> Whom:
    return whom if isinstance(whom, Whom) else Whom(registration_id=whom.id)


def a_counter(event: Event | None = None) -> Counter:
    event = event or an_event()
    store = store_of(event.stop_id)
    small, large = a_material("shirt", "S", "L")
    (gloves,), (soap,), (sign,) = a_material("gloves-x", use=Use.REUSABLE), a_material("soap-x"), a_material("sign-x")
    for variant, pieces in ((small, 2), (large, 2), (gloves, PLENTY), (soap, PLENTY), (sign, PLENTY)):
        received(store, variant, pieces)
    return Counter(event, store, (small, large), gloves, soap, sign)


def an_issue(event_id: int, registration_id: int) -> dict[str, object]:
    """For the matrix: somebody of the event was given gloves."""
    counter = a_counter(db.session.get_one(Event, event_id))
    return {"document_id": counter.give(Whom(registration_id=registration_id), counter.gloves)}


def one_each(variant_id: int) -> Gift:
    """One piece of the material of the variant is being given out."""
    asked = select(MaterialVariant.material_id).where(MaterialVariant.id == variant_id)
    return Gift(GiftKind.MATERIAL, db.session.scalars(asked).one())


def a_norm(variant_id: int, basis: Basis, amount: int = 1, each: int = 1) -> None:
    """For events of every kind, in every region."""
    material = one_each(variant_id).number
    row = Norm(material_id=material, basis=basis, role=Translated(), amount=amount, each=each, live_key=f"{material}/{basis}")
    kept(row)
