"""How places are called and for whom, and what of a transfer has not come."""

from datetime import date

import pytest

from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.db import unit_of_work
from campaign.core.errors import NotFound
from campaign.core.i18n import use_language
from campaign.materials import queries
from campaign.materials.models import MaterialVariant, StockPlace
from campaign.materials.schemas import DocumentKind
from campaign.materials.services import holder, reverse, transit
from campaign.materials.words import place_called
from campaign.walks.models import WalkTeam
from tests.factories import a_registration, an_event, kept
from tests.materials.stock import a_material, place_outside, posted, received, store_of, store_of_region


def as_role(role: Role, **where: int) -> Actor:
    grants = (Grant(role, **where),)
    return Actor(user_id=1, grants=grants, scope=scope_of(grants))


def test_a_persons_name_stands_only_for_those_who_may_read_it(app):
    event = an_event()
    with unit_of_work() as session:
        person = holder(session, registration_id=a_registration(event, "Айша Нұрланқызы").id).id
        team = holder(session, team_id=kept(WalkTeam(
            event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, number=2, name="Жастар",
        )).id).id  # fmt: skip
    ids = [store_of(event.stop_id), store_of_region(event.region_id), person, team, place_outside(event.region_id)]

    def called() -> list[str]:
        rows = queries.place_rows(ids)
        return [place_called(rows[place]) for place in ids]

    with use_language("ru"):
        names = ["склад: Темиртау", "склад: Карагандинская область"]
        with acting_as(as_role(Role.STOP, region_id=event.region_id, stop_id=event.stop_id)):
            assert called() == [*names, "Айша Нұрланқызы", "команда №\u00a02 (Жастар)", "поставщик"]
            assert [row.id for row in queries.stores()] == ids[:1]
        with acting_as(as_role(Role.AUDITOR)):
            assert called() == [*names, "человек", "команда №\u00a02", "поставщик"]
            assert [row.id for row in queries.stores()] == [ids[1], ids[0]]
    with acting_as(as_role(Role.STOP, region_id=event.region_id, stop_id=event.stop_id + 999)), pytest.raises(NotFound):
        queries.store_row(ids[0])


@pytest.mark.parametrize("many", [1, 3])
def test_places_ask_the_same_however_many_there_are(app, statements, many):
    event = an_event()
    with unit_of_work() as session:
        places = [holder(session, registration_id=a_registration(event, f"Айша {letter}").id).id for letter in "абв"[:many]]
    ids = [*places, store_of(event.stop_id), store_of_region(event.region_id)]
    statements.clear()
    assert len(queries.place_rows(ids)) == many + 2
    assert len([asked for asked in statements if asked != "BEGIN"]) == 4


def test_what_of_a_transfer_has_not_come_is_told_to_both_sides(app):
    event = an_event()
    (soap,), region, store = a_material("soap-x"), store_of_region(event.region_id), store_of(event.stop_id)
    received(region, soap, 10)
    with unit_of_work() as session:
        way = transit(session, session.get_one(StockPlace, store), date(2018, 4, 9)).id
    sent = posted(DocumentKind.TRANSFER, region, (soap, 7, region, way))
    assert (queries.outstanding(sent.document_id), queries.balances_at([region, way])) == (
        {soap: 7}, {(region, soap): 3, (way, soap): 7},
    )  # fmt: skip
    came = posted(DocumentKind.RECEIPT, store, (soap, 5, way, store), of_id=sent.document_id)
    assert queries.outstanding(sent.document_id) == {soap: 2}
    back = reverse(came.document_id, "counted wrongly")
    row = queries.document_row(came.document_id)
    assert (row.reversed_by, row.of_id, row.shown_number) == (back.document_id, sent.document_id, "1/2018")
    assert [(line.quantity, line.source_left, line.target_left) for line in queries.lines_of(came.document_id)] == [(5, 2, 5)]
    with acting_as(as_role(Role.STOP, region_id=event.region_id, stop_id=event.stop_id)):
        assert queries.outstanding(sent.document_id) == {soap: 7}
    with acting_as(as_role(Role.STOP, region_id=event.region_id, stop_id=event.stop_id + 999)), pytest.raises(NotFound):
        queries.outstanding(sent.document_id)


def test_the_catalogue_lists_sizes_in_their_order_and_leaves_out_what_is_retired(app):
    sizes = a_material("shirt-x", "S", "M", "L")
    with unit_of_work() as session:
        session.get_one(MaterialVariant, sizes[1]).retired = True
    assert [row.id for row in queries.by_code("shirt-x")] == [sizes[0], sizes[2]]
    assert [row.id for row in queries.variants(with_retired=True).values() if row.code == "shirt-x"] == sizes
    assert sizes[1] not in queries.variants()
