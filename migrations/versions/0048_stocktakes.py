"""A store is counted: a sheet frozen at its start, counts typed as a draft, differences posted as one document.

New tables only; the previous version may still be running and knows nothing of them.
"""

import sqlalchemy as sa
from alembic import op

revision = '0048_stocktakes'
down_revision = '0047_settled_teams'

_STATES = ('open', 'posted', 'dropped')


def upgrade() -> None:
    op.create_table(
        'stocktakes',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('store_id', sa.Integer(), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('stop_id', sa.Integer(), nullable=True),
        sa.Column('state', sa.Enum(*_STATES, native_enum=False, length=24, name='stocktakestate'), nullable=False),
        sa.Column('begun_at', sa.DateTime(), nullable=False),
        sa.Column('begun_by', sa.Integer(), nullable=True),
        sa.Column('ended_at', sa.DateTime(), nullable=True),
        sa.Column('ended_by', sa.Integer(), nullable=True),
        sa.Column('document_id', sa.Integer(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'posted', 'dropped')", name=op.f('ck_stocktakes_stocktakestate')),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f('ck_stocktakes_ended_when')),
        sa.CheckConstraint("document_id IS NULL OR state = 'posted'", name=op.f('ck_stocktakes_document_of_posted')),
        sa.ForeignKeyConstraint(['document_id'], ['stock_documents.id'], name=op.f('fk_stocktakes_document_id')),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_stocktakes_region_id')),
        sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_stocktakes_stop_id')),
        sa.ForeignKeyConstraint(['store_id'], ['stock_places.id'], name=op.f('fk_stocktakes_store_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_stocktakes')),
        sa.UniqueConstraint('document_id', name=op.f('uq_stocktakes_document_id')),
    )
    op.create_index(op.f('ix_stocktakes_region_id'), 'stocktakes', ['region_id'])
    op.create_index(op.f('ix_stocktakes_stop_id'), 'stocktakes', ['stop_id'])
    op.create_index(
        'uq_stocktakes_open', 'stocktakes', ['store_id'], unique=True,
        sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        'stocktake_lines',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('stocktake_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('variant_id', sa.Integer(), nullable=False),
        sa.Column('expected', sa.Integer(), nullable=False),
        sa.Column('seen_line', sa.Integer(), nullable=False),
        sa.Column('counted', sa.Integer(), nullable=True),
        sa.Column('counted_before', sa.Integer(), nullable=True),
        sa.Column('reason', sa.String(length=300), nullable=False),
        sa.CheckConstraint('expected >= 0 AND counted >= 0', name=op.f('ck_stocktake_lines_not_negative')),
        sa.ForeignKeyConstraint(
            ['stocktake_id'], ['stocktakes.id'], name=op.f('fk_stocktake_lines_stocktake_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['variant_id'], ['material_variants.id'], name=op.f('fk_stocktake_lines_variant_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_stocktake_lines')),
        sa.UniqueConstraint('stocktake_id', 'variant_id', name=op.f('uq_stocktake_lines_stocktake_id_variant_id')),
    )
    op.create_index(op.f('ix_stocktake_lines_variant_id'), 'stocktake_lines', ['variant_id'])


def downgrade() -> None:
    op.drop_table('stocktake_lines')
    op.drop_table('stocktakes')
