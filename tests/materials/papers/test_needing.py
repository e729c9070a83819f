"""The need and purchase list, shipping lists and the need of a stop say what the hand table says."""

import pytest

from campaign.accounts.queries import actor_with_id
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Refused
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from campaign.relay.models import Stop
from tests.factories import a_relay, a_stop, a_user
from tests.materials.need import hand
from tests.materials.need.routes import the_hand_route
from tests.papers.papers import pages_of


def printed(code: str, kind: SubjectKind, subject_id: int, language: str = "ru", **chosen: str) -> list[str]:
    wish = PrintWish(language, chosen=chosen)
    pages = pages_of(print_paper(code, kind, subject_id, wish, f"{code}{subject_id}{language}{chosen}"))
    return [page.replace("\u00a0", " ") for page in pages]


def test_the_paper_of_a_route_says_what_the_hand_table_says(app):
    route = the_hand_route()
    pages = printed("material_need", SubjectKind.RELAY, route.relay_id)
    assert ("УТВЕРЖДАЮ" in pages[0], "этапов: 18" in pages[0]) == (True, True)
    for row in hand.rows("route_needs"):
        if row["plan"] == "planned":
            name = f"{row['material']}, размер {row['size']}" if row["size"] else row["material"]
            line = pages[0][pages[0].index(f" {name} ") :][:160]
            assert f"{int(row['need']):,}".replace(",", " ") in line, (name, line)
            assert f"{int(row['purchase']):,}".replace(",", " ") in line or row["purchase"] == "0", (name, line)
    assert "Чего не хватит" in " ".join(pages[:2])
    assert len(pages) < 5, "a row for each stop, not one for each material"
    lists = printed("shipping_list", SubjectKind.RELAY, route.relay_id, "kk")
    each = printed("shipping_list", SubjectKind.RELAY, route.relay_id, "kk", pages="each")
    assert (len(each) >= 18 > len(lists), "Қоймаға қабылдаған" in each[0]) == (True, True)
    stop = db.session.get_one(Stop, route.stops[1])
    (own,) = printed("stop_shipping", SubjectKind.STOP, stop.id, "en")
    (need,) = printed("stop_need", SubjectKind.STOP, stop.id, "kk")
    assert ("Shipping list" in own, "soap" in own, "soap" in need, "Жетпейтін күні" in need) == (True, True, True, True)


def test_a_route_that_needs_nothing_is_a_page_that_says_so(app):
    stop = a_stop(a_relay())
    assert "Пока ничего не требуется" in printed("material_need", SubjectKind.RELAY, stop.relay_id)[0]
    assert "Жөнелтетін ештеңе жоқ" in printed("shipping_list", SubjectKind.RELAY, stop.relay_id, "kk", pages="each")[0]
    assert "Nothing is needed yet" in printed("stop_need", SubjectKind.STOP, stop.id, "en")[0]
    with acting_as(actor_with_id(a_user(Role.STOP, stop=stop).id)):
        assert "Nothing is to be sent" in printed("stop_shipping", SubjectKind.STOP, stop.id, "en")[0]
        with pytest.raises(Refused):
            printed("material_need", SubjectKind.RELAY, stop.relay_id, "kk")
