"""What teams were issued: this room's own table behind `IssuesPort`. Nothing else reads that table."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.walks.closing.models import TeamIssue
from campaign.walks.closing.schemas import NOTHING, Counts, Issued, IssuesPort, Material
from campaign.walks.models import WalkTeam


class TeamIssues:
    """Answers `IssuesPort` from `team_issues`."""

    def issued(self, session: Session, team_ids: Sequence[int]) -> dict[int, dict[Material, Counts]]:
        found: dict[int, dict[Material, Counts]] = {}
        for row in session.scalars(select(TeamIssue).where(TeamIssue.team_id.in_(team_ids))):
            found.setdefault(row.team_id, {})[row.material] = Counts(row.issued, row.returned, row.lost, row.reason)
        return found

    def set_counts(self, session: Session, team_id: int, counts: Issued) -> None:
        team = session.scalars(select(WalkTeam).where(WalkTeam.id == team_id)).one()
        there = {row.material: row for row in session.scalars(select(TeamIssue).where(TeamIssue.team_id == team_id))}
        for material, one in counts.items():
            if (row := there.get(material)) is None:
                if one == NOTHING:
                    continue
                row = TeamIssue(team_id=team_id, material=material, region_id=team.region_id, stop_id=team.stop_id)
                session.add(row)
            row.issued, row.returned, row.lost, row.reason = one.issued, one.returned, one.lost, one.reason
        session.flush()


ISSUES: list[IssuesPort] = [TeamIssues()]  # the registry puts the ledger here once it keeps what teams carry


def issues() -> IssuesPort:
    """Who keeps it now."""
    return ISSUES[0]
