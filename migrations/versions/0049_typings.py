"""Typing back: what was typed of each page of a printed sheet, by whom, and what posting it wrote.

A new table only; the previous version may still be running and knows nothing of it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0049_typings'
down_revision = '0048_stocktakes'

_STATES = ('draft', 'ready', 'posted', 'undone', 'dropped')
_LIVE = "state IN ('draft', 'ready', 'posted')"


def upgrade() -> None:
    op.create_table(
        'typings',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(length=22), nullable=False),
        sa.Column('sheet_id', sa.Integer(), nullable=False),
        sa.Column('page', sa.Integer(), nullable=False),
        sa.Column('turn', sa.Integer(), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('stop_id', sa.Integer(), nullable=True),
        sa.Column('user_id', sa.Integer(), nullable=True),
        sa.Column('state', sa.Enum(*_STATES, native_enum=False, length=24, name='typingstate'), nullable=False),
        sa.Column('double', sa.Boolean(), nullable=False),
        sa.Column('rows_sealed', sa.LargeBinary(), nullable=False),
        sa.Column('text_sealed', sa.LargeBinary(), nullable=False),
        sa.Column('facts', sa.JSON(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('changed_at', sa.DateTime(), nullable=False),
        sa.Column('posted_at', sa.DateTime(), nullable=True),
        sa.Column('posted_by', sa.Integer(), nullable=True),
        sa.Column('undone_at', sa.DateTime(), nullable=True),
        sa.Column('undone_by', sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'ready', 'posted', 'undone', 'dropped')", name=op.f('ck_typings_typingstate')
        ),
        sa.CheckConstraint('turn IN (1, 2)', name=op.f('ck_typings_first_or_second')),
        sa.CheckConstraint("(state IN ('posted', 'undone')) = (posted_at IS NOT NULL)", name=op.f('ck_typings_posted_when')),
        sa.CheckConstraint("(state = 'undone') = (undone_at IS NOT NULL)", name=op.f('ck_typings_undone_when')),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_typings_region_id')),
        sa.ForeignKeyConstraint(
            ['sheet_id'], ['printed_sheets.id'], name=op.f('fk_typings_sheet_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_typings_stop_id'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_typings')),
        sa.UniqueConstraint('uid', name=op.f('uq_typings_uid')),
    )
    op.create_index(op.f('ix_typings_region_id'), 'typings', ['region_id'])
    op.create_index(op.f('ix_typings_stop_id'), 'typings', ['stop_id'])
    op.create_index(op.f('ix_typings_user_id'), 'typings', ['user_id'])
    op.create_index(
        'uq_typings_live', 'typings', ['sheet_id', 'page', 'turn'], unique=True,
        sqlite_where=sa.text(_LIVE), postgresql_where=sa.text(_LIVE),
    )


def downgrade() -> None:
    op.drop_table('typings')
