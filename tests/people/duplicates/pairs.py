"""Two who may be one, and what a coordinator chooses of them."""

from typing import Any

from sqlalchemy import select

from campaign.core.db import db
from campaign.people.duplicates.merging import merge
from campaign.people.duplicates.models import Merge
from campaign.people.duplicates.queries import couple
from campaign.people.duplicates.schemas import MergeWish
from campaign.people.models import Registration
from tests.factories import a_registration


def a_wish_for(first_id: int, second_id: int, **of: int) -> MergeWish:
    """Everything of the first, but for what is said."""
    chosen = {name: of.get(name, first_id) for name in ("name_of", "phone_of", "born_of", "organisation_of", "email_of")}
    return MergeWish(first_id, second_id, version=couple(first_id, second_id).version, **chosen)


def merged(first_id: int, second_id: int, key: str = "once", **of: int) -> int:
    return merge(a_wish_for(first_id, second_id, **of), key)


def standing(event: Any) -> list[tuple[int, str, int]]:
    """Who stands where: person, state, queue number."""
    db.session.rollback()
    asked = select(Registration.person_id, Registration.state, Registration.queue_number)
    rows = db.session.execute(asked.where(Registration.event_id == event.id).order_by(Registration.queue_number)).all()
    return [(person_id, state.value, number) for person_id, state, number in rows]


def a_merged_pair(event: Any, name: str) -> dict[str, int]:
    """For the matrix: two of the event who may be one, and a merge of two others."""
    one, other = (a_registration(event, name).person_id for _twice in range(2))
    kept, gone = (a_registration(event, name) for _twice in range(2))
    kept_id, gone_id = kept.person_id, gone.person_id
    db.session.commit()
    made = merged(kept_id, gone_id)
    assert db.session.get(Merge, made) is not None
    return {"person_id": one, "other_person_id": other, "merge_id": made}
