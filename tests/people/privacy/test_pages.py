"""The register of consents and the page of terms: what stands there, for whom, and at what cost."""

from datetime import date

from sqlalchemy import select

from campaign.core import clock, runner
from campaign.core.actor import Role
from campaign.core.db import db, unit_of_work
from campaign.people.models import Consent, ConsentText
from campaign.people.privacy import keeping, services, tasks
from campaign.people.privacy.models import RetentionRun
from campaign.people.privacy.register import counts, register
from campaign.people.privacy.schemas import ConsentCount, ConsentFilter
from tests.factories import a_region, a_registration, a_user, an_event, kept
from tests.people.privacy.canaries import NAME

PAGES = "/staff/personal-data"


def consented(registration) -> Consent:
    words = db.session.scalars(select(ConsentText)).first() or kept(
        ConsentText(version=7, language="ru", text="-", valid_from=clock.campaign_now())
    )
    return kept(
        Consent(
            registration_id=registration.id, text_id=words.id, region_id=registration.region_id, given_at=clock.campaign_now()
        )
    )  # fmt: skip


def test_the_register_counts_and_narrows_and_asks_once(app, reader, statements):
    event = an_event()
    rows = [consented(a_registration(event, f"{NAME} {number}")) for number in range(3)]
    rows[0].withdrawn_at = clock.campaign_now()
    db.session.commit()
    version = counts()[0].version
    assert counts() == (ConsentCount(version, 2, 1),)
    statements.clear()
    found = [len(register(ConsentFilter(state=state), None).rows) for state in ("", "stands", "withdrawn")]
    assert (found, len([words for words in statements if words.startswith("SELECT")])) == ([3, 2, 1], 3)
    reader.sign_in(a_user(Role.NATIONAL))
    assert "2 stand, 1 withdrawn" in reader.visit(f"{PAGES}/consents?state=nonsense&version=x&first=0").get_text()
    reader.sign_in(a_user(Role.REGION, region=a_region()))
    assert NAME not in reader.visit(f"{PAGES}/consents").get_text()


def test_terms_are_shown_before_they_run_and_told_afterwards(app, reader):
    registration = a_registration(an_event(), NAME)
    with unit_of_work() as session:
        services.load_shipped(session)
    reader.sign_in(a_user(Role.NATIONAL))
    assert "Nobody's term is over" in reader.visit(f"{PAGES}/retention").get_text()
    assert "only shows" in reader.visit(f"{PAGES}/retention?day=2019-01-01").get_text()
    assert services.run(date(2019, 1, 1), lambda _line: None) == 1
    assert [(row.total, row.events, row.is_over) for row in keeping.runs()] == [(1, 1, True)]
    assert db.session.scalars(select(RetentionRun.events)).one() == {str(registration.event_id): 1}
    assert "carried through" in reader.visit(f"{PAGES}/retention").get_text()


def test_it_is_queued_once_and_done(app):
    tasks.ask_now()
    assert runner.run_next()
    assert not runner.run_next()
