"""The press: outlets, invitations, quotations with their approval, publications and the events they tell of, the media plan.

New tables only: the previous version may go on running beside this one and does not see them.
"""

import sqlalchemy as sa
from alembic import op

revision = '0018_press'
down_revision = '0017_slips'


def upgrade() -> None:
    op.create_table('outlets',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('name_key', sa.String(length=400), nullable=False),
    sa.Column('kind', sa.Enum('tv', 'newspaper', 'site', 'social', 'radio', name='outletkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('language', sa.Enum('kk', 'ru', 'both', 'en', name='tongue', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('contact_sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_outlets_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outlets')),
    sa.UniqueConstraint('region_id', 'name_key', name=op.f('uq_outlets_region_id_name_key')),
    sa.UniqueConstraint('uid', name=op.f('uq_outlets_uid'))
    )
    op.create_index(op.f('ix_outlets_region_id'), 'outlets', ['region_id'], unique=False)
    op.create_table('media_plan_rows',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('relay_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('theme', sa.JSON(), nullable=False),
    sa.Column('outlet_id', sa.Integer(), nullable=True),
    sa.Column('platform', sa.String(length=200), nullable=False),
    sa.Column('format', sa.Enum('story', 'article', 'post', 'announcement', 'billboard', 'led', 'booklet', name='format', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('language', sa.Enum('kk', 'ru', 'both', 'en', name='tongue', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('responsible', sa.String(length=120), nullable=False),
    sa.Column('link', sa.String(length=1000), nullable=False),
    sa.Column('reach', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('reach >= 0', name=op.f('ck_media_plan_rows_reach_not_negative')),
    sa.ForeignKeyConstraint(['outlet_id'], ['outlets.id'], name=op.f('fk_media_plan_rows_outlet_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_media_plan_rows_region_id')),
    sa.ForeignKeyConstraint(['relay_id'], ['relays.id'], name=op.f('fk_media_plan_rows_relay_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_media_plan_rows_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_media_plan_rows'))
    )
    op.create_index(op.f('ix_media_plan_rows_outlet_id'), 'media_plan_rows', ['outlet_id'], unique=False)
    op.create_index(op.f('ix_media_plan_rows_region_id'), 'media_plan_rows', ['region_id'], unique=False)
    op.create_index(op.f('ix_media_plan_rows_relay_id'), 'media_plan_rows', ['relay_id'], unique=False)
    op.create_index(op.f('ix_media_plan_rows_stop_id'), 'media_plan_rows', ['stop_id'], unique=False)
    op.create_table('publications',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('relay_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('outlet_id', sa.Integer(), nullable=True),
    sa.Column('address', sa.String(length=1000), nullable=False),
    sa.Column('address_key', sa.String(length=64), nullable=True),
    sa.Column('published_on', sa.Date(), nullable=False),
    sa.Column('language', sa.Enum('kk', 'ru', 'both', 'en', name='tongue', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('format', sa.Enum('story', 'article', 'post', 'announcement', 'billboard', 'led', 'booklet', name='format', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('reach', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("(address = '') = (address_key IS NULL)", name=op.f('ck_publications_address_has_a_key')),
    sa.CheckConstraint("address <> '' OR outlet_id IS NOT NULL", name=op.f('ck_publications_somewhere')),
    sa.CheckConstraint('reach >= 0', name=op.f('ck_publications_reach_not_negative')),
    sa.ForeignKeyConstraint(['outlet_id'], ['outlets.id'], name=op.f('fk_publications_outlet_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_publications_region_id')),
    sa.ForeignKeyConstraint(['relay_id'], ['relays.id'], name=op.f('fk_publications_relay_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_publications_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publications')),
    sa.UniqueConstraint('relay_id', 'address_key', name=op.f('uq_publications_relay_id_address_key'))
    )
    op.create_index(op.f('ix_publications_outlet_id'), 'publications', ['outlet_id'], unique=False)
    op.create_index(op.f('ix_publications_region_id'), 'publications', ['region_id'], unique=False)
    op.create_index(op.f('ix_publications_stop_id'), 'publications', ['stop_id'], unique=False)
    op.create_table('press_invitations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('outlet_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('invited', 'confirmed', 'came', 'declined', name='answer', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('invited_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_press_invitations_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['outlet_id'], ['outlets.id'], name=op.f('fk_press_invitations_outlet_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_press_invitations_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_press_invitations_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_press_invitations')),
    sa.UniqueConstraint('event_id', 'outlet_id', name=op.f('uq_press_invitations_event_id_outlet_id'))
    )
    op.create_index(op.f('ix_press_invitations_outlet_id'), 'press_invitations', ['outlet_id'], unique=False)
    op.create_index(op.f('ix_press_invitations_region_id'), 'press_invitations', ['region_id'], unique=False)
    op.create_index(op.f('ix_press_invitations_stop_id'), 'press_invitations', ['stop_id'], unique=False)
    op.create_table('publication_events',
    sa.Column('publication_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_publication_events_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['publication_id'], ['publications.id'], name=op.f('fk_publication_events_publication_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_publication_events_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('publication_id', 'event_id', name=op.f('pk_publication_events'))
    )
    op.create_index(op.f('ix_publication_events_event_id'), 'publication_events', ['event_id'], unique=False)
    op.create_index(op.f('ix_publication_events_stop_id'), 'publication_events', ['stop_id'], unique=False)
    op.create_table('quotations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('speaker', sa.String(length=120), nullable=False),
    sa.Column('post', sa.JSON(), nullable=False),
    sa.Column('text', sa.JSON(), nullable=False),
    sa.Column('approved_by', sa.String(length=120), nullable=False),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("(approved_on IS NULL) = (approved_by = '')", name=op.f('ck_quotations_approved_by_somebody')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_quotations_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_quotations_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_quotations_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quotations'))
    )
    op.create_index(op.f('ix_quotations_event_id'), 'quotations', ['event_id'], unique=False)
    op.create_index(op.f('ix_quotations_region_id'), 'quotations', ['region_id'], unique=False)
    op.create_index(op.f('ix_quotations_stop_id'), 'quotations', ['stop_id'], unique=False)


def downgrade() -> None:
    for table in (
        'quotations',
        'publication_events',
        'press_invitations',
        'publications',
        'media_plan_rows',
        'outlets',
    ):
        op.drop_table(table)
