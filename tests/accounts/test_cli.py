"""`adalzhol accounts …`."""

import json

import pytest

from campaign.accounts import services
from campaign.accounts.models import User
from campaign.core.actor import SYSTEM, Role, set_actor
from campaign.core.db import db
from tests.accounts.conftest import PASSWORD, an_account
from tests.accounts.postman import path_of
from tests.accounts.seconds import pass_second_step
from tests.factories import a_region
from tests.reader import Reader


@pytest.fixture
def run(app):
    def run(*words, expect=0):
        from campaign.accounts.cli import group

        runner = app.test_cli_runner()
        set_actor(SYSTEM)
        result = runner.invoke(group, list(words), obj=None)
        assert (result.exit_code == 0) is (expect == 0), result.output
        return result

    return run


def test_the_first_national_coordinator_comes_in_by_the_printed_link(app, run):
    link = run("first-admin", "first@example.kz", "--name", "Әлия Сейтова").output.split()[-1]
    reader = Reader(app)
    reader.visit(path_of(link))
    assert reader.page.select_one("#name")["value"] == "Әлия Сейтова"
    reader.send({"password": PASSWORD}, expect=303)
    pass_second_step(reader, db.session.query(User).one())
    reader.visit("/staff/accounts")
    assert "National coordinator" in reader.text()


def test_there_is_one_first(app, run):
    first = run("first-admin", "first@example.kz").output.split()[-1]
    assert "national coordinator already" in str(run("first-admin", "second@example.kz", expect=1).exception)
    second = run("first-admin", "FIRST@example.kz").output.split()[-1]
    Reader(app).visit(path_of(first), expect=410)
    Reader(app).visit(path_of(second))
    an_account()
    run("first-admin", "first@example.kz", expect=1)
    assert db.session.query(User).count() == 2


def test_the_list_names_accounts_and_roles(app, run):
    region = a_region(name="Карагандинская область")
    an_account(Role.REGION, region=region, email="r@example.kz")
    with_link = services.invite_first_admin("n@example.kz", "Данияр")
    text = run("list").output
    assert "active\tr@example.kz\tregion Карагандинская область" in text
    assert "invited\tn@example.kz\tnational" in text
    rows = {row["email"]: row for row in json.loads(run("list", "--json").output)["accounts"]}
    assert rows["n@example.kz"] == {"id": with_link.user_id, "email": "n@example.kz", "state": "invited", "roles": ["national"]}
    assert rows["r@example.kz"]["roles"] == [f"region-{region.id}"]
