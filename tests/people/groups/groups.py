"""Groups for tests: asked for as an organisation does, with names when they are wanted."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from campaign.core import crypto
from campaign.core.db import db
from campaign.people.groups.models import Group
from campaign.people.groups.schemas import NewGroup
from campaign.people.groups.services import making, naming
from campaign.people.models import Registration
from tests.factories import a_phone


def a_wish_for(planned: int = 3, organisation: str = "Лицей № 20", **more: Any) -> NewGroup:
    """What a leader typed, in order."""
    facts: dict[str, Any] = {
        "organisation": organisation, "leader_name": "Ержан Қасымов", "leader_phone": a_phone(), "language": "kk",
        "planned": planned, "may_split": False,
    }  # fmt: skip
    return NewGroup(**{**facts, **more})


def a_group(event_id: int, planned: int = 3, *names: str, **more: Any) -> Group:
    """A group of the event, and grown-ups of these names in it."""
    asked = making.make(event_id, a_wish_for(planned, **more), crypto.new_uid())
    if names:
        naming.enter_names(asked.group_id, "\n".join(f"{name}; {a_phone()}; 1997" for name in names), crypto.new_uid())
    return the_group(asked.group_id)


def the_group(group_id: int) -> Group:
    """As it is in the database now."""
    db.session.rollback()
    return db.session.scalars(select(Group).where(Group.id == group_id), execution_options={"populate_existing": True}).one()


def members(group_id: int) -> list[Registration]:
    """All who were ever entered, in their order."""
    db.session.rollback()
    mine = select(Registration).where(Registration.group_id == group_id).order_by(Registration.id)
    return list(db.session.scalars(mine, execution_options={"populate_existing": True}))


def a_named_group(app: Flask, event_id: int) -> tuple[dict[str, int | str], dict[str, str]]:
    """For the matrix: a group with somebody in it, and the secret of its link for every page that takes one."""
    group = a_group(event_id, 2, "Айбек Нұрланов")
    member = members(group.id)[0]
    pages = [rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/group/")]
    return {"group_id": group.id, "member": member.uid}, dict.fromkeys(pages, group.token)
