"""Searching everything: each kind is found by any spelling and by its number, and only by those whose it is."""

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import event as sa_event
from sqlalchemy import select

from campaign.accounts.models import User
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.events.models import Event
from campaign.papers import services as papers
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.people.models import Person
from campaign.relay.custody.models import Handover
from campaign.relay.models import Stop
from campaign.reports.access.models import AccessEntry
from campaign.territory.models import Region
from campaign.web.finding import Asked
from tests.factories import a_place, a_registration, a_relay, a_user, an_event, an_organisation
from tests.materials.stock import a_material, received, store_of
from tests.motorcades.columns import a_vehicle
from tests.reader import Reader
from tests.relay.custody.batons import a_baton, propose
from tests.walks.halls import a_building

NAME = "Қуаныш Өмірзақұлы"


@dataclass
class World:
    """A stop with one thing of every kind; whoever searches does it on the page."""

    reader: Reader
    people: dict[str, User]
    numbers: dict[str, str]
    stop_id: int
    event_id: int

    def find(self, words: str, who: str = "organizer") -> dict[str, list[str]]:
        """What somebody finds, by kinds, in the order of the page."""
        self.reader.sign_in(self.people[who])
        page = self.reader.visit(f"/staff/find?q={self.numbers.get(words, words)}")
        return {
            panel.select_one("h2").get_text(strip=True): [link.get_text(strip=True) for link in panel.select(".what > a")]
            for panel in page.select("#found .panel")
        }


@pytest.fixture
def world(either_app: Flask) -> World:
    baton = a_baton(("Балхаш", "Балқаш"), ("Темиртау", "Теміртау"))
    stop = db.session.get(Stop, baton.stops[0])
    event = an_event(stop, title="Шеру «Адал жол»")
    person = a_registration(event, NAME)
    an_organisation(event.region_id, "Ёлкинский лицей")
    a_place(stop, "Орталық алаң")
    a_vehicle(event.region_id, "123 АВС 09")
    a_building(stop, name="Дом правительства")
    received(store_of(stop.id), a_material("soap")[0], 10)
    propose(baton, baton.body, baton.stop(0))
    sheet = papers.print_paper("stop_plan", SubjectKind.STOP, stop.id, PrintWish("ru"), "paper")
    region, phone = db.session.get(Region, event.region_id), db.session.get(Person, person.person_id).phone
    numbers = {
        "PHONE": phone.removeprefix("+"), "TAIL": phone[-4:], "CODE": person.code, "SHEET": f"{sheet:05d}",
        "ACT": db.session.scalars(select(Handover.number)).one(),
    }  # fmt: skip
    people = {
        "organizer": a_user(Role.REGION, region=region),
        "coordinator": a_user(Role.STOP, stop=stop),
        "stranger": a_user(Role.REGION, region=db.session.get(Region, a_relay().region_id)),
        "neighbour": a_user(Role.STOP, stop=db.session.get(Stop, baton.stops[1])),
        "auditor": a_user(Role.AUDITOR),
        "national": a_user(Role.NATIONAL),
    }
    return World(Reader(either_app), people, numbers, stop.id, event.id)


ONE_OF_EACH = {  # words: the kind, its title, and who of the others finds it too
    "Куаныш": ("People", NAME, {"coordinator", "national"}),
    "omirzak kuan": ("People", NAME, {"coordinator", "national"}),
    "PHONE": ("People", NAME, {"coordinator", "national"}),
    "TAIL": ("People", NAME, {"coordinator", "national"}),
    "CODE": ("People", NAME, {"coordinator", "national"}),
    "елкинский": ("Organisations", "Ёлкинский лицей", {"coordinator", "neighbour", "national"}),
    "Балкаш": ("Stops", "Балхаш", {"coordinator", "auditor", "national"}),
    "шеру балхаш": ("Events", "Шеру «Адал жол»", {"coordinator", "auditor", "national"}),
    "орталык ала": ("Venues", "Орталық алаң", {"coordinator", "neighbour", "auditor", "national"}),
    "123 аВс": ("Vehicles", "123 ABC 09", {"coordinator", "neighbour", "national"}),
    "дом правит": ("Buildings", "Дом правительства", {"coordinator", "neighbour", "national"}),
    "дом 102": ("Rooms and offices", "Room 102, Дом правительства", {"coordinator", "neighbour", "national"}),
    "ACT": ("Acts of handover", "Act ACT", {"coordinator", "auditor", "national"}),
    "SHEET": ("Printed sheets", "Sheet 00001: Plan of events", {"coordinator", "national"}),
    "1/2018": ("Documents of stores", "Receipt 1/2018", {"coordinator", "auditor", "national"}),
    "№ 1": ("Documents of stores", "Receipt 1/2018", {"coordinator", "auditor", "national"}),
    "балхаш": ("Stores", "store: Балхаш", {"coordinator", "auditor", "national"}),
}


def test_each_kind_is_found_by_those_whose_it_is_and_by_nobody_else(world):
    for words, (kind, title, others) in ONE_OF_EACH.items():
        title = title.replace("ACT", world.numbers["ACT"])
        finding = {who for who in world.people if title in world.find(words, who).get(kind, ())}
        assert finding == {"organizer", *others}, (words, finding)


def test_a_stranger_finds_nothing_of_another_region(world):
    for words in ONE_OF_EACH:
        assert world.find(words, "stranger") == {}, words


def test_what_everybody_has_is_found_by_everybody(world):
    assert world.find("soap", "stranger")["Materials"] == ["soap"]
    assert "API access" in world.find("API keys", "stranger")["Pages"]
    assert "Pages" not in world.find("API keys", "auditor")
    assert "Running sheet" in " ".join(world.find("running sheet")["Kinds of papers"])
    assert "Kinds of papers" not in world.find("running sheet", "auditor")


@pytest.mark.parametrize("words", ["реестр выдачи", "беру тізілімі", "register of issues"])
def test_a_page_is_found_by_what_people_call_it_in_any_language(world, words):
    assert {"Who holds what", "Documents"} <= set(world.find(words)["Pages"])


def test_an_exact_hit_comes_before_what_only_holds_the_words(world):
    an_event(db.session.get(Stop, world.stop_id), title=f"Встреча {world.numbers['SHEET']}")
    assert list(world.find("SHEET")) == ["Printed sheets", "Events", "Documents of stores"]


def test_a_single_figure_is_a_number_and_a_single_letter_nothing(world):
    assert set(world.find("1")) == {"Documents of stores", "Printed sheets"}
    assert world.find("ш") == {}
    assert "at least two letters" in world.reader.text()


def test_the_list_of_the_only_event_is_one_press_away(world):
    for words in ("балхаш", "шеру"):
        world.find(words)
        world.reader.send({"language": "kk"}, form="#found form.act", expect=303)
        assert "/staff/sheets/" in world.reader.response.location
    world.find("балхаш", "auditor")
    assert world.reader.page.select("#found form") == []


def test_more_than_five_are_said_and_lead_to_the_list(world):
    for number in range(7):
        a_registration(db.session.get(Event, world.event_id), f"Қуаныш {number}-ші")
    found = world.find("куаныш")
    assert len(found["People"]) == 5
    header = world.reader.page.select_one("#found .panel header")
    assert header.select_one(".note").get_text(strip=True) == "8"
    assert world.reader.visit(header.a["href"]).select("tbody tr")


def test_nothing_found_repeats_the_words_and_proposes(world):
    assert world.find("<b>нет такого") == {}
    assert "“<b>нет такого”" in world.reader.text()
    assert "last four figures" in world.reader.text()
    assert "<b>" not in world.reader.page.title.get_text()


def test_without_words_it_says_what_can_be_found(world):
    assert world.find("") == {}
    said = world.reader.text()
    assert "people, organisations" in said
    world.find("", "auditor")
    assert "people, organisations" not in world.reader.text()
    assert "phone" not in world.reader.page.select_one("#found").get_text()


def test_whoever_types_gets_only_what_was_found(world):
    world.find("")
    answer = world.reader.client.get("/staff/find?q=куаныш", headers={"HX-Request": "true"})
    assert NAME in answer.get_data(as_text=True)
    assert "<html" not in answer.get_data(as_text=True)
    assert "HX-Request" in answer.headers["Vary"]


def test_a_look_at_people_is_kept_once_and_a_look_at_none_is_not(world):
    world.find("балхаш")
    assert db.session.scalars(select(AccessEntry.page)).all() == []
    for _turn in range(2):
        world.find("куаныш")
    db.session.rollback()
    assert db.session.execute(select(AccessEntry.page, AccessEntry.thing)).all() == [("find.everything", "everybody")]


def test_it_asks_as_much_for_many_as_for_few(world):
    sent: list[str] = []
    sa_event.listen(db.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))

    def asked() -> int:
        for _turn in range(2):  # the first look at people is written down
            sent.clear()
            world.reader.visit("/staff/find?q=адал")
        return len([one for one in sent if one not in {"BEGIN", "ROLLBACK"}])

    world.reader.sign_in(world.people["organizer"])
    few = asked()
    stop = db.session.get(Stop, world.stop_id)
    for number in range(8):
        event = an_event(stop, title=f"Адал {number}")
        a_registration(event, f"Адал Адалұлы {number}")
        an_organisation(stop.region_id, f"Адал {number}")
        a_place(stop, f"Адал {number}")
        a_vehicle(stop.region_id, make=f"Адал {number}")
    assert asked() == few


def test_words_are_cleaned_and_cut():
    assert Asked.of("\u202e  Ну  \x00но ").text == "Ну но"
    assert len(Asked.of("щ" * 5000).text) == 100
    assert not Asked.of("— · !").means_something
