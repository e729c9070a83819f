"""PostgreSQL does not compare JSON: no statement may group by words in three languages; the key of their row does it."""

import ast
from collections.abc import Iterator

from sqlalchemy import JSON

from campaign.config import ROOT
from campaign.core.db import Base
from campaign.core.i18n import TranslatedText

INCOMPARABLE = {
    (mapper.class_.__name__, name)
    for mapper in Base.registry.mappers
    for name, column in mapper.columns.items()
    if isinstance(column.type, JSON | TranslatedText)
}


def grouped(code: str) -> Iterator[str]:
    """What the statements of a module group by that cannot be compared."""
    for node in ast.walk(ast.parse(code)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "group_by"):
            continue
        for argument in node.args:
            match argument:
                case ast.Attribute(value=ast.Name(id=table), attr=name) if (table, name) in INCOMPARABLE:
                    yield f"{table}.{name} in line {node.lineno}"


def test_nothing_is_grouped_by_words_in_three_languages():
    found = {path.name: said for path in (ROOT / "campaign").rglob("*.py") if (said := list(grouped(path.read_text())))}
    assert found == {}


def test_a_statement_that_does_is_found():
    assert list(grouped("select(Unit.name).group_by(Event.id, Unit.name)")) == ["Unit.name in line 1"]
