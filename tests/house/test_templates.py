"""Every template is used, lives in its feature's folder, and never switches escaping off."""

from pathlib import Path

import pytest
from jinja2 import nodes

from campaign.config import ROOT
from campaign.registry import FEATURES

TEMPLATES = ROOT / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
SHARED = {"_layouts", "_macros", "errors", "style"}


@pytest.mark.parametrize("name", NAMES)
def test_a_template_lives_in_its_features_folder(name):
    top, *rest = Path(name).parts
    assert top in SHARED or (top in FEATURES and rest[0] in {"public", "staff", "field", "mail"})


@pytest.mark.parametrize("name", NAMES)
def test_nothing_switches_escaping_off(app, name):
    tree = app.jinja_env.parse((TEMPLATES / name).read_text())
    assert not [node for node in tree.find_all(nodes.Filter) if node.name == "safe"]
    assert not list(tree.find_all(nodes.ScopedEvalContextModifier))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_inline(name):
    text = (TEMPLATES / name).read_text()
    assert " style=" not in text
    assert "<script>" not in text
    assert " onclick=" not in text


def test_every_page_is_shown_by_somebody():
    code = "".join(path.read_text() for path in (ROOT / "campaign").rglob("*.py"))
    code += "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    pages = [name for name in NAMES if not name.startswith(("_", "errors/"))]
    assert [name for name in pages if f'"{name}"' not in code] == []
