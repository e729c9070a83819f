"""The pages of a slip: asked, seen, left, applied and undone; in three languages, with nonsense, by those who may not."""

from datetime import date
from urllib.parse import urlencode

import pytest

from campaign.core.db import db
from campaign.core.i18n import LANGUAGES
from campaign.events.schemas import EventState
from campaign.relay.models import Relay, Stop
from campaign.relay.slip import queries, services
from campaign.relay.slip.schemas import SlipAct
from campaign.territory.models import Region
from tests.factories import a_unit, an_event
from tests.machine import Machine
from tests.reader import Reader, as_is
from tests.relay.custody.batons import Baton, a_baton, a_key, coordinator, hand_over, organizer, propose
from tests.relay.slip.slips import PLACES, a_wish, chain_of, everything, slip

SLIPS = "/staff/relays/{}/slip"


@pytest.fixture
def baton(app) -> Baton:
    made = a_baton(*PLACES)
    hand_over(made, made.body, made.stop(0))
    for stop_id in made.stops[1:]:
        an_event(db.session.get(Stop, stop_id), title="Митинг <b>& «Ко»", state=EventState.OPEN)
    return made


@pytest.fixture
def desk(app, baton) -> Reader:
    reader = Reader(app)
    reader.sign_in(organizer(baton))
    return reader


def address(baton: Baton, **more: object) -> str:
    wish = {"act": "move", "stop": baton.stops[1], "days": 2, "way": "more", "following": "shift", "scope": "all", "asked": 1}
    asked = "&".join(f"{name}={value}" for name, value in (wish | more).items() if value is not None)
    return f"{SLIPS.format(baton.relay_id)}?{asked}"


def link(reader: Reader, words: str) -> str:
    """Where the link of these words leads."""
    (found,) = {a["href"] for a in reader.page.select("main a") if a.get_text(strip=True) == words}
    return str(found)


def test_from_the_stop_to_the_preview_and_back_nothing_changes(baton, desk):
    before = everything(but=["user_sessions"])
    desk.visit(f"/staff/stops/{baton.stops[1]}")
    desk.visit(link(desk, "Move the stop"))
    fields = as_is(desk.page.select_one("#page-form")) | {"days": "2", "reason": "городской праздник"}
    desk.visit(f"{SLIPS.format(baton.relay_id)}?{urlencode(fields, doseq=True)}")
    page = desk.text()
    assert desk.page.select_one("#reason")["value"] == "городской праздник"
    for words in ("Темиртау: 2 days later", "5 of 5 change", "Days of a handover 5", "Митинг <b>& «Ко»"):
        assert words in page, words
    desk.visit(link(desk, "Cancel, change nothing"))
    assert everything(but=["user_sessions"]) == before


def test_applied_and_undone_from_the_page_of_the_relay(baton, desk):
    chain = chain_of(baton)
    desk.visit(address(baton, reason="праздник"))
    order = [
        one.get("href") or one.get("id") for one in desk.page.select("a.skip[href='#slip-bar'], main table, form#slip-bar")
    ]
    assert (order[0], order[-1], len(order) > 2) == ("#slip-bar", "slip-bar", True), "the keyboard need not pass every link"
    desk.send({}, form="form.act-bar", expect=303)
    desk.follow()
    assert "Moved: 5 stops, 4 things with them" in desk.text()
    assert "Темиртау: 2 days later" in desk.text()
    assert chain_of(baton)[1][1] == date(2018, 4, 9)
    desk.send({}, form="form[action$='/undo']", expect=303)
    desk.follow()
    assert "Undone: the stops and all that moved with them are as before." in desk.text()
    assert chain_of(baton) == chain
    assert "undone" in desk.text()


def test_the_second_of_two_sees_what_it_would_do_now(baton, desk):
    desk.visit(address(baton))
    slip(a_wish(baton, SlipAct.LENGTH, 3, -1))
    desk.send({}, form="form.act-bar", expect=409)
    assert "Somebody else has changed this relay meanwhile" in desk.text()
    desk.send({}, form="form.act-bar", expect=303)
    assert chain_of(baton)[1][1] == date(2018, 4, 9)


def test_a_hard_clash_turns_the_button_off_and_says_how_to_go_on(baton, desk):
    db.session.get(Relay, baton.relay_id).last_day = date(2018, 4, 28)
    db.session.commit()
    desk.visit(address(baton))
    button = desk.page.select_one("form.act-bar button[disabled]")
    reason = desk.page.find(id=button["aria-describedby"])
    assert "First solve the clashes above" in reason.get_text()
    assert desk.page.find("input", id=reason.a["href"].removeprefix("#"))["name"] == "days"
    assert "Left to solve: 1" in desk.text()
    assert "after the last day" in desk.text()
    desk.send({}, form="form.act-bar", expect=409)
    assert "1 clash stands in the way. Nothing was changed." in desk.text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "asked",
    [
        {"act": "length", "way": "less"},
        {"act": "swap", "other": 4},
        {"act": "skip", "stop": 3, "following": "absorb"},
        {"act": "move", "scope": "unannounced"},
        {"act": "move", "days": None, "to": "10.04.2018", "skip": "both"},
    ],
)
def test_every_act_is_shown_in_every_language(baton, desk, language, asked):
    propose(baton, baton.stop(0), baton.stop(1))
    desk.visit(address(baton, **asked), language=language)
    assert desk.page.select_one("form.act-bar") is not None
    assert len(desk.page.select("table tbody tr")) > 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"days": 0}, "Say by how many days, from 1 to 365."),
        ({"days": None}, "Please fill this in."),
        ({"days": "три"}, "This is no whole number."),
        ({"days": -3}, "Say how many days as a number from 1"),
        ({"days": 400}, "Say by how many days, from 1 to 365."),
        ({"days": "9" * 40}, "Say by how many days, from 1 to 365."),
        ({"days": 1, "to": "2018-04-09"}, "not both"),
        ({"days": None, "to": "2018-04-07"}, "The stop is on this day already."),
        ({"days": None, "to": "2199-12-31"}, "Say by how many days, from 1 to 365."),
        ({"days": None, "to": "31.02.2018"}, "This is no date."),
        ({"stop": 999}, "This stop is not in the chain of this relay."),
        ({"stop": "x"}, "This stop is not in the chain of this relay."),
        ({"act": "swap", "other": 2}, "not with itself"),
        ({"act": "insert", "unit": 0, "stay": 3}, "Choose a place of the region"),
        ({"act": "insert", "unit": 1, "stay": None}, "Please fill this in."),
        ({"act": "nonsense", "days": 0}, "Say by how many days"),
        ({"following": "nobody"}, "Choose one of the list"),
        ({"reason": "ы" * 10_000}, "At most 500 characters fit here, there are 10000."),
    ],
)
def test_nonsense_is_answered_with_a_sentence_and_what_was_typed_stays(baton, desk, asked, said):
    desk.visit(address(baton, **asked), expect=422)
    assert said in desk.text()
    if "days" in asked and asked["days"] is not None:
        assert desk.page.select_one("#days")["value"] == str(asked["days"])


def test_a_place_is_put_in_with_its_kit(shipped_app):
    made = a_baton(("Темиртау", "Теміртау"), items=0, start=date(2018, 5, 14))
    unit = a_unit(db.session.get(Region, made.region_id), "Балхаш", "Балқаш")
    reader = Reader(shipped_app)
    reader.sign_in(organizer(made))
    reader.visit(f"{SLIPS.format(made.relay_id)}?act=insert&stop={made.stops[0]}")
    fields = as_is(reader.page.select_one("#page-form")) | {"stay": "3", "unit": unit.id, "kit": "standard"}
    reader.visit(f"{SLIPS.format(made.relay_id)}?{urlencode(fields, doseq=True)}")
    assert "Балхаш is put in for 3 days" in reader.text()
    assert "New events of the kit, as drafts" in reader.text()
    reader.send({}, form="form.act-bar", expect=303)
    assert [name for name, _arrives, _departs in chain_of(made)] == ["Темиртау", "Балхаш"]


def test_who_may_not_move_stops_has_no_page_for_it(app, baton):
    reader = Reader(app)
    reader.sign_in(coordinator(baton, 1))
    reader.visit(f"/staff/stops/{baton.stops[1]}")
    assert "Move the stop" not in reader.text()
    reader.visit(address(baton), expect=403)
    stranger = Reader(app)
    stranger.sign_in(organizer(a_baton()))
    stranger.visit(address(baton), expect=404)
    done = services.apply(a_wish(baton, SlipAct.MOVE, 2, 1), 1, _seen(baton), a_key())
    assert done.stops == 4
    reader.visit(f"/staff/relays/{baton.relay_id}")
    assert "Сарань: 1 day later" in reader.text()
    assert not reader.page.select("form[action$='/undo']")


def _seen(baton: Baton) -> str:
    return queries.preview(a_wish(baton, SlipAct.MOVE, 2, 1)).fingerprint


def test_a_machine_undoes_a_step_that_the_history_does_not_show_any_more(app, baton, monkeypatch):
    first, second = (slip(a_wish(baton, SlipAct.LENGTH, place, -1)).slip_id for place in (3, 4))
    monkeypatch.setattr(queries, "LATEST", 1)
    machine = Machine.of(app, organizer(baton))
    for number in (second, first):
        assert machine.ask("POST", f"/relays/{baton.relay_id}/slips/{number}/undo", {}).json["id"] == number
