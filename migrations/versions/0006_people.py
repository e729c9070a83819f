"""People, organisations, registrations and consents."""

import sqlalchemy as sa
from alembic import op

revision = '0006_people'
down_revision = '0005_events'


def upgrade() -> None:
    op.create_table('organisations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('name_key', sa.String(length=400), nullable=False),
    sa.Column('sort_kk', sa.String(length=240).with_variant(sa.String(length=240, collation='C'), 'postgresql'), nullable=False),
    sa.Column('sort_ru', sa.String(length=240).with_variant(sa.String(length=240, collation='C'), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_organisations_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisations')),
    sa.UniqueConstraint('region_id', 'name_key', name=op.f('uq_organisations_region_id_name_key'))
    )
    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisations_region_id'), ['region_id'], unique=False)
    op.create_table('people',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('full_name', sa.String(length=120), nullable=False),
    sa.Column('name_key', sa.String(length=240), nullable=False),
    sa.Column('phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('phone_index', sa.String(length=32), nullable=True),
    sa.Column('phone_tail', sa.String(length=32), nullable=True),
    sa.Column('email_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('birth_year', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("full_name <> ''", name=op.f('ck_people_name_not_empty')),
    sa.CheckConstraint('birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100', name=op.f('ck_people_birth_year_sane')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_people_organisation_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_people_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_people')),
    sa.UniqueConstraint('region_id', 'phone_index', 'name_key', name=op.f('uq_people_region_id_phone_index_name_key')),
    sa.UniqueConstraint('uid', name=op.f('uq_people_uid'))
    )
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_people_name_key'), ['name_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_people_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_people_phone_index'), ['phone_index'], unique=False)
        batch_op.create_index(batch_op.f('ix_people_phone_tail'), ['phone_tail'], unique=False)
        batch_op.create_index(batch_op.f('ix_people_region_id'), ['region_id'], unique=False)
    op.create_table('registrations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=True),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('confirmed', 'waiting', 'cancelled', name='registrationstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('source', sa.Enum('form', 'staff', 'import', 'walk_in', name='source', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('queue_number', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('email_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('sort_kk', sa.String(length=240).with_variant(sa.String(length=240, collation='C'), 'postgresql'), nullable=False),
    sa.Column('sort_ru', sa.String(length=240).with_variant(sa.String(length=240, collation='C'), 'postgresql'), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('places > 0', name=op.f('ck_registrations_places_positive')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_registrations_event_id')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_registrations_person_id')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_registrations_region_id')),
    sa.ForeignKeyConstraint(['role_id'], ['event_roles.id'], name=op.f('fk_registrations_role_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_registrations_stop_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registrations')),
    sa.UniqueConstraint('code', name=op.f('uq_registrations_code')),
    sa.UniqueConstraint('event_id', 'person_id', name=op.f('uq_registrations_event_id_person_id')),
    sa.UniqueConstraint('event_id', 'queue_number', name=op.f('uq_registrations_event_id_queue_number')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_registrations_token_hash')),
    sa.UniqueConstraint('uid', name=op.f('uq_registrations_uid'))
    )
    with op.batch_alter_table('registrations', schema=None) as batch_op:
        batch_op.create_index('ix_registrations_event_id_sort_kk_id', ['event_id', 'sort_kk', 'id'], unique=False)
        batch_op.create_index('ix_registrations_event_id_sort_ru_id', ['event_id', 'sort_ru', 'id'], unique=False)
        batch_op.create_index('ix_registrations_event_id_state_queue_number', ['event_id', 'state', 'queue_number'], unique=False)
        batch_op.create_index('ix_registrations_person_id_stop_id', ['person_id', 'stop_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_registrations_region_id'), ['region_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_registrations_role_id'), ['role_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_registrations_stop_id'), ['stop_id'], unique=False)
    op.create_table('consent_texts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('valid_from', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent_texts')),
    sa.UniqueConstraint('version', 'language', name=op.f('uq_consent_texts_version_language'))
    )
    op.create_table('consents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('text_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('given_at', sa.DateTime(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_consents_region_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_consents_registration_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['text_id'], ['consent_texts.id'], name=op.f('fk_consents_text_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consents'))
    )
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consents_registration_id'), ['registration_id'], unique=False)


def downgrade() -> None:
    op.drop_table('consents')
    op.drop_table('consent_texts')
    op.drop_table('registrations')
    op.drop_table('people')
    op.drop_table('organisations')
