"""An outlet of the whole country stands in the list once, as one of a region does.

Of outlets that were written down twice at the same moment the first keeps its name; each further one gets a number after it, so
that nothing is lost and somebody can see and mend it. Going back takes the rule away and leaves these names.
"""

import sqlalchemy as sa
from alembic import op

revision = "0082_outlets_once"
down_revision = "0081_erased_meanwhile"

INDEX = "uq_outlets_of_the_country"
NAME, KEY = 200, 400  # how long they may be
OUTLETS = sa.table("outlets", sa.column("id"), sa.column("region_id"), sa.column("name"), sa.column("name_key"))


def upgrade() -> None:
    _number_doubles(op.get_bind())
    there = sa.text("region_id IS NULL")
    op.create_index(INDEX, "outlets", ["name_key"], unique=True, sqlite_where=there, postgresql_where=there)


def _number_doubles(connection: sa.Connection) -> None:
    national = sa.select(OUTLETS.c.id, OUTLETS.c.name, OUTLETS.c.name_key).where(OUTLETS.c.region_id.is_(None))
    rows = connection.execute(national.order_by(OUTLETS.c.id)).all()
    taken, seen = {row.name_key for row in rows}, set()
    for row in rows:
        if row.name_key not in seen:
            seen.add(row.name_key)
            continue
        number = next(number for number in range(2, len(rows) + 2) if _numbered(row.name_key, f" {number}", KEY) not in taken)
        key = _numbered(row.name_key, f" {number}", KEY)
        taken.add(key)
        named = {"name": _numbered(row.name, f" ({number})", NAME), "name_key": key}
        connection.execute(sa.update(OUTLETS).where(OUTLETS.c.id == row.id).values(named))


def _numbered(words: str, number: str, most: int) -> str:
    return words[: most - len(number)] + number


def downgrade() -> None:
    op.drop_index(INDEX, "outlets")
