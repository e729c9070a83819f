"""Who is in charge of which stop."""

from collections.abc import Iterable

from sqlalchemy import select

from campaign.accounts.models import RoleGrant, User
from campaign.core.db import db


def in_charge_of(stop_ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """The numbers and names of those in charge of each of these stops. One statement."""
    asked = select(RoleGrant.stop_id, User.id, User.name).join(User, User.id == RoleGrant.user_id).distinct()
    found: dict[int, list[tuple[int, str]]] = {}
    for stop_id, user_id, name in db.session.execute(
        asked.where(RoleGrant.stop_id.in_(stop_ids), User.active).order_by(User.id)
    ):
        if stop_id is not None:
            found.setdefault(stop_id, []).append((user_id, name))
    return found
