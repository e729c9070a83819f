"""Who walks with which team."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit
from campaign.core.actor import current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict
from campaign.core.i18n import _l
from campaign.people.models import Registration
from campaign.people.policies import ensure_can_write_people
from campaign.people.schemas import RegistrationState
from campaign.people.services.places import hold
from campaign.walks.models import Walk, WalkMember, WalkTeam
from campaign.walks.services.holding import held_walk, teams_in

PLAIN = {"synchronize_session": False}


def assign(event_id: int, teams: Mapping[int, int | None]) -> int:
    """Put people with a place at the event into teams, by the number of their registration; None takes them out.

    Whoever has no confirmed place (a child without a parent's consent, somebody who waits) is passed over, and so are
    registrations of other events. How many have another team now. Raises NotFound, Refused, Conflict.
    """
    with unit_of_work() as session:
        hold(session, event_id)
        walk = held_walk(session, event_id)
        ensure_can_write_people(current_actor(), walk.region_id, walk.stop_id)
        known = {team.id for team in teams_in(session, event_id)}
        changed = 0
        for registration in _coming(session, event_id, list(teams)):
            team_id = teams[registration.id]
            if team_id is None or team_id in known:
                changed += _put(session, walk, registration.id, team_id)
        if changed:
            audit.note(session, "walk.members", "walk", event_id, region_id=walk.region_id, after={"changed": changed})
        return changed


def share_out(event_id: int) -> int:
    """Put everybody who has no team yet into one, role by role, always where that role has the fewest. How many.

    Raises NotFound, Refused, Conflict when there is no team.
    """
    with unit_of_work() as session:
        hold(session, event_id)
        held_walk(session, event_id)
        teams = teams_in(session, event_id)
        if not teams:
            raise Conflict(_l("Make the teams first."))
        rows = session.execute(
            select(Registration.id, Registration.role_id, WalkMember.team_id)
            .outerjoin(WalkMember, WalkMember.registration_id == Registration.id)
            .where(Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED)
            .order_by(Registration.role_id, Registration.queue_number)
        ).all()
        return assign(event_id, _shares(teams, [(registration, role, team) for registration, role, team in rows]))


def _shares(teams: Sequence[WalkTeam], rows: Sequence[tuple[int, int | None, int | None]]) -> dict[int, int | None]:
    """For whoever has no team, one: where the fewest of their role are, then the fewest people."""
    role_of: dict[tuple[int | None, int], int] = {}
    size = {team.id: 0 for team in teams}
    for _registration, role_id, team_id in rows:
        if team_id in size:
            role_of[role_id, team_id] = role_of.get((role_id, team_id), 0) + 1
            size[team_id] += 1
    found: dict[int, int | None] = {}
    for registration_id, role_id, team_id in rows:
        if team_id is None:
            chosen = min(size, key=lambda team, role=role_id: (role_of.get((role, team), 0), size[team]))  # type: ignore[misc]
            role_of[role_id, chosen] = role_of.get((role_id, chosen), 0) + 1
            size[chosen] += 1
            found[registration_id] = chosen
    return found


def _coming(session: Session, event_id: int, numbers: Sequence[int]) -> Sequence[Registration]:
    mine = (Registration.event_id == event_id, Registration.id.in_(numbers))
    asked = select(Registration).where(*mine, Registration.state == RegistrationState.CONFIRMED).order_by(Registration.id)
    return session.scalars(asked, execution_options={"populate_existing": True}).all()


def _put(session: Session, walk: Walk, registration_id: int, team_id: int | None) -> int:
    member = session.get(WalkMember, registration_id)
    if (member.team_id if member else None) == team_id:
        return 0
    if member is None and team_id is not None:
        place = {"region_id": walk.region_id, "stop_id": walk.stop_id}
        session.add(WalkMember(registration_id=registration_id, team_id=team_id, **place))
    elif member is not None and team_id is not None:
        member.team_id = team_id
    elif member is not None:
        session.delete(member)
    return 1


def give_up_team(session: Session, registration: Registration) -> None:
    """Somebody gives up their place at the event: they no longer walk with a team. One of `GIVEN_UP`."""
    mine = delete(WalkMember).where(WalkMember.registration_id == registration.id).returning(WalkMember.team_id)
    with widened():
        teams = session.scalars(mine, execution_options=PLAIN).all()
    for team_id in teams:
        after = {"event": registration.event_id, "team": team_id}
        audit.note(session, "walk.given_up", "registration", registration.id, region_id=registration.region_id, after=after)
