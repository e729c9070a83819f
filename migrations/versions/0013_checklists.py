"""Checklists of stops and events, and the tasks that a kit brings.

Rows already there are not touched; the checklists of stops begin empty, and the previous version does not know of them.
"""

import sqlalchemy as sa
from alembic import op

revision = '0013_checklists'
down_revision = '0012_briefing'

ANCHORS = ('arrival', 'departure', 'event', 'fixed')


def upgrade() -> None:
    op.create_table('kit_tasks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kit_id', sa.Integer(), nullable=False),
    sa.Column('kit_event_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('anchor', sa.Enum(*ANCHORS, name='taskanchor', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('day_offset', sa.Integer(), nullable=False),
    sa.Column('at', sa.Time(), nullable=True),
    sa.CheckConstraint("anchor <> 'event' OR kit_event_id IS NOT NULL", name=op.f('ck_kit_tasks_event_named')),
    sa.CheckConstraint("anchor <> 'fixed'", name=op.f('ck_kit_tasks_follows_the_stay')),
    sa.ForeignKeyConstraint(['kit_event_id'], ['kit_events.id'], name=op.f('fk_kit_tasks_kit_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['kit_id'], ['kits.id'], name=op.f('fk_kit_tasks_kit_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kit_tasks'))
    )
    op.create_index(op.f('ix_kit_tasks_kit_event_id'), 'kit_tasks', ['kit_event_id'], unique=False)
    op.create_index(op.f('ix_kit_tasks_kit_id'), 'kit_tasks', ['kit_id'], unique=False)
    op.create_table('checklist_tasks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('kit_task_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('anchor', sa.Enum(*ANCHORS, name='taskanchor', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('day_offset', sa.Integer(), nullable=False),
    sa.Column('fixed_on', sa.Date(), nullable=True),
    sa.Column('at', sa.Time(), nullable=True),
    sa.Column('person', sa.String(length=120), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.Column('state', sa.Enum('open', 'done', 'not_needed', name='taskstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('settled_at', sa.DateTime(), nullable=True),
    sa.Column('settled_by', sa.Integer(), nullable=True),
    sa.Column('edited', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(anchor = 'fixed') = (fixed_on IS NOT NULL)", name=op.f('ck_checklist_tasks_fixed_has_a_day')),
    sa.CheckConstraint("(state = 'open') = (settled_at IS NULL)", name=op.f('ck_checklist_tasks_settled_when')),
    sa.CheckConstraint("anchor <> 'event' OR event_id IS NOT NULL", name=op.f('ck_checklist_tasks_event_named')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_checklist_tasks_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['kit_task_id'], ['kit_tasks.id'], name=op.f('fk_checklist_tasks_kit_task_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_checklist_tasks_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_checklist_tasks_stop_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_checklist_tasks_user_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_checklist_tasks'))
    )
    op.create_index('ix_checklist_tasks_state_region_id', 'checklist_tasks', ['state', 'region_id'], unique=False)
    for column in ('event_id', 'kit_task_id', 'stop_id', 'user_id'):
        op.create_index(op.f(f'ix_checklist_tasks_{column}'), 'checklist_tasks', [column], unique=False)


def downgrade() -> None:
    op.drop_table('checklist_tasks')
    op.drop_table('kit_tasks')
