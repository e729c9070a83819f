"""An import is taken back while the people in it register for another event of the region, on both databases."""

import pytest
from sqlalchemy import func, select

from campaign.core.db import db
from campaign.people.imports import services as imports
from campaign.people.imports.schemas import Options, Upload
from campaign.people.models import Organisation, Person
from tests.factories import a_stop, an_event
from tests.people.conftest import a_wish
from tests.races.test_imports import (
    assert_in_order,
    brought,
    crowd_app,
    name_of,
    on_the_list,
    registering,
    services,
    table,
    together,
)

__all__ = ["crowd_app"]


@pytest.mark.parametrize("turn", range(3))
def test_whoever_registers_for_another_event_meanwhile_stays_there(crowd_app, turn):
    stop = a_stop()
    event, other = an_event(stop).id, an_event(stop).id
    number = brought(event, table(range(60)))
    together(crowd_app, lambda: imports.undo(number), *[registering(other, who) for who in range(0, 60, 5)])
    assert not on_the_list(event)
    assert set(on_the_list(other)) == set(map(name_of, range(0, 60, 5)))
    assert db.session.scalar(select(func.count()).select_from(Person)) == 12
    assert_in_order(other)


@pytest.mark.parametrize("turn", range(3))
def test_an_organisation_that_somebody_names_meanwhile_stays(crowd_app, turn):
    stop = a_stop()
    event, other = an_event(stop).id, an_event(stop).id
    rows = "\n".join(["ФИО;Телефон;Организация", *(f"{name_of(who)};;Ұйым {who}" for who in range(40))])
    number = imports.bring_in(event, Upload("people.csv", rows.encode()), Options(create_organisations=True)).import_id

    def naming(who):
        wish = a_wish(name_of(50 + who), organisation=f"Ұйым {who}")
        return lambda: services.register(other, wish, f"key-{who}")

    together(crowd_app, lambda: imports.undo(number), *map(naming, range(0, 40, 4)))
    assert len(on_the_list(other)) == db.session.scalar(select(func.count()).select_from(Organisation)) == 10
