"""What every installation has from the start: kinds, and the kit `standard`."""

from sqlalchemy import func, select

from campaign.core.db import db, unit_of_work
from campaign.core.i18n import OWN
from campaign.events import services
from campaign.events.models import EventKind, Kit, KitEvent, KitRole

KINDS = {
    "rally", "motorcade", "office_walk", "exhibition", "lecture", "quest", "contest", "sport", "concert",
    "round_table", "ceremony", "other",
}  # fmt: skip


def load() -> None:
    with unit_of_work() as session:
        services.load_shipped(session)


def counts() -> tuple[int, ...]:
    return tuple(db.session.scalar(select(func.count()).select_from(table)) for table in (EventKind, Kit, KitEvent, KitRole))


def test_every_kind_and_event_is_named_in_three_languages(either_app):
    load()
    kinds = db.session.scalars(select(EventKind)).all()
    assert {kind.code for kind in kinds} == KINDS
    texts = [kind.name for kind in kinds]
    for event in db.session.scalars(select(KitEvent)):
        texts += [event.title, event.description]
    texts += db.session.scalars(select(KitRole.name)).all()
    assert [text for text in texts if set(text.as_dict()) != set(OWN)] == []


def test_loading_twice_changes_nothing(either_app):
    load()
    before = counts(), db.session.scalars(select(KitEvent.id).order_by(KitEvent.id)).all()
    load()
    assert (counts(), db.session.scalars(select(KitEvent.id).order_by(KitEvent.id)).all()) == before


def test_a_kind_that_organizers_made_stays(app):
    load()
    with unit_of_work() as session:
        session.add(EventKind(code="own_1", name=db.session.scalar(select(EventKind.name).limit(1))))
    load()
    assert db.session.scalar(select(EventKind.shipped).where(EventKind.code == "own_1")) is False


def test_the_standard_kit_holds_the_day_of_temirtau(app):
    load()
    kit = db.session.scalars(select(KitEvent).join(Kit).where(Kit.code == "standard").order_by(KitEvent.position)).all()
    kinds = dict(db.session.execute(select(EventKind.id, EventKind.code)).all())
    assert [(kinds[event.kind_id], event.anchor, event.day_offset, f"{event.starts:%H:%M}") for event in kit] == [
        ("rally", "arrival", 0, "10:00"),
        ("motorcade", "arrival", 0, "11:15"),
        ("office_walk", "arrival", 0, "14:00"),
        ("exhibition", "arrival", 0, "10:00"),
        ("lecture", "arrival", 2, "15:00"),
        ("quest", "arrival", 5, "15:00"),
        ("ceremony", "departure", 0, "11:00"),
    ]
