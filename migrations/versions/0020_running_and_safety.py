"""Running sheets and safety plans of events.

Rows already there are not touched; an event without rows here prints a sheet to fill by hand and the usual safety plan.
"""

import sqlalchemy as sa
from alembic import op

revision = '0020_running_and_safety'
down_revision = '0019_kits'
TABLES = ('running_sheets', 'running_rows', 'safety_plans')


def upgrade() -> None:
    op.create_table('running_sheets',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_running_sheets_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_running_sheets_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_running_sheets_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_running_sheets')),
    )
    op.create_table('running_rows',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('offset', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('what', sa.JSON(), nullable=False),
    sa.Column('who', sa.String(length=120), nullable=False),
    sa.Column('phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('place', sa.String(length=120), nullable=False),
    sa.Column('fact_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('minutes >= 0', name=op.f('ck_running_rows_minutes_never_negative')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_running_rows_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_running_rows_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_running_rows_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_running_rows')),
    sa.UniqueConstraint('uid', name=op.f('uq_running_rows_uid')),
    )
    op.create_index(op.f('ix_running_rows_event_id'), 'running_rows', ['event_id'], unique=False)
    op.create_table('safety_plans',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_safety_plans_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_safety_plans_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_safety_plans_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_safety_plans')),
    )
    for table in TABLES:
        op.create_index(op.f(f'ix_{table}_region_id'), table, ['region_id'], unique=False)
        op.create_index(op.f(f'ix_{table}_stop_id'), table, ['stop_id'], unique=False)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
