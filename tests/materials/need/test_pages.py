"""The pages of needs: what they say, that every number opens, who sees what, tables, the command line, nonsense."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.i18n import LANGUAGES
from campaign.materials.need.chart import Mark, chart_of_route
from campaign.materials.need.picture import picture_of
from campaign.materials.need.queries import need_of
from campaign.materials.need.sheets import TableKind, need_file
from campaign.materials.norms.models import EventCount
from campaign.materials.norms.schemas import Basis
from campaign.papers.schemas import SubjectKind
from campaign.pdf.parts import Label
from campaign.people.exports.schemas import FileKind
from campaign.relay.models import Relay, Stop
from campaign.territory.models import Region
from tests.factories import a_relay, a_user
from tests.materials.need.routes import Route, the_hand_route
from tests.materials.papers.test_needing import printed
from tests.materials.stock import a_material, received, store_of
from tests.reader import Reader


@pytest.fixture
def route(app) -> Route:
    return the_hand_route(4)


@pytest.fixture
def desk(app, route) -> Reader:
    reader = Reader(app)
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, route.region_id)))
    return reader


def rows_of(reader: Reader, caption: str) -> list[list[str]]:
    """The cells of the table with this caption, words separated by one space."""
    (found,) = [table for table in reader.page.select("main table") if table.caption.get_text(strip=True) == caption]
    return [[" ".join(cell.stripped_strings) for cell in row.select("th, td")] for row in found.select("tbody tr")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_need_is_read_in_three_languages(route, desk, language):
    pages = (
        "/staff/need", f"/staff/relays/{route.relay_id}/need", f"/staff/relays/{route.relay_id}/need/shipping",
        f"/staff/relays/{route.relay_id}/need/{route.variants['gloves']}", f"/staff/stops/{route.stops[1]}/need",
    )  # fmt: skip
    for page in pages:
        desk.visit(page, language=language, expect=302 if page == "/staff/need" else 200)


def test_a_number_opens_from_the_route_over_the_material_and_the_stop_down_to_count_and_norm(route, desk):
    desk.visit(f"/staff/relays/{route.relay_id}/need")
    soap = next(row for row in rows_of(desk, "Need by material") if row[0].startswith("soap"))
    assert soap[1:] == ["498 pcs", "498", "200", "298", "336 pcs 7 × 48"]
    desk.visit(f"/staff/relays/{route.relay_id}/need/{route.variants['soap']}")
    assert [row[-2] for row in rows_of(desk, "Need by stop")] == ["210", "177", "48", "63", "498"]
    link = desk.page.select_one("main tbody th a")["href"]
    assert link.endswith(f"/staff/stops/{route.stops[1]}/need#material-{_material(route)}")
    desk.visit(link)
    uses = rows_of(desk, "How it is reckoned: soap")
    assert [row[2:] for row in uses] == [
        ["120: planned by hand", "1\xa0pcs, for each office door", "120"],
        ["80: planned by hand", "1\xa0pcs, for each office door", "80"],
        ["", "", "200"], ["5% of 200, rounded up", "10"], ["4 packs of 48 and 18 loose", "210 pcs"],
    ]  # fmt: skip
    shirts = rows_of(desk, "How it is reckoned: t_shirt")
    assert shirts[0][-1] == "120 S 12 , M 36 , L 36 , XL 24 , XXL 12"
    assert shirts[-1][-1] == "126 pcs S 13 , M 38 , L 38 , XL 25 , XXL 12"


def _material(route: Route) -> int:
    return need_of(route.relay_id).uses.variants[route.variants["soap"]].material_id


def test_reusables_show_until_when_they_are_busy_and_who_holds_what_at_the_peak(route, desk):
    desk.visit(f"/staff/relays/{route.relay_id}/need/{route.variants['banner']}")
    rows = rows_of(desk, "Need by stop")
    assert [(row[3], row[-2], row[-1]) for row in rows] == [
        ("6\u00a0Apr", "3", "–"), ("12\u00a0Apr", "2", "–"), ("17\u00a0Apr", "2", "2"),
        ("20\u00a0Apr", "3", "3"), ("", "5", "5"),
    ]  # fmt: skip


def test_what_is_sent_is_told_in_packs_with_its_last_day(route, desk):
    received(store_of(route.stops[1]), route.variants["soap"], 10)
    desk.visit(f"/staff/relays/{route.relay_id}/need/shipping")
    (stop,) = [row for row in desk.page.select("main section") if "Караганда" in row.h2.get_text()]
    caption = stop.caption.get_text(strip=True)
    sent = {row[1]: (row[0], row[2]) for row in rows_of(desk, caption)}
    assert sent["soap"] == ("2\u00a0Apr", "200 pcs 4 × 48 and 8 loose")
    assert sent["banner"] == ("1\u00a0Apr today", "3 pcs")


def test_a_number_that_nobody_said_is_asked_for_on_the_page_of_its_event(route, desk):
    asked = db.session.query(EventCount).filter_by(stop_id=route.stops[2], basis=Basis.TEAM)
    walk_id = asked.one().event_id
    asked.delete()
    db.session.commit()
    desk.visit(f"/staff/stops/{route.stops[2]}/need")
    link = desk.page.find("h2", string="Numbers nobody has said").find_next("a")
    assert (link.get_text(), link["href"]) == ("office_walk", f"/staff/events/{walk_id}/counts")


def test_the_chart_tells_what_can_be_sent_from_what_nobody_has(app, route):
    need = need_of(route.relay_id)
    rows = {row.code: row for row in chart_of_route(need).rows}
    assert [run.mark for run in rows["soap"].runs] == [
        Mark.ENOUGH, Mark.SEND, Mark.ENOUGH, Mark.SHORT, Mark.ENOUGH, Mark.SHORT, Mark.ENOUGH, Mark.SHORT,
    ]  # fmt: skip
    assert [(run.begin, run.end) for run in rows["soap"].runs[:2]] == [(1 / 7, 4 / 7), (1 / 7, 4 / 7)]
    picture = picture_of(chart_of_route(need), lambda row: "from 3 April")
    assert {"soap", "1", "4", "from 3 April"} <= {shape.words for shape in picture.shapes if isinstance(shape, Label)}


def test_tables_are_taken_out_and_nonsense_gives_the_usual_one(route, desk):
    tables = f"/staff/relays/{route.relay_id}/need/table"
    answer = desk.client.get(f"{tables}.csv?list=purchase", headers={"Accept-Language": "en"})
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    soap = next(row for row in rows if row[0] == "soap")
    assert soap[3:13] == ["498", "498", "200", "0", "0", "0", "298", "48", "7", "336"]
    answer = desk.client.get(f"{tables}.xlsx?list=%00nonsense")
    assert (answer.status_code, answer.get_data()[:2]) == (200, b"PK")
    assert desk.client.get(f"{tables}.csv?list=days").status_code == 200
    files = [need_file(need_of(route.relay_id), table, kind) for table in TableKind for kind in FileKind]
    with ThreadPoolExecutor() as server:  # a server sends what was made when the request is over: no application, no database
        assert all(server.map(b"".join, files))
    desk.visit(f"/staff/relays/{route.relay_id}/need/999999", expect=404)


def test_a_coordinator_sees_the_own_stop_and_whoever_is_of_elsewhere_nothing(app, route):
    reader = Reader(app)
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, route.stops[2])))
    reader.visit(f"/staff/relays/{route.relay_id}/need")
    assert [row[1] for row in rows_of(reader, "Need by stop")] == ["Темиртау"]
    assert "You see your own stops" in reader.text()
    assert "To buy" not in reader.text()
    reader.visit(f"/staff/stops/{route.stops[1]}/need", expect=404)
    other = Reader(app)
    other.sign_in(a_user(Role.REGION, region=db.session.get(Region, a_relay().region_id)))
    other.visit(f"/staff/relays/{route.relay_id}/need", expect=404)
    other.visit(f"/staff/stops/{route.stops[1]}/need", expect=404)


def test_a_material_that_the_route_does_not_need_says_so(route, desk):
    (idle,) = a_material("frame")
    desk.visit(f"/staff/relays/{route.relay_id}/need/{idle}")
    assert "The route needs nothing of this material" in desk.text()


def test_a_relay_without_norms_and_a_house_without_a_relay_say_what_to_do(app):
    relay = a_relay()
    reader = Reader(app)
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(f"/staff/relays/{relay.id}/need")
    assert "Nothing is needed yet" in reader.text()
    db.session.delete(db.session.get_one(Relay, relay.id))
    db.session.commit()
    reader.visit("/staff/need")
    assert "No relay is planned yet" in reader.text()


def test_the_command_prints_the_need_as_a_table_and_as_a_document(app, route):
    runner = app.test_cli_runner()
    told = runner.invoke(args=["materials", "need", "--relay", str(route.relay_id)])
    assert [line.split()[:6] for line in told.output.splitlines() if line.startswith("gloves")] == [
        ["gloves", "60", "60", "20", "40", "48"]
    ]  # fmt: skip
    asked = ["materials", "need", "--relay", str(route.relay_id), "--json"]
    document = json.loads(runner.invoke(args=asked).output)
    assert (document["relay"], document["whole"], document["untold_events"], len(document["stops"])) == (
        route.relay_id, True, 0, 4
    )  # fmt: skip
    banner = next(line for line in document["materials"] if line["material"] == "banner")
    assert {name: banner[name] for name in ("need", "peak_on", "has", "lacking", "buy", "reusable")} == {
        "need": 5, "peak_on": "2018-04-17", "has": 2, "lacking": 3, "buy": 3, "reusable": True,
    }  # fmt: skip
    assert runner.invoke(args=["materials", "need", "--relay", "999"]).exit_code == 1


def test_relays_that_count_the_same_stock_name_each_other(route, desk):
    beside, over = (a_relay(db.session.get(Region, route.region_id)) for _ in range(2))
    for relay, year in ((beside, 2019), (over, 2017)):
        relay.starts_on, relay.ends_on, relay.last_day = date(year, 4, 1), date(year, 6, 1), date(year, 7, 1)
    db.session.commit()
    desk.visit(f"/staff/relays/{route.relay_id}/need")
    links = [link["href"] for link in desk.page.select("main .flash a")]
    assert links == [f"/staff/relays/{beside.id}/need"]
    (page, *_more) = printed("material_need", SubjectKind.RELAY, route.relay_id, "en")
    assert "Other relays of the region count the same stock" in page
