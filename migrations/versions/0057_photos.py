"""Photos of events: the picture in three sizes, sealed in parts, and who is seen in it.

New tables only; the previous version may still be running and knows nothing of them.
"""

import sqlalchemy as sa
from alembic import op

revision = '0057_photos'
down_revision = '0056_tallies'

_SEEN = ('unsaid', 'nobody', 'adults', 'minors')
_SIZES = ('print', 'screen', 'thumb')


def _word(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, native_enum=False, length=24, name=name)


def _one_of(column: str, words: tuple[str, ...], name: str) -> sa.CheckConstraint:
    said = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({said})", name=op.f(name))


def upgrade() -> None:
    op.create_table(
        'photos',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(length=22), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('stop_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('file_name', sa.String(length=120), nullable=False),
        sa.Column('file_hash', sa.String(length=64), nullable=False),
        sa.Column('look', sa.String(length=32), nullable=False),
        sa.Column('like_id', sa.Integer(), nullable=True),
        sa.Column('width', sa.Integer(), nullable=False),
        sa.Column('height', sa.Integer(), nullable=False),
        sa.Column('bytes', sa.Integer(), nullable=False),
        sa.Column('caption', sa.JSON(), nullable=False),
        sa.Column('author', sa.String(length=120), nullable=False),
        sa.Column('taken_at', sa.DateTime(), nullable=True),
        sa.Column('seen', _word(_SEEN, 'seen'), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=True),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        _one_of('seen', _SEEN, 'ck_photos_seen'),
        sa.CheckConstraint('width > 0 AND height > 0', name=op.f('ck_photos_has_a_size')),
        sa.CheckConstraint('number > 0', name=op.f('ck_photos_number_positive')),
        sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_photos_event_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_photos_region_id')),
        sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_photos_stop_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['like_id'], ['photos.id'], name=op.f('fk_photos_like_id'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_photos')),
        sa.UniqueConstraint('uid', name=op.f('uq_photos_uid')),
        sa.UniqueConstraint('event_id', 'number', name=op.f('uq_photos_event_id_number')),
        sa.UniqueConstraint('event_id', 'file_hash', name=op.f('uq_photos_event_id_file_hash')),
    )
    for name in ('region_id', 'stop_id', 'like_id', 'made_by'):
        op.create_index(op.f(f'ix_photos_{name}'), 'photos', [name])
    op.create_table(
        'photo_parts',
        sa.Column('photo_id', sa.Integer(), nullable=False),
        sa.Column('size', _word(_SIZES, 'size'), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        _one_of('size', _SIZES, 'ck_photo_parts_size'),
        sa.ForeignKeyConstraint(['photo_id'], ['photos.id'], name=op.f('fk_photo_parts_photo_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('photo_id', 'size', 'number', name=op.f('pk_photo_parts')),
    )
    op.create_table(
        'photo_people',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('photo_id', sa.Integer(), nullable=False),
        sa.Column('registration_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['photo_id'], ['photos.id'], name=op.f('fk_photo_people_photo_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(
            ['registration_id'], ['registrations.id'], name=op.f('fk_photo_people_registration_id'), ondelete='SET NULL'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_photo_people')),
        sa.UniqueConstraint('photo_id', 'registration_id', name=op.f('uq_photo_people_photo_id_registration_id')),
    )
    op.create_index(op.f('ix_photo_people_registration_id'), 'photo_people', ['registration_id'])


def downgrade() -> None:
    op.drop_table('photo_people')
    op.drop_table('photo_parts')
    op.drop_table('photos')
