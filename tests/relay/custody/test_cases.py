"""What the press reported of 2018, played through the services and ending in the printed act.

`tests/data/relay_cases.csv` is a short copy of the cases: who handed what to whom; where a source has no day, one is assumed.
"""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.relay import queries as relay_queries
from campaign.relay.custody import documents, queries, services
from campaign.relay.custody.act.queries import act_sheet
from campaign.relay.custody.schemas import Condition, Holder, ItemKind, NewItem, Party, Receipt, Signer
from campaign.relay.dates import SkipRule
from campaign.relay.models import Relay
from campaign.relay.schemas import PlanWish
from campaign.relay.services import create_season
from tests.pdf.reading import text_of
from tests.relay.custody.batons import (
    Baton,
    a_baton,
    acting,
    answers,
    confirm,
    coordinator,
    custody_is_whole,
    leave,
    on,
    organizer,
    propose,
    today_is,
)

CASES = list(csv.DictReader((Path(__file__).parents[2] / "data" / "relay_cases.csv").read_text().splitlines()))
SIGNERS = (
    Signer("Ералин С. Т.", Translated(kk="аудан әкімінің орынбасары", ru="заместитель акима района")),
    Signer("Нұрланова Ж. Ә.", Translated(kk="аудан өкілі", ru="представитель района")),
    Signer("Мұқашев О. Ғ.", Translated(kk="бөлім басшысы", ru="руководитель отдела")),
)


def the_case(name):
    return next(case for case in CASES if case["case"] == name)


def act_of(handover_id: int) -> str:
    """The words of the printed act."""
    sheet = act_sheet(services.print_act(handover_id, f"act {handover_id}"))
    return text_of(documents.act_pdf(sheet))


def test_kyzylorda_gives_the_flag_to_aral_and_aral_to_kazaly(app):
    first, second = the_case("A02"), the_case("A03")
    chain = [(first["giver_ru"], first["giver_kk"])] + [(case["receiver_ru"], case["receiver_kk"]) for case in (first, second)]
    assert second["giver_ru"] == first["receiver_ru"]
    start = date.fromisoformat(first["day"])
    baton = a_baton(*chain, items=1, start=start)
    baton_days = (start, date.fromisoformat(second["day"]))
    today_is(baton_days[1])
    with acting(organizer(baton)):
        confirm(propose(baton, baton.body, baton.stop(0), at=on(start, 9)), at=on(start, 9), paper=True)
    kyzylorda, aral, kazaly = (coordinator(baton, place) for place in range(3))
    with acting(kyzylorda):
        to_aral = propose(baton, baton.stop(0), baton.stop(1), at=on(start, 12))
        leave(to_aral, on(start, 12))
    assert baton.holders() == ["transit"]
    with acting(aral):
        confirm(to_aral, at=on(start, 20))
        to_kazaly = propose(baton, baton.stop(1), baton.stop(2), at=on(baton_days[1]), signers=SIGNERS)
    with acting(kazaly):
        confirm(to_kazaly, at=on(baton_days[1]))
    assert baton.way() == ["body", "stop 0", "transit", "stop 1", "stop 2"]
    paper = act_of(to_kazaly)
    for words in (
        "ҚАБЫЛДАУ-ТАПСЫРУ АКТІСІ", "АКТ ПРИЁМА-ПЕРЕДАЧИ", "Арал ауданы, аудан әкімінің орынбасары Ералин С. Т.",
        "Аральский район, заместитель акима района Ералин С. Т.", "Қазалы ауданы, аудан өкілі Нұрланова Ж. Ә.",
        "Казалинский район", "Эстафета туы / Знамя эстафеты", "2018 ж. 10 сәуір", "10 апреля 2018 г.", "жақсы / хорошее",
    ):  # fmt: skip
        assert words in paper
    assert custody_is_whole()


def test_karaganda_hands_the_relay_to_temirtau_on_the_day_temirtau_begins(app):
    case = the_case("A07")
    day = date.fromisoformat(case["day"])
    start = day - timedelta(days=4)
    baton = a_baton((case["giver_ru"], case["giver_kk"]), (case["receiver_ru"], case["receiver_kk"]), start=start, days=4)
    today_is(day)
    with acting(organizer(baton)):
        confirm(propose(baton, baton.body, baton.stop(0), at=on(start)), at=on(start), paper=True)
    with acting(coordinator(baton, 0)):
        number = propose(baton, baton.stop(0), baton.stop(1), at=on(day, 11))
    with acting(coordinator(baton, 1)):
        confirm(number, at=on(day, 11), condition=Condition.GOOD)
        paper = act_of(number)
    row = queries.handover_row(number)
    assert (row.days_on_the_way, row.days_off_plan, row.differences) == (0, 0, 0)
    assert "Срок пребывания эстафеты (Караганда): 2 – 6 апреля 2018 г., 5 дней." in paper
    assert "Эстафетаның болу мерзімі (Қарағанды): 2018 ж. 2 – 6 сәуір, 5 күн." in paper
    assert "Внутренняя форма кампании, не является формой бухгалтерского учёта." in paper


@pytest.fixture
def kostanay(shipped_app) -> Baton:
    """The region's twenty units of 2018 with the city last, and the book that each of them fills."""
    wish = PlanWish(
        region_code="KZ-39", as_of=date(2018, 4, 1), start=date(2018, 4, 9), stay_days=12, until=date(2018, 12, 9),
        kit="standard", first="", last="kus-kostanay", skip=SkipRule(),
    )  # fmt: skip
    made = create_season(wish, "kostanay")
    relay = db.session.scalars(select(Relay).where(Relay.id == made.relay_id)).one()
    assert relay.last_receiver_id is not None
    stops = [stop.id for stop in relay_queries.chain_of(made.relay_id)]
    baton = Baton(made.relay_id, relay.region_id, stops, relay.last_receiver_id, [])
    book = NewItem(
        ItemKind.BOOK, Translated(kk="Эстафета кітабы", ru="Книга эстафеты"), "ҚОС-1", Condition.NEW, "", baton.body_id,
        date(2018, 4, 1),
    )  # fmt: skip
    baton.items.append(services.add_item(made.relay_id, book, "book"))
    return baton


def test_the_book_of_kostanay_goes_through_twenty_places_and_back_to_the_department(kostanay):
    chain = relay_queries.chain_of(kostanay.relay_id)
    assert len(chain) == 20
    assert chain[-1].name.ru == "Костанай"
    sides = [kostanay.body, *(Party(Holder.STOP, stop.id) for stop in chain), kostanay.body]
    days = [chain[0].arrives_on, *(stop.departs_on for stop in chain)]
    today_is(days[-1])
    for number, (giver, receiver, day) in enumerate(zip(sides, sides[1:], days, strict=False)):
        handover = propose(kostanay, giver, receiver, at=on(day, 12), signers=SIGNERS)
        row = queries.handover_row(handover)
        assert row.days_off_plan == 0
        worn = Condition.NEW if number < 10 else Condition.WORN
        services.confirm(handover, row.version, Receipt(answers(row, condition=worn), received_at=on(day, 12)))
    item = queries.item_row(kostanay.items[0])
    steps = queries.history_of(item)
    assert [step.where.party.party for step in steps] == [kostanay.body, *sides[1:]]
    assert (item.where.party.party, item.condition) == (kostanay.body, Condition.WORN)
    assert queries.baton_now(kostanay.relay_id, chain).body is not None
    paper = act_of(handover)
    assert f"№ {row.number}" in paper
    assert row.number == "2018-39-21"
    assert "Костанай, заместитель акима района Ералин С. Т." in paper
    assert "Департамент" in paper
    assert custody_is_whole()
