"""Nothing grows past what one reader holds in their head, and nothing is put into a drawer."""

import ast
import re
import subprocess
from pathlib import Path

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


def read(name: str) -> str:
    return (ROOT / name).read_text()


def parts_of(name: str) -> set[str]:
    return set(Path(name).with_suffix("").parts)


def too_long(text: str, limit: int) -> list[str]:
    return [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= limit
    ]


def test_no_file_is_too_long():
    assert {name: lines for name in CODE if (lines := len(read(name).splitlines())) > FILE} == {}


def test_no_function_is_too_long():
    limits = {name: VIEW if PAGES & parts_of(name) else FUNCTION for name in OURS}
    assert {name: long for name, limit in limits.items() if (long := too_long(read(name), limit))} == {}


def test_a_module_opens_with_a_sentence():
    assert [name for name in OURS if not ast.get_docstring(ast.parse(read(name)))] == []


def test_decisions_are_short_and_numbered_once():
    """Each opens with its number as a heading, and no two have the same."""
    records = sorted(name for name in FILES if name.startswith("campaign/decisions/"))
    assert [Path(name).name[:4] for name in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    assert [name for name in records if not read(name).startswith(f"# {Path(name).name[:4]} ")] == []
    assert [name for name in records if len(read(name).splitlines()) > 30] == []


def test_there_are_no_drawers():
    assert [name for name in FILES if DRAWERS.search(name)] == []


def test_only_the_data_side_touches_the_session():
    doors, data = PAGES | {"cli", "forms", "documents", "sheets"}, {"queries", "services", "models"}
    above = [name for name in OURS if not name.startswith("campaign/core/")]
    judged = [name for name in above if doors & parts_of(name) and not data & parts_of(name)]
    assert [name for name in judged if "db.session" in read(name)] == []


def test_only_services_see_more_than_their_actor():
    never = PAGES | {"forms", "documents", "sheets", "policies"}
    assert [name for name in OURS if never & parts_of(name) and "widened" in read(name)] == []


def test_the_rules_can_say_no():
    assert too_long("def f():\n" + "    pass\n" * 40, FUNCTION)
    assert DRAWERS.search("campaign/people/helpers.py")
