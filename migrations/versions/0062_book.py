"""The book of the relay: the page of each stop, the photos on it, and the books that were made.

New tables only; the previous version may still be running.
"""

import sqlalchemy as sa
from alembic import op

revision = '0062_book'
down_revision = '0061_event_reports'


def upgrade() -> None:
    op.create_table(
        'book_pages',
        sa.Column('stop_id', sa.Integer(), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('relay_id', sa.Integer(), nullable=False),
        sa.Column('lead', sa.JSON(), nullable=False),
        sa.Column('quotation_id', sa.Integer(), nullable=True),
        sa.Column('measures', sa.JSON(), nullable=False),
        sa.Column('giver_name', sa.String(length=120), nullable=False),
        sa.Column('giver_post', sa.JSON(), nullable=False),
        sa.Column('receiver_name', sa.String(length=120), nullable=False),
        sa.Column('receiver_post', sa.JSON(), nullable=False),
        sa.Column('ready_on', sa.Date(), nullable=True),
        sa.Column('ready_by', sa.Integer(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_book_pages_stop_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_book_pages_region_id')),
        sa.ForeignKeyConstraint(['relay_id'], ['relays.id'], name=op.f('fk_book_pages_relay_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(
            ['quotation_id'], ['quotations.id'], name=op.f('fk_book_pages_quotation_id'), ondelete='SET NULL'
        ),
        sa.PrimaryKeyConstraint('stop_id', name=op.f('pk_book_pages')),
    )
    for column in ('quotation_id', 'region_id', 'relay_id'):
        op.create_index(op.f(f'ix_book_pages_{column}'), 'book_pages', [column])
    op.create_table(
        'book_photos',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('stop_id', sa.Integer(), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('photo_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('caption', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_book_photos_stop_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_book_photos_region_id')),
        sa.ForeignKeyConstraint(['photo_id'], ['photos.id'], name=op.f('fk_book_photos_photo_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_book_photos')),
        sa.UniqueConstraint('photo_id', name=op.f('uq_book_photos_photo_id')),
    )
    for column in ('region_id', 'stop_id'):
        op.create_index(op.f(f'ix_book_photos_{column}'), 'book_photos', [column])
    op.create_table(
        'books',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(length=22), nullable=False),
        sa.Column('relay_id', sa.Integer(), nullable=False),
        sa.Column('region_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('content', sa.JSON(), nullable=False),
        sa.Column('photo_ids', sa.JSON(), nullable=False),
        sa.Column('stops', sa.Integer(), nullable=False),
        sa.Column('without', sa.JSON(), nullable=False),
        sa.Column('pages', sa.Integer(), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=True),
        sa.Column('asked_at', sa.DateTime(), nullable=False),
        sa.Column('ready_at', sa.DateTime(), nullable=True),
        sa.Column('spoilt_at', sa.DateTime(), nullable=True),
        sa.Column('job_uid', sa.String(length=22), nullable=True),
        sa.Column('file_uid', sa.String(length=22), nullable=True),
        sa.CheckConstraint("(ready_at IS NULL) = (digest = '')", name=op.f('ck_books_ready_has_a_digest')),
        sa.CheckConstraint('number > 0', name=op.f('ck_books_number_positive')),
        sa.ForeignKeyConstraint(['relay_id'], ['relays.id'], name=op.f('fk_books_relay_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_books_region_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_books')),
        sa.UniqueConstraint('relay_id', 'number', name=op.f('uq_books_relay_id_number')),
        sa.UniqueConstraint('uid', name=op.f('uq_books_uid')),
    )
    op.create_index(op.f('ix_books_region_id'), 'books', ['region_id'])


def downgrade() -> None:
    op.drop_table('books')
    op.drop_table('book_photos')
    op.drop_table('book_pages')
