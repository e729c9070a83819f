"""Kept files: sealed, whole, one's own, and gone when their time is over."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from campaign.core import clock, files
from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.db import db, unit_of_work
from campaign.core.errors import NotFound
from campaign.core.files import KeptFile, KeptPart
from tests.factories import a_stop

SECRET = "Әлия +77015550123 ".encode()


def coordinator(number: int, region_id: int) -> Actor:
    grants = (Grant(Role.REGION, region_id=region_id),)
    return Actor(user_id=number, grants=grants, scope=scope_of(grants))


def kept(actor: Actor, content: list[bytes], region_id: int, stop_id: int | None = None) -> str:
    with acting_as(actor), unit_of_work() as session:
        return files.keep(
            session, content, name="тізім.xlsx", mimetype="text/plain", region_id=region_id, stop_id=stop_id,
            kept=timedelta(days=1),
        )  # fmt: skip


@pytest.fixture
def place(app):
    stop = a_stop()
    return stop.region_id, stop.id


@pytest.mark.parametrize("pieces", [[], [b"one"], [SECRET * 100_000], [b"x" * files.PART, b"y"], [SECRET] * 70_000])
def test_a_file_comes_back_as_it_was_in_whatever_pieces_it_came(either_app, pieces):
    stop = a_stop()
    ours = coordinator(7, stop.region_id)
    uid = kept(ours, pieces, stop.region_id, stop.id)
    with acting_as(ours):
        assert b"".join(files.content_of(uid)) == b"".join(pieces)
        assert files.file_row(uid).size == sum(map(len, pieces))


def test_nothing_can_be_read_in_the_database(place, tmp_path):
    kept(coordinator(7, place[0]), [SECRET * 1000], *place)
    db.session.remove()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("test.db*"))
    assert "Әлия".encode() not in stored
    assert b"5550123" not in stored


def test_a_file_is_its_owners_only_and_only_in_their_scope(place):
    uid = kept(coordinator(7, place[0]), [SECRET], *place)
    for other in (coordinator(8, place[0]), coordinator(7, place[0] + 1), Actor(user_id=7), Actor()):
        with acting_as(other), pytest.raises(NotFound):
            files.content_of(uid)


def test_a_part_put_in_anothers_place_does_not_open(place):
    ours = coordinator(7, place[0])
    uid = kept(ours, [b"a" * files.PART + b"b" * files.PART], *place)
    parts = db.session.scalars(select(KeptPart).order_by(KeptPart.number)).all()
    parts[0].content, parts[1].content = parts[1].content, parts[0].content
    db.session.commit()
    with acting_as(ours), pytest.raises(ValueError, match="does not open"):
        list(files.content_of(uid))


def test_a_file_whose_time_is_over_is_gone_for_everybody_and_soon_for_good(place):
    ours = coordinator(7, place[0])
    uid = kept(ours, [SECRET], *place)
    db.session.execute(update(KeptFile).values(expires_at=clock.now()))
    db.session.commit()
    with acting_as(ours), pytest.raises(NotFound):
        files.file_row(uid)
    assert files.forget_expired() == 1
    assert db.session.scalars(select(KeptPart)).all() == []
