"""Programs: what their tokens open, how often they may ask, and what becomes of the same request sent again."""

from tests.bars.bar import Bar, Cases, Tests

TOKENS = "tests/accounts/tokens/test_tokens.py"
ACTING = "tests/web/api/test_acting.py"
MATRIX = "tests/house/test_matrix.py"

BARS = (
    Bar("API", Cases("api", "answers"), quick=Tests("tests/web/api/test_fuzz.py"), part="fuzzed", shows=("described",)),
    Bar("API", Tests("tests/web/api/test_asking.py", ACTING), part="problems, pages, versions"),
    Bar(
        "matrix",
        Tests(
            f"{MATRIX}::test_a_machine_reads_what_its_account_reads_and_nothing_more",
            f"{MATRIX}::test_a_machine_changes_nothing_that_is_not_its_accounts",
        ),
        part="every operation × every principal's token",
        shows=("canaries", "rows", "404"),
    ),
    Bar(
        "forgeries",
        Tests(
            f"{TOKENS}::test_ten_thousand_forgeries_open_nothing_and_most_ask_no_database",
            f"{TOKENS}::test_a_coordinator_makes_a_token_sees_it_once_and_ends_it",
            f"{TOKENS}::test_a_token_follows_its_account",
        ),
        part="API tokens, dead at the next request",
        shows=("tokens", "revoked"),
    ),
    Bar(
        "limits", Tests(f"{TOKENS}::test_the_limit_is_exact_and_says_when_to_come_back"), part="API tokens", shows=("workers",)
    ),
    Bar(
        "repeated writes",
        Tests(
            f"{ACTING}::test_the_same_request_again_is_one_act_with_one_answer", f"{ACTING}::test_a_key_belongs_to_its_account"
        ),
        part="API",
        shows=("API", "another body"),
    ),
    Bar("minors", Tests(f"{ACTING}::test_no_child_gets_a_place_without_a_parents_consent"), part="API", shows=("API",)),
)
