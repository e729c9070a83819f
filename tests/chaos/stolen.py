"""A cookie that was stolen is shown to one process while its owner signs out, or loses it, in another."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from campaign.accounts import services
from campaign.accounts.models import RoleGrant, User
from campaign.accounts.queries import actor_of
from campaign.accounts.schemas import COOKIE, GrantRow, PasswordChange, Role
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db
from campaign.factory import create_app
from campaign.territory.models import Region
from tests.accounts.conftest import PASSWORD, an_account
from tests.chaos.machines import Browser
from tests.chaos.site import Site, prepare
from tests.conftest import config_for
from tests.factories import a_session_of

PATIENCE = 5.0
FORGETFUL = "tests.chaos.forgetful:forgetful()"


@dataclass(frozen=True)
class Dead:
    """Seconds until the other process let nobody in any more, by what was done; none when it never did."""

    after: dict[str, float | None]

    @property
    def longest(self) -> float | None:
        found = list(self.after.values())
        return None if None in found else max(one for one in found if one is not None)


def stolen(database: str, folder: Path, app: str = "app:app") -> Dead:
    """`app` is the program of the process to which the stolen cookie is shown."""
    prepare(database, folder, [1])
    with create_app(config_for(database, folder)).app_context(), acting_as(SYSTEM):
        with Site(database, folder, 1) as one, Site(database, folder, 1, app) as other:
            found = {what: _killed(one, other, act) for what, act in ACTS.items()}
        db.session.remove()
        db.engine.dispose()
    return Dead(found)


def _killed(one: Site, other: Site, act: Callable[[Site, str, User], None]) -> float | None:
    user = an_account()
    cookie = f"{COOKIE}={a_session_of(user)}"
    assert _is_in(one, cookie)
    assert _is_in(other, cookie)
    act(one, cookie, user)
    began = time.monotonic()
    while _is_in(other, cookie):
        if time.monotonic() - began > PATIENCE:
            return None
    return time.monotonic() - began


def _is_in(site: Site, cookie: str) -> bool:
    return Browser(cookie).ask(site, "GET", "/staff/")[0] == 200


def _signs_out(site: Site, cookie: str, _user: User) -> None:
    Browser(cookie).send(site, "/staff/", {}, "/sign-out")


def _changes_the_password(_site: Site, _cookie: str, user: User) -> None:
    with acting_as(actor_of(user)):
        services.change_password(PasswordChange(PASSWORD, "another good password"))


def _gets_a_role(_site: Site, _cookie: str, user: User) -> None:
    services.add_role(user.id, GrantRow(Role.REGION, db.session.scalars(select(Region.id)).first()))


def _loses_a_role(_site: Site, _cookie: str, user: User) -> None:
    grant = db.session.scalars(select(RoleGrant.id).where(RoleGrant.user_id == user.id)).first()
    assert grant is not None
    services.remove_role(user.id, grant)


ACTS: dict[str, Callable[[Site, str, User], None]] = {
    "signing out": _signs_out, "a new password": _changes_the_password, "a role given": _gets_a_role,
    "a role taken": _loses_a_role,
}  # fmt: skip
