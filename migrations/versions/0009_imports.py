"""Imports of people: what was sent, how it was read, what it made, so that it can be taken back.

Rows already there were not imported: their `import_id` is NULL, which is also what the previous version leaves. The column is
added by plain ALTER TABLE: recreating `registrations` on SQLite would fire the cascades of the tables that refer to it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0009_imports'
down_revision = '0008_tasks'

STATES = ('reading', 'judged', 'writing', 'written', 'undone', 'failed')
TABLES = ('people', 'organisations', 'registrations')


def upgrade() -> None:
    op.create_table('imports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum(*STATES, name='importstate', native_enum=False, length=24, create_constraint=True), nullable=False),
    sa.Column('file_uid', sa.String(length=22), nullable=True),
    sa.Column('report_uid', sa.String(length=22), nullable=True),
    sa.Column('job_uid', sa.String(length=22), nullable=True),
    sa.Column('file_name', sa.String(length=120), nullable=False),
    sa.Column('file_hash', sa.String(length=64), nullable=False),
    sa.Column('reading', sa.JSON(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('skip_errors', sa.Boolean(), nullable=False),
    sa.Column('create_organisations', sa.Boolean(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('created', sa.Integer(), nullable=False),
    sa.Column('matched', sa.Integer(), nullable=False),
    sa.Column('skipped', sa.Integer(), nullable=False),
    sa.Column('failed', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('written_at', sa.DateTime(), nullable=True),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_imports_event_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_imports_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_imports_stop_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports')),
    sa.UniqueConstraint('uid', name=op.f('uq_imports_uid'))
    )
    for column in ('event_id', 'region_id', 'stop_id'):
        op.create_index(op.f(f'ix_imports_{column}'), 'imports', [column], unique=False)
    for table in TABLES:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN import_id INTEGER CONSTRAINT fk_{table}_import_id REFERENCES imports (id)"
        )
    op.create_table('import_matches',
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['imports.id'], name=op.f('fk_import_matches_import_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_import_matches_registration_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('import_id', 'registration_id', name=op.f('pk_import_matches'))
    )
    op.create_index(op.f('ix_import_matches_registration_id'), 'import_matches', ['registration_id'], unique=False)


def downgrade() -> None:
    op.drop_table('import_matches')
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} DROP COLUMN import_id")
    op.drop_table('imports')
