"""The catalogue: materials and their sizes, which stay once something of them was moved."""

import pytest
from sqlalchemy import select

from campaign.accounts.queries import actor_with_id
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, Refused, Stale
from campaign.core.i18n import Translated, use_language
from campaign.materials.catalogue import queries, services
from campaign.materials.catalogue.schemas import MaterialWish, SizeWish
from campaign.materials.models import MaterialVariant
from campaign.materials.schemas import Unit, Use
from campaign.materials.words import UNITS, counted, unit_after
from tests.factories import a_stop, a_user
from tests.materials.stock import a_material, received, store_of


def a_wish(*sizes: str | SizeWish, name: str = "Кружка", code: str = "", unit: Unit = Unit.PIECE, pack: int = 1, **more):
    wished = tuple(SizeWish(None, size, 1) if isinstance(size, str) else size for size in sizes)
    facts = {"travel_days": 0, "washing_days": 0, "price": None} | more
    return MaterialWish(code, Translated("", name), unit, pack, Use.CONSUMABLE, sizes=wished, **facts)


def material_of(variant_id):
    return db.session.scalars(select(MaterialVariant.material_id).where(MaterialVariant.id == variant_id)).one()


def sizes_of(material_id):
    return [(size.label, size.retired) for size in queries.material_row(material_id).sizes]


def test_a_material_without_sizes_has_one_and_a_code_made_of_its_name(app):
    first = services.create_material(a_wish(), "first")
    assert services.create_material(a_wish(), "first") == first
    second = services.create_material(a_wish("S", "M"), "second")
    rows = {row.id: row for row in queries.catalogue()}
    assert (rows[first].code, rows[second].code) == ("kruzhka", "kruzhka-2")
    assert (sizes_of(first), sizes_of(second)) == ([("", False)], [("S", False), ("M", False)])


def test_sizes_are_added_swapped_and_taken_away_until_they_are_moved(app):
    number = services.create_material(a_wish("S", "M"), "first")
    small, large = queries.material_row(number).sizes
    wish = a_wish(SizeWish(small.id, "M", 2), SizeWish(large.id, "S", 1), "XL")
    services.edit_material(number, wish, 1)
    assert [(size.id, size.label, size.weight) for size in queries.material_row(number).sizes][:2] == [
        (small.id, "M", 2), (large.id, "S", 1),
    ]  # fmt: skip
    with pytest.raises(Stale):
        services.edit_material(number, wish, 1)
    received(store_of(a_stop().id), small.id, 5)
    rest = [SizeWish(size.id, size.label, 1, gone=True) for size in queries.material_row(number).sizes]
    with pytest.raises(Invalid) as told:
        services.edit_material(number, a_wish(*rest, "L"), 2)
    assert {one.field for one in told.value.problems} == {"sizes-0-label"}
    services.edit_material(number, a_wish(SizeWish(small.id, "M", 1, retired=True), *rest[1:], "L"), 2)
    assert sizes_of(number) == [("M", True), ("L", False)]
    with pytest.raises(Conflict):
        services.remove_material(number)


def test_what_was_moved_without_a_size_gets_none_and_is_counted_as_before(app):
    (soap,) = a_material("soap-x")
    number = material_of(soap)
    services.edit_material(number, a_wish(SizeWish(soap, "", 1), "S", code="soap-x"), 1)
    assert sizes_of(number) == [("S", False)]
    (sign,) = a_material("sign-x")
    received(store_of(a_stop().id), sign, 5)
    with pytest.raises(Invalid) as told:
        services.edit_material(material_of(sign), a_wish(SizeWish(sign, "", 1), "S", unit=Unit.PAIR), 1)
    assert [one.field for one in told.value.problems] == ["unit", "sizes-0-label"]


def test_nonsense_is_told_field_by_field(app):
    a_material("taken")
    wish = a_wish("S", "s", "x" * 41, name="", code="taken", pack=0, travel_days=61, washing_days=-1, price=10**12)
    with pytest.raises(Invalid) as told:
        services.create_material(wish, "bad")
    assert [one.field for one in told.value.problems] == [
        "name_kk", "pack", "travel_days", "washing_days", "price", "code", "sizes-1-label", "sizes-2-label",
    ]  # fmt: skip
    with pytest.raises(Invalid):
        services.create_material(a_wish(code="мыло"), "cyrillic")
    with pytest.raises(Invalid):
        services.create_material(a_wish(SizeWish(None, "", 1, retired=True)), "nothing left")


def test_the_page_keeps_what_was_typed_and_only_organizers_change(app, reader):
    stop = a_stop()
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit("/staff/materials")
    assert "The catalogue is empty" in reader.text()
    reader.visit("/staff/materials/new")
    reader.send({"pack": "двенадцать", "price": "дорого"}, form="#page-form", expect=422)
    assert [words for words in ("This is no price", "Name it in at least one language.") if words not in reader.text()] == []
    typed = {"name_ru": "Кружка", "pack": "двенадцать", "price": "дорого", "more": "S, M, s"}
    page = reader.send(typed, form="#page-form", expect=422)
    assert {name: page.select_one(f"[name={name}]")["value"] for name in typed} == typed
    assert "This is no price" in reader.text()
    page = reader.send({"pack": "12", "price": "120,5"}, form="#page-form", expect=422)
    assert "Size s stands here twice" in reader.text()
    reader.send({"more": "S, M"}, form="#page-form", expect=303)
    (row,) = queries.catalogue()
    assert (row.pack, row.price) == (12, 12050)
    edit = reader.visit(f"/staff/materials/{row.id}/edit")
    reader.send({"sizes-0-label": "M"}, form="#page-form", expect=422)
    assert "stands here twice" in reader.text()
    reader.page = edit
    reader.send({"sizes-0-label": "XS", "more": "XL"}, form="#page-form", expect=303)
    assert sizes_of(row.id) == [("XS", False), ("M", False), ("XL", False)]
    reader.page = edit
    reader.send({"name_ru": "Чашка"}, form="#page-form", expect=409)
    assert "meanwhile" in reader.text()
    assert reader.page.select_one("[name=name_ru]")["value"] == "Чашка"
    for ending, mark in (("xlsx", b"PK"), ("csv", "Кружка".encode())):
        reader.visit(f"/staff/materials.{ending}")
        assert mark in reader.response.get_data()
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit("/staff/materials")
    assert "Кружка" in reader.text()
    reader.visit(f"/staff/materials/{row.id}/edit", expect=403)


def test_a_material_goes_out_of_use_and_comes_back(app, reader):
    (variant,) = a_material("cup")
    number = material_of(variant)
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(f"/staff/materials/{number}/edit")
    reader.send({}, form=f"form[action$='/{number}/retire']", expect=303)
    assert queries.material_row(number).retired
    reader.visit(f"/staff/materials/{number}/edit")
    assert "no longer in use" in reader.text()
    reader.send({}, form=f"form[action$='/{number}/restore']", expect=303)
    reader.visit(f"/staff/materials/{number}/edit")
    reader.send({}, form=f"form[action$='/{number}/remove']", expect=303)
    assert queries.catalogue() == ()


def test_who_runs_a_stop_changes_no_catalogue(app):
    with acting_as(actor_with_id(a_user(Role.STOP, stop=a_stop()).id)), pytest.raises(Refused):
        services.create_material(a_wish(), "mine")


def test_a_unit_follows_its_number(app):
    with use_language("ru"):
        assert [unit_after(number, Unit.PAIR) for number in (1, 2, 5)] == ["пара", "пары", "пар"]
        assert [unit_after(5, unit) for unit in Unit] == [str(UNITS[unit]) for unit in Unit]
        assert counted(1, Unit.SHEET) == "1 лист"


def test_a_new_material_takes_no_size_of_another(app):
    (soap,) = a_material("soap-x")
    number = services.create_material(a_wish(SizeWish(soap, "S", 1), SizeWish(soap + 7, "M", 1, gone=True)), "first")
    assert sizes_of(number) == [("S", False)]
    assert sizes_of(material_of(soap)) == [("", False)]
