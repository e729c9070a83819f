"""Norms of materials, the numbers that are expected of events, and sets that are issued together.

Nothing of it was kept before. What ships is loaded after the migration.
"""

import sqlalchemy as sa
from alembic import op

revision = '0044_norms'
down_revision = '0043_ledger'


def upgrade() -> None:
    op.create_table('issue_sets',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=True),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('holder', sa.Enum('supplier', 'found', 'region', 'stop', 'transit', 'team', 'person', 'vehicle', 'consumed', 'lost', name='placekind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('retired', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("holder IN ('person', 'team', 'vehicle')", name=op.f('ck_issue_sets_somebody_holds_it')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_issue_sets_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_sets')),
    sa.UniqueConstraint('code', name=op.f('uq_issue_sets_code'))
    )
    op.create_index(op.f('ix_issue_sets_region_id'), 'issue_sets', ['region_id'], unique=False)
    op.create_table('norms',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=True),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('material_id', sa.Integer(), nullable=False),
    sa.Column('kind_id', sa.Integer(), nullable=True),
    sa.Column('basis', sa.Enum('office', 'official', 'participant', 'role', 'team', 'vehicle', 'event', 'stop', name='basis', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('role', sa.JSON(), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('each', sa.Integer(), nullable=False),
    sa.Column('reserve', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('live_key', sa.String(length=300), nullable=True),
    sa.Column('retired', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("basis <> 'stop' OR kind_id IS NULL", name=op.f('ck_norms_stops_have_no_kind')),
    sa.CheckConstraint('amount >= 0 AND each > 0', name=op.f('ck_norms_can_be_reckoned')),
    sa.CheckConstraint('reserve BETWEEN 0 AND 100', name=op.f('ck_norms_reserve_sane')),
    sa.CheckConstraint('retired = (live_key IS NULL)', name=op.f('ck_norms_live_one_has_a_key')),
    sa.ForeignKeyConstraint(['kind_id'], ['event_kinds.id'], name=op.f('fk_norms_kind_id')),
    sa.ForeignKeyConstraint(['material_id'], ['materials.id'], name=op.f('fk_norms_material_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_norms_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_norms')),
    sa.UniqueConstraint('code', name=op.f('uq_norms_code')),
    sa.UniqueConstraint('live_key', name=op.f('uq_norms_live_key'))
    )
    op.create_index(op.f('ix_norms_kind_id'), 'norms', ['kind_id'], unique=False)
    op.create_index(op.f('ix_norms_material_id'), 'norms', ['material_id'], unique=False)
    op.create_index(op.f('ix_norms_region_id'), 'norms', ['region_id'], unique=False)
    op.create_table('issue_set_lines',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('set_id', sa.Integer(), nullable=False),
    sa.Column('material_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.CheckConstraint('quantity > 0', name=op.f('ck_issue_set_lines_quantity_positive')),
    sa.ForeignKeyConstraint(['material_id'], ['materials.id'], name=op.f('fk_issue_set_lines_material_id')),
    sa.ForeignKeyConstraint(['set_id'], ['issue_sets.id'], name=op.f('fk_issue_set_lines_set_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_set_lines')),
    sa.UniqueConstraint('set_id', 'material_id', name=op.f('uq_issue_set_lines_set_id_material_id'))
    )
    op.create_index(op.f('ix_issue_set_lines_material_id'), 'issue_set_lines', ['material_id'], unique=False)
    op.create_table('event_counts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('basis', sa.Enum('office', 'official', 'participant', 'role', 'team', 'vehicle', 'event', 'stop', name='basis', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(basis = 'role') = (role_id IS NOT NULL)", name=op.f('ck_event_counts_role_named')),
    sa.CheckConstraint('number >= 0', name=op.f('ck_event_counts_never_negative')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_counts_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_event_counts_region_id')),
    sa.ForeignKeyConstraint(['role_id'], ['event_roles.id'], name=op.f('fk_event_counts_role_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_event_counts_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_counts')),
    sa.UniqueConstraint('event_id', 'role_id', name=op.f('uq_event_counts_event_id_role_id'))
    )
    op.create_index(op.f('ix_event_counts_region_id'), 'event_counts', ['region_id'], unique=False)
    op.create_index(op.f('ix_event_counts_role_id'), 'event_counts', ['role_id'], unique=False)
    op.create_index(op.f('ix_event_counts_stop_id'), 'event_counts', ['stop_id'], unique=False)
    op.create_index('uq_event_counts_of_basis', 'event_counts', ['event_id', 'basis'], unique=True, sqlite_where=sa.text('role_id IS NULL'), postgresql_where=sa.text('role_id IS NULL'))


def downgrade() -> None:
    op.drop_index('uq_event_counts_of_basis', table_name='event_counts', sqlite_where=sa.text('role_id IS NULL'), postgresql_where=sa.text('role_id IS NULL'))
    op.drop_index(op.f('ix_event_counts_stop_id'), table_name='event_counts')
    op.drop_index(op.f('ix_event_counts_role_id'), table_name='event_counts')
    op.drop_index(op.f('ix_event_counts_region_id'), table_name='event_counts')
    op.drop_table('event_counts')
    op.drop_index(op.f('ix_issue_set_lines_material_id'), table_name='issue_set_lines')
    op.drop_table('issue_set_lines')
    op.drop_index(op.f('ix_norms_region_id'), table_name='norms')
    op.drop_index(op.f('ix_norms_material_id'), table_name='norms')
    op.drop_index(op.f('ix_norms_kind_id'), table_name='norms')
    op.drop_table('norms')
    op.drop_index(op.f('ix_issue_sets_region_id'), table_name='issue_sets')
    op.drop_table('issue_sets')
