"""The region sends Temirtau what its need says, one piece is lost on the way, and the need asks for just that one."""

from datetime import timedelta

from sqlalchemy import select

from campaign.core import clock
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.materials.ledger import services as ledger
from campaign.materials.ledger.schemas import Arrival, NewDocument
from campaign.materials.need.queries import need_of, need_of_stop
from campaign.materials.queries import outstanding
from campaign.materials.schemas import DocumentKind
from campaign.papers.kinds import kinds_of
from campaign.papers.queries import subject_of
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from campaign.relay.models import Stop
from campaign.reports.demo import TEMIRTAU
from campaign.territory.models import Unit
from tests.papers.papers import pages_of

PAPERS = {"material_need", "shipping_list", "stop_need", "stop_shipping"}


def temirtau() -> Stop:
    return db.session.scalars(select(Stop).join(Unit, Unit.id == Stop.unit_id).where(Unit.code == TEMIRTAU)).first()


def sendings(stop_id: int) -> dict[int, int]:
    """What the stop is still to get, by variant."""
    lines = need_of_stop(stop_id).lines
    return {line.variant.id: line.sending.quantity for line in lines if line.sending is not None}


def test_a_stop_gets_what_it_needs(demo_app):
    stop = temirtau()
    before = sendings(stop.id)
    assert before, "the demo leaves something to send"
    has = need_of(stop.relay_id).stocks
    everything = {variant: min(wished, has.in_region[variant].in_region) for variant, wished in before.items()}
    sent = {variant: pieces for variant, pieces in everything.items() if pieces}
    today = clock.campaign_today()
    wish = NewDocument(
        DocumentKind.TRANSFER, f"region-{stop.region_id}", sent, today, target=f"stop-{stop.id}", due_on=today + timedelta(1)
    )
    transfer = ledger.make(wish, "sent").document_id
    assert sendings(stop.id) == {variant: n - sent.get(variant, 0) for variant, n in before.items() if n > sent.get(variant, 0)}
    clock.set_shift(clock.campaign_now() + timedelta(1) - clock.now())
    first = min(sent)
    came = sent | {first: sent[first] - 1}
    ledger.arrive(transfer, Arrival(came, clock.campaign_today(), rest_is_lost=True, reason="Қорап ашылған"), "came")
    assert outstanding(transfer) == {}
    assert sendings(stop.id)[first] == before[first] - sent[first] + 1
    the_papers_are_printed(stop)
    assert {check.name: check.wrong for check in recount() if not check.ok} == {}


def the_papers_are_printed(stop: Stop) -> None:
    """Of the route and of the stop, in Kazakh and Russian."""
    for subject, number in ((SubjectKind.RELAY, stop.relay_id), (SubjectKind.STOP, stop.id)):
        codes = {kind.code for kind in kinds_of(subject_of(subject, number))} & PAPERS
        assert len(codes) == 2
        for code in codes:
            for language in ("kk", "ru"):
                pages = pages_of(print_paper(code, subject, number, PrintWish(language), f"{code}-{language}"))
                assert "\u25a0" not in "".join(pages), code
