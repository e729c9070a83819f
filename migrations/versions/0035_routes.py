"""Routes of columns: their points with plan and fact, and the way in reserve in words.

Events already there have no route. The previous version knows neither table; events that it removes take their routes along.
"""

import sqlalchemy as sa
from alembic import op

revision = '0035_routes'
down_revision = '0034_rules_of_columns'
KINDS = ('gathering', 'line_up', 'start', 'point', 'turn', 'stop', 'finish', 'reserve')


def upgrade() -> None:
    op.create_table('routes',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('reserve', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_routes_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_routes_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_routes_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_routes'))
    )
    op.create_table('route_points',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum(*KINDS, name='pointkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('lat', sa.Double(), nullable=True),
    sa.Column('lon', sa.Double(), nullable=True),
    sa.Column('offset', sa.Integer(), nullable=True),
    sa.Column('metres', sa.Integer(), nullable=True),
    sa.Column('way', sa.JSON(), nullable=False),
    sa.Column('post', sa.String(length=120), nullable=False),
    sa.Column('medical', sa.Boolean(), nullable=False),
    sa.Column('fact_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('metres >= 0', name=op.f('ck_route_points_metres_never_negative')),
    sa.CheckConstraint('(lat IS NULL) = (lon IS NULL)', name=op.f('ck_route_points_coordinates_both_or_neither')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_route_points_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_route_points_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_route_points_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_route_points'))
    )
    op.create_index(op.f('ix_route_points_event_id'), 'route_points', ['event_id'], unique=False)
    for table in ('routes', 'route_points'):
        op.create_index(op.f(f'ix_{table}_region_id'), table, ['region_id'], unique=False)
        op.create_index(op.f(f'ix_{table}_stop_id'), table, ['stop_id'], unique=False)


def downgrade() -> None:
    op.drop_table('route_points')
    op.drop_table('routes')
