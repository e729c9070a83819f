"""Nobody in the house leans on the floor above."""

import ast
from functools import cache
from pathlib import Path

import pytest

import campaign
from campaign.registry import FEATURES

ROOT = Path(campaign.__file__).parent
KITS = ("web", "pdf", "sheets")
ORDER = (
    "schemas", "models", "policies", "queries", "services", "forms", "documents", "sheets", "samples", "tasks",
    "views", "public", "field", "api", "cli",
)  # fmt: skip
DOORS = frozenset({"forms", "documents", "sheets", "samples", "tasks", "views", "public", "field", "api", "cli"})
ROOF = 99


@cache
def modules() -> list[str]:
    paths = (path for path in ROOT.rglob("*.py") if path.name != "__init__.py" and "assets" not in path.parts)
    return sorted(".".join(("campaign", *path.relative_to(ROOT).with_suffix("").parts)) for path in paths)


@cache
def imports_of(module: str) -> set[str]:
    """The campaign modules it imports, wherever in the file the import stands."""
    source = (ROOT.parent / (module.replace(".", "/") + ".py")).read_text()
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names & set(modules())


def floor(module: str) -> int:
    parts = module.split(".")
    if len(parts) == 2 or parts[1] == "registry":
        return ROOF  # factory, registry, config stand on the roof
    place = parts[1]
    if place == "core":
        return 0
    if place in KITS:
        return 1
    return 2 + FEATURES.index(place)


def kind(module: str) -> str:
    """Which file of the kit a module is, or belongs to when the kit file became a package; "" for a module of its own name."""
    inside = module.split(".")[2:]
    return next((name for name in inside if name in ORDER), "")


def is_fine(importer: str, imported: str) -> bool:
    if floor(importer) == ROOF:
        return imported != "campaign.factory"
    if floor(imported) >= ROOF:
        return False
    place, other = importer.split(".")[1], imported.split(".")[1]
    if place == other:
        return place not in FEATURES or _points_down(kind(importer), kind(imported))
    return floor(imported) < floor(importer) and (other not in FEATURES or kind(imported) not in DOORS)


def _points_down(importer: str, imported: str) -> bool:
    if not importer:  # a module of its own noun: holds a part of the services or below, never a door
        return imported not in DOORS
    if importer in DOORS and importer in {"views", "public", "field", "api"} and importer == imported:
        return True  # pages of one package share a blueprint
    if not imported:
        return True
    return ORDER.index(imported) <= ORDER.index(importer)


def test_imports_point_down():
    assert {(module, it) for module in modules() for it in imports_of(module) if not is_fine(module, it)} == set()


@pytest.mark.parametrize("module", [name for name in modules() if kind(name) == "documents"])
def test_papers_are_pure(module):
    """A paper knows its data, the paper kit and the words; it cannot ask the database."""
    allowed = ("campaign.pdf.", "campaign.core.i18n", "campaign.core.phones", f"{module.rsplit('.', 1)[0]}.")
    found = {name for name in imports_of(module) if not name.startswith(allowed) and kind(name) != "schemas"}
    assert found == set()


def test_modules_do_not_import_in_circles():
    edges = {name: imports_of(name) for name in modules()}
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join([*path[path.index(name) :], name])
        if name not in done:
            for other in edges[name]:
                walk(other, (*path, name))
            done.add(name)

    for name in edges:
        walk(name, ())


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("campaign.events.queries", "campaign.people.models"),
        ("campaign.people.models", "campaign.people.services"),
        ("campaign.people.views", "campaign.events.forms"),
        ("campaign.core.mail", "campaign.people.queries"),
        ("campaign.web.guards", "campaign.accounts.models"),
        ("campaign.people.queries", "campaign.registry"),
        ("campaign.relay.route", "campaign.relay.views"),
        ("campaign.registry", "campaign.factory"),
    ],
)
def test_the_rule_can_say_no(importer, imported):
    assert not is_fine(importer, imported)
