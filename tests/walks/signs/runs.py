"""What tests of door signs share: printing a run, what teams say at doors, a run for the matrix."""

from campaign.core import clock
from campaign.core.actor import acting_as
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.walks.models import Office, WalkDoor
from campaign.walks.schemas import Sign, Soap
from campaign.walks.signs.queries import sign_sheet
from campaign.walks.signs.schemas import SignSheet, SignWish
from campaign.walks.signs.services import print_signs
from campaign.walks.signs.words import USUAL

SLOGAN = Translated(kk="Пара алмаймын, пара бермеймін", ru="Взяток не беру и не даю")


def a_run(event_id: int | None = None, building_id: int | None = None, key: str = "", **wish) -> SignSheet:
    wished = SignWish(**{"slogan": SLOGAN} | wish)
    return sign_sheet(
        print_signs(wished, key or f"{event_id}{building_id}{wished}", event_id=event_id, building_id=building_id)
    )


def rooms(sheet: SignSheet) -> list[str]:
    return [sign.room for sign in sheet.paper.signs.signs]


def said_at_doors(event_id: int, sign: Sign, *only: str) -> None:
    """A team has been at these doors, or at all."""
    asked = db.session.query(WalkDoor).join(Office, Office.id == WalkDoor.office_id).filter(WalkDoor.event_id == event_id)
    for door in asked:
        if not only or db.session.get(Office, door.office_id).room in only:
            door.sign, door.soap, door.recorded_at = sign, Soap.ABSENT, clock.campaign_now()
    db.session.commit()


def a_printed_run(event_id: int, actor: object) -> dict[str, int]:
    """For the matrix: signs for the walk of an event, printed by somebody."""
    with acting_as(actor):  # type: ignore[arg-type]
        return {"sign_sheet": print_signs(SignWish(slogan=USUAL), "signs", event_id=event_id)}
