"""The items of a baton: how they come in, what is corrected, and where the baton is by them."""

from datetime import date

import pytest
from sqlalchemy import select

from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, Refused
from campaign.core.i18n import Translated
from campaign.relay import queries as relay_queries
from campaign.relay import services as relay_services
from campaign.relay.custody import queries, services
from campaign.relay.custody.models import BatonItem
from campaign.relay.custody.parties import names
from campaign.relay.custody.schemas import (
    ItemKind,
    ItemWords,
)
from campaign.territory.schemas import NewBodyName
from campaign.territory.services import rename_body
from tests.factories import a_relay, a_stop
from tests.relay.custody.batons import (
    a_baton,
    acting,
    an_item,
    complaints,
    confirm,
    coordinator,
    custody_is_whole,
    hand_over,
    leave,
    propose,
)

LONG = "о" * 10_000


def test_an_item_is_with_the_department_until_its_first_handover(app):
    baton = a_baton()
    assert baton.holders() == ["body", "body"]
    hand_over(baton, baton.body, baton.stop(0))
    assert baton.holders() == ["stop 0", "stop 0"]
    assert baton.way() == ["body", "stop 0"]
    assert custody_is_whole()


def test_an_inventory_number_stands_once_in_a_relay(app):
    baton = a_baton(items=1)
    with pytest.raises(Invalid) as error:
        an_item(baton, 0)
    assert complaints(error) == [("inventory", "taken")]
    assert a_baton(items=1).items


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": Translated(ru="Знамя")}, "name_kk"),
        ({"name": Translated(kk="Ту", ru=LONG)}, "name_ru"),
        ({"inventory": ""}, "inventory"),
        ({"note": LONG}, "note"),
        ({"since": date(2030, 1, 1)}, "since"),
    ],
)
def test_an_item_that_cannot_stand_on_an_act_is_refused(app, more, field):
    baton = a_baton(items=0)
    with pytest.raises(Invalid) as error:
        an_item(baton, 0, **more)
    assert [name for name, _code in complaints(error)] == [field]


def test_items_are_corrected_and_taken_out_while_no_handover_names_them(app):
    baton = a_baton()
    flag, book = baton.items
    services.change_item(flag, ItemWords(ItemKind.CUP, Translated(kk="Кубок", ru="Кубок"), "К-1", "с крышкой"), 1)
    row = queries.item_row(flag)
    assert (row.kind, row.inventory, row.note) == (ItemKind.CUP, "К-1", "с крышкой")
    services.remove_item(book)
    assert [item.id for item in queries.items_of(baton.relay_id)] == [flag]
    propose(baton, baton.body, baton.stop(0), items=[flag])
    with pytest.raises(Conflict):
        services.remove_item(flag)
    assert custody_is_whole()


def test_only_organizers_keep_the_items(app):
    baton = a_baton()
    with acting(coordinator(baton, 0)):
        for act in (
            lambda: an_item(baton, 2), lambda: services.remove_item(baton.items[0]),
            lambda: services.change_item(baton.items[0], ItemWords(ItemKind.CUP, Translated(kk="К", ru="К"), "К-1", ""), 1),
        ):  # fmt: skip
            with pytest.raises(Refused):
                act()


def test_a_season_goes_with_its_baton_until_the_baton_has_left(either_app):
    baton = a_baton()
    propose(baton, baton.body, baton.stop(0))
    relay_services.remove_season(baton.relay_id)
    assert db.session.scalars(select(BatonItem.id)).all() == []
    other = a_baton()
    hand_over(other, other.body, other.stop(0))
    with pytest.raises(Conflict, match="handed over already"):
        relay_services.remove_season(other.relay_id)


def test_where_the_baton_is_comes_from_custody_when_there_are_items(app):
    baton = a_baton()
    bare = a_relay()
    a_stop(bare)

    def now(relay_id):
        chain = relay_queries.chain_of(relay_id)
        found = queries.baton_now(relay_id, chain)
        return found.here and found.here.id, found.following and found.following.id, found.on_the_way, bool(found.body)

    assert now(bare.id) == (None, relay_queries.chain_of(bare.id)[0].id, False, False)
    first, second, third = baton.stops
    assert now(baton.relay_id) == (None, first, False, False)
    hand_over(baton, baton.body, baton.stop(0))
    assert now(baton.relay_id) == (first, second, False, False)
    number = propose(baton, baton.stop(0), baton.stop(1))
    leave(number)
    assert now(baton.relay_id) == (None, second, True, False)
    confirm(number)
    hand_over(baton, baton.stop(1), baton.stop(2))
    assert now(baton.relay_id) == (third, None, False, False)
    hand_over(baton, baton.stop(2), baton.body)
    assert now(baton.relay_id) == (None, None, False, True)


@pytest.mark.parametrize("items", [1, 3])
def test_the_items_of_a_relay_take_six_statements_however_many_there_are(app, statements, items):
    baton = a_baton(items=items)
    db.session.rollback()
    statements.clear()
    queries.items_of(baton.relay_id)
    assert len([said for said in statements if said.startswith("SELECT")]) <= 6


def test_a_body_has_the_name_of_each_relay_s_own_days(app):
    earlier, later = a_baton(items=0, start=date(2017, 4, 2)), a_baton(items=0)
    rename_body(earlier.body_id, NewBodyName(Translated(ru="Служба"), date(2018, 1, 1)), 1)
    called = names([earlier.relay_id, later.relay_id])
    found = [called.of_body(baton.relay_id, earlier.body_id).text("ru") for baton in (earlier, later)]
    assert found == ["Департамент по области", "Служба"]
