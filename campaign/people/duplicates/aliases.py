"""Where a registration leads that gave way to another in a merge: printed badges, short codes and old links still work."""

from collections.abc import Collection
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from campaign.core import crypto
from campaign.core.actor import widened
from campaign.core.db import kept
from campaign.people.duplicates.models import RegistrationAlias
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState

LONGEST_TOKEN: Final = 64


def survivors_of(session: Session, registration_ids: Collection[int]) -> dict[int, int]:
    """Of these registrations those that gave way, and to which. One statement, none for none."""
    if not registration_ids:
        return {}
    asked = select(RegistrationAlias.registration_id, RegistrationAlias.survivor_id)
    rows = session.execute(asked.where(RegistrationAlias.registration_id.in_(list(registration_ids)))).all()
    return {registration_id: survivor_id for registration_id, survivor_id in rows}


def surviving(session: Session, registration: Registration) -> Registration:
    """The registration itself, or the one it gave way to. Two statements for a cancelled one, none for any other."""
    if registration.state is not RegistrationState.CANCELLED:
        return registration
    survivor_id = survivors_of(session, [registration.id]).get(registration.id)
    if survivor_id is None:
        return registration
    with widened():
        wanted = select(Registration).where(Registration.id == survivor_id)
        return session.scalars(wanted, execution_options={"populate_existing": True}).one()


def that_gave_way_to(session: Session, registration: Registration) -> list[Registration]:
    """The registrations whose links and codes lead to this one: whoever withdraws its link withdraws theirs. One statement."""
    theirs = select(Registration).join(RegistrationAlias, RegistrationAlias.registration_id == Registration.id)
    with widened():
        wanted = theirs.where(RegistrationAlias.survivor_id == registration.id).order_by(Registration.id)
        return list(session.scalars(wanted, execution_options={"populate_existing": True}))


@cache
def _with(column: InstrumentedAttribute[Any]) -> Any:
    """The statement that looks a link up by this column, made once."""
    return kept(select(Registration).where(column == bindparam("hashed")).execution_options(populate_existing=True))


def registration_with(session: Session, column: InstrumentedAttribute[Any], token: str) -> Registration | None:
    """Whose link it is, by the column that keeps the hash of its token; of one that gave way, whoever stands for it now.

    None for a wrong, withdrawn or mangled token. One statement, two more for a cancelled registration.
    """
    if len(token) > LONGEST_TOKEN:
        return None
    with widened():
        found = session.scalars(_with(column), {"hashed": crypto.token_hash(token)}).one_or_none()
    return None if found is None else surviving(session, found)
