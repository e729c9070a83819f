"""Groups of an event, their people, and the term in which whoever moves up confirms.

Registrations already there belong to no group and have no term, which is also what the previous version leaves. Going down frees
the places that groups hold without names. The columns
are added by plain ALTER TABLE: recreating `registrations` on SQLite would fire the cascades of the tables that refer to it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0025_groups'
down_revision = '0024_shifts'

STATES = ('confirmed', 'waiting', 'cancelled')
SOURCES = ('form', 'staff', 'import', 'walk_in')


def upgrade() -> None:
    op.create_table('groups',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('role_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('leader_name', sa.String(length=120), nullable=False),
    sa.Column('leader_phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('state', sa.Enum(*STATES, name='groupstate', native_enum=False, length=24, create_constraint=True), nullable=False),
    sa.Column('source', sa.Enum(*SOURCES, name='source', native_enum=False, length=24, create_constraint=True), nullable=False),
    sa.Column('held', sa.Integer(), nullable=False),
    sa.Column('short', sa.Integer(), nullable=False),
    sa.Column('queue_number', sa.Integer(), nullable=False),
    sa.Column('may_split', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('no_passing', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('passed_over', sa.Integer(), nullable=False),
    sa.Column('confirm_by', sa.DateTime(), nullable=True),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('held >= 0 AND short >= 0', name=op.f('ck_groups_never_negative')),
    sa.CheckConstraint("state = 'confirmed' OR held = 0", name=op.f('ck_groups_held_when_confirmed')),
    sa.CheckConstraint("state <> 'cancelled' OR short = 0", name=op.f('ck_groups_cancelled_wants_nothing')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_groups_event_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_groups_organisation_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_groups_region_id')),
    sa.ForeignKeyConstraint(['role_id'], ['event_roles.id'], name=op.f('fk_groups_role_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_groups_stop_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_groups')),
    sa.UniqueConstraint('event_id', 'queue_number', name=op.f('uq_groups_event_id_queue_number')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_groups_token_hash')),
    sa.UniqueConstraint('uid', name=op.f('uq_groups_uid'))
    )
    for column in ('organisation_id', 'region_id', 'role_id', 'stop_id'):
        op.create_index(op.f(f'ix_groups_{column}'), 'groups', [column], unique=False)
    op.execute(
        'ALTER TABLE registrations ADD COLUMN group_id INTEGER CONSTRAINT fk_registrations_group_id REFERENCES groups (id)'
    )
    op.create_index(op.f('ix_registrations_group_id'), 'registrations', ['group_id'], unique=False)
    op.add_column('registrations', sa.Column('confirm_by', sa.DateTime(), nullable=True))
    op.create_table('waiting_rules',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('confirm_hours', sa.Integer(), nullable=False),
    sa.CheckConstraint('confirm_hours BETWEEN 1 AND 720', name=op.f('ck_waiting_rules_a_term')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_waiting_rules_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_waiting_rules_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_waiting_rules_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_waiting_rules'))
    )
    for column in ('region_id', 'stop_id'):
        op.create_index(op.f(f'ix_waiting_rules_{column}'), 'waiting_rules', [column], unique=False)


def downgrade() -> None:
    held = 'SELECT COALESCE(SUM(held), 0) FROM groups WHERE groups'
    op.execute(f'UPDATE events SET taken = taken - ({held}.event_id = events.id)')  # noqa: S608
    op.execute(f'UPDATE event_roles SET taken = taken - ({held}.role_id = event_roles.id)')  # noqa: S608
    op.drop_table('waiting_rules')
    op.execute('ALTER TABLE registrations DROP COLUMN confirm_by')
    op.drop_index(op.f('ix_registrations_group_id'), table_name='registrations')
    op.execute('ALTER TABLE registrations DROP COLUMN group_id')
    op.drop_table('groups')
