"""Whatever is written into the trail of an event is said in words in its history."""

import ast
from collections.abc import Iterator

from campaign.config import ROOT
from campaign.events.states import ACT_WORDS


def acts_of_events(code: str) -> Iterator[str]:
    """The acts that a module notes about an event, where they are written out."""
    for node in ast.walk(ast.parse(code)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note"):
            continue
        match node.args:
            case [_, ast.Constant(value=str(act)), ast.Constant(value="event"), *_]:
                yield act


def test_each_act_has_words():
    noted = {act for path in (ROOT / "campaign").rglob("*.py") for act in acts_of_events(path.read_text())}
    assert noted - set(ACT_WORDS) == set()


def test_an_act_is_found():
    assert list(acts_of_events('audit.note(session, "event.lost", "event", 7)')) == ["event.lost"]
