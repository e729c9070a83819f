"""Personal data: what is left of somebody after an erasure or a term, and keys that change."""

from tests.bars.bar import Bar, Tests

ERASING = "tests/people/privacy/test_erasing.py"

BARS = (
    Bar("retention", Tests(f"{ERASING}::test_no_canary_is_left_in_tables_files_or_sealed_words"), part="one person"),
    Bar(
        "retention",
        Tests(f"{ERASING}::test_a_whole_season_with_the_canary_in_every_text_keeps_its_figures_and_nothing_else"),
        part="every text", shows=("canaries", "figures"),
    ),
    Bar("retention", Tests("tests/people/privacy/test_retention.py"), part="the term", shows=("canaries", "figures")),
    Bar("backup", Tests(f"{ERASING}::test_the_list_is_replayed_after_a_restore_and_only_if_it_is_ours"), part="erased again"),
    Bar("sealed", Tests("tests/core/test_keys.py"), part="keys change"),
)  # fmt: skip
