"""The presses of sheets that have a form of their own: how a set, a desk or typing back prints and reads them."""

from typing import Final

from campaign.core.i18n import _l
from campaign.papers.presses import Press
from campaign.papers.schemas import Phones, SubjectKind
from campaign.people.documents import roster_pdf, roster_rows
from campaign.people.lists.queries import how_many
from campaign.people.paper.choices import CHOICES, wish_of
from campaign.people.paper.queries import roster_sheet
from campaign.people.paper.schemas import ROSTER
from campaign.people.services.printing import freeze_roster

ROSTER_PRESS: Final = Press(
    code=ROSTER,
    name=_l("List of participants"),
    subject=SubjectKind.EVENT,
    suits=lambda subject: subject.kind is SubjectKind.EVENT,
    freeze=lambda session, subject, wish: freeze_roster(session, subject.id, wish_of(wish.language, wish.chosen)),
    pdf=lambda number: roster_pdf(roster_sheet(number)),
    rows=lambda number: roster_rows(roster_sheet(number)),
    count=how_many,
    choices=CHOICES,
    note=_l("everybody with organisation, role and phone, to tick or to sign"),
    phones=Phones.OPTIONAL,
)
