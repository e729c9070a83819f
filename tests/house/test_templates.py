"""Every template is used, lives in its feature's folder, and never switches escaping off."""

from pathlib import Path

import pytest
from jinja2 import nodes

from campaign.config import ROOT
from campaign.navigation import MENU, SECTIONS
from campaign.registry import FEATURES

TEMPLATES = ROOT / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
SHARED = {"_layouts", "_letters", "_macros", "errors", "style", "tasks"}


@pytest.mark.parametrize("name", NAMES)
def test_a_template_lives_in_its_features_folder(name):
    top, *rest = Path(name).parts
    audience = rest[0] in {"public", "staff", "field", "mail"} or rest[0].startswith("_")  # a part for several audiences
    assert top in SHARED or (top in FEATURES and audience)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_switches_escaping_off(app, name):
    tree = app.jinja_env.parse((TEMPLATES / name).read_text())
    assert not [node for node in tree.find_all(nodes.Filter) if node.name == "safe"]
    assert not list(tree.find_all(nodes.ScopedEvalContextModifier))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_inline(name):
    text = (TEMPLATES / name).read_text()
    assert " style=" not in text or name.startswith("_letters/"), "mail programs know no style sheets"
    assert "<script>" not in text
    assert " onclick=" not in text


def test_every_page_is_shown_by_somebody():
    code = "".join(path.read_text() for path in (ROOT / "campaign").rglob("*.py"))
    code += "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    pages = [name for name in NAMES if not name.startswith(("_", "errors/"))]
    assert [name for name in pages if f'"{name}"' not in code] == []


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_to_pages_that_exist(app, name):
    """`url_for("…")` with a written name; also in a branch that no test walks through."""
    tree = app.jinja_env.parse((TEMPLATES / name).read_text())
    calls = [call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name) and call.node.name == "url_for"]
    named = {call.args[0].value for call in calls if call.args and isinstance(call.args[0], nodes.Const)}
    assert {endpoint for endpoint in named if endpoint not in app.view_functions} == set()


def test_the_bar_on_top_names_pages_that_exist(app):
    endpoints = {endpoint for _permission, endpoint, *_rest in (*SECTIONS, *MENU)}
    assert {endpoint for endpoint in endpoints if endpoint not in app.view_functions} == set()
