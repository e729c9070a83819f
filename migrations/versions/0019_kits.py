"""Kits can be edited: versions, formulas of head-counts, pieces that were taken out, and what a stop has answered.

Kits, events and tasks already there are at version 1, as the program shipped them; events and tasks that came of them agree
with that. The previous version may still be running and does not name the new columns, so the database keeps their defaults.
Columns come with their CHECKs inline, which both databases take, so that no table to which others refer is built anew.
"""

import sqlalchemy as sa
from alembic import op

revision = '0019_kits'
down_revision = '0018_press'

COLUMNS = {
    'kits': (
        'version INTEGER NOT NULL DEFAULT 1',
        'own BOOLEAN NOT NULL DEFAULT false',
        'retired BOOLEAN NOT NULL DEFAULT false',
    ),
    'kit_events': (
        'teams INTEGER CONSTRAINT ck_kit_events_teams_positive CHECK (teams > 0)',
        'offices INTEGER CONSTRAINT ck_kit_events_offices_positive CHECK (offices > 0)',
        'revision INTEGER NOT NULL DEFAULT 1',
        'retired BOOLEAN NOT NULL DEFAULT false',
    ),
    'kit_roles': (
        "basis VARCHAR(24) NOT NULL DEFAULT 'fixed' CONSTRAINT ck_kit_roles_basis"
        " CHECK (basis IN ('fixed', 'participants', 'teams', 'offices'))",
        "each INTEGER CONSTRAINT ck_kit_roles_can_be_reckoned CHECK (basis = 'fixed' OR (capacity > 0 AND each > 0))",
    ),
    'kit_tasks': ('revision INTEGER NOT NULL DEFAULT 1', 'retired BOOLEAN NOT NULL DEFAULT false'),
    'events': ('kit_revision INTEGER NOT NULL DEFAULT 0',),
    'checklist_tasks': ('kit_revision INTEGER NOT NULL DEFAULT 0',),
}


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f'ALTER TABLE {table} ADD COLUMN {column}')
    op.execute('UPDATE events SET kit_revision = 1 WHERE kit_event_id IS NOT NULL')
    op.execute('UPDATE checklist_tasks SET kit_revision = 1 WHERE kit_task_id IS NOT NULL')
    _create_answers()


def _create_answers() -> None:
    op.create_table('kit_answers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('kit_event_id', sa.Integer(), nullable=True),
    sa.Column('kit_task_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.CheckConstraint('(kit_event_id IS NULL) <> (kit_task_id IS NULL)', name=op.f('ck_kit_answers_one_piece')),
    sa.ForeignKeyConstraint(['kit_event_id'], ['kit_events.id'], name=op.f('fk_kit_answers_kit_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['kit_task_id'], ['kit_tasks.id'], name=op.f('fk_kit_answers_kit_task_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_kit_answers_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_kit_answers_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kit_answers')),
    sa.UniqueConstraint('stop_id', 'kit_event_id', name=op.f('uq_kit_answers_stop_id_kit_event_id')),
    sa.UniqueConstraint('stop_id', 'kit_task_id', name=op.f('uq_kit_answers_stop_id_kit_task_id'))
    )
    for column in ('kit_event_id', 'kit_task_id', 'stop_id'):
        op.create_index(op.f(f'ix_kit_answers_{column}'), 'kit_answers', [column], unique=False)


def downgrade() -> None:
    op.drop_table('kit_answers')
    op.execute('DELETE FROM kit_tasks WHERE retired')
    op.execute('DELETE FROM kit_events WHERE retired')
    for table, columns in reversed(COLUMNS.items()):
        for column in reversed(columns):
            op.execute(f'ALTER TABLE {table} DROP COLUMN {column.partition(" ")[0]}')
