"""Custody of the baton: its items, the line of who held them, and handovers.

Rows already there are not touched. A relay without items goes on saying where its baton is by the dates of its stops, as the
previous version does.
"""

import sqlalchemy as sa
from alembic import op

revision = '0010_custody'
down_revision = '0009_imports'


def upgrade() -> None:
    op.create_table('handovers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('relay_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=30), nullable=False),
    sa.Column('giver_stop_id', sa.Integer(), nullable=True),
    sa.Column('giver_body_id', sa.Integer(), nullable=True),
    sa.Column('receiver_stop_id', sa.Integer(), nullable=True),
    sa.Column('receiver_body_id', sa.Integer(), nullable=True),
    sa.Column('witness_body_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('proposed', 'left', 'confirmed', 'cancelled', name='handoverstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('agreed_at', sa.DateTime(), nullable=False),
    sa.Column('left_at', sa.DateTime(), nullable=True),
    sa.Column('received_at', sa.DateTime(), nullable=True),
    sa.Column('time_zone', sa.String(length=40), nullable=False),
    sa.Column('place', sa.JSON(), nullable=False),
    sa.Column('giver_name', sa.String(length=120), nullable=False),
    sa.Column('giver_post', sa.JSON(), nullable=False),
    sa.Column('receiver_name', sa.String(length=120), nullable=False),
    sa.Column('receiver_post', sa.JSON(), nullable=False),
    sa.Column('witness_name', sa.String(length=120), nullable=False),
    sa.Column('witness_post', sa.JSON(), nullable=False),
    sa.Column('book_entries', sa.Integer(), nullable=True),
    sa.Column('book_pages', sa.Integer(), nullable=True),
    sa.Column('book_photos', sa.Integer(), nullable=True),
    sa.Column('copies', sa.Integer(), nullable=False),
    sa.Column('remarks', sa.String(length=1000), nullable=False),
    sa.Column('override_reason', sa.String(length=1000), nullable=False),
    sa.Column('cancel_reason', sa.String(length=1000), nullable=False),
    sa.Column('paper_first', sa.Boolean(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('proposed_by', sa.Integer(), nullable=True),
    sa.Column('confirmed_by', sa.Integer(), nullable=True),
    sa.CheckConstraint("state <> 'confirmed' OR received_at IS NOT NULL", name=op.f('ck_handovers_received_when')),
    sa.CheckConstraint("state <> 'left' OR left_at IS NOT NULL", name=op.f('ck_handovers_left_when')),
    sa.CheckConstraint('(giver_stop_id IS NULL) <> (giver_body_id IS NULL)', name=op.f('ck_handovers_one_giver')),
    sa.CheckConstraint('(receiver_stop_id IS NULL) <> (receiver_body_id IS NULL)', name=op.f('ck_handovers_one_receiver')),
    sa.CheckConstraint('copies BETWEEN 2 AND 3', name=op.f('ck_handovers_two_or_three_copies')),
    sa.CheckConstraint('giver_stop_id <> receiver_stop_id AND giver_body_id <> receiver_body_id', name=op.f('ck_handovers_not_to_oneself')),
    sa.CheckConstraint('left_at <= received_at', name=op.f('ck_handovers_leaves_before_it_arrives')),
    sa.ForeignKeyConstraint(['giver_body_id'], ['bodies.id'], name=op.f('fk_handovers_giver_body_id')),
    sa.ForeignKeyConstraint(['giver_stop_id'], ['stops.id'], name=op.f('fk_handovers_giver_stop_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['receiver_body_id'], ['bodies.id'], name=op.f('fk_handovers_receiver_body_id')),
    sa.ForeignKeyConstraint(['receiver_stop_id'], ['stops.id'], name=op.f('fk_handovers_receiver_stop_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_handovers_region_id')),
    sa.ForeignKeyConstraint(['relay_id'], ['relays.id'], name=op.f('fk_handovers_relay_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['witness_body_id'], ['bodies.id'], name=op.f('fk_handovers_witness_body_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handovers')),
    sa.UniqueConstraint('number', name=op.f('uq_handovers_number'))
    )
    op.create_index(op.f('ix_handovers_giver_stop_id'), 'handovers', ['giver_stop_id'], unique=False)
    op.create_index(op.f('ix_handovers_receiver_stop_id'), 'handovers', ['receiver_stop_id'], unique=False)
    op.create_index(op.f('ix_handovers_region_id'), 'handovers', ['region_id'], unique=False)
    op.create_index(op.f('ix_handovers_relay_id'), 'handovers', ['relay_id'], unique=False)
    op.create_table('baton_items',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('relay_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('flag', 'book', 'cup', 'diary', 'other', name='itemkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('inventory', sa.String(length=40), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('condition', sa.Enum('new', 'good', 'worn', 'damaged', name='condition', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('handover_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('quantity > 0', name=op.f('ck_baton_items_quantity_positive')),
    sa.ForeignKeyConstraint(['handover_id'], ['handovers.id'], name=op.f('fk_baton_items_handover_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_baton_items_region_id')),
    sa.ForeignKeyConstraint(['relay_id'], ['relays.id'], name=op.f('fk_baton_items_relay_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_baton_items')),
    sa.UniqueConstraint('relay_id', 'inventory', name=op.f('uq_baton_items_relay_id_inventory'))
    )
    op.create_index(op.f('ix_baton_items_handover_id'), 'baton_items', ['handover_id'], unique=False)
    op.create_index(op.f('ix_baton_items_region_id'), 'baton_items', ['region_id'], unique=False)
    op.create_index(op.f('ix_baton_items_relay_id'), 'baton_items', ['relay_id'], unique=False)
    op.create_table('handover_things',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('handover_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('received', sa.Integer(), nullable=True),
    sa.CheckConstraint('quantity > 0', name=op.f('ck_handover_things_quantity_positive')),
    sa.CheckConstraint('received >= 0', name=op.f('ck_handover_things_received_not_negative')),
    sa.ForeignKeyConstraint(['handover_id'], ['handovers.id'], name=op.f('fk_handover_things_handover_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handover_things')),
    sa.UniqueConstraint('handover_id', 'position', name=op.f('uq_handover_things_handover_id_position'))
    )
    op.create_index(op.f('ix_handover_things_handover_id'), 'handover_things', ['handover_id'], unique=False)
    op.create_table('custody_entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('relay_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('holder', sa.Enum('stop', 'body', 'transit', name='holder', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=True),
    sa.Column('body_id', sa.Integer(), nullable=True),
    sa.Column('handover_id', sa.Integer(), nullable=True),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('until', sa.DateTime(), nullable=True),
    sa.CheckConstraint("(holder = 'body') = (body_id IS NOT NULL)", name=op.f('ck_custody_entries_body_named')),
    sa.CheckConstraint("(holder = 'stop') = (stop_id IS NOT NULL)", name=op.f('ck_custody_entries_stop_named')),
    sa.CheckConstraint("handover_id IS NOT NULL OR (holder = 'body' AND number = 1)", name=op.f('ck_custody_entries_only_by_a_handover')),
    sa.CheckConstraint('number > 0', name=op.f('ck_custody_entries_number_counts_from_one')),
    sa.CheckConstraint('since <= until', name=op.f('ck_custody_entries_runs_forward')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_custody_entries_body_id')),
    sa.ForeignKeyConstraint(['handover_id'], ['handovers.id'], name=op.f('fk_custody_entries_handover_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['item_id'], ['baton_items.id'], name=op.f('fk_custody_entries_item_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_custody_entries_region_id')),
    sa.ForeignKeyConstraint(['relay_id'], ['relays.id'], name=op.f('fk_custody_entries_relay_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_custody_entries_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_custody_entries')),
    sa.UniqueConstraint('item_id', 'number', name=op.f('uq_custody_entries_item_id_number'))
    )
    op.create_index(op.f('ix_custody_entries_handover_id'), 'custody_entries', ['handover_id'], unique=False)
    op.create_index(op.f('ix_custody_entries_item_id'), 'custody_entries', ['item_id'], unique=False)
    op.create_index(op.f('ix_custody_entries_region_id'), 'custody_entries', ['region_id'], unique=False)
    op.create_index(op.f('ix_custody_entries_relay_id'), 'custody_entries', ['relay_id'], unique=False)
    op.create_index(op.f('ix_custody_entries_stop_id'), 'custody_entries', ['stop_id'], unique=False)
    op.create_index('uq_custody_entries_open', 'custody_entries', ['item_id'], unique=True, sqlite_where=sa.text('until IS NULL'), postgresql_where=sa.text('until IS NULL'))
    op.create_table('handover_lines',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('handover_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('given', sa.Enum('new', 'good', 'worn', 'damaged', name='given', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('received', sa.Enum('new', 'good', 'worn', 'damaged', name='received', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('missing', sa.Boolean(), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.ForeignKeyConstraint(['handover_id'], ['handovers.id'], name=op.f('fk_handover_lines_handover_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['item_id'], ['baton_items.id'], name=op.f('fk_handover_lines_item_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handover_lines')),
    sa.UniqueConstraint('handover_id', 'item_id', name=op.f('uq_handover_lines_handover_id_item_id'))
    )
    op.create_index(op.f('ix_handover_lines_handover_id'), 'handover_lines', ['handover_id'], unique=False)
    op.create_index(op.f('ix_handover_lines_item_id'), 'handover_lines', ['item_id'], unique=False)


def downgrade() -> None:
    for table in ('handover_lines', 'custody_entries', 'handover_things', 'baton_items', 'handovers'):
        op.drop_table(table)
