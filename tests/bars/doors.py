"""Who may come in, and what they find."""

from tests.bars.bar import NEITHER, Bar, Tests

MATRIX = "tests/house/test_matrix.py"
SIGN_IN = "tests/accounts/test_sign_in.py"
LIMITS = "tests/accounts/test_limits.py"

BARS = (
    Bar("doors", Tests("tests/house/test_doors.py"), databases=NEITHER, shows=("start",), why="judged at the start"),
    Bar("matrix", Tests(MATRIX), shows=("canaries", "rows", "404")),
    Bar(
        "sessions",
        Tests(
            f"{SIGN_IN}::test_signing_out_kills_the_cookie_itself",
            f"{SIGN_IN}::test_a_stolen_cookie_is_dead_at_once_after",
            f"{SIGN_IN}::test_signing_in_again_begins_a_new_session_and_ends_the_old",
        ),
        part="at the next request",
        shows=("logout", "password", "role"),
    ),
    Bar(
        "sessions",
        Tests("tests/chaos/test_stolen.py"),
        part="shown to another process",
        shows=("logout", "password", "role"),
    ),
    Bar(
        "limits",
        Tests(
            f"{LIMITS}::test_of_forty_simultaneous_guesses_five_are_compared",
            f"{LIMITS}::test_of_twelve_simultaneous_wrong_passwords_five_are_compared",
            "tests/people/ticket/test_finding.py::test_of_sixteen_simultaneous_guesses_at_a_code_five_are_compared",
        ),
        part="many at once",
        shows=("workers",),
    ),
    Bar("limits", Tests("tests/chaos/test_guessing.py"), part="storms at three workers", shows=("workers",)),
    Bar(
        "limits",
        Tests(
            f"{LIMITS}::test_a_forwarded_header_fools_nobody",
            "tests/people/ticket/test_finding.py::test_a_forwarded_header_gives_no_new_attempts",
            "tests/papers/desk/test_guessing.py",
        ),
        part="forwarded headers",
        shows=("forwarded",),
    ),
    Bar("GET", Tests(f"{MATRIX}::test_nobody_reads_what_is_not_theirs_and_looking_changes_nothing"), shows=("nothing",)),
    Bar(
        "redirects",
        Tests(f"{SIGN_IN}::test_one_is_never_sent_to_another_site"),
        databases=NEITHER,
        shows=("own",),
        why="judged by its words",
    ),
    Bar(
        "forgeries",
        Tests(
            f"{SIGN_IN}::test_ten_thousand_forged_sessions_are_nobody",
            "tests/accounts/test_reset.py::test_ten_thousand_forged_links_open_nothing",
            "tests/people/checkin/test_attacks.py::test_ten_thousand_forged_tokens_open_nothing",
            "tests/people/ticket/test_finding.py::test_ten_thousand_guesses_give_nothing",
        ),
        part="sessions, links, doors, codes",
        shows=("tokens", "short codes"),
    ),
)
