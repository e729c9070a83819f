"""Who keeps what teams carry (`IssuesPort`), and what this room keeps itself: reasons, and figures from before the ledger.

`team_issues` had the figures of all teams once. Those of walks that were closed then stay there and count with what the ledger
knows; when somebody writes figures of such a team again, the ledger takes them over and only the reason stays.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.walks.closing.models import TeamIssue
from campaign.walks.closing.schemas import Counts, Issued, IssuesPort, Material
from campaign.walks.models import WalkTeam

ISSUES: list[IssuesPort] = []  # the registry puts the ledger here


def issues() -> IssuesPort:
    """Who keeps it."""
    return ISSUES[0]


def kept_here(session: Session, team_ids: Sequence[int]) -> dict[int, dict[Material, Counts]]:
    """Reasons by the team and the material, with the figures where they are older than the ledger. One statement."""
    found: dict[int, dict[Material, Counts]] = {}
    for row in session.scalars(select(TeamIssue).where(TeamIssue.team_id.in_(team_ids))):
        found.setdefault(row.team_id, {})[row.material] = Counts(row.issued, row.returned, row.lost, row.reason)
    return found


def keep_reasons(session: Session, team: WalkTeam, counts: Issued) -> None:
    """Keep these reasons, and no figures any more: from now on the ledger has them."""
    there = {row.material: row for row in session.scalars(select(TeamIssue).where(TeamIssue.team_id == team.id))}
    for material, one in counts.items():
        if (row := there.get(material)) is None:
            if not one.reason:
                continue
            row = TeamIssue(team_id=team.id, material=material, region_id=team.region_id, stop_id=team.stop_id)
            session.add(row)
        row.issued = row.returned = row.lost = 0
        row.reason = one.reason
    session.flush()
