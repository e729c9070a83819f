"""The pages of norms as organizers and coordinators use them: what was typed stays, what came too late is told."""

import io

import pytest
from python_calamine import CalamineWorkbook

from campaign.core.actor import Role
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.materials.norms.models import EventCount, IssueSet, Norm
from campaign.materials.norms.queries import norms_for, sets_for, typed_counts
from campaign.materials.norms.schemas import Basis
from campaign.relay.models import Stop
from campaign.territory.models import Region
from tests.factories import a_region, a_role, a_stop, a_user, an_event, an_event_kind
from tests.materials.norms.norms import a_norm, the_material
from tests.reader import Reader

FORM = "main #page-form"


@pytest.fixture
def region(app) -> Region:
    an_event_kind("rally")
    return a_region()


@pytest.fixture
def desk(app, region) -> Reader:
    reader = Reader(app)
    reader.sign_in(a_user(Role.REGION, region=region))
    return reader


def acts() -> list[str]:
    return [
        row.act for row in db.session.query(AuditEntry).order_by(AuditEntry.id) if row.act.startswith(("norm", "issue_set"))
    ]


def test_from_an_empty_page_to_a_norm_of_the_region_and_back(desk, region):
    material = the_material("soap-x")
    assert "No norm holds here yet" in desk.visit("/staff/norms").get_text()
    desk.visit("/staff/norms/new")
    typed = {"material": str(material), "amount": "2", "each": "3", "basis": "official", "kind": "rally", "reserve": "10"}
    desk.send(typed, form=FORM, expect=303)
    assert "2\u00a0pcs, for every 3 officials" in desk.follow().get_text()
    (norm,) = norms_for(region.id)
    assert (norm.region_id, norm.amount, norm.each, norm.reserve, norm.kind) == (region.id, 2, 3, 10, "rally")
    desk.visit("/staff/norms/new")
    desk.send(typed, form=FORM, expect=409)
    assert "There is such a norm already" in desk.text()
    desk.visit(f"/staff/norms/{norm.id}")
    desk.send({"amount": "5"}, form=FORM, expect=303)
    desk.visit(f"/staff/norms/{norm.id}")
    desk.send({}, form="main form[action$='/retire']", expect=303)
    assert norms_for(region.id) == ()
    desk.follow()
    desk.send({}, form="main form[action$='/restore']", expect=303)
    assert [norm.amount for norm in norms_for(region.id)] == [5]
    assert acts() == ["norm.added", "norm.changed", "norm.retired", "norm.restored"]


WRONG = (
    ({"amount": "-1"}, "An amount is a whole number from 0"),
    ({"amount": "1.5"}, "This is no whole number."),
    ({"amount": ""}, "Please fill this in."),
    ({"each": "0"}, "whole number from 1"),
    ({"reserve": "101"}, "A reserve is between 0 and 100 percent."),
    ({"basis": "role"}, "Write which role is meant"),
    ({"basis": "event", "each": "2"}, "write 1 here"),
    ({"basis": "stop", "kind": "rally"}, "has no kind of event"),
    ({"role_ru": "медик"}, "A role belongs only to"),
    ({"role_ru": "м" * 10_000, "basis": "role"}, "At most 80 characters fit here, there are 10000."),
    ({"material": "999"}, "Choose a material of the list."),
)


def test_what_cannot_be_is_told_beside_its_field_and_stays(desk):
    the_material("soap-x")
    for typed, said in WRONG:
        desk.visit("/staff/norms/new")
        desk.send({"amount": "7"} | typed, form=FORM, expect=422)
        assert said in desk.text()
        assert desk.page.select_one("#amount")["value"] == typed.get("amount", "7")
    assert db.session.query(Norm).count() == 0


def test_a_region_sets_its_own_norm_instead_and_leaves_those_for_all_alone(desk, region):
    general = a_norm(the_material("soap-x"), Basis.OFFICIAL, 1)
    assert "Set our own instead" in desk.visit("/staff/norms").get_text()
    desk.visit(f"/staff/norms/{general.id}", expect=403)
    desk.visit(f"/staff/norms/new?of={general.id}&region={region.id}")
    desk.send({"amount": "3"}, form=FORM, expect=303)
    assert "instead of the one for all regions" in desk.follow().get_text()
    assert [norm.amount for norm in norms_for(region.id)] == [3]
    desk.visit(f"/staff/norms?region={a_region().id}", expect=404)
    desk.visit("/staff/norms/new")
    desk.send({"region": "", "amount": "1"}, form=FORM, expect=403)


def test_a_change_that_came_too_late_is_told_and_nothing_typed_is_lost(desk, region):
    norm = a_norm(the_material("soap-x"), Basis.OFFICIAL, 1, region_id=region.id)
    desk.visit(f"/staff/norms/{norm.id}")
    db.session.query(Norm).update({"version": 2})
    db.session.commit()
    desk.send({"amount": "9"}, form=FORM, expect=409)
    assert "Somebody has changed this norm meanwhile." in desk.text()
    desk.send({}, form=FORM, expect=303)
    assert norms_for(region.id)[0].amount == 9


def test_a_set_is_put_together_changed_and_retired(desk, region):
    soap, flag = the_material("soap-x"), the_material("flag-x")
    assert "There is no set yet." in desk.visit("/staff/norms/sets").get_text()
    desk.visit("/staff/norms/sets/new")
    lines = {"lines-0-material": str(soap), "lines-0-quantity": "48", "lines-1-material": str(flag)}
    desk.send({"name_ru": "Машине", "holder": "vehicle"} | lines, form=FORM, expect=422)
    assert "Line 2: write how many." in desk.text()
    desk.send({"lines-1-quantity": "2"}, form=FORM, expect=303)
    assert "Машине" in desk.follow().get_text()
    (made,) = sets_for(region.id)
    assert [(line.material_id, line.quantity) for line in made.lines] == [(soap, 48), (flag, 2)]
    desk.visit(f"/staff/norms/sets/{made.id}")
    without = {"lines-0-quantity": "", "lines-0-material": ""}
    desk.send(without | {"lines-2-material": str(flag), "lines-2-quantity": "3"}, form=FORM, expect=422)
    assert "A material stands twice in the set." in desk.text()
    desk.send({"lines-2-quantity": "", "lines-2-material": ""}, form=FORM, expect=303)
    assert [(line.material_id, line.quantity) for line in sets_for(region.id)[0].lines] == [(flag, 2)]
    desk.visit(f"/staff/norms/sets/{made.id}")
    desk.send({}, form="main form[action$='/retire']", expect=303)
    assert sets_for(region.id) == ()
    desk.follow()
    desk.send({}, form="main form[action$='/restore']", expect=303)
    assert db.session.query(IssueSet).one().version == 4


TABLE = """Материал;Вид мероприятия;Считается по;Роль;Норма;На каждые;Запас;Примечание
soap-x;Митинг;служащий;;2;1;10 %;приказ
Мыло-икс;;дверь;;1;;;
banner-x;;;медик;1;10;;
Итого;;;;4;;;
"""


def sent(desk: Reader, text: str, expect: int) -> str:
    desk.visit("/staff/norms/table")
    desk.send({"file": (io.BytesIO(text.encode()), "norms.csv")}, form=FORM, expect=expect)
    return desk.text()


def test_a_table_is_looked_at_first_then_brought_in_once(desk, region):
    soap = the_material("soap-x")
    the_material("banner-x")
    shown = sent(desk, TABLE, 422)
    assert "There is no material “Мыло-икс” in the catalogue." in shown
    assert norms_for(region.id) == ()
    assert "New norms 3" in sent(desk, TABLE.replace("Мыло-икс", "SOAP-X"), 200)
    assert norms_for(region.id) == ()
    bring = "main form[action$='/table/bring']"
    page = desk.page
    desk.send({}, form=bring, expect=303)
    desk.page = page
    desk.send({}, form=bring, expect=303)  # sent twice: the same answer
    found = {(norm.material_code, norm.basis, norm.amount, norm.each, norm.reserve) for norm in norms_for(region.id)}
    assert found == {("soap-x", "official", 2, 1, 10), ("soap-x", "office", 1, 1, 0), ("banner-x", "role", 1, 10, 0)}
    assert "Changed norms 1 As they were 2" in sent(desk, TABLE.replace("Мыло-икс", "soap-x").replace(";2;1;", ";3;1;"), 200)
    desk.send({}, form=bring, expect=303)
    assert {norm.amount for norm in norms_for(region.id) if norm.material_id == soap and norm.basis is Basis.OFFICIAL} == {3}


def test_a_table_tells_all_its_mistakes_by_row_and_column(desk):
    the_material("soap-x")
    rows = (
        "soap-x;;;;1",
        "soap-x;;чайник;;1",
        "soap-x;Пикник;этап;;1,5",
        "soap-x;;участник;;2",
        "soap-x;;участник;;3",
        ";;этап;;-1",
    )
    shown = sent(desk, "Материал;Вид мероприятия;Считается по;Роль;Норма\n" + "\n".join(rows) + "\n", 422)
    for words in (
        "Write by what it is counted", "“чайник” is not known here", "no kind of event “Пикник”", "a part of a piece cannot",
        "Row 5 says the same already", "Write the material here",
    ):  # fmt: skip
        assert words in shown
    assert "7 mistakes" in shown
    assert "The table lacks a column: Material, How many." in sent(desk, "Чай;Кофе\n1;2\n", 422)


def test_a_page_that_was_tampered_with_brings_nothing_in(desk, region):
    desk.visit("/staff/norms/table")
    token = desk.page.select_one("main [name=csrf_token]")["value"]
    for rows in ("", "[[1e999, {}]]", "{", '[[1, {"material": 5}]]', "[" * 20_000):
        answer = desk.client.post("/staff/norms/table/bring", data={"csrf_token": token, "region": region.id, "rows": rows})
        assert answer.status_code == 409
    assert norms_for(region.id) == ()


def test_norms_leave_as_a_table_that_can_come_back(desk, region):
    a_norm(the_material("soap-x"), Basis.ROLE, 2, region_id=region.id, kind="rally", role="медик", each=3, reserve=5)
    desk.visit(f"/staff/norms.xlsx?region={region.id}", language="ru")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(desk.response.data)).get_sheet_by_index(0).to_python()
    assert rows[1][:7] == ["soap-x", "Митинг", "Человек в роли", "медик", 2, 3, 5]
    desk.visit(f"/staff/norms.csv?region={region.id}", language="kk")
    assert "As they were 1" in sent(desk, desk.response.text, 200)


def test_a_coordinator_types_what_is_expected_and_sees_what_it_makes(app):
    event = an_event(capacity=100)
    role = a_role(event, "фотограф", 3)
    a_norm(the_material("leaflet-x"), Basis.PARTICIPANT, 2, kind="rally")
    desk = Reader(app)
    desk.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    shown = desk.visit(f"/staff/events/{event.id}/counts").get_text()
    assert "as many places as there are" in shown
    assert "200 pcs" in shown
    desk.send({"participant": "150", f"role_{role.id}": "5"}, form=FORM, expect=303)
    assert "300 pcs" in desk.follow().get_text()
    found = typed_counts([event.id])[event.id]
    assert (found.numbers, found.roles) == ({Basis.PARTICIPANT: 150}, {role.id: 5})
    desk.send({"participant": "-3", "vehicle": "много"}, form=FORM, expect=422)
    assert "A number is from 0 to" in desk.text() or "This is no whole number." in desk.text()
    desk.visit(f"/staff/events/{event.id}/counts")
    db.session.query(EventCount).update({"version": EventCount.version + 1})
    db.session.commit()
    desk.send({"participant": ""}, form=FORM, expect=409)
    assert "Somebody has changed these numbers meanwhile." in desk.text()
    desk.send({}, form=FORM, expect=303)
    assert typed_counts([event.id])[event.id].numbers == {}


def test_who_may_only_look_is_offered_no_form(app):
    event = an_event()
    auditor, stranger = Reader(app), Reader(app)
    auditor.sign_in(a_user(Role.AUDITOR))
    assert auditor.visit(f"/staff/events/{event.id}/counts").select_one(FORM) is None
    assert auditor.visit("/staff/norms").select("a[href*='/norms/new']") == []
    stranger.sign_in(a_user(Role.STOP, stop=a_stop()))
    stranger.visit(f"/staff/events/{event.id}/counts", expect=404)
    stranger.visit("/staff/norms/new", expect=403)
