"""Keys of the data are kept, wrapped with the master key; a panel's person may be sealed anew without a new version.

The first keys are put in by `database upgrade` afterwards; until then, and in the previous version, they are derived as ever.
"""

import sqlalchemy as sa
from alembic import op

revision = '0064_data_keys'
down_revision = '0063_outward_acts'

REFUSAL = 'a panel changes only with a new version'
PERSON = (
    'name_sealed', 'post_sealed', 'court_sealed', 'case_sealed', 'article_sealed', 'sentence_sealed', 'story_sealed',
    'source_sealed', 'basis_sealed', 'verdict_on', 'in_force_on', 'checked_on', 'spent_on', 'picture', 'erased_on', 'version',
)  # fmt: skip
MOVED = 'NEW.version <= OLD.version'
RESEALED = f"{MOVED} AND NOT EXISTS (SELECT 1 FROM settings WHERE name = 'resealing')"


def upgrade() -> None:
    op.create_table(
        'data_keys',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('purpose', sa.String(length=24), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('wrapped', sa.LargeBinary(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('retired_at', sa.DateTime(), nullable=True),
        sa.CheckConstraint("purpose IN ('fields', 'index', 'tokens')", name=op.f('ck_data_keys_keyuse')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_data_keys')),
        sa.UniqueConstraint('purpose', 'number', name=op.f('uq_data_keys_purpose_number')),
    )
    guard_edits(RESEALED)


def guard_edits(wrong: str) -> None:
    columns = ', '.join(PERSON)
    if op.get_context().dialect.name == 'sqlite':
        op.execute('DROP TRIGGER persons_edited')
        op.execute(
            f"CREATE TRIGGER persons_edited BEFORE UPDATE OF {columns} ON panel_persons "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}') WHERE {wrong}; END"
        )
        return
    op.execute(
        'CREATE OR REPLACE FUNCTION persons_edited() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        'PERFORM 1 FROM panels WHERE id = NEW.panel_id FOR UPDATE; '
        f"IF {wrong} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
    )


def downgrade() -> None:
    guard_edits(MOVED)
    op.drop_table('data_keys')
