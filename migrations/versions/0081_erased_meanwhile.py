"""Nobody is put on a list any more under the name of somebody whose data was erased at that very moment; triggers hold it.

What came to stand there so before is emptied, as erasing would have done. The previous version may keep running: of two such
acts it is told by the error of the database.
"""

from alembic import op

revision = "0081_erased_meanwhile"
down_revision = "0080_versions"

REFUSAL = "this person was erased"
NOBODY = "p.full_name = '—' AND p.name_key = ''"
WORDS = ("note <> ''", "sort_kk <> ''", "sort_ru <> ''", "email_sealed IS NOT NULL", "guardian_email_sealed IS NOT NULL")
CHANGED = "person_id, note, sort_kk, sort_ru, email_sealed, guardian_email_sealed"


def upgrade() -> None:
    op.execute(
        "UPDATE registrations SET note = '', sort_kk = '', sort_ru = '', email_sealed = NULL, guardian_email_sealed = NULL "
        f"WHERE ({_words('')}) AND EXISTS (SELECT 1 FROM people p WHERE p.id = registrations.person_id AND {NOBODY})"
    )
    if op.get_context().dialect.name == "sqlite":
        _hold_on_sqlite()
    else:
        _hold_on_postgresql()


def _words(row: str) -> str:
    return " OR ".join(f"{row}{words}" for words in WORDS)


def _hold_on_sqlite() -> None:
    """Of each row that is put in only the name is glanced at: hardly any is nobody's (decision 0070)."""
    glance = "(SELECT name_key FROM people WHERE id = NEW.person_id) = ''"
    for name, when in (
        ("added", f"INSERT ON registrations WHEN {glance} AND ({_words('NEW.')})"),
        ("changed", f"UPDATE OF {CHANGED} ON registrations WHEN {_words('NEW.')}"),
    ):
        op.execute(
            f"CREATE TRIGGER erased_registration_{name} AFTER {when} BEGIN "
            f"SELECT RAISE(ABORT, '{REFUSAL}') WHERE EXISTS (SELECT 1 FROM people p WHERE p.id = NEW.person_id AND {NOBODY}); END"
        )


def _hold_on_postgresql() -> None:
    """The class of the error is that of a broken constraint: who writes row by row may leave this one out."""
    for name, found, when in (
        (
            "added", f"FROM added n JOIN people p ON p.id = n.person_id WHERE {NOBODY} AND ({_words('n.')})",
            "AFTER INSERT ON registrations REFERENCING NEW TABLE AS added FOR EACH STATEMENT",
        ),
        (
            "changed", f"FROM people p WHERE p.id = NEW.person_id AND {NOBODY}",
            f"AFTER UPDATE OF {CHANGED} ON registrations FOR EACH ROW WHEN ({_words('NEW.')})",
        ),
    ):  # fmt: skip
        op.execute(
            f"CREATE FUNCTION erased_registration_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF EXISTS (SELECT 1 {found}) THEN "
            f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NULL; END $$"
        )
        op.execute(f"CREATE TRIGGER erased_registration_{name} {when} EXECUTE FUNCTION erased_registration_{name}()")


def downgrade() -> None:
    sqlite = op.get_context().dialect.name == "sqlite"
    for name in ("added", "changed"):
        op.execute(f"DROP TRIGGER erased_registration_{name}" + ("" if sqlite else " ON registrations"))
        if not sqlite:
            op.execute(f"DROP FUNCTION erased_registration_{name}()")
