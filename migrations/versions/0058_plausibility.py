"""Plausibility of figures: dated rules, and what was answered to a doubt.

New tables only; the previous version may still be running.
"""

import sqlalchemy as sa
from alembic import op

revision = '0058_plausibility'
down_revision = '0057_photos'

_CHECKS = (
    'parts_over', 'parts_under', 'per_vehicle', 'distance', 'speed', 'stay', 'early', 'place', 'room', 'as_planned',
    'far_from_plan', 'under_rows', 'over_rows', 'headline', 'sources', 'same_story', 'published',
)


def upgrade() -> None:
    op.create_table(
        'plausibility_rules',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('code', sa.String(length=40), nullable=False),
        sa.Column('name', sa.JSON(), nullable=False),
        sa.Column('check', sa.Enum(*_CHECKS, name='check', native_enum=False, length=24, create_constraint=True), nullable=False),
        sa.Column('kinds', sa.JSON(), nullable=False),
        sa.Column('measure', sa.String(length=40), nullable=False),
        sa.Column('least', sa.Integer(), nullable=True),
        sa.Column('most', sa.Integer(), nullable=True),
        sa.Column('percent', sa.Integer(), nullable=True),
        sa.Column('size', sa.Integer(), nullable=True),
        sa.Column('note', sa.JSON(), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=True),
        sa.Column('valid_to', sa.Date(), nullable=True),
        sa.Column('source', sa.JSON(), nullable=False),
        sa.Column('source_url', sa.String(length=500), nullable=False),
        sa.Column('checked_on', sa.Date(), nullable=True),
        sa.Column('checked_by', sa.String(length=120), nullable=False),
        sa.Column('withdrawn', sa.Boolean(), nullable=False),
        sa.Column('shipped', sa.Boolean(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint("CAST(source AS TEXT) <> '{}'", name=op.f('ck_plausibility_rules_has_a_source')),
        sa.CheckConstraint('valid_from <= valid_to', name=op.f('ck_plausibility_rules_valid_forward')),
        sa.CheckConstraint(
            'least >= 0 AND most >= 0 AND percent >= 0 AND size >= 0', name=op.f('ck_plausibility_rules_never_negative')
        ),
        sa.CheckConstraint('least <= most', name=op.f('ck_plausibility_rules_least_before_most')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_plausibility_rules')),
    )
    op.create_index(op.f('ix_plausibility_rules_code'), 'plausibility_rules', ['code'])
    op.create_table(
        'plausibility_answers',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('mark', sa.String(length=32), nullable=False),
        sa.Column('stop_id', sa.Integer(), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=True),
        sa.Column('rule_code', sa.String(length=40), nullable=False),
        sa.Column('first_words', sa.JSON(), nullable=False),
        sa.Column('second_words', sa.JSON(), nullable=False),
        sa.Column('reason', sa.String(length=500), nullable=False),
        sa.Column('answered_by', sa.Integer(), nullable=True),
        sa.Column('answered_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f('ck_plausibility_answers_has_a_reason')),
        sa.ForeignKeyConstraint(
            ['event_id'], ['events.id'], name=op.f('fk_plausibility_answers_event_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_plausibility_answers_region_id')),
        sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_plausibility_answers_stop_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_plausibility_answers')),
        sa.UniqueConstraint('mark', name=op.f('uq_plausibility_answers_mark')),
    )
    for column in ('event_id', 'region_id', 'stop_id'):
        op.create_index(op.f(f'ix_plausibility_answers_{column}'), 'plausibility_answers', [column])


def downgrade() -> None:
    op.drop_table('plausibility_answers')
    op.drop_table('plausibility_rules')
