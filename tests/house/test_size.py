"""Nothing grows past what one reader holds in their head, and nothing is put into a drawer."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from campaign.config import ROOT

FILE, FUNCTION, VIEW = 400, 40, 20
PAGES = {"views", "public", "field", "api"}
DRAWERS = re.compile(r"(^|/)(utils?|helpers?|common|misc|manager)s?\.(py|js|html)$")
LISTED = subprocess.run(
    ["git", "ls-files", "-co", "--exclude-standard"],
    cwd=ROOT, capture_output=True, text=True, check=True,
).stdout.split("\n")  # fmt: skip
FILES = sorted(name for name in LISTED if name and (ROOT / name).is_file())
CODE = [name for name in FILES if name.endswith((".py", ".html", ".js", ".css"))]
OURS = [name for name in CODE if name.startswith("campaign/") and name.endswith(".py")]


def too_long(text: str, limit: int) -> list[str]:
    return [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= limit
    ]


@pytest.mark.parametrize("name", CODE)
def test_no_file_is_too_long(name):
    assert len((ROOT / name).read_text().splitlines()) <= FILE


@pytest.mark.parametrize("name", OURS)
def test_no_function_is_too_long(name):
    is_page = bool(PAGES & set(Path(name).with_suffix("").parts))
    assert too_long((ROOT / name).read_text(), VIEW if is_page else FUNCTION) == []


@pytest.mark.parametrize("name", OURS)
def test_a_module_opens_with_a_sentence(name):
    assert ast.get_docstring(ast.parse((ROOT / name).read_text())), name


def test_there_are_no_drawers():
    assert [name for name in FILES if DRAWERS.search(name)] == []


@pytest.mark.parametrize("name", [name for name in OURS if not name.startswith("campaign/core/")])
def test_only_the_data_side_touches_the_session(name):
    if {"queries", "services", "models"} & set(Path(name).with_suffix("").parts):
        return
    doors = PAGES | {"cli", "forms", "documents", "sheets"}
    if doors & set(Path(name).with_suffix("").parts):
        assert "db.session" not in (ROOT / name).read_text()


@pytest.mark.parametrize("name", OURS)
def test_only_services_see_more_than_their_actor(name):
    parts = set(Path(name).with_suffix("").parts)
    if "widened" in (ROOT / name).read_text():
        assert not parts & (PAGES | {"forms", "documents", "sheets", "policies"})


def test_the_rules_can_say_no():
    assert too_long("def f():\n" + "    pass\n" * 40, FUNCTION)
    assert DRAWERS.search("campaign/people/helpers.py")
