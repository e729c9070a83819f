"""Tallies: counters of each stop, and marks that the database sets whenever something they are reckoned from changes.

There are no counters yet, so every stop gets a mark: whoever looks before the first recount reckons from the rows. The previous
version may keep running: triggers set the marks for it too. On PostgreSQL a trigger sees a whole statement and always adds a
row, since a mark that is there may be just being deleted; on SQLite, where writers follow each other, one row a stop is enough.
A later batch migration on SQLite of one of these tables must make its triggers again.
"""

import sqlalchemy as sa
from alembic import op

revision = '0056_tallies'
down_revision = '0055_exhibition'

OF_EVENT = "SELECT e.stop_id FROM {rows} r JOIN events e ON e.id = r.event_id"
# A page that tells of several events is counted at the first of them: what happens to one event may move it to another's stop.
TOLD_TOO = (
    "SELECT r.stop_id FROM {rows} r UNION SELECT e.stop_id FROM {rows} r {told}"
    "JOIN publication_events p ON p.publication_id = {page} JOIN events e ON e.id = p.event_id"
)
# table → the stops whose figures these rows of it are about
STOPS = {
    'figures': "SELECT r.stop_id FROM {rows} r",
    'event_audiences': "SELECT r.stop_id FROM {rows} r",
    'events': TOLD_TOO.format(
        rows='{rows}', told="JOIN publication_events l ON l.event_id = r.id ", page="l.publication_id"
    ),
    'measures': "SELECT s.id FROM {rows} r CROSS JOIN stops s",
    'registrations': OF_EVENT,
    'check_ins': OF_EVENT,
    'columns': OF_EVENT,
    'column_cars': OF_EVENT,
    'vehicles': "SELECT c.stop_id FROM {rows} r JOIN column_cars c ON c.vehicle_id = r.id",
    'walk_doors': OF_EVENT,
    'publications': "SELECT p.stop_id FROM {rows} r JOIN publication_events p ON p.publication_id = r.id",
    'publication_events': TOLD_TOO.format(rows='{rows}', told="", page="r.publication_id"),
    'materials': "SELECT s.id FROM {rows} r CROSS JOIN stops s",
    'stock_documents': OF_EVENT,
    'stock_lines': (
        "SELECT e.stop_id FROM {rows} r JOIN stock_documents d ON d.id = r.document_id JOIN events e ON e.id = d.event_id"
    ),
}  # fmt: skip


def upgrade() -> None:
    make_tables()
    op.execute("INSERT INTO tally_marks (stop_id) SELECT id FROM stops")
    if op.get_context().dialect.name == "sqlite":
        mark_on_sqlite()
    else:
        mark_on_postgres()


def mark_on_sqlite() -> None:
    for table, stops in STOPS.items():
        for act, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            marks = " ".join(f"{marking(stops, table, row)};" for row in rows)
            op.execute(f"CREATE TRIGGER tally_{table}_{act.lower()} AFTER {act} ON {table} BEGIN {marks} END")


def marking(stops: str, table: str, row: str) -> str:
    """Mark the stops of one row, each unless it is marked already."""
    columns = {column for column in ('id', 'stop_id', 'event_id', 'document_id', 'publication_id') if f"r.{column}" in stops}
    one = ", ".join(f"{row}.{column} AS {column}" for column in sorted(columns)) or "1 AS one"
    found = stops.format(rows=f"(SELECT {one})")
    return (
        f"INSERT INTO tally_marks (stop_id) SELECT DISTINCT f.stop_id FROM ({found.replace('s.id FROM', 's.id AS stop_id FROM')}) f "
        "WHERE NOT EXISTS (SELECT 1 FROM tally_marks m WHERE m.stop_id = f.stop_id)"
    )


def mark_on_postgres() -> None:
    for table, stops in STOPS.items():
        gone, added = (
            f"INSERT INTO tally_marks (stop_id) SELECT DISTINCT f.stop_id FROM ({stops.format(rows=rows)}) f (stop_id);"
            for rows in ("gone", "added")
        )
        op.execute(
            f"CREATE FUNCTION tally_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP <> 'INSERT' THEN {gone} END IF; IF TG_OP <> 'DELETE' THEN {added} END IF; RETURN NULL; END $$"
        )
        for act, seen in (
            ("INSERT", "NEW TABLE AS added"),
            ("UPDATE", "OLD TABLE AS gone NEW TABLE AS added"),
            ("DELETE", "OLD TABLE AS gone"),
        ):
            op.execute(
                f"CREATE TRIGGER tally_{table}_{act.lower()} AFTER {act} ON {table} REFERENCING {seen} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION tally_{table}()"
            )


def make_tables() -> None:
    op.create_table('tally_marks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tally_marks')),
    )
    op.create_index(op.f('ix_tally_marks_stop_id'), 'tally_marks', ['stop_id'], unique=False)
    op.create_table('stop_tallies',
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Enum('plan', 'fact', name='stage', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('times_value', sa.BigInteger(), nullable=False),
    sa.Column('times_parts', sa.Integer(), nullable=False),
    sa.Column('times_estimates', sa.Integer(), nullable=False),
    sa.Column('times_at_least', sa.Boolean(), nullable=False),
    sa.Column('people_value', sa.BigInteger(), nullable=True),
    sa.Column('people_parts', sa.Integer(), nullable=True),
    sa.Column('people_estimates', sa.Integer(), nullable=True),
    sa.Column('people_at_least', sa.Boolean(), nullable=True),
    sa.Column('missing', sa.Integer(), nullable=False),
    sa.CheckConstraint('times_value >= 0 AND times_parts >= times_estimates', name=op.f('ck_stop_tallies_times_sane')),
    sa.CheckConstraint('people_value >= 0 AND people_parts >= people_estimates', name=op.f('ck_stop_tallies_people_sane')),
    sa.CheckConstraint('(people_value IS NULL) = (people_at_least IS NULL)', name=op.f('ck_stop_tallies_people_whole')),
    sa.CheckConstraint('missing >= 0', name=op.f('ck_stop_tallies_missing_not_negative')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_stop_tallies_stop_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['measure_id'], ['measures.id'], name=op.f('fk_stop_tallies_measure_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_stop_tallies_region_id')),
    sa.PrimaryKeyConstraint('stop_id', 'kind', 'measure_id', 'stage', name=op.f('pk_stop_tallies')),
    )
    op.create_index(op.f('ix_stop_tallies_region_id'), 'stop_tallies', ['region_id'], unique=False)


def downgrade() -> None:
    sqlite = op.get_context().dialect.name == "sqlite"
    for table in STOPS:
        for act in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER tally_{table}_{act}" if sqlite else f"DROP TRIGGER tally_{table}_{act} ON {table}")
        if not sqlite:
            op.execute(f"DROP FUNCTION tally_{table}()")
    op.drop_table('stop_tallies')
    op.drop_table('tally_marks')
