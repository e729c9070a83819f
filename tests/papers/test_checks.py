"""`adalzhol check` finds a sheet that is no longer what was printed."""

from campaign.core.db import db
from campaign.core.prints import PrintedSheet
from campaign.papers.checks import sheets
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from tests.factories import a_stop


def test_a_changed_sheet_is_found(app):
    numbers = [print_paper("stop_plan", SubjectKind.STOP, a_stop().id, PrintWish("kk"), str(key)) for key in range(3)]
    assert (sheets(db.session()).looked_at, sheets(db.session()).wrong) == (3, ())
    one, two = (db.session.query(PrintedSheet).filter_by(number=number).one() for number in numbers[:2])
    one.content_hash, two.content_sealed = "0" * 64, two.content_sealed[:-1] + bytes([two.content_sealed[-1] ^ 1])
    db.session.commit()
    assert [found.id for found in sheets(db.session()).wrong] == numbers[:2]
