"""Typed pages taken back after the world has moved on, and by two people at the same instant."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import delete, func, select

from campaign.core.actor import Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.papers.typed import queries, services
from campaign.people.checkin import services as door
from campaign.people.checkin.models import CheckIn
from campaign.people.models import Consent, Registration
from campaign.people.queries import consent_words
from campaign.people.services.places import hold
from campaign.people.services.registering import keep_consent
from campaign.people.typed import services as typed_services
from campaign.relay.models import Stop
from tests.events.test_planning import coordinator_of
from tests.factories import a_user
from tests.people.typed.sheets import NAMES, a_printed_list, an_event_of_today, state_of, typed
from tests.reader import Reader


def test_an_import_taken_back_meanwhile_does_not_keep_the_rest_of_a_page(shipped_app):
    """Registrations that are gone (an import was undone) are told; everybody else is taken back."""
    event, registrations = an_event_of_today()
    uid = typed(a_printed_list(event, "march"), "1 2x 3x\n=1")
    assert services.post(uid) == ()
    db.session.execute(delete(Registration).where(Registration.id == registrations[1].id))
    db.session.commit()
    assert len(services.undo(uid)) == 1
    assert state_of(event) == {name: "confirmed" for name in NAMES if name != NAMES[1]}


def test_only_the_consent_that_the_page_wrote_is_withdrawn(shipped_app):
    event, registrations = an_event_of_today()
    uid = typed(a_printed_list(event), "1-2\n=2")
    services.post(uid)
    with unit_of_work() as session:
        session.query(Consent).filter_by(registration_id=registrations[0].id).delete()
        keep_consent(session, registrations[0], consent_words("ru").id)
    services.undo(uid)
    living = select(Consent.registration_id).where(Consent.withdrawn_at.is_(None))
    assert db.session.scalars(living).all() == [registrations[0].id]


def test_two_people_post_a_page_typed_by_both_at_the_same_instant(either_app):
    """Each by their own typing of it: neither waits for the other for ever, and it is posted once."""
    event, _people = an_event_of_today()
    actor = coordinator_of(db.session.get(Stop, event.stop_id))
    pair = [type(actor)(user_id=user, grants=actor.grants, scope=actor.scope) for user in (7, 8)]

    def act(what, who, uid):
        with either_app.app_context(), acting_as(who):
            try:
                what(uid)
            finally:
                db.session.remove()

    for _turn in range(4):
        number, uids = a_printed_list(event, "march"), []
        for who in pair:
            with acting_as(who):
                uid = services.begin(number, 1, double=True)
                services.rewrite(uid, "1-4\n=4", queries.open_typing(uid).typing.version)
                services.finish(uid)
                uids.append(uid)

        for what in (services.post, services.undo):
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(act, (what, what), pair, uids))
            stand = select(func.count()).select_from(CheckIn).where(CheckIn.undone_at.is_(None))
            assert db.session.scalar(stand) == (4 if what is services.post else 0)
            db.session.rollback()


def test_what_is_no_typing_is_no_page_and_a_line_is_no_book(app):
    event, _people = an_event_of_today()
    desk = Reader(app)
    desk.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    for uid in ("%00", "x" * 5000, "ы" * 22):
        desk.visit(f"/staff/typings/{uid}", expect=404)
    uid = services.begin(a_printed_list(event, "march"), 1)
    services.rewrite(uid, f"1\n+ {'1 ' * 9000}1\n{'9' * 301}", 1)
    reading = queries.open_typing(uid).reading
    assert [entry.row.number for entry in reading.entries] == ["1"]
    assert [("300" in slip.words, len(slip.typed)) for slip in reading.slips] == [(True, 41), (True, 41)]


def test_whoever_was_let_in_while_the_page_was_posted_is_not_struck_out(shipped_app, monkeypatch):
    event, registrations = an_event_of_today()
    uid = typed(a_printed_list(event, "march"), "1x 2x\n=0")
    monkeypatch.setattr(
        typed_services, "hold", lambda session, event_id: (door.let_in(registrations[0].id), hold(session, event_id))[1]
    )
    assert [said.number for said in services.post(uid)] == ["1"]
    assert state_of(event) == dict.fromkeys(NAMES, "confirmed") | {NAMES[0]: "in", NAMES[1]: "cancelled"}
