"""The worked examples of the README, done by its own text in a copy of the house; with a step left out, each fails."""

from pathlib import Path
from typing import Final

import pytest

from campaign.config import ROOT
from tests.house.examples.following import WrongText, copy_of_the_house, examples_of, follow, python, undo

README: Final = (ROOT / "README.md").read_text()
AFTER: Final = {
    "An event kind": "tests/house/examples/after_kind.py",
    "A paper": "tests/house/examples/after_paper.py",
    "A language": "tests/house/examples/after_language.py",
}
GUARDS: Final = (  # what the house itself asks of such additions
    "tests/house/test_imports.py::test_imports_point_down", "tests/house/test_size.py::test_no_file_is_too_long",
    "tests/events/test_shipped.py",
    "tests/papers/gallery/test_samples.py::test_every_press_has_a_sample",
)  # fmt: skip
LEFT_OUT: Final = (  # a step of each example, and a check of each that cannot do without it
    ("campaign/events/data/kits/run.json", "test_its_kit_counts_the_marshals_and_brings_the_checklist"),
    ("campaign/registry/papers.py", "test_the_stop_lists_the_programme_and_prints_it_in_each_language"),
    ("campaign/translations/uz/events.po", "test_words_and_texts_are_its_own_where_there_are_any_and_russian_else"),
)
STEPS: Final = examples_of(README)


def checked(root: Path, *checks: str) -> tuple[int, str]:
    """What came of these checks in the copy, and what pytest said."""
    found = python(root, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--on", "sqlite", *checks)
    return found.returncode, found.stdout + found.stderr


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which the README was followed and all is built as the launcher builds it."""
    root = copy_of_the_house(tmp_path_factory.mktemp("examples") / "house")
    for step in (step for steps in STEPS.values() for step in steps):
        follow(root, step)
    made = python(root, "-m", "campaign.assets.build_hook")
    assert made.returncode == 0, made.stderr
    return root


def test_the_readme_has_the_three_examples_and_each_is_short():
    assert STEPS.keys() == AFTER.keys()
    for steps in STEPS.values():
        assert 10 <= sum(len(step.text.splitlines()) for step in steps) <= 45
        assert max(len(step.text.splitlines()) for step in steps) <= 30


def test_what_the_readme_says_is_done_and_is_complete(house):
    code, said = checked(house, *AFTER.values(), *GUARDS)
    assert code == 0, said


def test_an_example_with_a_step_left_out_is_seen(house):
    for file, _check in LEFT_OUT:
        undo(house, file)
    checks = [f"{place}::{check}" for place, (_file, check) in zip(AFTER.values(), LEFT_OUT, strict=True)]
    code, said = checked(house, *checks)
    assert code == 1, said
    assert [check for check in checks if f"FAILED {check}" not in said] == []


@pytest.mark.parametrize(
    "words",
    [
        "\n## Three additions\n### One\n```\ncode\n```\n",
        "\n## Three additions\n### One\nNew file `a.py`:\n\nMore words.\n\n```\ncode\n```\n",
    ],
)
def test_code_of_which_nobody_says_where_it_goes_is_wrong(words):
    with pytest.raises(WrongText):
        examples_of(words)


@pytest.mark.parametrize(
    "place", ["New file `a.py`", "In `a.py`, behind the line `no such`", "In `a.py`, instead of the line `x`"]
)
def test_a_place_that_is_not_as_the_text_says_is_wrong(tmp_path, place):
    (tmp_path / "a.py").write_text("x\nx\n")
    (step,) = examples_of(f"\n## Three additions\n### One\n{place}:\n\n```\ny\n```\n")["One"]
    with pytest.raises(WrongText):
        follow(tmp_path, step)
