"""Planning a season on pages without JavaScript, the chain of a relay, the first page."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from campaign.core import clock
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.events.models import Kit
from campaign.relay import queries
from campaign.relay.models import Campaign, Relay, Stop
from campaign.territory.models import Region, Unit
from tests.factories import a_campaign, a_region, a_relay, a_stop, a_user
from tests.reader import Reader

WISH = "region=KZ-35&as_of=2018-04-01&start=2018-04-02&stay=14&until=2018-12-09&skip=none&kit=standard"
ORDER = "/staff/relays/new/order"


class Planner(Reader):
    """A reader who also presses the named buttons of the plan's form."""

    def send_act(self, act: str, fields: dict | None = None, expect: int = 303):
        self.page.select_one("#page-form").append(self.page.new_tag("input", attrs={"name": "act", "type": "hidden"}))
        return self.send({"act": act, **(fields or {})}, form="#page-form", expect=expect)


def signed_in(app, role=Role.NATIONAL, **where) -> Planner:
    reader = Planner(app)
    reader.sign_in(a_user(role, **where))
    return reader


@pytest.fixture
def desk(shipped_app):
    return signed_in(shipped_app)


def karaganda() -> Region:
    return db.session.query(Region).filter_by(code="KZ-35").one()


def names(page) -> list[str]:
    return [row["data-name"] for row in page.select("tr[data-name]")]


def unit_id(code: str) -> int:
    return db.session.query(Unit).filter_by(code=code).one().id


def test_a_newcomer_plans_a_season_from_nothing(desk):
    desk.visit("/staff/relays")
    assert "No relay yet" in desk.text()
    desk.visit("/staff/relays/new")
    desk.visit("/staff/relays/new?region=KZ-35&start=2018-04-02")
    assert len(desk.page.select("input[name=unit][checked]")) == 18
    assert desk.page.select_one("#until")["value"] == "2018-12-09"
    desk.visit(f"{ORDER}?{WISH}")
    assert "18 places, 1,813 km" in desk.text()
    assert "Will be created: 18 stops" in desk.text()
    desk.send_act("create")
    page = desk.follow()
    assert "The season is created: 18 stops" in desk.text()
    assert len(page.select(".strip li")) == 18
    assert page.select_one(".strip .now").get_text(" ", strip=True) == "1 Karaganda"
    assert queries.relay_row(1).stops == 18


def test_a_changed_number_moves_the_row_and_the_address_keeps_the_plan(desk):
    before = names(desk.visit(f"{ORDER}?{WISH}"))
    desk.send_act("", {f"place-{unit_id('kar-temirtau')}": "2"})
    after = names(desk.follow())
    assert after == ["Karaganda", "Temirtau", *[name for name in before if name not in {"Karaganda", "Temirtau"}]]
    assert "km shorter" in desk.text()
    assert names(desk.visit(desk.response.request.path + "?" + desk.response.request.query_string.decode())) == after
    desk.send_act("shortest")
    assert names(desk.follow()) == before


def test_a_pin_holds_its_place_when_the_road_is_sought_anew(desk):
    desk.visit(f"{ORDER}?{WISH}")
    balkhash = unit_id("kar-balkhash")
    desk.send_act("", {f"place-{balkhash}": "3"})
    desk.follow()
    desk.send_act("shortest", {"pinned": [str(balkhash)]})
    found = names(desk.follow())
    assert found[2] == "Balkhash"
    assert desk.page.select_one(f"input[name=pinned][value='{balkhash}']").has_attr("checked")


def test_a_conflict_offers_the_working_days_beside_it(desk):
    page = desk.visit(f"{ORDER}?{WISH}")
    assert "Karaganda: handover on a Sunday" in desk.text()
    monday = next(link for link in page.select("a.btn-sm") if "16" in link.get_text() and "Apr" in link.get_text())
    desk.visit(monday["href"])
    assert "Karaganda: handover on a Sunday" not in desk.text()
    assert "1 place has a stay of its own" in desk.text()


def test_the_better_variant_has_fewer_conflicts(desk):
    page = desk.visit(f"{ORDER}?{WISH}")
    before = len(page.select("tr.edge-warn, tr.edge-bad"))
    link = next(link for link in page.select("a.btn-sm") if "Take this variant" in link.get_text())
    assert len(desk.visit(link["href"]).select("tr.edge-warn, tr.edge-bad")) < before


def test_skipped_weekends_move_handovers(desk):
    desk.visit(f"{ORDER}?{WISH.replace('none', 'both').replace('stay=14', 'stay=12')}&days=16.04.2018")
    assert "moved from" in " ".join(desk.text().split())
    assert "No conflicts" in desk.text()


def test_a_relay_may_leave_out_places(desk):
    chosen = [unit_id(code) for code in ("kar-karaganda", "kar-saran", "kar-temirtau")]
    desk.visit(f"{ORDER}?{WISH}&chosen=1&" + "&".join(f"unit={number}" for number in chosen))
    assert len(names(desk.page)) == 3
    back = next(link["href"] for link in desk.page.select("a") if "Change the places" in link.get_text())
    assert len(desk.visit(back).select("input[name=unit][checked]")) == 3


def test_one_stop_alone_is_a_relay_too(desk):
    desk.visit(f"{ORDER}?{WISH}&chosen=1&unit={unit_id('kar-saran')}")
    desk.send_act("create")
    desk.follow()
    assert "1 stop," in desk.text()


def test_a_stay_over_the_last_day_is_shown_with_a_way_out_and_not_created(desk):
    page = desk.visit(f"{ORDER}?{WISH.replace('stay=14', 'stay=16')}")
    assert "The relay would end on" in desk.text()
    fitting = next(link for link in page.select("a") if "Stay 14 days" in link.get_text())
    desk.send_act("create", expect=422)
    assert "Stop 17, Satpayev, would last until" in desk.text()
    assert db.session.query(Relay).count() == 0
    desk.visit(fitting["href"])
    assert "The relay would end on" not in desk.text()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("start=2018-04-02", "start=2019-04-02", "lies before the start"),
        ("start=2018-04-02", "start=2199-01-01", "The year 2199 is not in the calendar"),
        ("until=2018-12-09", "until=2199-12-09", "The year 2199 is not in the calendar"),
        ("start=2018-04-02", "start=9999-01-01", "This is no date"),
        ("start=2018-04-02", "start=31.02.2018", "This is no date"),
        ("stay=14", "stay=0", "A stay lasts from 1 to 92 days, not 0."),
        ("stay=14", "stay=10000", "A stay lasts from 1 to 92 days, not 10000."),
        ("stay=14", "stay=viele", "This is no whole number."),
        ("stay=14", "stay=", "Please fill this in."),
        ("skip=none", "skip=none&days=yesterday", "yesterday is no date"),
        ("skip=none", "skip=none&days=1.1.99999999999999999999", "is no date"),
        ("skip=none", "skip=none&chosen=1", "Choose at least one place."),
        ("skip=none", "skip=none&order=1.1.1", "stands in the list twice"),
        ("skip=none", "skip=none&units=999999", "There is no place with the code 999999"),
        ("skip=none", "skip=none&first=999999", "is not among the places"),
        ("skip=none", "skip=none&pins=1:999", "is held at a place that this relay does not have"),
        ("region=KZ-35", "region=KZ-99", "There is no region with the code KZ-99"),
        ("region=KZ-35", "region=KZ-62", "there was no such region yet"),
        ("region=KZ-35", "region=%00%E2%80%AE%F0%9F%98%80" + "x" * 2000, "There is no region with the code"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(desk, old, new, words):
    desk.visit(f"{ORDER}?{WISH.replace(old, new)}", expect=422)
    assert words in desk.text()


def test_a_region_without_places_says_where_they_come_from(desk):
    desk.visit("/staff/relays/new?region=KZ-11&start=2018-04-02")
    assert "No places are known here yet" in desk.text()
    assert desk.page.select_one("a[href='/staff/territory/import']")


def test_the_language_switch_keeps_the_plan(desk):
    desk.visit(f"{ORDER}?{WISH}")
    form = desk.page.select_one("#page-form")
    form.append(desk.page.new_tag("input", attrs={"name": "switch_language", "type": "hidden"}))
    desk.send({"switch_language": "kk", f"place-{unit_id('kar-temirtau')}": "2"}, form="#page-form", expect=303)
    assert "language=kk" in desk.response.headers["Set-Cookie"]
    assert parse_qs(urlsplit(desk.response.location).query)["order"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_reads_in_every_language(desk, language):
    desk.visit(f"{ORDER}?{WISH}")
    desk.send_act("create")
    for path in (
        "/",
        "/staff/relays",
        "/staff/relays/1",
        "/staff/relays/new?region=KZ-35",
        f"{ORDER}?{WISH}",
        "/staff/campaign",
    ):
        desk.visit(path, language=language)


def test_an_organizer_is_asked_about_their_own_region_at_once(shipped_app):
    reader = signed_in(shipped_app, Role.REGION, region=karaganda())
    reader.visit("/staff/relays/new")
    assert "18 places" in reader.text()


def test_an_organizer_without_a_campaign_is_told_who_opens_one(shipped_app):
    reader = signed_in(shipped_app, Role.REGION, region=karaganda())
    reader.visit(f"{ORDER}?{WISH}")
    assert "A national coordinator opens one" in reader.text()
    reader.send_act("create", expect=403)
    a_campaign()
    reader.visit(f"{ORDER}?{WISH}")
    reader.send_act("create")


def test_an_organizer_of_another_region_creates_nothing_here(shipped_app):
    a_campaign()
    reader = signed_in(shipped_app, Role.REGION, region=db.session.query(Region).filter_by(code="KZ-39").one())
    reader.visit(f"{ORDER}?{WISH}")
    reader.send_act("create", expect=403)
    assert db.session.query(Relay).count() == 0


@pytest.mark.parametrize("role", [Role.STOP, Role.AUDITOR])
def test_who_may_not_plan_finds_the_door_closed(shipped_app, role):
    reader = signed_in(shipped_app, role, stop=a_stop() if role is Role.STOP else None)
    for path in ("/staff/relays/new", f"{ORDER}?{WISH}", "/staff/campaign", "/staff/territory/import"):
        reader.visit(path, expect=403)
    reader.visit("/staff/relays")
    assert "Plan a relay" not in reader.text()


def test_the_chain_shows_giver_and_taker_and_who_receives_at_the_end(desk):
    desk.visit(f"{ORDER}?{WISH}")
    desk.send_act("create")
    desk.visit("/staff/relays/1")
    rows = [" ".join(row.get_text(" ").split()) for row in desk.page.select("tbody tr")]
    assert "the start → Saran" in rows[0]
    assert "Department of the Agency for Civil Service Affairs and Anti-Corruption for Karaganda Region" in rows[-1]


def test_a_season_is_taken_back_from_its_page(desk):
    desk.visit(f"{ORDER}?{WISH}")
    desk.send_act("create")
    desk.follow()
    desk.send({}, form="form[action$='/remove']", expect=303)
    desk.follow()
    assert "The season was taken back" in desk.text()
    assert db.session.query(Stop).count() == db.session.query(Campaign).count() == 0


@pytest.mark.parametrize("relays", [1, 3])
def test_pages_ask_the_same_number_of_questions_however_long_they_are(app, statements, relays):
    campaign = a_campaign()
    for _ in range(relays):
        relay = a_relay(a_region(), campaign)
        for day in range(2, 2 + relays):
            a_stop(relay, arrives=date(2018, 4, day), departs=date(2018, 4, day + 1))
    reader = signed_in(app)
    counted = []
    for path in ("/staff/relays", f"/staff/relays/{relay.id}", "/"):
        statements.clear()
        reader.visit(path)
        counted.append(sum(statement.startswith("SELECT") for statement in statements))
    # two or three ask who is there, one each for the items of the baton, what lies inside, papers, what was moved
    assert counted == [7, 11, 8]


def test_the_first_page_without_anything_tells_staff_how_to_begin(shipped_app):
    reader = Reader(shipped_app)
    reader.visit("/")
    assert "The route is being prepared" in reader.text()
    assert "Plan a relay" not in reader.text()
    staff = signed_in(shipped_app)
    staff.visit("/")
    assert "Plan a relay" in staff.text()


def test_the_first_page_says_where_the_baton_is(desk, shipped_app):
    desk.visit(f"{ORDER}?{WISH}")
    desk.send_act("create")
    reader = Reader(shipped_app)
    page = reader.visit("/")
    assert page.select_one(".herenow b").get_text(strip=True) == "Karaganda"
    assert "Next: Saran." in reader.text()
    assert page.select_one("a.btn[href='/relays/1']")


def test_the_running_relay_stands_before_those_to_come_and_those_to_come_before_those_that_were(shipped_app):
    today, day = clock.campaign_today(), timedelta(days=1)
    spans = {"KZ-15": (-90, -40), "KZ-11": (30, 60), "KZ-35": (-10, 20), "KZ-39": (5, 60)}
    for code, (starts, ends) in spans.items():
        relay = a_relay(db.session.query(Region).filter_by(code=code).one())
        relay.starts_on, relay.ends_on = today + starts * day, today + ends * day
    db.session.commit()
    heads = [head.get_text(strip=True) for head in Reader(shipped_app).visit("/").select(".panel h2")]
    assert heads == ["Karaganda Region", "Kostanay Region", "Akmola Region", "Aktobe Region"]


def test_a_campaign_is_opened_and_changed_on_its_page(desk):
    desk.visit("/staff/campaign")
    assert "No campaign yet" in desk.text()
    desk.visit("/staff/campaign/new")
    words = {"name_ru": "<b>Честный путь</b>", "slogans_ru": "Взяток не беру\nи не даю", "starts_on": "2018-03-01",
             "ends_on": "2018-12-09", "hotline": "1424"}  # fmt: skip
    desk.send({**words, "ends_on": "2017-12-09"}, form="#page-form", expect=422)
    assert "The last day lies before the first." in desk.text()
    desk.send({**words, "hotline": "call me"}, form="#page-form", expect=422)
    assert "A hotline is a phone number" in desk.text()
    desk.send({**words, "name_ru": "Ж" * 10_000}, form="#page-form", expect=422)
    assert "At most 200 characters fit here, there are 10000." in desk.text()
    desk.send(words, form="#page-form", expect=303)
    assert "<b>Честный путь</b>" in desk.follow().get_text()
    campaign = db.session.query(Campaign).one()
    desk.visit(f"/staff/campaign/{campaign.id}")
    assert desk.page.select_one("#slogans_ru").get_text().strip() == "Взяток не беру\nи не даю"


def test_a_regional_organizer_reads_the_campaign_and_changes_nothing(shipped_app):
    campaign = a_campaign()
    reader = signed_in(shipped_app, Role.REGION, region=karaganda())
    reader.visit("/staff/campaign")
    assert not reader.page.select(f"a[href='/staff/campaign/{campaign.id}']")
    reader.visit(f"/staff/campaign/{campaign.id}", expect=403)


def test_a_place_with_a_stay_of_its_own_may_be_left_out_again(desk):
    saran, balkhash = unit_id("kar-saran"), unit_id("kar-balkhash")
    chosen = f"chosen=1&stays={saran}:3.{balkhash}:5"
    desk.visit(f"{ORDER}?{WISH}&{chosen}&unit={balkhash}&unit={unit_id('kar-karaganda')}")
    assert names(desk.page) == ["Karaganda", "Balkhash"]
    assert desk.page.select_one("[name=stays]")["value"] == f"{balkhash}:5"


def test_a_season_is_copied_where_no_kit_is_left(desk):
    desk.visit(f"{ORDER}?{WISH}")
    desk.send_act("create")
    db.session.query(Kit).update({"retired": True})
    db.session.commit()
    desk.visit(f"/staff/relays/{queries.relays()[0].id}/copy")
    desk.visit(f"/staff/relays/{queries.relays()[0].id}/copy?start=2019-04-01&until=2019-12-09&events=own&next=1", expect=302)
