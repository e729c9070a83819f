"""A stop with one thing of each kind that the press knows, all of them with the same word in them."""

from datetime import date

from sqlalchemy import select

from campaign.core.actor import Actor, acting_as
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.press import services
from campaign.events.press.models import PressInvitation
from campaign.events.press.schemas import (
    Format,
    NewOutlet,
    NewPlanRow,
    NewPublication,
    NewQuotation,
    OutletKind,
    Tongue,
)


def a_press(actor: Actor, relay_id: int, stop_id: int, event_id: int, word: str) -> dict[str, int]:
    """The ids by the names of the addresses' parameters. All stops of a region share the outlet: it says nothing."""
    said = Translated(ru=word)
    with acting_as(actor):
        outlet = services.add_outlet(NewOutlet("Телеканал", OutletKind.TV, Tongue.BOTH), "outlet")
        services.invite(event_id, [outlet])
        page = NewPublication(
            f"https://example.kz/{word}", outlet, date(2018, 4, 5), Tongue.RU, Format.ARTICLE, event_ids=(event_id,)
        )  # fmt: skip
        row = NewPlanRow(date(2018, 4, 6), said, outlet, "", Format.STORY, Tongue.BOTH, word)
        return {
            "outlet_id": outlet,
            "invitation_id": db.session.scalars(select(PressInvitation.id)).one(),
            "quotation_id": services.add_quotation(event_id, NewQuotation(word, Translated(), said), "quotation"),
            "publication_id": services.add_publication(stop_id, page, "publication").id,
            "row_id": services.add_row(relay_id, stop_id, row, "row"),
        }
