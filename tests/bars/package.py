"""A district's package: taken along, and brought back."""

from tests.bars.bar import Bar, Tests

_TAKING = "tests/exchange/packages/test_taking.py"
_BRINGING = "tests/exchange/packages/test_bringing.py"

BARS = (
    Bar("repeated writes", Tests(f"{_BRINGING}::test_what_was_done_on_both_sides_is_all_there"), part="a package again"),
    Bar("overbooking", Tests(f"{_BRINGING}::test_never_more_than_there_are_places"), part="a package brought back"),
    Bar(
        "crash",
        Tests(f"{_BRINGING}::test_killed_while_it_is_written_nothing_is_and_the_next_time_all_is"),
        part="a package brought back",
    ),
    Bar(
        "forgeries",
        Tests(
            f"{_TAKING}::test_only_the_whole_file_and_its_passphrase_open_it",
            f"{_BRINGING}::test_only_what_this_journey_packed_is_let_in",
        ),
        part="packages",
    ),
)
