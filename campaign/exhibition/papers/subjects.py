"""Exhibitions as papers know them."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import select

from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.exhibition.models import Exhibition
from campaign.exhibition.queries import exhibition_row
from campaign.exhibition.schemas import ExhibitionRow
from campaign.papers.schemas import Days, Subject, SubjectKind, SubjectPort


def exhibition_subject(exhibition_id: int) -> Subject:
    """Raises NotFound outside the asker's scope. Three statements."""
    return exhibition_as_subject(exhibition_row(exhibition_id))


def exhibition_as_subject(row: ExhibitionRow) -> Subject:
    """The same for an exhibition that was read already."""
    return Subject(SubjectKind.EXHIBITION, row.id, row.region_id, row.stop_id, row.relay_id, row.title, row.time_zone)


def _days(exhibition_id: int) -> Days:
    row = exhibition_row(exhibition_id)
    return Days(row.opens_on, row.closes_on)


def _names(ids: Iterable[int]) -> dict[int, Translated]:
    """One statement."""
    asked = select(Exhibition.id, Exhibition.title).where(Exhibition.id.in_(list(ids)))
    return {number: title for number, title in db.session.execute(asked)}


EXHIBITIONS: Final = SubjectPort(
    SubjectKind.EXHIBITION, exhibition_subject, "panels_staff.printing", "exhibition_id", days=_days, names=_names
)
