"""The chain of the trail: what was noted stands in it, and nobody changes, adds, removes or reorders it unseen."""

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from campaign.core import audit
from campaign.core.audit import AuditBlock, AuditEntry, Head
from campaign.core.audit.verifying import verify
from campaign.core.db import db, unit_of_work
from campaign.factory import cli
from tests.core.flips import a_trail, flipped, without_guards

MOMENT = datetime(2018, 4, 5, 3, 0, tzinfo=UTC)


def broken(*asked, **more) -> list[tuple[str, int]]:
    db.session.rollback()
    return [(one.kind, one.id) for one in verify(db.session(), *asked, **more).broken]


def tampered(*statements: str) -> list[tuple[str, int]]:
    """What the chain says after these statements of somebody with all rights, which are then taken back."""
    session = db.session()
    without_guards(session)
    for statement in statements:
        session.connection().execute(text(statement))
    found = [(one.kind, one.id) for one in verify(session).broken]
    session.rollback()
    return found


def test_each_unit_that_noted_something_is_one_block_and_one_that_failed_is_none(either_app):
    a_trail(3)
    with pytest.raises(KeyError), unit_of_work() as session:
        audit.note(session, "lost", "thing", 1)
        raise KeyError
    with unit_of_work(), unit_of_work():
        pass
    blocks = db.session.execute(select(AuditBlock.number, AuditBlock.entries).order_by(AuditBlock.number)).all()
    assert [tuple(block) for block in blocks] == [(1, 2), (2, 1), (3, 4)]
    assert broken() == []
    assert audit.head().number == 3


def test_what_a_savepoint_took_back_stands_in_no_block(either_app):
    with unit_of_work() as session:
        audit.note(session, "kept", "thing", 1)
        with suppress(KeyError), session.begin_nested():
            audit.note(session, "lost", "thing", 2)
            audit.note_many(session, "lost", "thing", [(3, None, {})])
            raise KeyError
    assert db.session.scalars(select(AuditEntry.act)).all() == ["kept"]
    assert broken() == []


def test_what_was_noted_before_a_savepoint_stays_although_it_was_written_inside(either_app):
    """A question inside writes down what was noted before; that is taken back with the savepoint, and written again."""
    with unit_of_work() as session:
        audit.note(session, "first", "thing", 1)
        with suppress(KeyError), session.begin_nested():
            audit.note(session, "gone", "thing", 2)
            assert session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all() == ["first", "gone"]
            raise KeyError
        audit.note_many(session, "third", "thing", [(3, None, {"n": 3}), (4, None, {"n": 4})])
        with session.begin_nested():
            audit.note(session, "last", "thing", 5)
    kept = db.session.execute(select(AuditEntry.act, AuditEntry.thing_id).order_by(AuditEntry.id)).all()
    assert [tuple(row) for row in kept] == [("first", 1), ("third", 3), ("third", 4), ("last", 5)]
    assert broken() == []


def test_keys_that_are_numbers_and_any_letter_are_hashed_as_they_are_stored(either_app):
    with unit_of_work() as session:
        audit.note(session, "a", "b", None, before={10: "Ә\u2028", 2: 1.5}, after={"é": [None, True]}, reason="ұ\n\t\"'")
    assert broken() == []


def test_changed_bytes_are_found(either_app):
    a_trail()
    without_guards(db.session())
    times, found = flipped(40)
    assert (times, found) == (40, 40)


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["DELETE FROM audit_entries WHERE id = (SELECT min(id) FROM audit_entries)"], {"entries"}),
        (["DELETE FROM audit_blocks WHERE number = 5"], {"missing", "changed", "stray"}),
        (["DELETE FROM audit_blocks WHERE number = 12"], {"end", "stray"}),
        (["DELETE FROM audit_heads"], {"end"}),
        (["UPDATE audit_entries SET unit = (SELECT unit FROM audit_blocks WHERE number = 2) WHERE id = 1"], {"entries"}),
        (["UPDATE audit_blocks SET number = -1 WHERE number = 4", "UPDATE audit_blocks SET number = 4 WHERE number = 5",
          "UPDATE audit_blocks SET number = 5 WHERE number = -1"], {"changed"}),
        (["INSERT INTO audit_entries (at, campaign_at, act, thing, before, after, reason) SELECT at, campaign_at, act, thing, "
          "before, after, reason FROM audit_entries WHERE id = 1"], {"stray"}),
    ],
)  # fmt: skip
def test_what_is_removed_added_or_put_in_another_order_is_found(either_app, statements, found):
    a_trail()
    assert {kind for kind, _number in tampered(*statements)} == found


def test_a_head_under_another_number_is_found(either_app):
    a_trail(3)
    assert ("end", 3) in tampered("UPDATE audit_heads SET id = 5")


def test_a_chain_that_was_cut_and_made_whole_again_lacks_the_head_on_paper(either_app):
    a_trail(4)
    printed = audit.head()
    session = db.session()
    without_guards(session)
    for statement in (
        "DELETE FROM audit_entries WHERE unit = (SELECT unit FROM audit_blocks WHERE number = 4)",
        "DELETE FROM audit_blocks WHERE number = 4",
        "UPDATE audit_heads SET number = 3, at = (SELECT at FROM audit_blocks WHERE number = 3), "
        "hash = (SELECT hash FROM audit_blocks WHERE number = 3)",
    ):
        session.connection().execute(text(statement))
    session.commit()
    assert broken() == []
    short = Head(printed.number, printed.hash[:16])
    assert broken(printed=[short]) == [("head", 4)]
    a_trail(1)
    assert broken(printed=[short]) == [("head", 4)]
    assert broken(printed=[audit.head()]) == []


def test_the_guards_hold_in_the_database(either_app):
    a_trail(2)
    for statement, said in (
        ("UPDATE audit_blocks SET entries = 9", "only ever added to"),
        ("DELETE FROM audit_blocks", "only ever added to"),
        ("UPDATE audit_heads SET hash = 'x'", "only moves forward"),
        ("DELETE FROM audit_heads", "only moves forward"),
    ):
        with pytest.raises(DBAPIError, match=said), unit_of_work() as session:
            session.execute(text(statement))


def test_what_is_older_than_the_chain_is_held_by_one_founding_block(either_app):
    with unit_of_work() as session:
        same = {"at": MOMENT, "campaign_at": MOMENT, "thing": "event"}
        session.add_all(AuditEntry(act=act, **same) for act in ("event.created", "event.edited"))
    assert broken() == [("stray", 1), ("stray", 2)]
    for _turn in range(2):
        with unit_of_work() as session:
            audit.found(session)
    a_trail(2)
    assert broken() == []
    assert db.session.execute(select(AuditBlock.number, AuditBlock.unit)).first() == (1, "")
    assert tampered("UPDATE audit_entries SET act = 'event.opened' WHERE id = 1") == [("entries", 1)]


def test_the_command_says_what_it_found_and_exits_1(app):
    a_trail(3)
    printed = audit.head()
    run = app.test_cli_runner().invoke
    good = run(cli, ["audit", "verify", "--json", "--head", str(printed)])
    assert (good.exit_code, json.loads(good.stdout)) == (
        0, {"ok": True, "blocks": 3, "entries": 7, "head": str(printed), "broken": []},
    )  # fmt: skip
    assert run(cli, ["audit", "verify", "--from", "3"]).stdout.startswith("The chain is whole: 1 blocks, 4 entries")
    bad = run(cli, ["audit", "verify", "--head", "2:0123456789abcdef"])
    assert bad.exit_code == 1
    assert "head: block 2: the printed head 2:0123456789abcdef stands nowhere in the chain" in bad.stdout
    assert run(cli, ["audit", "verify", "--head", "nonsense"]).exit_code == 2
