"""The log of the day of a column: what phones of marshals and the desk have marked.

Nothing of the kind was kept before; how it stands is in the tables of cars and points.
"""

import sqlalchemy as sa
from alembic import op

revision = '0040_column_marks'
down_revision = '0039_building_imports'


def upgrade() -> None:
    op.create_table('column_marks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('device_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('body_hash', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.Enum('mark', 'point', 'undo', name='itemkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('car_id', sa.Integer(), nullable=True),
    sa.Column('point_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('expected', 'present', 'absent', 'departed', 'arrived', name='carstate', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('of_key', sa.String(length=40), server_default='', nullable=False),
    sa.Column('outcome', sa.Enum('done', 'refused', name='outcome', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('why', sa.Enum('', 'early', 'off', 'late', 'other_car', 'other_point', 'nothing', 'malformed', 'key_reused', name='why', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('claimed_at', sa.DateTime(), nullable=True),
    sa.Column('happened_at', sa.DateTime(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("(kind = 'undo') = (of_key <> '')", name=op.f('ck_column_marks_undo_of_something')),
    sa.CheckConstraint("outcome = 'refused' OR car_id IS NOT NULL OR point_id IS NOT NULL", name=op.f('ck_column_marks_about_something')),
    sa.ForeignKeyConstraint(['car_id'], ['column_cars.id'], name=op.f('fk_column_marks_car_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['device_id'], ['device_links.id'], name=op.f('fk_column_marks_device_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_column_marks_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['point_id'], ['route_points.id'], name=op.f('fk_column_marks_point_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_column_marks_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_column_marks_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_column_marks')),
    sa.UniqueConstraint('key', name=op.f('uq_column_marks_key'))
    )
    op.create_index(op.f('ix_column_marks_car_id'), 'column_marks', ['car_id'], unique=False)
    op.create_index('ix_column_marks_event_id_happened_at', 'column_marks', ['event_id', 'happened_at'], unique=False)
    op.create_index(op.f('ix_column_marks_of_key'), 'column_marks', ['of_key'], unique=False)
    op.create_index(op.f('ix_column_marks_point_id'), 'column_marks', ['point_id'], unique=False)
    op.create_index(op.f('ix_column_marks_region_id'), 'column_marks', ['region_id'], unique=False)
    op.create_index(op.f('ix_column_marks_stop_id'), 'column_marks', ['stop_id'], unique=False)


def downgrade() -> None:
    op.drop_table('column_marks')
