"""Signing in: the second factor, and being asked once more."""

from tests.bars.bar import Bar, Tests

STEP = "tests/accounts/factors/test_second_step.py"
CARE = "tests/accounts/factors/test_care.py"

BARS = (
    Bar(
        "second factor",
        Tests(
            f"{STEP}::test_the_password_alone_opens_no_work_page",
            f"{STEP}::test_whoever_has_none_sets_one_up_and_is_in",
            f"{STEP}::test_a_code_is_good_for_a_minute_and_a_half_and_once",
            f"{CARE}::test_ten_codes_on_paper_open_the_door_once_each",
        ),
        part="asked of everybody, each code once",
        shows=("asked",),
    ),
    Bar(
        "second factor",
        Tests(f"{STEP}::test_the_demonstration_is_excepted_and_nothing_else"),
        part="the demonstration",
        shows=("demo",),
    ),
    Bar(
        "limits",
        Tests(f"{STEP}::test_codes_cannot_be_guessed_and_tries_are_counted_for_the_account"),
        part="codes",
        shows=("workers",),
    ),
    Bar(
        "sessions",
        Tests(f"{STEP}::test_an_act_of_weight_asks_once_more_and_then_is_done", f"{STEP}::test_services_of_weight_ask_too"),
        part="acts of weight ask once more",
    ),
)
