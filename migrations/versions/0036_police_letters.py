"""Letters to the police about columns: what somebody has written in them, sealed, for it names people and their phones.

No rows at first: a letter says by itself what follows from the column and the rules.
"""

import sqlalchemy as sa
from alembic import op

revision = '0036_police_letters'
down_revision = '0035_routes'


def upgrade() -> None:
    op.create_table(
        'police_letters',
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('stop_id', sa.Integer(), nullable=False),
        sa.Column('content_sealed', sa.LargeBinary(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_police_letters_event_id_events'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_police_letters_region_id_regions')),
        sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_police_letters_stop_id_stops'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('event_id', name=op.f('pk_police_letters')),
    )
    op.create_index(op.f('ix_police_letters_region_id'), 'police_letters', ['region_id'])
    op.create_index(op.f('ix_police_letters_stop_id'), 'police_letters', ['stop_id'])


def downgrade() -> None:
    op.drop_table('police_letters')
