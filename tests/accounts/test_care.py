"""Inviting, giving and taking roles: never beyond what somebody looks after."""

from datetime import date

import pytest
from sqlalchemy import select

from campaign.accounts import links, queries, services
from campaign.accounts.models import AccountLink, RoleGrant, User
from campaign.accounts.queries import account_row, accounts_of, actor_of, choices_for
from campaign.accounts.schemas import AccountState, Arrival, GrantRow, Invite, LinkPurpose
from campaign.core.actor import Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Conflict, Gone, Invalid, NotFound, Refused
from campaign.core.mail import deliver_waiting
from campaign.territory.models import Region, RegionPeriod
from tests.accounts.conftest import PASSWORD, an_account
from tests.accounts.postman import laid_down, link_in, path_of
from tests.accounts.seconds import code_of
from tests.factories import a_region, a_relay, a_stop, kept
from tests.reader import Reader


class World:
    """Two regions with a stop, an organizer and a coordinator each."""

    def __init__(self):
        self.regions = [a_region(name="Карагандинская область"), a_region(name="Акмолинская область")]
        self.stops = [a_stop(a_relay(region)) for region in self.regions]
        self.organizers = [an_account(Role.REGION, region=region) for region in self.regions]
        self.coordinators = [an_account(Role.STOP, stop=stop) for stop in self.stops]

    def as_organizer(self):
        return acting_as(actor_of(self.organizers[0]))


@pytest.fixture
def world(app) -> World:
    return World()


def at_stop(stop) -> GrantRow:
    return GrantRow(Role.STOP, stop.region_id, stop.id)


def invited(grant, email="new@example.kz"):
    return services.invite(Invite(email, "Данияр Ахметов", grant, "kk"))


def signed_in(app, user) -> Reader:
    reader = Reader(app)
    reader.sign_in(user)
    return reader


def test_from_the_invitation_to_the_first_page(app, world, tmp_path):
    reader = signed_in(app, world.organizers[0])
    reader.visit("/staff/accounts")
    reader.visit("/staff/accounts/invite")
    stop = at_stop(world.stops[0])
    reader.send({"name": "Данияр Ахметов", "email": "New@Example.kz", "role": stop.code, "language": "ru"}, expect=303)
    reader.follow()
    link = reader.page.select_one("main input[readonly]")["value"]
    assert "invited, not come in yet" in reader.text()
    reader.visit(reader.response.request.path)
    assert not reader.page.select("main input[readonly]"), "the link is shown once"
    deliver_waiting()
    [letter] = laid_down(tmp_path)
    assert letter["Subject"] == "Приглашение к работе над эстафетой «Адал жол – Честный путь»"
    assert link_in(letter) == link

    guest = Reader(app)
    guest.visit(path_of(link))
    guest.send({"name": "Данияр Ахметұлы", "language": "kk", "password": "short"}, expect=422)
    guest.send({"name": "Данияр Ахметұлы", "language": "kk", "password": PASSWORD}, expect=303)
    assert guest.response.location == "/sign-in/code"
    guest.visit(guest.response.location, expect=302)
    guest.follow()
    guest.send({"code": code_of("".join(guest.page.select_one("main li b").get_text().split()))}, form="#page-form", expect=303)
    assert guest.response.location == "/staff/account/recovery-codes"
    assert guest.client.get_cookie("language").value == "kk"
    guest.visit("/staff/account")
    assert guest.page.select_one("#name")["value"] == "Данияр Ахметұлы"
    Reader(app).visit(path_of(link), expect=410)


def test_a_new_invitation_ends_the_earlier_one(world):
    with world.as_organizer():
        first = invited(at_stop(world.stops[0]))
        second = services.invite_again(first.user_id)
    arrival = Arrival("Данияр", PASSWORD, "ru")
    with pytest.raises(Gone):
        services.accept_invitation(links.token_of(LinkPurpose.INVITATION, first.uid), arrival)
    assert services.accept_invitation(links.token_of(LinkPurpose.INVITATION, second.uid), arrival).token
    with world.as_organizer(), pytest.raises(Conflict):
        services.invite_again(first.user_id)


def test_an_organizer_appoints_coordinators_of_the_own_region_and_nobody_else(world):
    here, there = (region.id for region in world.regions)
    refused = (
        GrantRow(Role.NATIONAL), GrantRow(Role.AUDITOR), GrantRow(Role.REGION, here), GrantRow(Role.REGION, there),
        at_stop(world.stops[1]), GrantRow(Role.STOP, here, world.stops[1].id),
    )  # fmt: skip
    with world.as_organizer():
        offered = {choice.grant.code for choice in choices_for(actor_of(world.organizers[0]))}
        assert offered == {at_stop(world.stops[0]).code}
        for grant in refused:
            assert grant.code not in offered
            with pytest.raises(Refused):
                invited(grant)
            with pytest.raises(Refused):
                services.add_role(world.coordinators[0].id, grant)
        assert invited(at_stop(world.stops[0])).email == "new@example.kz"
    assert db.session.scalar(select(AccountLink.id).where(AccountLink.purpose == LinkPurpose.INVITATION)) is not None


def test_a_coordinator_appoints_nobody(app, world):
    with acting_as(actor_of(world.coordinators[0])), pytest.raises(Refused):
        invited(at_stop(world.stops[0]))
    signed_in(app, world.coordinators[0]).visit("/staff/accounts", expect=403)


def test_a_national_coordinator_appoints_everybody(world, national):
    with acting_as(actor_of(national)):
        codes = [choice.grant.code for choice in choices_for(actor_of(national))]
        assert codes[:2] == ["national", "auditor"]
        assert len(codes) == 2 + len(world.regions) + len(world.stops)
        for place, choice in enumerate(choices_for(actor_of(national))):
            invited(choice.grant, f"new{place}@example.kz")


@pytest.mark.parametrize("act", ["switch_off", "switch_on", "invite_again"])
def test_accounts_outside_the_care_are_not_there(world, national, act):
    with world.as_organizer():
        for stranger in (world.coordinators[1], world.organizers[1], national):
            with pytest.raises(NotFound):
                getattr(services, act)(stranger.id)
            with pytest.raises(NotFound):
                services.add_role(stranger.id, at_stop(world.stops[0]))
            with pytest.raises(NotFound):
                account_row(actor_of(world.organizers[0]), stranger.id)


def test_the_list_holds_ones_own_care_only(app, world, national):
    mine = {row.id for row in accounts_of(actor_of(world.organizers[0]))}
    assert mine == {world.organizers[0].id, world.coordinators[0].id}
    assert len(accounts_of(actor_of(national))) == 5


def test_an_account_with_roles_on_both_sides_is_half_in_the_care(world):
    both = world.coordinators[0]
    services.add_role(both.id, at_stop(world.stops[1]))
    actor = actor_of(world.organizers[0])
    row = account_row(actor, both.id)
    assert [grant.stop_id for grant in row.grants] == [world.stops[0].id]
    assert row.has_more_grants
    theirs = db.session.scalar(select(RoleGrant.id).where(RoleGrant.stop_id == world.stops[1].id, RoleGrant.user_id == both.id))
    with acting_as(actor):
        with pytest.raises(Refused):
            services.switch_off(both.id)
        with pytest.raises(NotFound):
            services.remove_role(both.id, theirs)
        services.remove_role(both.id, row.grants[0].id)
        with pytest.raises(NotFound):
            account_row(actor, both.id)
    assert [grant.stop_id for grant in account_row(actor_of(world.organizers[1]), both.id).grants] == [world.stops[1].id]


def test_whoever_audits_runs_nothing_and_reads_no_people_of_others(world):
    """Beside another role an auditor's eyes would open the people of every region."""
    auditor, coordinator = an_account(Role.AUDITOR), world.coordinators[0]
    for user, grant in ((auditor, at_stop(world.stops[0])), (coordinator, GrantRow(Role.AUDITOR))):
        with pytest.raises(Conflict):
            services.add_role(user.id, grant)
    kept(RoleGrant(user_id=coordinator.id, role=Role.AUDITOR))  # as it was possible before
    assert actor_of(auditor).scope.everything
    assert actor_of(coordinator).scope.stops == {world.stops[0].id}
    assert not actor_of(coordinator).scope.everything


def test_nobody_changes_their_own_account(world, national):
    with acting_as(actor_of(national)):
        own = account_row(actor_of(national), national.id)
        for act in (
            lambda: services.switch_off(national.id),
            lambda: services.remove_role(national.id, own.grants[0].id),
            lambda: services.add_role(national.id, GrantRow(Role.AUDITOR)),
        ):
            with pytest.raises(Refused):
                act()


def test_the_last_national_coordinator_stays(app, national):
    another = an_account(password="")
    grant = account_row(actor_of(national), national.id).grants[0]
    for act in (lambda: services.remove_role(national.id, grant.id), lambda: services.switch_off(national.id)):
        with pytest.raises(Conflict):
            act()
    an_account()
    services.switch_off(national.id)
    assert account_row(actor_of(another), national.id).state is AccountState.OFF


def test_an_address_has_one_account(world):
    with world.as_organizer(), pytest.raises(Invalid) as caught:
        invited(at_stop(world.stops[0]), world.coordinators[1].email.upper())
    assert [problem.field for problem in caught.value.problems] == ["email"]
    with pytest.raises(Conflict):
        services.add_role(world.coordinators[0].id, at_stop(world.stops[0]))


def test_what_is_switched_off_comes_back_with_its_password(app, world):
    user = world.coordinators[0]
    reader = signed_in(app, world.organizers[0])
    reader.visit(f"/staff/accounts/{user.id}")
    reader.send({}, form="form[action$='/off']", expect=303)
    reader.follow()
    assert "switched off" in reader.text()
    reader.send({}, form="form[action$='/on']", expect=303)
    door = Reader(app)
    door.visit("/sign-in")
    door.send({"email": user.email, "password": PASSWORD}, expect=303)


def test_roles_are_given_and_taken_on_the_page(app, world):
    user, other = world.coordinators[0], a_stop(a_relay(world.regions[0]))
    reader = signed_in(app, world.organizers[0])
    reader.visit(f"/staff/accounts/{user.id}")
    reader.send({"role": ""}, form="form[action$='/roles']", expect=422)
    reader.send({"role": at_stop(other).code}, form="form[action$='/roles']", expect=303)
    reader.follow()
    assert len(reader.page.select("form[action$='/take']")) == 2
    reader.send({}, form="form[action$='/take']", expect=303)
    assert [grant.stop_id for grant in queries.grants_of(user.id)] == [other.id]


def test_every_act_is_in_the_trail_by_number(world):
    with world.as_organizer():
        link = invited(at_stop(world.stops[0]))
        services.invite_again(link.user_id)
        services.switch_off(link.user_id)
        services.switch_on(link.user_id)
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.thing == "account").order_by(AuditEntry.id)).all()
    assert [entry.act for entry in entries] == ["invited", "invited again", "account switched off", "account switched on"]
    assert {entry.user_id for entry in entries} == {world.organizers[0].id}
    assert entries[0].after == {"role": "stop", "region": world.regions[0].id, "stop": world.stops[0].id}
    assert "example.kz" not in repr([(entry.before, entry.after, entry.reason) for entry in entries])


def test_accounts_are_found_by_name_in_any_letters_and_by_address(app, world):
    reader = signed_in(app, world.organizers[0])
    reader.visit("/staff/accounts?q=aigul")
    assert len(reader.page.select("tbody tr")) == 2
    reader.visit(f"/staff/accounts?q={world.coordinators[0].email}")
    assert len(reader.page.select("tbody tr")) == 1
    reader.visit("/staff/accounts?q=nobody")
    assert not reader.page.select("tbody tr")


@pytest.mark.parametrize("more", [1, 30])
def test_the_list_asks_the_same_number_of_questions_however_long_it_is(app, world, statements, more):
    for _turn in range(more):
        an_account(Role.STOP, stop=world.stops[0], password="")
    actor = actor_of(world.organizers[0])
    db.session.rollback()
    statements.clear()
    assert len(accounts_of(actor)) == 2 + more
    assert len([line for line in statements if line.startswith("SELECT")]) == 4


def test_the_same_address_at_once_is_one_account(either_app):
    first = an_account(email="twice@example.kz")
    assert first.id
    with pytest.raises(Invalid):
        an_account(email="TWICE@example.kz")
    assert db.session.scalars(select(User.email)).all() == ["twice@example.kz"]


def test_whose_region_is_not_founded_yet_has_pages_all_the_same(shipped_app):
    """The line under the name of the house says the region; on days without one it says none, and no page is an error."""
    founded_later = db.session.scalars(select(RegionPeriod.region_id).where(RegionPeriod.valid_from > date(2022, 1, 1))).first()
    reader = Reader(shipped_app)
    reader.sign_in(an_account(Role.REGION, region=db.session.get(Region, founded_later)))
    reader.visit("/staff/")
    assert "Marathon relay, 2018" in reader.text()
