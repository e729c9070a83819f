"""Tokens: made once, shown once, never more than their account, dead at once."""

import random
import string
from datetime import timedelta

import pytest

from campaign.accounts.queries import actor_with_id
from campaign.accounts.tokens import queries, services
from campaign.accounts.tokens.models import ApiToken
from campaign.accounts.tokens.schemas import NewToken, Scope
from campaign.accounts.tokens.secrets import is_secret, new_secret
from campaign.core import clock
from campaign.core.actor import NOBODY, P, Role, acting_as
from campaign.core.audit import AuditEntry, note
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, NotFound, Refused
from tests.factories import a_region, a_relay, a_stop, a_user
from tests.machine import Machine, a_token_of
from tests.reader import Reader

TODAY = clock.now().date()


def made(user, *scopes, days=30, name="Табло", key="k"):
    with acting_as(actor_with_id(user.id)):
        return services.make_token(NewToken(name, scopes, TODAY + timedelta(days=days)), key)


def test_a_coordinator_makes_a_token_sees_it_once_and_ends_it(app):
    user = a_user(Role.STOP, stop=a_stop())
    reader = Reader(app)
    reader.sign_in(user)
    reader.visit("/staff/tokens")
    reader.send({"name": "Табло в холле", "scopes": ["events:read"]}, expect=200)
    secret = reader.page.select_one(".token code").get_text()
    assert is_secret(secret)
    machine = Machine(app, secret)
    assert machine.ask("GET", "/events").status_code == 200
    assert secret not in reader.visit("/staff/tokens").get_text()
    reader.send({}, form="main form[action$='/end']", expect=303)
    assert machine.ask("GET", "/events").status_code == 401


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"scopes": ()}, "scopes"),
        ({"days": 400}, "last_day"),
        ({"days": -2}, "last_day"),
        ({"name": ""}, "name"),
        ({"name": "я" * 81}, "name"),
    ],
)
def test_a_token_that_cannot_be_is_refused_at_its_field(app, given, field):
    user = a_user(Role.STOP, stop=a_stop())
    scopes = given.pop("scopes", (Scope.EVENTS_READ,))
    with pytest.raises(Invalid) as refused:
        made(user, *scopes, **given)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_the_same_form_twice_makes_one_token_and_shows_no_secret_again(app):
    user = a_user(Role.STOP, stop=a_stop())
    first, second = made(user, Scope.EVENTS_READ), made(user, Scope.EVENTS_READ)
    assert (first.id, bool(first.secret), second.secret) == (second.id, True, "")


def test_only_people_make_tokens(app):
    with acting_as(NOBODY), pytest.raises(Refused):
        services.make_token(NewToken("x", (Scope.EVENTS_READ,), TODAY), "k")


def test_nobody_ends_the_token_of_another(app):
    token = made(a_user(Role.NATIONAL), Scope.EVENTS_READ)
    with acting_as(actor_with_id(a_user(Role.NATIONAL).id)), pytest.raises(NotFound):
        services.end_token(token.id)


def test_a_token_follows_its_account(app):
    """It loses what the account loses, at the next request: a role, the account itself."""
    region = a_region()
    stop = a_stop(a_relay(region))
    user = a_user(Role.STOP, stop=stop)
    machine = Machine(app, a_token_of(user, Scope.RELAY_READ))
    assert machine.ask("GET", f"/stops/{stop.id}").status_code == 200
    user.active = False
    db.session.commit()
    assert machine.ask("GET", f"/stops/{stop.id}").status_code == 401


def test_a_token_that_is_over_opens_nothing(app):
    user = a_user(Role.NATIONAL)
    assert Machine(app, a_token_of(user, days=-1)).ask("GET", "/relays").status_code == 401


def test_the_actor_of_a_token_holds_the_scopes_and_no_more(app):
    user = a_user(Role.NATIONAL)
    actor = services.admitted(a_token_of(user, Scope.EVENTS_WRITE))
    assert {permission for permission in P if actor.may(permission)} == {P.EVENTS_READ, P.EVENTS_WRITE, P.FIGURES_WRITE}
    assert actor.user_id == user.id
    everything = services.admitted(a_token_of(user))
    assert {P.ACCOUNTS_MANAGE, P.TOKENS_WRITE, P.PEOPLE_ERASE, P.AUDIT_READ} & {p for p in P if everything.may(p)} == set()


def test_what_a_machine_does_is_noted_with_its_token(app):
    user = a_user(Role.NATIONAL)
    with acting_as(services.admitted(a_token_of(user))), unit_of_work() as session:
        note(session, "tried", "thing", 1)
    entry = db.session.query(AuditEntry).filter_by(act="tried").one()
    assert (entry.user_id, entry.token_id) == (user.id, db.session.query(ApiToken.id).scalar())


def test_a_scope_may_be_given_only_by_whoever_may_do_it(app):
    auditor = actor_with_id(a_user(Role.AUDITOR).id)
    assert set(queries.scopes_for(auditor)) == {Scope.RELAY_READ, Scope.EVENTS_READ, Scope.MATERIALS_READ, Scope.REPORTS_READ}


def test_ten_thousand_forgeries_open_nothing_and_most_ask_no_database(app, statements, figure):
    good = a_token_of(a_user(Role.NATIONAL))
    chance = random.Random(7)
    letters = string.ascii_letters + string.digits
    forged = {_changed(good, chance, letters) for _try in range(12_000)}
    forged |= {new_secret() for _try in range(200)}
    forged |= {good[:length] for length in range(len(good))} | {good + "A", good.upper(), f" {good[4:]}", ""}
    forged.discard(good)
    assert len(forged) >= 10_000
    statements.clear()
    assert not [secret for secret in forged if services.admitted(secret).is_known]
    assert len(statements) < 1000
    assert services.admitted(good).is_known
    figure(f"0 of {len(forged):,} forged API tokens taken")


def _changed(secret, chance, letters):
    """One to three characters of the good one changed."""
    body = list(secret)
    for _place in range(chance.randint(1, 3)):
        body[chance.randrange(len(body))] = chance.choice(letters)
    return "".join(body)


def test_the_limit_is_exact_and_says_when_to_come_back(app, monkeypatch):
    monkeypatch.setattr(services, "PER_MINUTE", services.limits.Limit("api token", 3, timedelta(minutes=1)))
    machine = Machine(app, a_token_of(a_user(Role.NATIONAL)))
    assert [machine.ask("GET", "/kinds").status_code for _time in range(5)] == [200, 200, 200, 429, 429]
    refused = machine.ask("GET", "/kinds")
    assert 0 < int(refused.headers["Retry-After"]) <= 61
    assert refused.mimetype == "application/problem+json"
