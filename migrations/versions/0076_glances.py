"""Triggers look before they reckon, on SQLite where they run row by row; and places that wait for a word are found by an index.

A trigger on registrations asks one cheap thing first: whether the person may be young enough for any rule (its CHECK lets no
rule go beyond 21 years) or went into another, whether the stop has no mark yet. What follows it is as it was. Nothing else
changes, so the previous version may keep running.
"""

import sqlalchemy as sa
from alembic import op

revision = "0076_glances"
down_revision = "0075_lean_indexes"

MAY_BE_YOUNG = (
    "EXISTS (SELECT 1 FROM people p JOIN events e ON e.id = NEW.event_id WHERE p.id = NEW.person_id AND "
    "(p.birth_date IS NOT NULL OR p.birth_year + 22 > CAST(substr(e.day, 1, 4) AS INTEGER)))"
)
WENT = "EXISTS (SELECT 1 FROM people p WHERE p.id = NEW.person_id AND p.merged_into_id IS NOT NULL)"
UNMARKED = (
    "NOT EXISTS (SELECT 1 FROM events e JOIN tally_marks m ON m.stop_id = e.stop_id WHERE e.id = NEW.event_id)"
)
# name → how its head ends, and how it ends with the glance
HEADS = {
    "minors_registration_added": (
        "WHEN NEW.state = 'confirmed' BEGIN", f"WHEN NEW.state = 'confirmed' AND {MAY_BE_YOUNG} BEGIN",
    ),
    "merged_registration_added": ("WHEN NEW.state <> 'cancelled' BEGIN", f"WHEN NEW.state <> 'cancelled' AND {WENT} BEGIN"),
    "tally_registrations_insert": ("ON registrations BEGIN", f"ON registrations WHEN {UNMARKED} BEGIN"),
}  # fmt: skip
WAITING = (("registrations", "ix_registrations_confirm_by"), ("groups", "ix_groups_confirm_by"))


def upgrade() -> None:
    there = sa.text("confirm_by IS NOT NULL")
    for table, name in WAITING:
        op.create_index(op.f(name), table, ["confirm_by"], sqlite_where=there, postgresql_where=there)
    exchange_heads(old=0, new=1)


def downgrade() -> None:
    exchange_heads(old=1, new=0)
    for table, name in reversed(WAITING):
        op.drop_index(op.f(name), table)


def exchange_heads(old: int, new: int) -> None:
    if op.get_context().dialect.name != "sqlite":
        return
    for name, heads in HEADS.items():
        asked = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
        written = op.get_bind().execute(asked, {"name": name}).scalar_one()
        if written.count(heads[old]) != 1:
            raise RuntimeError(f"the trigger {name} is not what it was")
        op.execute(f"DROP TRIGGER {name}")
        op.execute(written.replace(heads[old], heads[new]).replace(":", r"\:"))
