"""Guessing the PIN of a print desk: ten wrong ones lock it, whoever types them and from wherever."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from campaign.core.actor import Role
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import CampaignError, Closed, Invalid
from campaign.papers.desk import queries, services
from campaign.papers.desk.schemas import MOST_WRONG
from campaign.relay.models import Stop
from tests.factories import a_user, an_event
from tests.papers.desk.desks import Clerk, a_desk


def wrong_pin(row) -> str:
    return "000000" if queries.pin_of(row) != "000000" else "000001"


def test_thirty_guesses_at_once_are_ten_and_the_right_one_comes_too_late(either_app):
    row = a_desk(an_event().id)
    token, wrong, right = queries.token_of(row), wrong_pin(row), queries.pin_of(row)

    def guess(_number: int) -> type[CampaignError]:
        with either_app.app_context():
            try:
                services.enter(token, wrong)
            except CampaignError as error:
                return type(error)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(30)))
    assert answers.count(Invalid) == MOST_WRONG - 1
    assert answers.count(Closed) == 30 - MOST_WRONG + 1
    with pytest.raises(Closed):
        services.enter(token, right)
    assert [entry.act for entry in db.session.query(AuditEntry) if entry.desk_id] == ["desks.locked"]
    services.unlock(row.id)
    assert services.enter(token, right)


def test_a_bot_is_not_helped_by_forwarded_addresses_and_the_organizer_opens_the_desk_again(app, reader):
    event = an_event()
    row = a_desk(event.id)
    inside = Clerk(app, row).enter()
    bot = Clerk(app, row)
    for number in range(MOST_WRONG):
        bot.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"10.0.0.{number}"
        bot.enter(wrong_pin(row), expect=422 if number < MOST_WRONG - 1 else 409)
    bot.visit(bot.home)
    bot.send({"pin": queries.pin_of(row)}, expect=409)
    assert "locked" in bot.text()
    inside.visit(inside.home)
    assert inside.page.select("button[name=paper]"), "a guesser does not stop who is at work"
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    reader.visit(f"/staff/events/{event.id}/desks")
    assert "locked by wrong PINs" in reader.text()
    reader.visit(f"/staff/desks/{row.id}")
    reader.send({}, form="form[action$=unlock]", expect=303)
    Clerk(app, row).enter()


@pytest.mark.parametrize("typed", ["", "12345", "1" * 10_000, "12345a", "١٢٣٤٥٦"])
def test_what_is_no_pin_is_said_and_counts_as_no_guess(app, typed):
    row = a_desk(an_event().id)
    clerk = Clerk(app, row)
    clerk.visit(clerk.home)
    clerk.send({"pin": typed}, expect=422)
    assert queries.desk_row(row.id).wrong_pins == 0
    clerk.send({"pin": f" {queries.pin_of(row)[:3]} {queries.pin_of(row)[3:]} "}, expect=303)
