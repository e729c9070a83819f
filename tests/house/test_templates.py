"""Every template is used, lives in its feature's folder, and never switches escaping off."""

import re
from pathlib import Path

import pytest
from jinja2 import nodes

from campaign.config import ROOT
from campaign.navigation import MENU, SECTIONS
from campaign.registry import FEATURES

TEMPLATES = ROOT / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
SHARED = {"_layouts", "_letters", "_macros", "api", "errors", "find", "operation", "style", "tasks"}


def test_a_template_lives_in_its_features_folder():
    assert [name for name in NAMES if not is_at_home(name)] == []


def is_at_home(name):
    top, *rest = Path(name).parts
    audience = rest[0] in {"public", "staff", "field", "mail"} or rest[0].startswith("_")  # a part for several audiences
    return top in SHARED or (top in FEATURES and audience)


@pytest.fixture
def trees(app):
    """Every template as the application reads it."""
    return {name: app.jinja_env.parse((TEMPLATES / name).read_text()) for name in NAMES}


def test_nothing_switches_escaping_off(trees):
    switched = {name for name, tree in trees.items() if any(node.name == "safe" for node in tree.find_all(nodes.Filter))}
    switched |= {name for name, tree in trees.items() if list(tree.find_all(nodes.ScopedEvalContextModifier))}
    assert switched == set()


def test_nothing_is_inline():
    texts = {name: (TEMPLATES / name).read_text() for name in NAMES}
    mails = {name for name in NAMES if name.startswith("_letters/")}  # mail programs know no style sheets
    assert {name for name, text in texts.items() if " style=" in text} - mails == set()
    assert {name for name, text in texts.items() if "<script>" in text or " onclick=" in text} == set()


DISABLED = re.compile(r"<(?:button|input)\b(?:[^<>]|{%[^%]*%})*\bdisabled\b")
OF_THEIR_SET = {"people/staff/badges/badges.html"}  # the reason stands once for all of them


def test_what_cannot_be_pressed_says_why():
    """Beside it, and to whoever hears the page; an answer of `forms.choice` says it by its note."""
    tags = {(name, tag) for name in NAMES for tag in DISABLED.findall((TEMPLATES / name).read_text())}
    assert {name for name, tag in tags if "aria-describedby" not in tag} == OF_THEIR_SET


def test_every_page_is_shown_by_somebody():
    code = "".join(path.read_text() for path in (ROOT / "campaign").rglob("*.py"))
    code += "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    pages = [name for name in NAMES if not name.startswith(("_", "errors/"))]
    assert [name for name in pages if f'"{name}"' not in code] == []


def test_what_a_template_imports_exists_and_is_used(trees):
    """Used by itself, or by a part that it includes and that sees its names; a word of a sentence or of a class is no use."""
    offered = {name: names_of(tree) for name, tree in trees.items()}
    wrong = []
    for name, tree in trees.items():
        used = {one.name for part in parts_of(trees, name) for one in trees[part].find_all(nodes.Name) if one.ctx == "load"}
        taken = [(node.template.value, one) for node in tree.find_all(nodes.FromImport) for one in node.names]
        pairs = [(source, (one, one) if isinstance(one, str) else one) for source, one in taken]
        wrong += [(name, called) for source, (given, called) in pairs if given not in offered[source] or called not in used]
        wrong += [(name, node.target) for node in tree.find_all(nodes.Import) if node.target not in used]
    assert wrong == []


def names_of(tree):
    """What others may import from it."""
    given = {macro.name for macro in tree.find_all(nodes.Macro)}
    return given | {one.target.name for one in tree.find_all(nodes.Assign) if isinstance(one.target, nodes.Name)}


def parts_of(trees, name, seen=()):
    """The template and all that it includes."""
    parts = {name}
    for part in trees[name].find_all(nodes.Include):
        if isinstance(part.template, nodes.Const) and part.template.value not in (*seen, name):
            parts |= parts_of(trees, part.template.value, (*seen, name))
    return parts


def test_what_a_template_calls_of_the_house_is_imported(trees):
    """By itself, or by every page that includes it: a name that nobody imports breaks the page only where it is reached."""
    kit = {macro.name for name in NAMES if name.startswith("_macros/") for macro in trees[name].find_all(nodes.Macro)}
    parts, known = {name: parts_of(trees, name) for name in NAMES}, {name: known_to(trees[name]) for name in NAMES}
    seen = {page: set().union(*(known[part] for part in parts[page])) for page in NAMES}
    wrong = []
    for name, tree in trees.items():
        called = {call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)} & kit
        missing = called - known[name]
        inside = [page for page in NAMES if name in parts[page] and page != name and not Path(page).name.startswith("_")]
        wrong += [(name, page, one) for page in inside or [name] for one in sorted(missing - seen[page])]
    assert wrong == []


def known_to(tree):
    """What it imports or defines."""
    taken = [one if isinstance(one, str) else one[1] for node in tree.find_all(nodes.FromImport) for one in node.names]
    return {*taken, *names_of(tree), *(name.name for name in tree.find_all(nodes.Name) if name.ctx != "load")}


def test_links_lead_to_pages_that_exist(app, trees):
    """`url_for("…")` with a written name; also in a branch that no test walks through."""
    named = {(name, endpoint) for name, tree in trees.items() for endpoint in endpoints_of(tree)}
    assert len(named) > 300
    assert {(name, endpoint) for name, endpoint in named if endpoint not in app.view_functions} == set()


def endpoints_of(tree):
    calls = [call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name) and call.node.name == "url_for"]
    return {call.args[0].value for call in calls if call.args and isinstance(call.args[0], nodes.Const)}


def test_the_bar_on_top_names_pages_that_exist(app):
    endpoints = {endpoint for _permission, endpoint, *_rest in (*SECTIONS, *MENU)}
    assert {endpoint for endpoint in endpoints if endpoint not in app.view_functions} == set()


PART_LAST = re.compile(r"%\(\w+\)s: [^%]+")


def test_a_title_says_first_which_part_and_then_of_what(trees):
    """`People: Rally on the square`, never `Rally on the square: people`: one pattern, and a tab shows where it differs."""
    titles = {(name, words) for name, tree in trees.items() for node in headings(tree) for words in sentences(node)}
    assert len(titles) > 100
    assert [title for title in titles if PART_LAST.fullmatch(title[1])] == []


def headings(tree):
    """What a template calls its page by: the block of the title, what is set for it, and what the h1 is made of."""
    yield from (node for node in tree.find_all(nodes.Block) if node.name == "title")
    yield from (node.node for node in tree.find_all(nodes.Assign) if getattr(node.target, "name", "") in {"heading", "title"})
    for call in tree.find_all(nodes.Call):
        if getattr(call.node, "name", "") in {"page_head", "page_of_people"}:
            yield from (node for node in call.args[:2])


def sentences(node):
    """Every sentence to translate in a part of a template."""
    calls = [node] if isinstance(node, nodes.Call) else []
    for call in [*calls, *node.find_all(nodes.Call)]:
        if getattr(call.node, "name", "") == "_":
            yield call.args[0].value
