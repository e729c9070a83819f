"""Briefings: facts and rules that all regions share, what is written for an event, what was sent and to whom.

New tables only: the previous version may go on running beside this one and does not see them.
"""

import sqlalchemy as sa
from alembic import op

revision = '0012_briefing'
down_revision = '0011_nested'


def upgrade() -> None:
    op.create_table('campaign_facts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=True),
    sa.Column('edited', sa.Boolean(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.JSON(), nullable=False),
    sa.Column('value', sa.String(length=60), nullable=False),
    sa.Column('unit', sa.JSON(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('address', sa.String(length=500), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('checked_by', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("source <> '' AND address <> ''", name=op.f('ck_campaign_facts_has_a_source')),
    sa.CheckConstraint('year BETWEEN 1900 AND 2100', name=op.f('ck_campaign_facts_year_sane')),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_campaign_facts_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_facts')),
    sa.UniqueConstraint('code', name=op.f('uq_campaign_facts_code'))
    )
    op.create_index(op.f('ix_campaign_facts_region_id'), 'campaign_facts', ['region_id'], unique=False)
    op.create_table('conduct_rules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=True),
    sa.Column('edited', sa.Boolean(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_conduct_rules_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conduct_rules')),
    sa.UniqueConstraint('code', name=op.f('uq_conduct_rules_code'))
    )
    op.create_index(op.f('ix_conduct_rules_region_id'), 'conduct_rules', ['region_id'], unique=False)
    op.create_table('briefing_versions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=False),
    sa.Column('sent_by', sa.Integer(), nullable=True),
    sa.Column('letters', sa.Integer(), nullable=False),
    sa.CheckConstraint('number > 0', name=op.f('ck_briefing_versions_counts_from_one')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_briefing_versions_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_briefing_versions_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_briefing_versions_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_briefing_versions')),
    sa.UniqueConstraint('event_id', 'number', name=op.f('uq_briefing_versions_event_id_number')),
    sa.UniqueConstraint('uid', name=op.f('uq_briefing_versions_uid'))
    )
    op.create_index(op.f('ix_briefing_versions_event_id'), 'briefing_versions', ['event_id'], unique=False)
    op.create_index(op.f('ix_briefing_versions_region_id'), 'briefing_versions', ['region_id'], unique=False)
    op.create_index(op.f('ix_briefing_versions_stop_id'), 'briefing_versions', ['stop_id'], unique=False)
    op.create_table('event_briefings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('why', sa.JSON(), nullable=False),
    sa.Column('points', sa.JSON(), nullable=False),
    sa.Column('day', sa.JSON(), nullable=False),
    sa.Column('meeting', sa.JSON(), nullable=False),
    sa.Column('contacts_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('has_leader', sa.Boolean(), nullable=False),
    sa.Column('waived', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_briefings_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_event_briefings_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_event_briefings_stop_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_briefings')),
    sa.UniqueConstraint('event_id', name=op.f('uq_event_briefings_event_id')),
    sa.UniqueConstraint('uid', name=op.f('uq_event_briefings_uid'))
    )
    op.create_index(op.f('ix_event_briefings_region_id'), 'event_briefings', ['region_id'], unique=False)
    op.create_index(op.f('ix_event_briefings_stop_id'), 'event_briefings', ['stop_id'], unique=False)
    op.create_table('briefing_facts',
    sa.Column('briefing_id', sa.Integer(), nullable=False),
    sa.Column('fact_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['briefing_id'], ['event_briefings.id'], name=op.f('fk_briefing_facts_briefing_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['fact_id'], ['campaign_facts.id'], name=op.f('fk_briefing_facts_fact_id')),
    sa.PrimaryKeyConstraint('briefing_id', 'fact_id', name=op.f('pk_briefing_facts'))
    )
    op.create_index(op.f('ix_briefing_facts_fact_id'), 'briefing_facts', ['fact_id'], unique=False)
    op.create_table('briefing_letters',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('queued_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_briefing_letters_registration_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['briefing_versions.id'], name=op.f('fk_briefing_letters_version_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_briefing_letters')),
    sa.UniqueConstraint('version_id', 'registration_id', name=op.f('uq_briefing_letters_version_id_registration_id'))
    )
    op.create_index(op.f('ix_briefing_letters_registration_id'), 'briefing_letters', ['registration_id'], unique=False)


def downgrade() -> None:
    for table in (
        'briefing_letters',
        'briefing_facts',
        'event_briefings',
        'briefing_versions',
        'conduct_rules',
        'campaign_facts',
    ):
        op.drop_table(table)
