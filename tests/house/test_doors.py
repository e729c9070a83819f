"""Every way in is declared, and what is open to the world is written down twice."""

import pytest

from campaign.accounts.schemas import COOKIE
from campaign.core.actor import P, Role
from campaign.web.guards import OPEN, check_doors, door_of, is_fresh_only, keyed_views, needs, open_to_all
from tests.factories import a_session_of, a_user
from tests.reader import Reader, fresh_context

OPEN_PAGES = {
    "static": "files that are the same for everybody",
    "health.healthz": "whether the service answers",
    "health.readyz": "whether it should be given requests",
    "metrics.metrics": "for the machine itself and who has the token; 404 for all others",
    "accounts.sign_in": "the door itself",
    "api_pages.api": "how programs ask",
    "guide.guide": "how people do",
    "guide.chapter": "how one kind of people does",
    "api_pages.openapi": "how programs ask, for programs",
    "accounts.sign_out": "nobody may be kept from leaving",
    "factors.code": "the second step, by the cookie of a session that has shown its password",
    "factors.set_up": "the same, for whoever has no second factor yet",
    "factors.set_up_options": "a challenge for the first passkey, by the same cookie",
    "factors.set_up_passkey": "the first passkey, by the same cookie",
    "accounts.passkey": "the door by a passkey",
    "accounts.passkey_options": "a challenge for whatever passkey comes to the door",
    "factors.code_options": "a challenge at the second step, by the cookie of its session",
    "factors.code_passkey": "the second step by a passkey",
    "accounts.reset": "a forgotten password",
    "accounts.reset_password": "by a link of a letter",
    "accounts.invitation": "by a link of a letter",
    "relay.home": "where the baton is",
    "events.relay": "the route",
    "events.programme": "what is held on which day",
    "events.event": "an event that was announced",
    "feeds.relay": "the programme as a calendar",
    "feeds.route": "the route as a calendar",
    "feeds.event": "an event that was announced, as a calendar",
    "feeds.own": "by the secret of a calendar's address",
    "people.register": "taking part needs no account",
    "people.registered_before": "the neutral answer to a second registration",
    "people.registered": "by the secret of a receipt",
    "people.ticket": "by the secret of a ticket",
    "people.cancel_ticket": "by the secret of a ticket",
    "people.uncancel_ticket": "by the secret of a ticket",
    "people.choose_role": "by the secret of a ticket",
    "own_data.own": "by the secret of a ticket",
    "own_data.take_out": "by the secret of a ticket",
    "own_data.ask": "by the secret of a ticket",
    "own_data.take_back": "by the secret of a ticket",
    "groups.ask": "organisations ask for places without an account",
    "groups.leader": "by the secret of a leader's link",
    "groups.number": "by the secret of a leader's link",
    "groups.people": "by the secret of a leader's link",
    "groups.member": "by the secret of a leader's link",
    "groups.remove": "by the secret of a leader's link",
    "groups.split": "by the secret of a leader's link",
    "groups.confirm": "by the secret of a leader's link",
    "groups.hand_over": "by the secret of a leader's link",
    "groups.handed_over": "by the secret of a leader's link",
    "groups.cancel": "by the secret of a leader's link",
    "groups.printed_slips": "by the secret of a leader's link",
    "groups.confirm_ticket": "by the secret of a ticket",
    "groups.agree": "by the secret of a ticket",
    "minors.guardian": "by the secret of a parent's link",
    "minors.withdraw": "by the secret of a parent's link",
    "minors.photographs": "by the secret of a parent's link",
    "minors.ask_parent": "by the secret of a ticket",
    "minors.own_photographs": "by the secret of a ticket",
    "minors.birth_date": "by the secret of a ticket",
    "offers.car": "by the secret of a ticket",
    "offers.withdraw": "by the secret of a ticket",
    "people.find_ticket": "by a short code and four digits, exactly limited",
    "checkin_field.shell": "by the secret of a phone's link",
    "checkin_field.people_list": "by the secret of a phone's link, sealed with it",
    "checkin_field.batch": "by the secret of a phone's link",
    "checkin_field.find": "by the secret of a phone's link",
    "checkin_field.let_in": "by the secret of a phone's link",
    "checkin_field.walk_in": "by the secret of a phone's link",
    "doors_field.shell": "by the secret of a phone's link",
    "doors_field.door_list": "by the secret of a phone's link, sealed with it",
    "doors_field.batch": "by the secret of a phone's link",
    "doors_field.door": "by the secret of a phone's link",
    "road_field.shell": "by the secret of a phone's link",
    "road_field.car_list": "by the secret of a phone's link, sealed with it",
    "road_field.batch": "by the secret of a phone's link",
    "road_field.mark": "by the secret of a phone's link",
    "road_field.depart": "by the secret of a phone's link",
    "field_shell.service_worker": "a file that is the same for everybody",
    "field_shell.page": "a page of phones without anybody's link",
    "ticket_shifts.take": "by the secret of a ticket",
    "ticket_shifts.take_all_the_same": "by the secret of a ticket",
    "ticket_shifts.leave": "by the secret of a ticket",
    "certificates.check": "whoever holds the paper may know that it is real, and no more",
    "certificates.scanned": "what the code on the paper leads to",
    "certificates.own": "by the secret of a ticket",
    "desk_public.desk": "the link of a print desk and its PIN",
    "desk_public.print_paper": "by the secret of a print desk, and of a browser that typed its PIN",
    "desk_public.task": "by the secret of a print desk, and of a browser that typed its PIN",
    "desk_public.sheet": "by the secret of a print desk, and of a browser that typed its PIN",
    "desk_public.sheet_pdf": "by the secret of a print desk, and of a browser that typed its PIN",
    "desk_public.leave": "nobody may be kept from leaving",
}


def endpoints(app) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules()}


def test_every_endpoint_declares_its_door(app):
    assert {name for name in endpoints(app) if door_of(app, name) is None} == set()


def test_the_open_pages_are_exactly_these(app):
    """Opening a page to the world is a decision: whoever makes one writes the reason above."""
    assert {name for name in endpoints(app) if door_of(app, name) == OPEN} == set(OPEN_PAGES)


def test_writes_without_the_token_of_a_page_are_exactly_these(app):
    """Whoever sends these shows a secret, in the address or in a header of its own, and no cookie counts."""
    machines = [app.view_functions[name] for name in endpoints(app) if name.partition(".")[0].endswith("_api")]
    assert {view.__name__ for view in keyed_views(app) if view not in machines} == {"batch"}


def test_every_work_page_lies_under_staff(app):
    """And nothing else does, so that a proxy can close the folder; so do operations for machines under theirs."""
    strays = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if (door_of(app, rule.endpoint) == OPEN) is rule.rule.startswith(("/staff", "/api/v1/"))
    }
    assert strays <= {"/S/<int(max=999999999):number>-<int:page>"}, "a QR on paper has a short address"


def test_an_undeclared_view_stops_the_start(app):
    app.view_functions["oops"] = lambda: "secret"
    app.url_map.add(app.url_rule_class("/oops", endpoint="oops"))
    with pytest.raises(RuntimeError, match="declare no door: oops"):
        check_doors(app)


def test_an_undeclared_view_is_never_served(app):
    app.view_functions["oops"] = lambda: "secret"
    app.url_map.add(app.url_rule_class("/oops", endpoint="oops"))
    with pytest.raises(RuntimeError, match="declares no door"), fresh_context():
        app.test_client().get("/oops")


def test_a_stranger_is_led_to_the_door_and_back(app):
    with fresh_context():
        answer = app.test_client().get("/staff/account?a=1")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/staff/account?a%3D1")


def test_somebody_without_the_right_is_refused(app):
    reader = Reader(app)
    reader.sign_in(a_user())
    reader.visit("/staff/account", expect=403)


@pytest.fixture
def a_write(app):
    """A page that only takes what is sent, as every act does."""
    app.view_functions["write"] = needs(P.STAFF)(lambda: "written")
    app.url_map.add(app.url_rule_class("/write", endpoint="write", methods=["POST"]))
    app.view_functions["look"] = open_to_all(lambda: "looked at")
    app.url_map.add(app.url_rule_class("/look", endpoint="look"))
    client = app.test_client()
    client.set_cookie(COOKIE, a_session_of(a_user(Role.NATIONAL)))
    with fresh_context():
        page = client.get("/sign-in").get_data(as_text=True)
    token = page.partition('name="csrf_token" type="hidden" value="')[2].partition('"')[0]

    def write(headers=None, **fields):
        with fresh_context():
            return client.post("/write", data=fields, headers=headers or {}).status_code

    return write, token


def test_a_write_needs_the_token_of_a_page(a_write):
    write, token = a_write
    assert write(csrf_token=token) == 200
    assert write() == 400
    assert write(csrf_token=f"{'A' if token[0] != 'A' else 'B'}{token[1:]}") == 400
    assert write(csrf_token="") == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:8001"},
        {"Origin": "http://["},
    ],
)
def test_a_write_from_another_site_is_refused_even_with_the_token(a_write, headers):
    write, token = a_write
    assert write(headers, csrf_token=token) == 403


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}])
def test_a_write_from_our_own_pages_is_taken(a_write, headers):
    write, token = a_write
    assert write(headers, csrf_token=token) == 200


def test_acts_of_weight_ask_once_more(app):
    """Periods that are closed for good, machines that are called, and every way to come in."""
    weighty = (
        "closes_staff.close", "webhooks_staff.new_webhook", "webhooks_staff.edit_webhook", "webhooks_staff.new_secret",
        "factors_staff.new_passkey", "factors_staff.passkey_options", "factors_staff.remove_passkey",
        "sample_staff.remove",
    )  # fmt: skip
    assert [endpoint for endpoint in weighty if not is_fresh_only(app, endpoint)] == []
