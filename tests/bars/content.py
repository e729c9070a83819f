"""What people send us, and what we make of it."""

from tests.bars.bar import NEITHER, Bar, Cases, Tests

PHOTOS = "tests/people/photos/test_developing.py"

BARS = (
    Bar("uploads", Tests("tests/sheets/test_reading_bombs.py"), part="tables", databases=NEITHER, shows=("bombs", "child"),
        why="read before any database is asked"),
    Bar(
        "uploads",
        Tests(
            f"{PHOTOS}::test_a_bomb_is_refused_at_once_and_we_hardly_grow", f"{PHOTOS}::test_the_child_can_open_nothing",
            f"{PHOTOS}::test_what_is_no_picture_is_refused_with_a_sentence",
        ),
        part="pictures", databases=NEITHER, shows=("bombs", "child"), why="read before any database is asked",
    ),
    Bar(
        "names on paper", Cases("hostile"), part="every paper", databases=NEITHER, shows=("no failure", "letters"),
        why="papers are drawn from what was read",
        quick=Tests("tests/pdf/test_listing.py::test_two_thousand_hostile_names_are_printed"),
    ),
    Bar(
        "spreadsheets",
        Tests("tests/sheets/test_files.py", "tests/sheets/test_reading.py", "tests/sheets/test_reading_books.py"),
        part="the files", databases=NEITHER, shows=("no formula", "round trip", "phones"), why="written from what was read",
    ),
    Bar("spreadsheets", Tests("tests/people/test_exports.py"), part="people", shows=("no formula",)),
    Bar(
        "spreadsheets", Tests("tests/people/test_documents.py::test_a_phone_stands_in_every_output_and_begins_no_formula"),
        part="a phone on a list", shows=("phones",),
    ),
    Bar("minors", Tests("tests/people/minors/test_guards.py"), part="SQL", shows=("SQL",)),
    Bar("minors", Tests("tests/people/minors/test_paths.py"), part="staff, tables", shows=("import",)),
    Bar("minors", Tests("tests/people/minors/test_pages.py"), part="pages", shows=("form",)),
    Bar(
        "minors", Tests("tests/people/groups/test_line.py::test_children_wait_for_a_parent_and_the_group_keeps_their_places"),
        part="groups", shows=("group",),
    ),
    Bar(
        "images",
        Tests(
            f"{PHOTOS}::test_nothing_of_the_old_file_is_left_but_its_pixels",
            f"{PHOTOS}::test_a_large_picture_is_kept_in_three_sizes",
            f"{PHOTOS}::test_other_kinds_are_taken_too",
        ),
        databases=NEITHER, shows=("re-encoded", "size", "location"), why="made before anything is kept",
    ),
)  # fmt: skip
