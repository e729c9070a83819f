"""People who were put together: who went into whom, where old codes lead, and who are two people for good.

Nobody is merged so far. The previous version does not know the column and leaves it NULL. Whoever went into somebody else
keeps a row; triggers hold that it stands on no list, also when somebody registers them at the same moment.
"""

import sqlalchemy as sa
from alembic import op

revision = '0029_merges'
down_revision = '0028_badges'

REFUSAL = "this person went into another"
SQLITE = {
    "merged_registration_added": (
        "AFTER INSERT ON registrations WHEN NEW.state <> 'cancelled'",
        "SELECT 1 FROM people WHERE id = NEW.person_id AND merged_into_id IS NOT NULL",
    ),
    "merged_registration_changed": (
        "AFTER UPDATE OF state, person_id ON registrations WHEN NEW.state <> 'cancelled'",
        "SELECT 1 FROM people WHERE id = NEW.person_id AND merged_into_id IS NOT NULL",
    ),
    "merged_person": (
        "AFTER UPDATE OF merged_into_id ON people WHEN NEW.merged_into_id IS NOT NULL",
        "SELECT 1 FROM registrations WHERE person_id = NEW.id AND state <> 'cancelled'",
    ),
}
# name → function body's query, and what calls it
POSTGRES = {
    "merged_registration_added": (
        "SELECT 1 FROM added n JOIN people p ON p.id = n.person_id WHERE p.merged_into_id IS NOT NULL AND n.state <> 'cancelled'",
        "AFTER INSERT ON registrations REFERENCING NEW TABLE AS added FOR EACH STATEMENT", "registrations",
    ),
    "merged_registration_changed": (
        "SELECT 1 FROM people WHERE id = NEW.person_id AND merged_into_id IS NOT NULL",
        "AFTER UPDATE OF state, person_id ON registrations FOR EACH ROW WHEN (NEW.state <> 'cancelled')", "registrations",
    ),
    "merged_person": (
        "SELECT 1 FROM registrations WHERE person_id = NEW.id AND state <> 'cancelled'",
        "AFTER UPDATE OF merged_into_id ON people FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)", "people",
    ),
}  # fmt: skip


def upgrade() -> None:
    op.add_column('people', sa.Column('merged_into_id', sa.Integer(), nullable=True))
    op.create_index(op.f('ix_people_merged_into_id'), 'people', ['merged_into_id'], unique=False)
    make_tables()
    if op.get_context().dialect.name == "sqlite":
        for name, (when, wrong) in SQLITE.items():
            op.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}') WHERE EXISTS ({wrong}); END")
    else:
        for name, (wrong, when, _table) in POSTGRES.items():
            # whoever comes at the same moment may try again: they are answered as when the database was busy
            op.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS ({wrong}) THEN "
                f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'serialization_failure'; END IF; RETURN NULL; END $$"
            )
            op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()")


def make_tables() -> None:
    op.create_table('merges',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('kept_id', sa.Integer(), nullable=False),
    sa.Column('gone_id', sa.Integer(), nullable=False),
    sa.Column('snapshot', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.Column('undone_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('kept_id <> gone_id', name=op.f('ck_merges_two_people')),
    sa.ForeignKeyConstraint(['gone_id'], ['people.id'], name=op.f('fk_merges_gone_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['kept_id'], ['people.id'], name=op.f('fk_merges_kept_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_merges_region_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_merges')),
    sa.UniqueConstraint('uid', name=op.f('uq_merges_uid')),
    )
    for column in ('region_id', 'kept_id', 'gone_id'):
        op.create_index(op.f(f'ix_merges_{column}'), 'merges', [column], unique=False)
    op.create_table('registration_aliases',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('survivor_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_registration_aliases_registration_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['survivor_id'], ['registrations.id'], name=op.f('fk_registration_aliases_survivor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', name=op.f('pk_registration_aliases')),
    )
    op.create_index(op.f('ix_registration_aliases_survivor_id'), 'registration_aliases', ['survivor_id'], unique=False)
    op.create_table('two_people',
    sa.Column('first_id', sa.Integer(), nullable=False),
    sa.Column('second_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('said_at', sa.DateTime(), nullable=False),
    sa.Column('said_by', sa.Integer(), nullable=True),
    sa.CheckConstraint('first_id < second_id', name=op.f('ck_two_people_in_order')),
    sa.ForeignKeyConstraint(['first_id'], ['people.id'], name=op.f('fk_two_people_first_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['second_id'], ['people.id'], name=op.f('fk_two_people_second_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_two_people_region_id')),
    sa.PrimaryKeyConstraint('first_id', 'second_id', name=op.f('pk_two_people')),
    )
    for column in ('region_id', 'second_id'):
        op.create_index(op.f(f'ix_two_people_{column}'), 'two_people', [column], unique=False)


def downgrade() -> None:
    sqlite = op.get_context().dialect.name == "sqlite"
    for name, (*_rest, table) in POSTGRES.items():
        op.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON {table}")
        if not sqlite:
            op.execute(f"DROP FUNCTION {name}()")
    for table in ('two_people', 'registration_aliases', 'merges'):
        op.drop_table(table)
    op.drop_index(op.f('ix_people_merged_into_id'), table_name='people')
    op.drop_column('people', 'merged_into_id')
