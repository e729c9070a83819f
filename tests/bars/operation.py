"""What keeps an installation alive: backups, and logs that tell nothing about a person."""

from tests.bars.bar import Bar, Cases, Tests

BACKUP = "tests/core/test_backup.py"
BARS = (
    Bar(
        "backup", Cases("restore"), part="50,000 people on an empty machine", shows=("restore",),
        quick=Tests(f"{BACKUP}::test_a_backup_of_either_database_comes_back_on_the_other"),
    ),
    Bar(
        "backup", Tests(f"{BACKUP}::test_whoever_was_erased_meanwhile_is_erased_again"), part="the erased stay erased",
        shows=("erased",),
    ),
    Bar(
        "backup", Tests(f"{BACKUP}::test_whatever_is_wrong_with_a_file_is_said_and_nothing_is_touched"),
        part="wrong key, cut, changed", shows=("wrong key",),
    ),
    Bar("logs", Tests("tests/core/test_logs.py"), shows=("nobody",)),
)  # fmt: skip
