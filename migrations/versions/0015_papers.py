"""Who signs papers, what the schedule says of a stop, and what the plan of events says of an event.

Rows already there are not touched; a relay, stop or event without a row here prints lines to write on, or what follows from
other pages.
"""

import sqlalchemy as sa
from alembic import op

revision = '0015_papers'
down_revision = '0014_calendar_links'


def upgrade() -> None:
    op.create_table('paper_signers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('relay_id', sa.Integer(), nullable=True),
    sa.Column('stop_id', sa.Integer(), nullable=True),
    sa.Column('signers', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(relay_id IS NULL) <> (stop_id IS NULL)', name=op.f('ck_paper_signers_of_a_relay_or_a_stop')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_paper_signers_region_id')),
    sa.ForeignKeyConstraint(['relay_id'], ['relays.id'], name=op.f('fk_paper_signers_relay_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_paper_signers_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_signers')),
    sa.UniqueConstraint('relay_id', name=op.f('uq_paper_signers_relay_id')),
    sa.UniqueConstraint('stop_id', name=op.f('uq_paper_signers_stop_id')),
    )
    op.create_index(op.f('ix_paper_signers_region_id'), 'paper_signers', ['region_id'], unique=False)
    op.create_table('stop_duties',
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('ceremony', sa.JSON(), nullable=False),
    sa.Column('responsible', sa.String(length=120), nullable=False),
    sa.Column('phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('coordination', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_stop_duties_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_stop_duties_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('stop_id', name=op.f('pk_stop_duties')),
    )
    op.create_index(op.f('ix_stop_duties_region_id'), 'stop_duties', ['region_id'], unique=False)
    op.create_table('event_plan_lines',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('completion', sa.JSON(), nullable=False),
    sa.Column('reach', sa.Integer(), nullable=True),
    sa.Column('financing', sa.JSON(), nullable=False),
    sa.Column('note', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('reach > 0', name=op.f('ck_event_plan_lines_reach_positive')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_plan_lines_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_event_plan_lines_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_event_plan_lines_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_event_plan_lines')),
    )
    op.create_index(op.f('ix_event_plan_lines_region_id'), 'event_plan_lines', ['region_id'], unique=False)
    op.create_index(op.f('ix_event_plan_lines_stop_id'), 'event_plan_lines', ['stop_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_event_plan_lines_stop_id'), table_name='event_plan_lines')
    op.drop_index(op.f('ix_event_plan_lines_region_id'), table_name='event_plan_lines')
    op.drop_table('event_plan_lines')
    op.drop_index(op.f('ix_stop_duties_region_id'), table_name='stop_duties')
    op.drop_table('stop_duties')
    op.drop_index(op.f('ix_paper_signers_region_id'), table_name='paper_signers')
    op.drop_table('paper_signers')
