"""Every route × everybody who may ask: what lies outside somebody's scope is not there, and looking changes nothing.

The routes come from the application itself, so a new one is tested the day it is hung out (`parameters.py` says what
its parameters mean).
"""

import re
from http import HTTPStatus

import pytest
from bs4 import Tag
from werkzeug.routing import Map, Rule

from campaign.accounts.queries import identity
from campaign.core.actor import EVERYTHING
from campaign.core.db import db
from campaign.web.guards import OPEN, WORK, door_of
from tests.conftest import like, ship
from tests.house.machines import asks_everything, operations_of
from tests.house.matrix import routes, whose
from tests.house.parameters import CANARIES, OWNERS, PARAMETERS, QUERY, REGIONS, SECRETS, STOPS, UNKNOWN
from tests.house.world import built
from tests.reader import as_is, fresh_context, parsed

NOT_THERE = {403, 404}
OWN = {  # by how an address ends, what of one's own it makes: a challenge for one's own browser, a task in one's own region
    "options": {"passkey_challenges"},
    "retention": {"jobs"},
    "reason": {"access_reasons"},
}
SENT_TO = re.compile(r'<form [^>]*method="post" action="([^"?#]+)')
LEADS_TO = re.compile(r' href="([^"?#]+)')
LOOKED = {"access_entries", "attempts"}  # that somebody looked, and that somebody asked for what is not theirs


@pytest.fixture(scope="module")
def world(request, tmp_path_factory):
    for app in like(request, tmp_path_factory.mktemp("matrix"), "shipped_database", ship):
        yield built(app)


def everybody(world):
    return world.principals.values()


def is_open(world, rule) -> bool:
    return door_of(world.app, rule.endpoint) == OPEN


def wrong_answer(world, who, rule, code) -> str:
    """Why this answer to this person is wrong; empty when it is right."""
    if code >= 500:
        return "an error of ours"
    if is_open(world, rule):
        return ""
    if who.user_id is None:
        return "" if code in {302, 400} else "a stranger is led to the door"
    if whose(rule) & who.outside and code not in NOT_THERE:
        return "what lies outside the scope is not there"
    return ""


def test_every_parameter_is_known(world):
    unknown = [
        UNKNOWN.format(rule=rule.rule, name=name)
        for method in ("GET", "POST")
        for rule in routes(world.app, method)
        for name in sorted(rule.arguments - set(PARAMETERS))
    ]
    assert unknown == []


def test_an_unknown_parameter_says_what_to_add(world):
    rule = Rule("/staff/oddities/<int:oddity_id>", endpoint="oddity")
    Map([rule])
    with pytest.raises(AssertionError, match=r"oddity_id.*NAMED.*World\.values"):
        world.address(rule)


def test_nobody_reads_what_is_not_theirs_and_looking_changes_nothing(world):
    wrong, before = [], world.rows()
    for rule in routes(world.app, "GET"):
        for who in everybody(world):
            for url in asked(world, who, rule):
                answer = world.read(who, url)
                if why := wrong_answer(world, who, rule, answer.status):
                    wrong.append(f"{who.name}: GET {url} is {answer.status}: {why}")
                holds_the_secret = SECRETS in whose(rule) and not who.token
                leaked = set() if holds_the_secret else answer.canaries & who.blind
                wrong += [f"{who.name}: GET {url} shows {word}" for word in leaked]
                wrong += [f"{who.name}: GET {url} has buttons of “{form}”, a form it has not" for form in answer.lost_forms]
        after = world.rows()
        changed = [name for name in before if before[name] != after[name] and name not in LOOKED]
        wrong += [f"GET {rule.rule} changed {name}" for name in changed]
        before = after
    assert not wrong, "\n".join(wrong)


def asked(world, who, rule) -> list[str]:
    """The page alone and, for whom there is one, with the filters that lists have."""
    url = world.address(rule)
    filtered = [f"{url}?{QUERY.format(**world.values)}"] if world.read(who, url).status == HTTPStatus.OK else []
    return [url, *filtered]


def test_there_is_something_to_leak(world):
    """The test above can fail: those inside do see each canary somewhere."""
    seen = set()
    for rule in routes(world.app, "GET"):
        organizer = world.principals["organizer"]
        for url in asked(world, organizer, rule):
            seen |= world.read(organizer, url).canaries
    assert seen == CANARIES


def test_whoever_may_only_look_at_a_row_is_shown_no_form_for_it(world, monkeypatch):
    """Who saw more than they run filled in forms of others, and lost what was typed when they were sent.

    No role of today sees so much: here an organizer of another region is let see everything.
    """
    monkeypatch.setattr(identity, "scope_of", lambda grants: EVERYTHING)
    client, _token = world.browser_of(world.principals["organizer of another region"])
    written = [rule for rule in routes(world.app, "POST") if is_for_writers(world, rule)]
    forms = {world.address(rule): rule.rule for rule in written}
    pages = [world.address(rule) for rule in routes(world.app, "GET") if is_a_page_of_work(rule)]
    answers = {url: client.get(url) for url in pages}
    closed = {url for url in answers.keys() & forms.keys() if answers[url].status_code in NOT_THERE}
    shown = []
    for url, answer in answers.items():
        page = answer.get_data().decode(errors="replace") if answer.status_code == HTTPStatus.OK else ""
        shown += [f"{url} has a form for {to}" for to in sorted({*SENT_TO.findall(page)} & forms.keys())]
        shown += [f"{url} leads to the form {to}" for to in sorted({*LEADS_TO.findall(page)} & closed)]
    assert len(closed) > 60
    assert shown == []


def is_a_page_of_work(rule) -> bool:
    """What is shown of a row of some stop or region, and the lists that lead there; no files."""
    named = whose(rule)
    return rule.rule.startswith(WORK) and "." not in rule.rule and (not named or bool(named & {STOPS, REGIONS}))


def is_for_writers(world, rule) -> bool:
    return bool(whose(rule) & {STOPS, REGIONS}) and door_of(world.app, rule.endpoint).endswith(":write")


@pytest.mark.parametrize("inside", ["national", "organizer", "coordinator"])
def test_those_inside_find_the_pages_of_their_rows(world, inside):
    """The 404 of the others means the scope, not a wrong address."""
    missing = [
        rule.rule
        for rule in routes(world.app, "GET")
        if rule.arguments
        and OWNERS not in whose(rule)
        and world.read(world.principals[inside], world.address(rule)).status == 404
    ]
    assert missing == []


def test_a_draft_is_not_there_for_the_public(world):
    drafts = db.session.connection().exec_driver_sql("SELECT id FROM events WHERE state = 'draft'").scalars().all()
    assert drafts
    for rule in routes(world.app, "GET"):
        if is_open(world, rule) and "event_id" in rule.arguments:
            given = {name: world.values[name] for name in rule.arguments} | {"event_id": drafts[0]}
            url = world.app.url_map.bind("localhost").build(rule.endpoint, given)
            assert world.ask(world.principals["nobody"], "GET", url).status_code == 404, url


@pytest.mark.parametrize("forged", ["A" * 32, "x", "%D3%98", "A" * 900])
def test_a_forged_secret_opens_nothing(world, forged):
    for rule in routes(world.app, "GET"):
        if SECRETS in whose(rule):
            url = world.address(rule).replace(world.secrets.get(rule.endpoint, world.secrets["ticket"]), forged)
            assert world.ask(world.principals["nobody"], "GET", url).status_code in {404, 410}, url


def test_a_print_desk_reaches_its_papers_and_nothing_else(world):
    """Its link and its cookie open no other page: where a secret is asked for it is none, elsewhere it is a stranger."""
    desk, inside, elsewhere = world.principals["print desk"], {}, set()
    for rule in routes(world.app, "GET"):
        status = world.read(desk, world.address(rule)).status
        if rule.endpoint.startswith("desk_public."):
            inside[rule.endpoint.partition(".")[2]] = status
        elif SECRETS in whose(rule):
            elsewhere.add(status)
        elif not is_open(world, rule):
            assert status == HTTPStatus.FOUND, rule.rule
    assert inside == {"desk": 200, "sheet": 200, "sheet_pdf": 200, "task": 404}
    assert elsewhere <= {404, 410}


def test_a_machine_reads_what_its_account_reads_and_nothing_more(world):
    wrong, before = [], world.rows()
    for rule, method in operations_of(world.app):
        if method != "GET":
            continue
        for who in everybody(world):
            answer = asks_everything(world, who, method, rule)
            if why := wrong_for_a_machine(who, rule, answer.status_code):
                wrong.append(f"{who.name}: GET {rule.rule} is {answer.status_code}: {why}")
            wrong += [f"{who.name}: GET {rule.rule} shows {word}" for word in who.blind if word.encode() in answer.data]
            if who.name == "national" and answer.status_code not in {200, 422}:
                wrong.append(f"national: GET {rule.rule} is {answer.status_code}")
    after = world.rows()
    counted = {"access_entries", "attempts", "api_tokens"}
    wrong += [f"reading by machines changed {name}" for name in before if before[name] != after[name] and name not in counted]
    assert not wrong, "\n".join(wrong)


def test_a_machine_changes_nothing_that_is_not_its_accounts(world):
    wrong, before = [], world.rows()
    for rule, method in operations_of(world.app):
        for who in everybody(world):
            if method == "GET" or who.works_here:
                continue
            answer = asks_everything(world, who, method, rule)
            if why := wrong_for_a_machine(who, rule, answer.status_code):
                wrong.append(f"{who.name}: {method} {rule.rule} is {answer.status_code}: {why}")
    after = world.rows()
    counted = {"attempts", "api_tokens"}
    wrong += [f"machines outside changed {name}" for name in before if before[name] != after[name] and name not in counted]
    assert not wrong, "\n".join(wrong)


def wrong_for_a_machine(who, rule, code) -> str:
    """Why this answer to this person's program is wrong; empty when it is right."""
    if code >= 500:
        return "an error of ours"
    if who.user_id is None:
        return "" if code == HTTPStatus.UNAUTHORIZED else "a stranger is given nothing"
    if whose(rule) & who.outside and code not in NOT_THERE:
        return "what lies outside the scope is not there"
    return ""


def test_nobody_changes_what_is_not_theirs(world):
    wrong, before = [], world.rows()
    for rule in routes(world.app, "POST"):
        url = world.address(rule)
        for who in everybody(world):
            if who.works_here or SECRETS in whose(rule):
                continue  # inside, or the holder of a secret: see below
            answer = world.ask(who, "POST", url)
            if why := wrong_answer(world, who, rule, answer.status_code):
                wrong.append(f"{who.name}: POST {url} is {answer.status_code}: {why}")
            after = world.rows()
            # signing out is written down, a wish for a password counted; one's own are the calendar's address and a challenge
            passing = {"audit_entries", "audit_blocks", "audit_heads", "access_entries", "attempts", "calendar_links"}
            passing |= OWN.get(rule.rule.rpartition("/")[2], set())
            changed = [name for name in before if before[name] != after[name] and name not in passing]
            wrong += [f"{who.name}: POST {url} changed {name}" for name in changed]
            before = after
    assert not wrong, "\n".join(wrong)


def test_nothing_sent_empty_is_an_error_of_ours(world):
    """Last, for some of this is done: those inside send every form with nothing in it."""
    wrong = []
    for rule in routes(world.app, "POST"):
        for name in ("coordinator", "organizer", "national"):
            answer = world.ask(world.principals[name], "POST", world.address(rule))
            if answer.status_code >= 500:
                wrong.append(f"{name}: POST {rule.rule} is {answer.status_code}")
    assert not wrong, "\n".join(wrong)


WRITTEN = {"date": "2018-04-06", "tel": "8 700 423 20 76", "number": "5"}  # where a form asks for something; else a word
AS_IT_WAS = (  # what is not done anew, or says so on a page of its own
    "/counts",  # the same numbers change nothing
    "/duplicates/5/6",  # a choice between two people
)


def test_whoever_comes_second_with_a_typed_page_may_save_it_again(world):
    """A form of an old version comes back with the version that stands now: nothing has to be typed twice."""
    organizer = world.browser_of(world.principals["national"])[0]
    lost = []
    for rule in routes(world.app, "GET"):
        with fresh_context():
            shown = organizer.get(url := world.address(rule))
        for form in _typed_forms(shown):
            there = as_is(form)
            written = {field["name"]: WRITTEN.get(field.get("type"), "Слово") for field in form.select("[required]")}
            written |= {name: value for name, value in there.items() if value}
            with fresh_context():
                told = organizer.post(form["action"], data={**written, "version": "7777"})
            again = [as_is(one)["version"] for one in _typed_forms(told) if one["action"] == form["action"]]
            if there["version"] not in again and not form["action"].endswith(AS_IT_WAS):
                lost.append(f"{url}: {form['action']} answers {told.status_code} with {again}")
    assert not lost, "\n".join(lost)


def _typed_forms(answer) -> list[Tag]:
    """The forms of a row in which something is typed: one that only confirms loses nothing, and a new row has no version."""
    if answer.mimetype != "text/html" or b'name="version"' not in answer.data:
        return []
    typed = "textarea, select, input:not([type=hidden], [type=submit])"
    forms = parsed(answer.data).select("form[method=post]:has([name=version]:not([value='']))")
    return [form for form in forms if form.select_one(typed)]
