"""Alarms, and the dated rules that say how much within an hour raises one.

New tables only; the previous version may still be running and knows nothing of them.
"""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = '0072_alarms'
down_revision = '0071_access_log'

KINDS = ('people', 'foreign', 'sign_in', 'network', 'new_device')
MOST = {'people': 2000, 'foreign': 30, 'sign_in': 20, 'network': 60}
SOURCE = {
    'kk': 'Осы жүйенің ішкі қағидасы; Ұлттық үйлестіруші растауға тиіс',
    'ru': 'Внутреннее правило этой системы; подлежит подтверждению национальным координатором',
    'en': 'The own rule of this system; to be confirmed by the national coordinator',
}


def kind_column() -> sa.Column:
    return sa.Column('kind', sa.Enum(*KINDS, name='alarmkind', native_enum=False, length=24, create_constraint=True), nullable=False)


def upgrade() -> None:
    rules = op.create_table(
        'alarm_rules',
        sa.Column('id', sa.Integer(), nullable=False),
        kind_column(),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('most', sa.Integer(), nullable=False),
        sa.Column('source', sa.JSON(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint('most > 0', name=op.f('ck_alarm_rules_most_sane')),
        sa.CheckConstraint("CAST(source AS TEXT) <> '{}'", name=op.f('ck_alarm_rules_has_a_source')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_alarm_rules')),
    )
    op.create_table(
        'alarms',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('hour', sa.DateTime(), nullable=False),
        kind_column(),
        sa.Column('subject', sa.String(length=64), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=True),
        sa.Column('region_id', sa.Integer(), nullable=True),
        sa.Column('count', sa.Integer(), nullable=False),
        sa.Column('seen_at', sa.DateTime(), nullable=True),
        sa.Column('seen_by', sa.Integer(), nullable=True),
        sa.Column('word', sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_alarms_user_id')),
        sa.ForeignKeyConstraint(['seen_by'], ['users.id'], name=op.f('fk_alarms_seen_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_alarms')),
        sa.UniqueConstraint('hour', 'kind', 'subject', name=op.f('uq_alarms_hour_kind_subject')),
    )
    for column in ('region_id', 'user_id'):
        op.create_index(op.f(f'ix_alarms_{column}'), 'alarms', [column])
    made_at = datetime.now(UTC).replace(tzinfo=None)
    op.bulk_insert(
        rules,
        [
            {'kind': kind, 'valid_from': date(2000, 1, 1), 'most': most, 'source': SOURCE, 'made_at': made_at}
            for kind, most in MOST.items()
        ],
    )


def downgrade() -> None:
    op.drop_table('alarms')
    op.drop_table('alarm_rules')
