"""Door signs: who gets one, numbers for good, what became of each, and by whom they may be printed."""

from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import text

from campaign.accounts.queries import actor_with_id
from campaign.core import runner
from campaign.core.actor import SYSTEM, Role, acting_as, set_actor
from campaign.core.db import db
from campaign.core.errors import Invalid, KeyReused, NotFound, Refused
from campaign.core.i18n import Translated
from campaign.core.prints import page_of
from campaign.pdf.signs.schemas import Format
from campaign.relay.models import Campaign, Relay, Stop
from campaign.territory.models import Region
from campaign.walks.models import Office
from campaign.walks.schemas import Sign as DoorResult
from campaign.walks.services import choose_building
from campaign.walks.signs import documents, queries, services
from campaign.walks.signs.models import DoorSign
from campaign.walks.signs.schemas import SignState, SignWish, Tongues, Which
from campaign.walks.signs.services import printing
from campaign.walks.signs.words import USUAL, tied
from tests.factories import a_stop, a_unit, a_user, words
from tests.people.papers import got, sent, signed_in
from tests.walks.halls import a_building, a_walk, a_walk_event
from tests.walks.signs.runs import SLOGAN, a_run, rooms, said_at_doors

ALL = ["101", "102", "103", "201", "202"]


@pytest.fixture
def walk(app):
    app.config["PUBLIC_URL"] = "https://adaljol.example"
    return a_walk()


def states(number: int) -> list[str]:
    db.session.expire_all()
    return [row.state.value for row in queries.sign_sheet(number).rows]


def test_every_door_of_a_walk_gets_a_sign_with_a_number_that_says_where_it_stands(walk):
    sheet = a_run(walk.event_id)
    assert rooms(sheet) == ALL
    assert [row.number for row in sheet.rows] == [f"00001-0{place}" for place in range(1, 6)]
    assert [sign.number for sign in sheet.paper.signs.signs] == [row.number for row in sheet.rows]
    assert sheet.paper.signs.signs[0].unit == ("Экономика бөлімі", "Отдел экономики")
    assert sheet.paper.signs.slogan == (SLOGAN.kk, SLOGAN.ru)
    assert page_of(1) == ("signs_staff.sheet", {"sign_sheet": 1})


def test_only_doors_without_a_sign_get_one_unless_all_are_wished_for(walk):
    first = a_run(walk.event_id, rooms="101-102, 202")
    assert rooms(first) == ["101", "102", "202"]
    assert rooms(a_run(walk.event_id)) == ["103", "201"]
    with pytest.raises(Invalid):
        a_run(walk.event_id, key="again")
    again = a_run(walk.event_id, which=Which.ALL, format=Format.A6)
    assert (rooms(again), states(first.line.number)) == (ALL, ["replaced"] * 3)
    assert states(again.line.number) == ["printed"] * 5


def test_what_a_team_says_at_a_door_stands_with_its_sign_and_a_later_print_leaves_it(walk):
    sheet = a_run(walk.event_id)
    said_at_doors(walk.event_id, DoorResult.UP, "101", "102")
    said_at_doors(walk.event_id, DoorResult.REFUSED, "103")
    said_at_doors(walk.event_id, DoorResult.THERE, "201")
    assert states(sheet.line.number) == ["up", "up", "printed", "printed", "printed"]
    ground = queries.ground_of(walk.event_id, None)
    counts = [
        (floor.doors, floor.bare, floor.printed, floor.up) for floor in queries.floors_of(queries.doors_of_ground(ground))
    ]
    assert counts == [(3, 0, 1, 2), (2, 0, 1, 1)]
    a_run(walk.event_id, which=Which.ALL)
    assert states(sheet.line.number) == ["up", "up", "replaced", "replaced", "replaced"]
    said_at_doors(walk.event_id, DoorResult.UNSET, "101")
    assert states(sheet.line.number)[0] == "printed", "taken back at the door, taken back here"


def test_spoilt_ones_get_new_numbers_and_a_hand_says_what_became_of_others(walk):
    sheet = a_run(walk.event_id, format=Format.A4, tongues=Tongues.RU, with_position=True)
    ids = [row.id for row in sheet.rows]
    again = queries.sign_sheet(services.reprint_spoilt(sheet.line.number, ids[1:3], "key"))
    assert services.reprint_spoilt(sheet.line.number, ids[1:3], "key") == again.line.number
    assert ([row.number for row in again.rows], rooms(again)) == (["00002-01", "00002-02"], ["102", "103"])
    assert states(sheet.line.number) == ["printed", "spoilt", "spoilt", "printed", "printed"]
    same = (again.paper.signs.format, again.paper.tongues, again.paper.signs.slogan, again.paper.with_position)
    assert same == (Format.A4, Tongues.RU, (SLOGAN.ru,), True)
    assert services.mark_signs(again.line.number, [again.rows[0].id, ids[0]], SignState.GONE) == 1
    assert rooms(a_run(walk.event_id, key="gone")) == ["102"], "whose sign is gone has none"
    assert services.mark_signs(sheet.line.number, [], SignState.UP, "1, 4-5") == 3
    assert states(sheet.line.number) == ["up", "spoilt", "spoilt", "up", "up"]
    for typed in ("6", "0", "3-2", "x", "9" * 400):
        with pytest.raises(Invalid) as refused:
            services.mark_signs(sheet.line.number, ids, SignState.UP, typed)
        assert [problem.field for problem in refused.value.problems] == ["numbers"]
    for wrong in ({"sign_ids": [], "state": SignState.UP}, {"sign_ids": ids, "state": SignState.REPLACED}):
        with pytest.raises(Invalid):
            services.mark_signs(sheet.line.number, **wrong)


def test_a_run_stays_as_it_was_printed_to_the_byte_whatever_becomes_of_the_register(walk):
    sheet = a_run(walk.event_id)
    before = b"".join(documents.signs_pdf(sheet))
    db.session.query(Office).filter_by(room="101").one().unit_name = words("Другой отдел")
    gone = db.session.query(Office).filter_by(room="202").one()
    db.session.execute(text("DELETE FROM walk_doors WHERE office_id = :office"), {"office": gone.id})
    db.session.delete(gone)
    db.session.commit()
    db.session.expire_all()
    after = queries.sign_sheet(sheet.line.number)
    assert b"".join(documents.signs_pdf(after)) == before
    assert [(row.room, row.office_id is None) for row in after.rows][-1] == ("202", True)


def test_the_paper_says_what_it_was_given_and_its_code_leads_to_the_campaign(walk):
    db.session.query(Campaign).update({"hotline": "1424"})
    db.session.query(Office).filter_by(room="101").one().unit_name = Translated(kk="Құқық & <b>заң</b> бөлімі", ru="Юрбюро № 1")
    db.session.commit()
    pdf = b"".join(documents.signs_pdf(a_run(walk.event_id)))
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 3
        said = document[0].get_textpage().get_text_range()
        picture = document[0].render(scale=2.5, grayscale=True).to_pil()
    codes = [code.text for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]
    assert codes == ["HTTPS://ADALJOL.EXAMPLE"] * 2
    for line in ("Құқық & <b>заң</b> бөлімі", "Сенім телефоны", "1424", "00001-01", "науқан беті", "пара бермеймін"):
        assert line in said, line
    assert tied("Отдел № 1 и я – мы") == "Отдел №\u00a01 и\u00a0я\u00a0– мы"


def test_bad_wishes_are_told_apart_and_nothing_is_printed(walk):
    for wish, field in (
        ({"rooms": "999, 101"}, "rooms"), ({"rooms": "9" * 501}, "rooms"), ({"slogan": Translated()}, "slogan"),
        ({"floors": (999_999,)}, "which"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            a_run(walk.event_id, **wish)
        assert field in {problem.field for problem in refused.value.problems}, wish
    assert db.session.query(DoorSign).count() == 0
    with pytest.raises(NotFound, match="No building"):
        a_run(a_walk_event().id)
    empty = a_walk(a_walk_event(), a_building(floors={}))
    with pytest.raises(Invalid):
        a_run(empty.event_id)


def test_the_same_key_is_one_run_and_two_at_once_print_each_door_once(either_app):
    event_id = a_walk().event_id

    def click(key: str) -> int:
        with either_app.app_context():
            set_actor(SYSTEM)
            try:
                return printing.print_signs(SignWish(slogan=USUAL), key, event_id=event_id)
            except Invalid:
                return 0
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(3) as clerks:
        assert sorted(clerks.map(click, "abc")) == [0, 0, 1]
    assert db.session.query(DoorSign).count() == 5
    known = a_run(event_id, which=Which.ALL, key="k").line.number
    assert a_run(event_id, which=Which.ALL, key="k").line.number == known
    with pytest.raises(KeyReused):
        a_run(event_id, which=Which.ALL, format=Format.A4, key="k")


def test_from_the_register_by_whoever_runs_a_stop_in_the_city_and_by_nobody_else(walk):
    building_id = walk.building_id
    stop = db.session.get(Stop, walk.stop_id)
    with acting_as(actor_with_id(a_user(Role.STOP, stop=stop).id)):
        sheet = a_run(building_id=building_id)
        assert (rooms(sheet), sheet.paper.event_id) == (ALL, None)
        assert rooms(a_run(walk.event_id, which=Which.ALL)) == ALL
    neighbour = a_stop(db.session.get(Relay, stop.relay_id), a_unit(db.session.get(Region, stop.region_id), "Сарань"))
    with acting_as(actor_with_id(a_user(Role.STOP, stop=neighbour).id)):
        assert queries.ground_of_building(building_id).building_id == building_id
        with pytest.raises(Refused):
            a_run(building_id=building_id, key="no")
        with pytest.raises(NotFound):
            queries.sign_sheet(sheet.line.number)
    with acting_as(actor_with_id(a_user(Role.STOP, stop=a_stop()).id)):
        for act in (
            lambda: a_run(building_id=building_id, key="x"),
            lambda: a_run(walk.event_id, key="y"),
            lambda: queries.sign_sheet(sheet.line.number),
            lambda: services.mark_signs(sheet.line.number, [1], SignState.UP),
        ):
            with pytest.raises(NotFound):
                act()


def test_many_signs_are_a_task_and_ask_no_more_than_few(walk, statements, monkeypatch):
    statements.clear()
    a_run(walk.event_id, rooms="101")
    few = len(statements)
    statements.clear()
    a_run(walk.event_id, which=Which.ALL, key="five")
    assert len(statements) <= few
    monkeypatch.setattr(printing, "AT_ONCE", 4)
    with acting_as(actor_with_id(a_user(Role.STOP, stop=db.session.get(Stop, walk.stop_id)).id)):
        asked = services.ask_for_signs(SignWish(slogan=USUAL, which=Which.ALL), "task", event_id=walk.event_id)
    assert (asked.number, bool(asked.task_uid)) == (None, True)
    assert runner.run_next()
    assert states(3) == ["printed"] * 5


def test_from_the_page_to_the_paper_in_three_clicks(app, walk):
    client = signed_in(app, a_user(Role.STOP, stop=db.session.get(Stop, walk.stop_id)))
    page = f"/staff/events/{walk.event_id}/walk/signs"
    db.session.query(Campaign).update({"hotline": ""})
    db.session.commit()
    shown = got(client, page)
    assert b"names no hotline" in shown
    assert b"no address on the internet" not in shown
    sheet = sent(client, page, which="bare", format="a5", tongues="kk_ru", slogan="0", operation_key="k")
    assert got(client, f"{sheet}.pdf")[:5] == b"%PDF-"
    assert b"00001-05" in got(client, sheet)
    assert "each of these doors" not in sent(client, page, expect=422, which="bare", format="a5", tongues="kk", slogan="0")
    sent(client, page, expect=422, which="bare", format="a3", tongues="kk", slogan="77", floors="x")
    first = db.session.query(DoorSign).order_by(DoorSign.id).first().id
    assert sent(client, sheet, url_to=f"{sheet}/mark", act="mark", state="up", signs=str(first)).endswith("/1")
    assert b"Saved for 1 sign." in got(client, sheet)
    assert sent(client, sheet, url_to=f"{sheet}/mark", act="spoilt", signs=str(first), operation_key="s").endswith("/2")
    assert sent(client, sheet, url_to=f"{sheet}/mark", act="mark", state="nonsense", signs="x").endswith("/1")
    building = f"/staff/buildings/{walk.building_id}/signs"
    assert sent(client, building, which="all", format="a6", tongues="ru", slogan="0", rooms="201").endswith("/3")
    app.config["PUBLIC_URL"] = ""
    assert b"no address on the internet" in got(client, building)
    assert got(client, f"/staff/events/{walk.event_id}/walk/wraps.pdf")[:5] == b"%PDF-"
    for pages in ("0", "-3", "x", "9" * 500):
        assert b"wraps.pdf" not in got(client, f"/staff/events/{walk.event_id}/walk/wraps.pdf?pages={pages}", expect=303)


def test_a_run_is_told_and_reprinted_after_its_walk_has_gone_to_another_building(walk):
    sheet = a_run(walk.event_id)
    other = a_building(db.session.get(Stop, walk.stop_id), {"5": ["501"]}, "Архив")
    choose_building(walk.event_id, other.id)
    assert services.mark_signs(sheet.line.number, [sheet.rows[0].id], SignState.UP) == 1
    again = queries.sign_sheet(services.reprint_spoilt(sheet.line.number, [sheet.rows[1].id], "key"))
    assert (rooms(again), again.paper.event_id) == ([sheet.rows[1].room], None)
