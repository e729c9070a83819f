"""Tables of rooms that were sent for a building, and which of them brought a room in.

Rooms that are there already were typed by hand and name none. The previous version names neither the table nor the column.
"""

import sqlalchemy as sa
from alembic import op

revision = '0039_building_imports'
down_revision = '0038_doors'


def upgrade() -> None:
    op.create_table('building_imports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('building_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('judged', 'written', 'undone', name='importstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('file_name', sa.String(length=120), nullable=False),
    sa.Column('file_uid', sa.String(length=22), nullable=True),
    sa.Column('reading', sa.JSON(), nullable=False),
    sa.Column('persons', sa.Boolean(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('written_at', sa.DateTime(), nullable=True),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['building_id'], ['buildings.id'], name=op.f('fk_building_imports_building_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_building_imports_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_building_imports'))
    )
    op.create_index(op.f('ix_building_imports_building_id'), 'building_imports', ['building_id'], unique=False)
    op.create_index(op.f('ix_building_imports_region_id'), 'building_imports', ['region_id'], unique=False)
    with op.batch_alter_table('offices') as table:
        table.add_column(sa.Column('import_id', sa.Integer(), nullable=True))
        table.create_foreign_key(op.f('fk_offices_import_id'), 'building_imports', ['import_id'], ['id'], ondelete='SET NULL')
        table.create_index(op.f('ix_offices_import_id'), ['import_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('offices') as table:
        table.drop_index(op.f('ix_offices_import_id'))
        table.drop_constraint(op.f('fk_offices_import_id'), type_='foreignkey')
        table.drop_column('import_id')
    op.drop_table('building_imports')
