"""Outlets of the whole country that stood twice before there was a rule against it."""

from alembic import command
from sqlalchemy import select

from campaign.core.db import db
from campaign.core.schema import alembic_config
from campaign.events.press.models import Outlet
from campaign.events.press.schemas import OutletKind, Tongue


def test_each_keeps_its_row_and_the_later_ones_get_a_number(either_app):
    db.session.remove()
    command.downgrade(alembic_config(), "0081_erased_meanwhile")
    for number, name in enumerate(("Хабар", "Хабар", "Хабар (2)", "хабар")):
        outlet = Outlet(uid=f"outlet-{number}", kind=OutletKind.TV, language=Tongue.BOTH)
        outlet.rename(name)
        db.session.add(outlet)
    db.session.commit()
    command.upgrade(alembic_config(), "head")
    db.session.expire_all()
    outlets = list(db.session.scalars(select(Outlet).order_by(Outlet.id)))
    assert [outlet.name for outlet in outlets] == ["Хабар", "Хабар (3)", "Хабар (2)", "хабар (4)"]
    for outlet in outlets:
        key = outlet.name_key
        outlet.rename(outlet.name)
        assert outlet.name_key == key
