"""Door signs with tracked numbers, and looking at a sample of them again after a walk.

No sign was kept before, and the previous version names none of these tables. The first rule, a rule of the campaign itself, is
put in here; the national coordinator adds others.
"""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = '0042_door_signs'
down_revision = '0041_vehicles_from_outside'

SOURCE = {
    "kk": "Науқанның өз ережесі: аралаудан 30 күн өткен соң тақтайшалардың оннан бірі қайта қаралады",
    "ru": "Собственное правило кампании: через 30 дней после обхода осматривается десятая часть табличек",
    "en": "The campaign's own rule: 30 days after a walk a tenth of its signs is looked at again",
}


def upgrade() -> None:
    op.create_table('inspection_rules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('share', sa.Integer(), nullable=False),
    sa.Column('source', sa.JSON(), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('shipped', sa.Boolean(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("CAST(source AS TEXT) <> '{}'", name=op.f('ck_inspection_rules_has_a_source')),
    sa.CheckConstraint('days BETWEEN 1 AND 366', name=op.f('ck_inspection_rules_days_sane')),
    sa.CheckConstraint('share BETWEEN 1 AND 100', name=op.f('ck_inspection_rules_share_sane')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_rules'))
    )
    op.create_table('door_signs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=16), nullable=False),
    sa.Column('sheet_number', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('building_id', sa.Integer(), nullable=False),
    sa.Column('office_id', sa.Integer(), nullable=True),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('room', sa.String(length=20), nullable=False),
    sa.Column('format', sa.Enum('a4', 'a5', 'a6', name='format', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('tongues', sa.Enum('kk_ru', 'kk', 'ru', name='tongues', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('state', sa.Enum('printed', 'up', 'spoilt', 'replaced', 'gone', 'damaged', 'moved', name='signstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("(state = 'printed') = (state_at IS NULL)", name=op.f('ck_door_signs_state_since')),
    sa.ForeignKeyConstraint(['building_id'], ['buildings.id'], name=op.f('fk_door_signs_building_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_door_signs_event_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['office_id'], ['offices.id'], name=op.f('fk_door_signs_office_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_door_signs_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_door_signs')),
    sa.UniqueConstraint('number', name=op.f('uq_door_signs_number')),
    sa.UniqueConstraint('sheet_number', 'place', name=op.f('uq_door_signs_sheet_number_place'))
    )
    op.create_index(op.f('ix_door_signs_building_id'), 'door_signs', ['building_id'], unique=False)
    op.create_index(op.f('ix_door_signs_event_id'), 'door_signs', ['event_id'], unique=False)
    op.create_index(op.f('ix_door_signs_office_id'), 'door_signs', ['office_id'], unique=False)
    op.create_index(op.f('ix_door_signs_region_id'), 'door_signs', ['region_id'], unique=False)
    op.create_table('sign_inspections',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('seed', sa.String(length=64), nullable=False),
    sa.Column('drawn_at', sa.DateTime(), nullable=True),
    sa.Column('hung', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(seed = '') = (drawn_at IS NULL)", name=op.f('ck_sign_inspections_drawn_with_a_seed')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_sign_inspections_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_sign_inspections_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_sign_inspections_stop_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['task_id'], ['checklist_tasks.id'], name=op.f('fk_sign_inspections_task_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_sign_inspections'))
    )
    op.create_index(op.f('ix_sign_inspections_region_id'), 'sign_inspections', ['region_id'], unique=False)
    op.create_index(op.f('ix_sign_inspections_stop_id'), 'sign_inspections', ['stop_id'], unique=False)
    op.create_index(op.f('ix_sign_inspections_task_id'), 'sign_inspections', ['task_id'], unique=False)
    op.create_table('sign_looks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('sign_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Enum('unset', 'hangs', 'gone', 'damaged', 'moved', name='outcome', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('recorded_at', sa.DateTime(), nullable=True),
    sa.Column('recorded_by', sa.Integer(), nullable=True),
    sa.CheckConstraint("(outcome = 'unset') = (recorded_at IS NULL)", name=op.f('ck_sign_looks_seen_when')),
    sa.ForeignKeyConstraint(['event_id'], ['sign_inspections.event_id'], name=op.f('fk_sign_looks_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_sign_looks_region_id')),
    sa.ForeignKeyConstraint(['sign_id'], ['door_signs.id'], name=op.f('fk_sign_looks_sign_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_sign_looks_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_looks')),
    sa.UniqueConstraint('event_id', 'sign_id', name=op.f('uq_sign_looks_event_id_sign_id'))
    )
    op.create_index(op.f('ix_sign_looks_region_id'), 'sign_looks', ['region_id'], unique=False)
    op.create_index(op.f('ix_sign_looks_sign_id'), 'sign_looks', ['sign_id'], unique=False)
    op.create_index(op.f('ix_sign_looks_stop_id'), 'sign_looks', ['stop_id'], unique=False)
    rules = sa.table(
        'inspection_rules', sa.column('valid_from', sa.Date), sa.column('days', sa.Integer), sa.column('share', sa.Integer),
        sa.column('source', sa.JSON), sa.column('note', sa.String), sa.column('shipped', sa.Boolean),
        sa.column('made_at', sa.DateTime()),
    )  # fmt: skip
    op.bulk_insert(rules, [{
        'valid_from': date(2018, 1, 1), 'days': 30, 'share': 10, 'source': SOURCE, 'note': '', 'shipped': True,
        'made_at': datetime.now(UTC).replace(tzinfo=None),
    }])  # fmt: skip


def downgrade() -> None:
    op.drop_index(op.f('ix_sign_looks_stop_id'), table_name='sign_looks')
    op.drop_index(op.f('ix_sign_looks_sign_id'), table_name='sign_looks')
    op.drop_index(op.f('ix_sign_looks_region_id'), table_name='sign_looks')
    op.drop_table('sign_looks')
    op.drop_index(op.f('ix_sign_inspections_task_id'), table_name='sign_inspections')
    op.drop_index(op.f('ix_sign_inspections_stop_id'), table_name='sign_inspections')
    op.drop_index(op.f('ix_sign_inspections_region_id'), table_name='sign_inspections')
    op.drop_table('sign_inspections')
    op.drop_index(op.f('ix_door_signs_region_id'), table_name='door_signs')
    op.drop_index(op.f('ix_door_signs_office_id'), table_name='door_signs')
    op.drop_index(op.f('ix_door_signs_event_id'), table_name='door_signs')
    op.drop_index(op.f('ix_door_signs_building_id'), table_name='door_signs')
    op.drop_table('door_signs')
    op.drop_table('inspection_rules')
