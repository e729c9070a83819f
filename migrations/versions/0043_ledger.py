"""Materials: the catalogue, places, and a ledger of documents that is only ever added to.

No material was kept before. Triggers refuse to change or remove what was posted; the event of a document may be taken away, and
its free words can forget a person.
"""

import sqlalchemy as sa
from alembic import op

revision = '0043_ledger'
down_revision = '0042_door_signs'

REFUSAL = 'what was posted is never changed'
LINE = (
    'document_id', 'position', 'variant_id', 'quantity', 'source_id', 'target_id', 'source_left', 'target_left', 'region_id',
    'source_stop_id', 'target_stop_id',
)  # fmt: skip
DOCUMENT = (
    'store_id', 'region_id', 'stop_id', 'to_stop_id', 'year', 'number', 'kind', 'dated_on', 'made_at', 'made_by', 'of_id',
    'reverses_id', 'origin',
)  # fmt: skip
KEPT = {'stock_lines': LINE, 'stock_documents': DOCUMENT}


def upgrade() -> None:
    op.create_table('materials',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('unit', sa.Enum('piece', 'pair', 'set', 'sheet', 'roll', 'box', name='unit', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('pack', sa.Integer(), nullable=False),
    sa.Column('use', sa.Enum('consumable', 'reusable', name='use', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('travel_days', sa.Integer(), nullable=False),
    sa.Column('washing_days', sa.Integer(), nullable=False),
    sa.Column('price', sa.BigInteger(), nullable=True),
    sa.Column('shipped', sa.Boolean(), nullable=False),
    sa.Column('retired', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('pack > 0', name=op.f('ck_materials_pack_positive')),
    sa.CheckConstraint('price >= 0', name=op.f('ck_materials_price_not_negative')),
    sa.CheckConstraint('travel_days BETWEEN 0 AND 60 AND washing_days BETWEEN 0 AND 60', name=op.f('ck_materials_days_sane')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_materials')),
    sa.UniqueConstraint('code', name=op.f('uq_materials_code'))
    )
    op.create_table('material_variants',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('material_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(length=40), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('retired', sa.Boolean(), nullable=False),
    sa.CheckConstraint('weight >= 0', name=op.f('ck_material_variants_weight_not_negative')),
    sa.ForeignKeyConstraint(['material_id'], ['materials.id'], name=op.f('fk_material_variants_material_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_material_variants')),
    sa.UniqueConstraint('material_id', 'label', name=op.f('uq_material_variants_material_id_label'))
    )
    op.create_table('stock_periods',
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('closed_through', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_stock_periods_region_id')),
    sa.PrimaryKeyConstraint('region_id', name=op.f('pk_stock_periods'))
    )
    op.create_table('stock_places',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('supplier', 'found', 'region', 'stop', 'transit', 'team', 'person', 'vehicle', 'consumed', 'lost', name='placekind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=True),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('car_id', sa.Integer(), nullable=True),
    sa.Column('destination_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('label', sa.String(length=120), nullable=False),
    sa.Column('responsible', sa.String(length=120), nullable=False),
    sa.Column('whereabouts', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(kind = 'transit') = (destination_id IS NOT NULL)", name=op.f('ck_stock_places_transit_goes_somewhere')),
    sa.CheckConstraint("kind <> 'stop' OR stop_id IS NOT NULL", name=op.f('ck_stock_places_stop_named')),
    sa.ForeignKeyConstraint(['car_id'], ['column_cars.id'], name=op.f('fk_stock_places_car_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['destination_id'], ['stock_places.id'], name=op.f('fk_stock_places_destination_id')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_stock_places_event_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_stock_places_region_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_stock_places_registration_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_stock_places_stop_id')),
    sa.ForeignKeyConstraint(['team_id'], ['walk_teams.id'], name=op.f('fk_stock_places_team_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stock_places')),
    sa.UniqueConstraint('car_id', name=op.f('uq_stock_places_car_id')),
    sa.UniqueConstraint('registration_id', name=op.f('uq_stock_places_registration_id')),
    sa.UniqueConstraint('team_id', name=op.f('uq_stock_places_team_id'))
    )
    op.create_index(op.f('ix_stock_places_destination_id'), 'stock_places', ['destination_id'], unique=False)
    op.create_index(op.f('ix_stock_places_event_id'), 'stock_places', ['event_id'], unique=False)
    op.create_index(op.f('ix_stock_places_region_id'), 'stock_places', ['region_id'], unique=False)
    op.create_index(op.f('ix_stock_places_stop_id'), 'stock_places', ['stop_id'], unique=False)
    op.create_index('uq_stock_places_of_region', 'stock_places', ['region_id'], unique=True, sqlite_where=sa.text("kind = 'region'"), postgresql_where=sa.text("kind = 'region'"))
    op.create_index('uq_stock_places_of_stop', 'stock_places', ['stop_id'], unique=True, sqlite_where=sa.text("kind = 'stop'"), postgresql_where=sa.text("kind = 'stop'"))
    op.create_index('uq_stock_places_outside', 'stock_places', ['region_id', 'kind'], unique=True, sqlite_where=sa.text("kind IN ('supplier', 'found', 'consumed', 'lost')"), postgresql_where=sa.text("kind IN ('supplier', 'found', 'consumed', 'lost')"))
    op.create_table('stock_balances',
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('variant_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=True),
    sa.Column('on_hand', sa.Integer(), nullable=False),
    sa.CheckConstraint('on_hand >= 0', name=op.f('ck_stock_balances_never_below_zero')),
    sa.ForeignKeyConstraint(['place_id'], ['stock_places.id'], name=op.f('fk_stock_balances_place_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_stock_balances_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_stock_balances_stop_id')),
    sa.ForeignKeyConstraint(['variant_id'], ['material_variants.id'], name=op.f('fk_stock_balances_variant_id')),
    sa.PrimaryKeyConstraint('place_id', 'variant_id', name=op.f('pk_stock_balances'))
    )
    op.create_index('ix_stock_balances_region_id_variant_id', 'stock_balances', ['region_id', 'variant_id'], unique=False)
    op.create_index('ix_stock_balances_stop_id_variant_id', 'stock_balances', ['stop_id', 'variant_id'], unique=False)
    op.create_table('stock_counters',
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stock_places.id'], name=op.f('fk_stock_counters_store_id')),
    sa.PrimaryKeyConstraint('store_id', 'year', name=op.f('pk_stock_counters'))
    )
    op.create_table('stock_documents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('store_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=True),
    sa.Column('to_stop_id', sa.Integer(), nullable=True),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('receipt', 'transfer', 'issue', 'return', 'consumption', 'loss', 'stocktake', 'reversal', name='documentkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('dated_on', sa.Date(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('of_id', sa.Integer(), nullable=True),
    sa.Column('reverses_id', sa.Integer(), nullable=True),
    sa.Column('origin', sa.Enum('desk', 'walk', 'handover', 'import', name='origin', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('counterparty', sa.String(length=200), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name=op.f('ck_stock_documents_reversal_names_what')),
    sa.CheckConstraint('number > 0', name=op.f('ck_stock_documents_number_positive')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_stock_documents_event_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['of_id'], ['stock_documents.id'], name=op.f('fk_stock_documents_of_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_stock_documents_region_id')),
    sa.ForeignKeyConstraint(['reverses_id'], ['stock_documents.id'], name=op.f('fk_stock_documents_reverses_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_stock_documents_stop_id')),
    sa.ForeignKeyConstraint(['store_id'], ['stock_places.id'], name=op.f('fk_stock_documents_store_id')),
    sa.ForeignKeyConstraint(['to_stop_id'], ['stops.id'], name=op.f('fk_stock_documents_to_stop_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stock_documents')),
    sa.UniqueConstraint('reverses_id', name=op.f('uq_stock_documents_reverses_id')),
    sa.UniqueConstraint('store_id', 'year', 'number', name=op.f('uq_stock_documents_store_id_year_number'))
    )
    op.create_index(op.f('ix_stock_documents_event_id'), 'stock_documents', ['event_id'], unique=False)
    op.create_index(op.f('ix_stock_documents_of_id'), 'stock_documents', ['of_id'], unique=False)
    op.create_index('ix_stock_documents_region_id_id', 'stock_documents', ['region_id', 'id'], unique=False)
    op.create_index('ix_stock_documents_stop_id_id', 'stock_documents', ['stop_id', 'id'], unique=False)
    op.create_index('ix_stock_documents_to_stop_id_id', 'stock_documents', ['to_stop_id', 'id'], unique=False)
    op.create_table('stock_lines',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('variant_id', sa.Integer(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('target_id', sa.Integer(), nullable=False),
    sa.Column('source_left', sa.Integer(), nullable=True),
    sa.Column('target_left', sa.Integer(), nullable=True),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('source_stop_id', sa.Integer(), nullable=True),
    sa.Column('target_stop_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('quantity > 0', name=op.f('ck_stock_lines_quantity_positive')),
    sa.CheckConstraint('source_id <> target_id', name=op.f('ck_stock_lines_moves_somewhere')),
    sa.ForeignKeyConstraint(['document_id'], ['stock_documents.id'], name=op.f('fk_stock_lines_document_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_stock_lines_region_id')),
    sa.ForeignKeyConstraint(['source_id'], ['stock_places.id'], name=op.f('fk_stock_lines_source_id')),
    sa.ForeignKeyConstraint(['source_stop_id'], ['stops.id'], name=op.f('fk_stock_lines_source_stop_id')),
    sa.ForeignKeyConstraint(['target_id'], ['stock_places.id'], name=op.f('fk_stock_lines_target_id')),
    sa.ForeignKeyConstraint(['target_stop_id'], ['stops.id'], name=op.f('fk_stock_lines_target_stop_id')),
    sa.ForeignKeyConstraint(['variant_id'], ['material_variants.id'], name=op.f('fk_stock_lines_variant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stock_lines')),
    sa.UniqueConstraint('document_id', 'position', name=op.f('uq_stock_lines_document_id_position'))
    )
    op.create_index('ix_stock_lines_source_id_variant_id_id', 'stock_lines', ['source_id', 'variant_id', 'id'], unique=False)
    op.create_index(op.f('ix_stock_lines_source_stop_id'), 'stock_lines', ['source_stop_id'], unique=False)
    op.create_index('ix_stock_lines_target_id_variant_id_id', 'stock_lines', ['target_id', 'variant_id', 'id'], unique=False)
    op.create_index(op.f('ix_stock_lines_target_stop_id'), 'stock_lines', ['target_stop_id'], unique=False)
    op.create_index('ix_stock_lines_variant_id_id', 'stock_lines', ['variant_id', 'id'], unique=False)
    keep_what_was_posted()


def keep_what_was_posted() -> None:
    sqlite = op.get_context().dialect.name == 'sqlite'
    if not sqlite:
        op.execute(
            "CREATE FUNCTION stock_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    for table, columns in KEPT.items():
        for name, act in ((f'{table}_no_update', f"UPDATE OF {', '.join(columns)}"), (f'{table}_no_delete', 'DELETE')):
            then = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END" if sqlite else "FOR EACH ROW EXECUTE FUNCTION stock_refuse()"
            op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} {then}")


def downgrade() -> None:
    op.drop_index('ix_stock_lines_variant_id_id', table_name='stock_lines')
    op.drop_index(op.f('ix_stock_lines_target_stop_id'), table_name='stock_lines')
    op.drop_index('ix_stock_lines_target_id_variant_id_id', table_name='stock_lines')
    op.drop_index(op.f('ix_stock_lines_source_stop_id'), table_name='stock_lines')
    op.drop_index('ix_stock_lines_source_id_variant_id_id', table_name='stock_lines')
    op.drop_table('stock_lines')
    op.drop_index('ix_stock_documents_to_stop_id_id', table_name='stock_documents')
    op.drop_index('ix_stock_documents_stop_id_id', table_name='stock_documents')
    op.drop_index('ix_stock_documents_region_id_id', table_name='stock_documents')
    op.drop_index(op.f('ix_stock_documents_of_id'), table_name='stock_documents')
    op.drop_index(op.f('ix_stock_documents_event_id'), table_name='stock_documents')
    op.drop_table('stock_documents')
    op.drop_table('stock_counters')
    op.drop_index('ix_stock_balances_stop_id_variant_id', table_name='stock_balances')
    op.drop_index('ix_stock_balances_region_id_variant_id', table_name='stock_balances')
    op.drop_table('stock_balances')
    op.drop_index('uq_stock_places_outside', table_name='stock_places', sqlite_where=sa.text("kind IN ('supplier', 'found', 'consumed', 'lost')"), postgresql_where=sa.text("kind IN ('supplier', 'found', 'consumed', 'lost')"))
    op.drop_index('uq_stock_places_of_stop', table_name='stock_places', sqlite_where=sa.text("kind = 'stop'"), postgresql_where=sa.text("kind = 'stop'"))
    op.drop_index('uq_stock_places_of_region', table_name='stock_places', sqlite_where=sa.text("kind = 'region'"), postgresql_where=sa.text("kind = 'region'"))
    op.drop_index(op.f('ix_stock_places_stop_id'), table_name='stock_places')
    op.drop_index(op.f('ix_stock_places_region_id'), table_name='stock_places')
    op.drop_index(op.f('ix_stock_places_event_id'), table_name='stock_places')
    op.drop_index(op.f('ix_stock_places_destination_id'), table_name='stock_places')
    op.drop_table('stock_places')
    op.drop_table('stock_periods')
    op.drop_table('material_variants')
    op.drop_table('materials')
    if op.get_context().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION stock_refuse()')
