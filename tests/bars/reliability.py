"""What happens when much happens at once, and when something breaks."""

from tests.bars.bar import POSTGRESQL, Bar, Cases, Tests

TROUBLE = "tests/chaos/test_trouble.py"

BARS = (
    Bar(
        "overbooking", Cases("races"), quick=Tests("tests/races/test_registration.py"),
        shows=("exact", "order", "no 5xx", "mutant"),
    ),
    Bar(
        "seats, stock", Cases("load"), part="32 at once", shows=("never over", "balance"),
        quick=Tests("tests/races/test_seats.py", "tests/races/test_stock.py"),
    ),
    Bar(
        "seats, stock", Cases("fuzz"), part="any order", shows=("any order",),
        quick=Tests("tests/stateful/test_places.py", "tests/stateful/test_stock.py"),
    ),
    Bar(
        "repeated writes", Cases("repeats"), part="forms, phones at a door, programs",
        quick=Tests("tests/chaos/test_repeated.py"), shows=("forms", "offline", "API", "another body"),
    ),
    Bar(
        "crash", Cases("chaos"), quick=Tests("tests/chaos/test_crash.py"), part="web workers",
        shows=("kills", "nothing lost", "back"),
    ),
    Bar("crash", Tests("tests/races/test_jobs_survive.py", "tests/chaos/test_paper_set.py"), part="jobs", shows=("jobs",)),
    Bar("trouble", Tests("tests/web/test_trouble.py"), part="the page that says so"),
    Bar(
        "trouble", Cases("trouble", "restarts"), part="restarts", databases=(POSTGRESQL,), shows=("restart",),
        why="SQLite has no server to restart",
        quick=Tests(f"{TROUBLE}::test_a_connection_that_breaks_in_the_middle_costs_a_retry"),
    ),
    Bar(
        "trouble", Cases("trouble", "held by others"), part="lock", shows=("lock",),
        quick=Tests(f"{TROUBLE}::test_a_lock_that_is_held_costs_a_retry_and_readers_nothing"),
    ),
    Bar("trouble", Cases("trouble", "full disk"), part="full disk", shows=("full disk",)),
    Bar(
        "trouble", Tests("tests/core/test_consumer.py::test_a_worker_outlives_a_restart_of_the_database"),
        part="jobs outlive a restart", databases=(POSTGRESQL,), shows=("restart",), why="SQLite has no server to restart",
    ),
    Bar(
        "trouble", Tests("tests/accounts/test_reset.py::test_a_mail_server_that_is_away_is_asked_again_later"),
        part="mail down", shows=("mail",),
    ),
    Bar(
        "migrations", Tests("tests/house/test_schema.py"), part="down and up, models equal head",
        shows=("up and down", "head"),
    ),
    Bar("migrations", Cases("migrations", "down"), part="each down, up, down on a season", shows=("up and down", "head")),
    Bar("migrations", Cases("migrations", "upgrade"), part="killed ten times during an upgrade", shows=("killed",)),
    Bar(
        "time",
        Tests(
            "tests/core/test_clock.py",
            "tests/events/test_feeds.py::test_page_paper_and_feed_show_the_clock_on_the_wall_of_the_place",
            "tests/events/test_planning.py::test_the_wall_clock_is_that_of_the_place_on_that_date",
            "tests/events/test_shifting.py::test_the_clock_on_the_wall_stays_where_the_country_changed_its_hour",
            "tests/people/test_documents.py::test_the_time_on_the_foot_is_the_wall_clock_of_the_place",
        ),
        shows=("zones", "feeds", "sheets", "pages"),
    ),
    Bar("check", Tests("tests/core/test_checks.py"), shows=("recounts", "exit")),
)  # fmt: skip
