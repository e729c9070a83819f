"""Paper sets: what each is made of, the number of each frozen sheet, and when a region's sets are made ahead.

New tables only; the previous version may still be running and knows nothing of them.
"""

import sqlalchemy as sa
from alembic import op

revision = '0053_paper_sets'
down_revision = '0052_print_desks'

_KINDS = ('relay', 'stop', 'event', 'store', 'document')
_STATES = ('waiting', 'frozen', 'same', 'left_out')


def _word(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, native_enum=False, length=24, name=name)


def _one_of(column: str, words: tuple[str, ...], name: str) -> sa.CheckConstraint:
    said = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({said})", name=op.f(name))


def upgrade() -> None:
    op.create_table(
        'paper_sets',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(length=22), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('stop_id', sa.Integer(), nullable=True),
        sa.Column('subject_kind', _word(_KINDS, 'subjectkind'), nullable=False),
        sa.Column('subject_id', sa.Integer(), nullable=False),
        sa.Column('binding', _word(('pdf', 'zip'), 'binding'), nullable=False),
        sa.Column('both_sides', sa.Boolean(), nullable=False),
        sa.Column('only_new', sa.Boolean(), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=True),
        sa.Column('asked_at', sa.DateTime(), nullable=False),
        sa.Column('ready_at', sa.DateTime(), nullable=True),
        sa.Column('really_at', sa.DateTime(), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=True),
        sa.Column('last_day', sa.Date(), nullable=True),
        sa.Column('ahead_key', sa.String(length=60), nullable=True),
        sa.Column('papers', sa.Integer(), nullable=False),
        sa.Column('job_uid', sa.String(length=22), nullable=True),
        sa.Column('file_uid', sa.String(length=22), nullable=True),
        sa.Column('mark', sa.Integer(), nullable=False),
        _one_of('subject_kind', _KINDS, 'ck_paper_sets_subjectkind'),
        _one_of('binding', ('pdf', 'zip'), 'ck_paper_sets_binding'),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_paper_sets_region_id')),
        sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_paper_sets_stop_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_sets')),
        sa.UniqueConstraint('ahead_key', name=op.f('uq_paper_sets_ahead_key')),
        sa.UniqueConstraint('uid', name=op.f('uq_paper_sets_uid')),
    )
    op.create_index(op.f('ix_paper_sets_region_id'), 'paper_sets', ['region_id'])
    op.create_index(op.f('ix_paper_sets_stop_id'), 'paper_sets', ['stop_id'])
    op.create_index('ix_paper_sets_subject_kind_subject_id', 'paper_sets', ['subject_kind', 'subject_id'])
    op.create_table(
        'set_items',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('set_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('code', sa.String(length=30), nullable=False),
        sa.Column('subject_kind', _word(_KINDS, 'subjectkind'), nullable=False),
        sa.Column('subject_id', sa.Integer(), nullable=False),
        sa.Column('part', sa.JSON(), nullable=False),
        sa.Column('language', sa.String(length=5), nullable=False),
        sa.Column('state', _word(_STATES, 'itemstate'), nullable=False),
        sa.Column('number', sa.Integer(), nullable=True),
        sa.Column('trouble', sa.String(length=500), nullable=False),
        _one_of('subject_kind', _KINDS, 'ck_set_items_subjectkind'),
        _one_of('state', _STATES, 'ck_set_items_itemstate'),
        sa.CheckConstraint(
            "(state IN ('frozen', 'same')) = (number IS NOT NULL)", name=op.f('ck_set_items_number_of_frozen')
        ),
        sa.ForeignKeyConstraint(['set_id'], ['paper_sets.id'], name=op.f('fk_set_items_set_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_set_items')),
        sa.UniqueConstraint('set_id', 'position', name=op.f('uq_set_items_set_id_position')),
    )
    op.create_index(op.f('ix_set_items_number'), 'set_items', ['number'])
    op.create_table(
        'evening_sets',
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('is_on', sa.Boolean(), nullable=False),
        sa.Column('hour', sa.Integer(), nullable=False),
        sa.Column('days', sa.Integer(), nullable=False),
        sa.Column('languages', sa.JSON(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint('hour >= 0 AND hour <= 23', name=op.f('ck_evening_sets_hour_of_a_day')),
        sa.CheckConstraint('days >= 1 AND days <= 7', name=op.f('ck_evening_sets_days_ahead')),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_evening_sets_region_id')),
        sa.PrimaryKeyConstraint('region_id', name=op.f('pk_evening_sets')),
    )


def downgrade() -> None:
    op.drop_table('evening_sets')
    op.drop_table('set_items')
    op.drop_table('paper_sets')
