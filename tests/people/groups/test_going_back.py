"""Going back to a version without groups: their places are nobody's any more."""

from alembic import command
from sqlalchemy import text

from campaign.core.db import db
from campaign.core.schema import alembic_config
from tests.factories import a_role
from tests.people.groups.groups import a_group


def test_places_without_names_are_free_again(event):
    role = a_role(event, capacity=3)
    a_group(event.id, 2, "Айбек Нұрланов", role_id=role.id)
    a_group(event.id, 2, organisation="Колледж")
    db.session.remove()
    command.downgrade(alembic_config(), "0024_shifts")
    counted = db.session.execute(text("SELECT (SELECT taken FROM events), (SELECT taken FROM event_roles)")).one()
    assert tuple(counted) == (1, 1)
    db.session.remove()
    command.upgrade(alembic_config(), "head")
