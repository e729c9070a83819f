"""Minors: waiting for a parent's consent, consents of guardians, dated rules about ages, and triggers that guard them.

Nobody registered so far may be a child, so no row changes. The previous version keeps running: it neither writes the new
state nor names the new columns, which the database fills. The first rule is put in here, since the triggers rest on it.
On SQLite the CHECK on the word of a state is exchanged in the schema itself, as SQLite documents for changes that leave the
rows as they are: a batch would copy the table, and lose its triggers. Going down takes those who are pending off the lists.
"""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = '0026_minors'
down_revision = '0025_groups'

BEFORE = "'confirmed', 'waiting', 'cancelled'"
AFTER = "'confirmed', 'waiting', 'pending', 'cancelled'"
REFUSAL = "minor without consent of a guardian"
SOURCE = {
    "kk": (
        "ҚР 30.12.2016 ж. № 42-VI Заңы, 12-бап: 14 жасқа дейін ата-ананың жазбаша келісімі немесе еріп жүруі; бала құқықтарын "
        "қорғау комитеті, 2025 ж. тамыз: 16 жасқа дейін. Фото – науқанның өз ережесі (тексеру керек)"
    ),
    "ru": (
        "Закон РК от 30.12.2016 № 42-VI, ст. 12: до 14 лет письменное согласие родителей или сопровождение; комитет по охране "
        "прав детей, август 2025: до 16 лет. Фото – правило самой кампании (подлежит проверке)"
    ),
    "en": (
        "Law No. 42-VI of 30.12.2016, art. 12: under 14 with the written consent of parents or accompanied; Children's Rights "
        "Committee, August 2025: under 16. Photographs: a rule of the campaign itself (to be verified)"
    ),
}

# What the two databases write differently: the year of a day, its month and day, "may be" of a whole query.
WORDS = {
    "sqlite": {"year": "CAST(substr({day}, 1, 4) AS INTEGER)", "rest": "substr({day}, 6, 5)"},
    "postgresql": {"year": "EXTRACT(YEAR FROM {day})::int", "rest": "to_char({day}, 'MM-DD')"},
}
CONFIRMED_CHILDREN = """
  SELECT 1 FROM {registrations} r JOIN people p ON p.id = r.person_id JOIN events e ON e.id = r.event_id
   WHERE r.state = 'confirmed' AND {which} AND (p.birth_year IS NOT NULL OR p.birth_date IS NOT NULL)
     AND (SELECT a.consent_below FROM age_rules a WHERE a.valid_from <= e.day ORDER BY a.valid_from DESC, a.id DESC LIMIT 1)
       > CASE WHEN p.birth_date IS NOT NULL AND (p.birth_year IS NULL OR p.birth_year = {born})
              THEN {held} - {born} - CASE WHEN {held_rest} < {born_rest} THEN 1 ELSE 0 END
              ELSE {held} - p.birth_year - 1 END
     AND NOT EXISTS (SELECT 1 FROM guardian_consents g WHERE g.registration_id = r.id AND g.withdrawn_at IS NULL)
"""


def confirmed_children(which: str, registrations: str = "registrations") -> str:
    """A query that has rows when somebody of these registrations is confirmed, may be a child, and has nobody's consent.

    Of whom only the year is known, the youngest age is taken: whoever turns sixteen in the year of the event may be fifteen.
    """
    words = WORDS[op.get_context().dialect.name]
    return CONFIRMED_CHILDREN.format(
        which=which, registrations=registrations,
        born=words["year"].format(day="p.birth_date"), held=words["year"].format(day="e.day"),
        born_rest=words["rest"].format(day="p.birth_date"), held_rest=words["rest"].format(day="e.day"),
    )  # fmt: skip


# name → table, when, the registrations that are judged
SQLITE = {
    "minors_registration_added": ("registrations", "AFTER INSERT ON registrations WHEN NEW.state = 'confirmed'", "r.id = NEW.id"),
    "minors_registration_changed": (
        "registrations", "AFTER UPDATE OF state, person_id, event_id ON registrations WHEN NEW.state = 'confirmed'", "r.id = NEW.id",
    ),
    "minors_born": ("people", "AFTER UPDATE OF birth_year, birth_date ON people", "p.id = NEW.id"),
    "minors_consent_changed": ("guardian_consents", "AFTER UPDATE ON guardian_consents", "r.id = OLD.registration_id"),
    "minors_consent_removed": ("guardian_consents", "AFTER DELETE ON guardian_consents", "r.id = OLD.registration_id"),
    "minors_event_moved": ("events", "AFTER UPDATE OF day ON events WHEN NEW.day <> OLD.day", "e.id = NEW.id"),
    "minors_rule_added": ("age_rules", "AFTER INSERT ON age_rules", "e.day >= NEW.valid_from"),
}
# name → table, events, row or statement, condition, the registrations that are judged
POSTGRES = {
    "minors_registration_changed": (
        "registrations", "UPDATE OF state, person_id, event_id", "NEW.state = 'confirmed'", "r.id = NEW.id",
    ),
    "minors_born": ("people", "UPDATE OF birth_year, birth_date", "TRUE", "p.id = NEW.id"),
    "minors_consent_changed": ("guardian_consents", "UPDATE OR DELETE", "TRUE", "r.id = OLD.registration_id"),
    "minors_event_moved": ("events", "UPDATE OF day", "NEW.day <> OLD.day", "e.id = NEW.id"),
    "minors_rule_added": ("age_rules", "INSERT", "TRUE", "e.day >= NEW.valid_from"),
}  # fmt: skip
# Whoever is just being corrected by somebody else is waited for, and read as they are then.
WAIT_FOR_PERSON = "PERFORM 1 FROM people WHERE id = NEW.person_id FOR SHARE;"
WAIT_FOR_PEOPLE = "PERFORM 1 FROM people p JOIN added n ON n.person_id = p.id AND n.state = 'confirmed' FOR SHARE OF p;"


def upgrade() -> None:
    make_tables()
    exchange_states(BEFORE, AFTER)
    op.bulk_insert(
        sa.table(
            'age_rules', sa.column('valid_from', sa.Date), sa.column('consent_below', sa.Integer),
            sa.column('photo_below', sa.Integer), sa.column('source', sa.JSON), sa.column('note', sa.String),
            sa.column('shipped', sa.Boolean), sa.column('made_at', sa.DateTime),
        ),
        [{
            'valid_from': date(2000, 1, 1), 'consent_below': 16, 'photo_below': 18, 'source': SOURCE, 'note': '',
            'shipped': True, 'made_at': datetime.now(UTC).replace(tzinfo=None),
        }],
    )  # fmt: skip
    if op.get_context().dialect.name == "sqlite":
        for name, (_table, when, which) in SQLITE.items():
            op.execute(
                f"CREATE TRIGGER {name} {when} BEGIN "
                f"SELECT RAISE(ABORT, '{REFUSAL}') WHERE EXISTS ({confirmed_children(which)}); END"
            )
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER age_rules_no_{act.lower()} BEFORE {act} ON age_rules "
                "BEGIN SELECT RAISE(ABORT, 'rules about ages are only ever added to'); END"
            )
    else:
        guard_on_postgres()


def guard_on_postgres() -> None:
    for name, (table, acts, condition, which) in POSTGRES.items():
        make_function(name, which, wait=WAIT_FOR_PERSON if table == "registrations" else "")
        op.execute(
            f"CREATE TRIGGER {name} AFTER {acts} ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {name}()"
        )
    make_function("minors_registration_added", "TRUE", registrations="added", wait=WAIT_FOR_PEOPLE)
    op.execute(
        "CREATE TRIGGER minors_registration_added AFTER INSERT ON registrations REFERENCING NEW TABLE AS added "
        "FOR EACH STATEMENT EXECUTE FUNCTION minors_registration_added()"
    )
    op.execute(
        "CREATE FUNCTION age_rules_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rules about ages are only ever added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER age_rules_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON age_rules "
        "FOR EACH STATEMENT EXECUTE FUNCTION age_rules_refuse()"
    )


def make_function(name: str, which: str, *, registrations: str = "registrations", wait: str = "") -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {wait} "
        f"IF EXISTS ({confirmed_children(which, registrations)}) THEN "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$"
    )


def make_tables() -> None:
    op.create_table('age_rules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('consent_below', sa.Integer(), nullable=False),
    sa.Column('photo_below', sa.Integer(), nullable=False),
    sa.Column('source', sa.JSON(), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('shipped', sa.Boolean(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('consent_below BETWEEN 1 AND 21', name=op.f('ck_age_rules_consent_below_sane')),
    sa.CheckConstraint('photo_below BETWEEN 1 AND 21', name=op.f('ck_age_rules_photo_below_sane')),
    sa.CheckConstraint("CAST(source AS TEXT) <> '{}'", name=op.f('ck_age_rules_has_a_source')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_age_rules')),
    )
    op.create_table('guardian_texts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('valid_from', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guardian_texts')),
    sa.UniqueConstraint('version', 'language', name=op.f('uq_guardian_texts_version_language')),
    )
    op.create_table('guardian_consents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=22), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('region_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.Integer(), nullable=False),
    sa.Column('way', sa.Enum('link', 'paper', name='way', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('relation', sa.Enum('mother', 'father', 'guardian', 'other', name='relation', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('text_id', sa.Integer(), nullable=False),
    sa.Column('consent_below', sa.Integer(), nullable=False),
    sa.Column('photo', sa.Boolean(), nullable=False),
    sa.Column('given_at', sa.DateTime(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('kept_where', sa.String(length=200), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.Column('withdrawn_note', sa.String(length=300), nullable=False),
    sa.CheckConstraint("(way = 'paper') = (signed_on IS NOT NULL)", name=op.f('ck_guardian_consents_paper_has_a_day')),
    sa.ForeignKeyConstraint(['registration_id'], ['registrations.id'], name=op.f('fk_guardian_consents_registration_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['region_id'], ['regions.id'], name=op.f('fk_guardian_consents_region_id')),
    sa.ForeignKeyConstraint(['stop_id'], ['stops.id'], name=op.f('fk_guardian_consents_stop_id')),
    sa.ForeignKeyConstraint(['text_id'], ['guardian_texts.id'], name=op.f('fk_guardian_consents_text_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guardian_consents')),
    sa.UniqueConstraint('uid', name=op.f('uq_guardian_consents_uid')),
    )
    standing = sa.text('withdrawn_at IS NULL')
    op.create_index('ix_guardian_consents_standing', 'guardian_consents', ['registration_id'], unique=True, sqlite_where=standing, postgresql_where=standing)
    op.create_index(op.f('ix_guardian_consents_registration_id'), 'guardian_consents', ['registration_id'], unique=False)
    op.add_column('people', sa.Column('birth_date', sa.Date(), nullable=True))
    op.add_column('registrations', sa.Column('photo_consent', sa.Boolean(), nullable=True))
    op.add_column('registrations', sa.Column('guardian_generation', sa.Integer(), nullable=False, server_default='1'))
    op.add_column('registrations', sa.Column('guardian_hash', sa.String(length=64), nullable=True))
    op.create_index(op.f('ix_registrations_guardian_hash'), 'registrations', ['guardian_hash'], unique=True)


def exchange_states(old: str, new: str) -> None:
    """Let the CHECK on `registrations.state` name these words."""
    if op.get_context().dialect.name == "sqlite":
        version = op.get_bind().exec_driver_sql("PRAGMA schema_version").scalar()
        op.execute("PRAGMA writable_schema = ON")
        op.get_bind().exec_driver_sql(
            "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'registrations'",
            (f"CHECK (state IN ({old}))", f"CHECK (state IN ({new}))"),
        )
        op.execute(f"PRAGMA schema_version = {version + 1}")
        op.execute("PRAGMA writable_schema = OFF")
    else:
        op.execute("ALTER TABLE registrations DROP CONSTRAINT ck_registrations_registrationstate")
        op.execute(
            f"ALTER TABLE registrations ADD CONSTRAINT ck_registrations_registrationstate CHECK (state IN ({new}))"  # noqa: S608
        )


def downgrade() -> None:
    sqlite = op.get_context().dialect.name == "sqlite"
    for name, (table, *_rest) in (SQLITE if sqlite else POSTGRES).items():
        op.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON {table}")
    if not sqlite:
        op.execute("DROP TRIGGER minors_registration_added ON registrations")
        op.execute("DROP TRIGGER age_rules_no_change ON age_rules")
        for name in (*POSTGRES, "minors_registration_added", "age_rules_refuse"):
            op.execute(f"DROP FUNCTION {name}()")
    op.execute("UPDATE registrations SET state = 'cancelled', cancelled_at = made_at WHERE state = 'pending'")
    exchange_states(AFTER, BEFORE)
    op.drop_index(op.f('ix_registrations_guardian_hash'), table_name='registrations')
    for column in ('guardian_hash', 'guardian_generation', 'photo_consent'):
        op.drop_column('registrations', column)
    op.drop_column('people', 'birth_date')
    for table in ('guardian_consents', 'guardian_texts', 'age_rules'):
        op.drop_table(table)
