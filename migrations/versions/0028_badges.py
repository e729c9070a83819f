"""What was printed on whose badge, and which roles lead.

Nobody has a badge yet, and of no role anybody has said whether it leads: its name decides. The previous version does not know
the tables.
"""

import sqlalchemy as sa
from alembic import op

revision = '0028_badges'
down_revision = '0027_checkin'


def upgrade() -> None:
    op.create_table('badge_prints',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('layout', sa.Enum('a6', 'a7', 'card', 'wristband', 'sticker', name='layout', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('content_hash', sa.String(length=32), nullable=False),
    sa.Column('sheet_number', sa.Integer(), nullable=False),
    sa.Column('printed_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_badge_prints_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_badge_prints_region_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_badge_prints_registration_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_badge_prints_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', 'layout', name=op.f('pk_badge_prints'))
    )
    op.create_index(op.f('ix_badge_prints_event_id'), 'badge_prints', ['event_id'], unique=False)
    op.create_index(op.f('ix_badge_prints_region_id'), 'badge_prints', ['region_id'], unique=False)
    op.create_index(op.f('ix_badge_prints_stop_id'), 'badge_prints', ['stop_id'], unique=False)
    op.create_table('leading_roles',
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('leads', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_leading_roles_region_id')),
    sa.ForeignKeyConstraint(['role_id'], ['event_roles.id'], name=op.f('fk_leading_roles_role_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_leading_roles_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('role_id', name=op.f('pk_leading_roles'))
    )
    op.create_index(op.f('ix_leading_roles_region_id'), 'leading_roles', ['region_id'], unique=False)
    op.create_index(op.f('ix_leading_roles_stop_id'), 'leading_roles', ['stop_id'], unique=False)


def downgrade() -> None:
    op.drop_table('leading_roles')
    op.drop_table('badge_prints')
