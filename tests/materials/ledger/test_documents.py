"""Documents made, received and taken back by hand: what moves, what is refused, and with which sentence."""

from datetime import date

import pytest

from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from campaign.materials import queries as stock
from campaign.materials.ledger import queries, services
from campaign.materials.ledger.quantities import quantity_of
from campaign.materials.ledger.schemas import Arrival, DocumentFilter, NewDocument
from campaign.materials.schemas import DocumentKind, Origin, PlaceKind
from tests.factories import a_region, a_stop, a_unit, an_event
from tests.materials.stock import a_material, books_closed, on_hand, place_outside, posted, received, store_of

DAY = date(2018, 4, 3)


def made(kind: DocumentKind, book: str, quantities: dict[int, int], key: str = "k", **more: object):
    return services.make(NewDocument(kind, book, quantities, DAY, **more), key)  # type: ignore[arg-type]


@pytest.fixture
def soap(app) -> int:
    return a_material("soap-x", pack=48)[0]


def test_a_transfer_is_received_in_parts_and_what_is_missing_is_lost(soap):
    event = an_event()
    store = store_of(event.stop_id)
    book, region = f"stop-{event.stop_id}", f"region-{event.region_id}"
    first = made(DocumentKind.RECEIPT, region, {soap: 100}, "a", counterparty="ТОО «Таза қол»")
    assert made(DocumentKind.RECEIPT, region, {soap: 100}, "a", counterparty="ТОО «Таза қол»") == first
    sent = made(DocumentKind.TRANSFER, region, {soap: 60}, "b", target=book, due_on=date(2018, 4, 5))
    road = queries.whole(sent.document_id).awaited_at
    assert (road.due_on, road.name.ru, on_hand(store, soap)) == (date(2018, 4, 5), "Темиртау", 0)
    came = services.arrive(sent.document_id, Arrival({soap: 50}, DAY), "c")
    assert services.arrive(sent.document_id, Arrival({soap: 50}, DAY), "c") == came
    assert (stock.outstanding(sent.document_id), on_hand(store, soap)) == ({soap: 10}, 50)
    with pytest.raises(Invalid) as told:
        services.arrive(sent.document_id, Arrival({soap: 8}, DAY, rest_is_lost=True), "d")
    assert [problem.field for problem in told.value.problems] == ["reason"]
    services.arrive(sent.document_id, Arrival({soap: 8}, DAY, rest_is_lost=True, reason="подмокло"), "e")
    with pytest.raises(Conflict):
        services.arrive(sent.document_id, Arrival({soap: 1}, DAY), "f")
    assert (on_hand(store, soap), queries.whole(sent.document_id).outstanding) == (58, {})
    assert [answer.number for answer in queries.whole(sent.document_id).answers] == [1, 2]


def test_more_than_was_sent_came_to_light_and_says_why(soap):
    event = an_event()
    region = f"region-{event.region_id}"
    made(DocumentKind.RECEIPT, region, {soap: 10}, "a")
    sent = made(DocumentKind.TRANSFER, region, {soap: 10}, "b", target=f"stop-{event.stop_id}")
    came = services.arrive(sent.document_id, Arrival({soap: 12}, DAY, reason="в коробке было больше"), "c")
    found = queries.whole(came.document_id)
    assert [(line.quantity, found.places[line.source_id].kind) for line in found.lines] == [
        (10, PlaceKind.TRANSIT), (2, PlaceKind.FOUND),
    ]  # fmt: skip


def test_what_cannot_be_is_told_beside_its_field(soap):
    event, foreign = an_event(), a_stop(unit=a_unit(a_region()))
    book = f"stop-{event.stop_id}"
    received(store_of(event.stop_id), soap, 5)
    for kind, quantities, more, field in (
        (DocumentKind.TRANSFER, {soap: 1}, {"target": book}, "target"),
        (DocumentKind.TRANSFER, {soap: 1}, {"target": f"stop-{foreign.id}"}, "target"),
        (DocumentKind.TRANSFER, {soap: 1}, {"target": f"region-{event.region_id}", "due_on": date(2018, 4, 1)}, "due_on"),
        (DocumentKind.LOSS, {soap: 1}, {}, "reason"),
        (DocumentKind.RECEIPT, {999: 1}, {}, "q-999"),
        (DocumentKind.RECEIPT, {soap: 1, 999: 1}, {}, "q-999"),
    ):
        with pytest.raises(Invalid) as told:
            made(kind, book, quantities, **more)
        assert [problem.field for problem in told.value.problems] == [field], (kind, more)
    with pytest.raises(Conflict, match="only 5 left"):
        made(DocumentKind.LOSS, book, {soap: 6}, reason="разбилось")
    for key in ("stop-999999", "stop-x", "team-1", ""):
        with pytest.raises(NotFound):
            made(DocumentKind.RECEIPT, key, {soap: 1})


@pytest.mark.parametrize(("typed", "found"), [
    ("", 0), (" 1 000 ", 1000), ("5,0", 5), ("2,5", None), ("-1", None), ("сто", None), ("9" * 10_000, None), ("1e5", None),
    ("²", None), ("1000001", None),
])  # fmt: skip
def test_a_quantity_is_whole_or_a_sentence(app, typed, found):
    if found is not None:
        assert quantity_of(typed) == found
    else:
        with pytest.raises(Invalid) as told:
            quantity_of(typed)
        assert len(str(told.value)) < 120


def test_taking_back_shows_what_moves_and_cannot_take_what_is_gone(soap):
    event = an_event()
    book, store = f"stop-{event.stop_id}", store_of(event.stop_id)
    first = made(DocumentKind.RECEIPT, book, {soap: 10}, "a")
    lost = made(DocumentKind.LOSS, book, {soap: 4}, "b", reason="разбилось")
    preview = queries.taken_back(queries.whole(first.document_id))
    assert [(line.line.quantity, line.there, line.is_short) for line in preview] == [(10, 6, True)]
    with pytest.raises(Conflict):
        services.take_back(first.document_id, "опечатка", DAY, "c")
    with pytest.raises(Invalid):
        services.take_back(lost.document_id, "", DAY, "d")
    with pytest.raises(Invalid):
        services.take_back(lost.document_id, "опечатка", date(2018, 4, 2), "d")
    back = services.take_back(lost.document_id, "нашлось", DAY, "e")
    assert (services.take_back(lost.document_id, "нашлось", DAY, "e"), on_hand(store, soap)) == (back, 10)
    services.take_back(first.document_id, "опечатка", DAY, "f")
    assert on_hand(store, soap) == 0
    walked = posted(DocumentKind.RECEIPT, store, (soap, 1, place_outside(event.region_id), store), origin=Origin.WALK)
    with pytest.raises(Conflict, match="closing of a walk"):
        services.take_back(walked.document_id, "why", DAY, "g")


def test_nobody_posts_for_another_stop_but_its_documents_to_us_are_seen(soap):
    event = an_event()
    other = a_stop(relay=None, unit=a_unit())
    made(DocumentKind.RECEIPT, f"region-{event.region_id}", {soap: 10}, "a")
    sent = made(DocumentKind.TRANSFER, f"region-{event.region_id}", {soap: 10}, "b", target=f"stop-{event.stop_id}")
    grants = (Grant(Role.STOP, region_id=event.region_id, stop_id=event.stop_id),)
    with acting_as(Actor(user_id=1, grants=grants, scope=scope_of(grants))):
        assert [listed.row.id for listed in queries.find_documents(DocumentFilter()).rows] == [sent.document_id]
        assert [book.key for book in queries.books()] == [f"stop-{event.stop_id}"]
        with pytest.raises(Refused):
            made(DocumentKind.RECEIPT, f"region-{event.region_id}", {soap: 1}, "c")
        with pytest.raises((Refused, NotFound)):
            made(DocumentKind.RECEIPT, f"stop-{other.id}", {soap: 1}, "d")
        with pytest.raises(Refused):
            services.take_back(sent.document_id, "mine now", DAY, "e")
        services.arrive(sent.document_id, Arrival({soap: 10}, DAY), "f")


def test_documents_are_found_by_number_words_store_material_and_day(soap, statements):
    event = an_event()
    book, store = f"stop-{event.stop_id}", store_of(event.stop_id)
    (sign,) = a_material("sign-x")
    one = made(DocumentKind.RECEIPT, book, {soap: 10}, "a", counterparty="ТОО «Таза Қол»").document_id
    two = made(DocumentKind.RECEIPT, book, {soap: 5, sign: 7}, "b", note="вторая партия").document_id
    three = made(DocumentKind.LOSS, book, {sign: 1}, "c", reason="Разбилось 100%").document_id

    def found(**wish: object) -> list[int]:
        return [listed.row.id for listed in queries.find_documents(DocumentFilter(**wish)).rows]  # type: ignore[arg-type]

    assert found() == [three, two, one]
    assert (found(words="таза кол"), found(words="2/2018"), found(words="100%"), found(words="%")) == (
        [one], [two], [three], [three, two, one],
    )  # fmt: skip
    assert found(kind=DocumentKind.LOSS) == [three]
    assert found(material_id=stock.variants()[sign].material_id) == [three, two]
    assert (found(store_id=store), found(store_id=store + 999), found(until=date(2018, 4, 2))) == ([three, two, one], [], [])
    first = queries.find_documents(DocumentFilter(), size=2)
    second = queries.find_documents(DocumentFilter(), first.after, size=2)
    assert ([row.row.id for row in second.rows], second.after) == ([one], None)
    assert queries.find_documents(DocumentFilter(), second.before, size=2) == first
    for many in (1, 3):
        statements.clear()
        queries.find_documents(DocumentFilter(), size=many)
        assert len([asked for asked in statements if asked != "BEGIN"]) == 3


def test_books_are_closed_and_opened_again_with_a_reason(app):
    event = an_event()
    services.close_books(event.region_id, date(2018, 3, 31), 1)
    with pytest.raises(Stale):
        services.close_books(event.region_id, date(2018, 4, 1), 1)
    with pytest.raises(Invalid):
        services.close_books(event.region_id, date(2018, 4, 6), 2)
    with pytest.raises(Invalid):
        services.close_books(event.region_id, None, 2)
    services.close_books(event.region_id, None, 2, "ошибка в накладной")
    assert queries.period_of(event.region_id).closed_through is None
    books_closed(event.region_id, date(2018, 4, 4))
    (soap,) = a_material("soap-x")
    with pytest.raises(Conflict, match="books are closed up to"):
        made(DocumentKind.RECEIPT, f"stop-{event.stop_id}", {soap: 1})
    grants = (Grant(Role.STOP, region_id=event.region_id, stop_id=event.stop_id),)
    with acting_as(Actor(user_id=1, grants=grants, scope=scope_of(grants))), pytest.raises(Refused):
        services.close_books(event.region_id, None, 3, "mine")
