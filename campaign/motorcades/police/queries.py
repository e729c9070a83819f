"""Reading the letter to the police about a column."""

from sqlalchemy import select

from campaign.core.db import db
from campaign.events.deadlines.queries import permits_of
from campaign.motorcades import queries as columns
from campaign.motorcades.police.models import PoliceLetter
from campaign.motorcades.police.schemas import Letter, LetterWords
from campaign.motorcades.police.suggesting import suggested
from campaign.motorcades.route.queries import points_of
from campaign.papers.queries import signers_of, subject_of
from campaign.papers.schemas import SubjectKind
from campaign.relay import queries as relays


def letter_of(event_id: int) -> Letter:
    """The letter as it would go out now. Raises NotFound outside the asker's scope. Some dozen statements."""
    column = columns.column_of(event_id)
    deadlines = permits_of(event_id).about_vehicles
    campaign = relays.campaign_of(column.event.relay_id).name
    signers, _version = signers_of(subject_of(SubjectKind.EVENT, event_id))
    points = points_of(column.event)
    usual = suggested(column, points, campaign, deadlines, signers)
    row = db.session.scalar(select(PoliceLetter).where(PoliceLetter.event_id == event_id))
    words = LetterWords.of(row.content) if row else LetterWords()
    return Letter(column, campaign, words.over(usual), usual, row.version if row else 0, points, deadlines)
