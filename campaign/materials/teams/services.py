"""The ledger's answer to the closing of walks (`IssuesPort`), inside the unit of work that holds the team."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from campaign.materials.services import reverse
from campaign.materials.teams.books import book_of
from campaign.materials.teams.figures import write_figures
from campaign.materials.teams.queries import documents_of, entries_of, held_by_teams
from campaign.materials.teams.schemas import Measure, tally
from campaign.materials.teams.settling import settle_team
from campaign.walks.closing.issues import keep_reasons, kept_here
from campaign.walks.closing.schemas import NOTHING, Counts, Issued, Material, Sum, TeamDocument
from campaign.walks.models import WalkTeam


class IssuedByTheLedger:
    """Figures are what the documents of a team say, with those from before the ledger; reasons are kept by the closing."""

    def issued(self, session: Session, team_ids: Sequence[int]) -> dict[int, dict[Material, Counts]]:
        found = kept_here(session, team_ids)
        entries = entries_of(session, team_ids)
        for team_id in {entry.team_id for entry in entries}:
            sums = tally(entry for entry in entries if entry.team_id == team_id)
            mine = found.setdefault(team_id, {})
            for material in {material for material, _measure in sums}:
                before = mine.get(material, NOTHING)
                mine[material] = replace(
                    before,
                    issued=before.issued + sums[material, Measure.ISSUED],
                    returned=before.returned + sums[material, Measure.RETURNED],
                    lost=before.lost + sums[material, Measure.LOST],
                )
        return found

    def set_counts(self, session: Session, team_id: int, counts: Issued, *, receive: bool = False) -> None:
        team = session.get_one(WalkTeam, team_id)
        now = self.issued(session, [team_id]).get(team_id, {})
        whole = {material: counts.get(material, now.get(material, NOTHING)) for material in Material}
        keep_reasons(session, team, whole)
        write_figures(session, book_of(session, team), entries_of(session, [team_id]), whole, receive)

    def settle(self, session: Session, team_id: int, sums: Mapping[Material, Sum]) -> list[int]:
        book = book_of(session, session.get_one(WalkTeam, team_id))
        return settle_team(session, book, tally(entries_of(session, [team_id])), sums)

    def unsettle(self, session: Session, documents: Sequence[int], reason: str) -> None:
        for document_id in reversed(documents):
            reverse(document_id, reason)

    def held(self, session: Session, team_ids: Sequence[int]) -> dict[int, int]:
        return held_by_teams(session, team_ids)

    def documents(self, session: Session, team_id: int) -> tuple[TeamDocument, ...]:
        return documents_of(team_id)
