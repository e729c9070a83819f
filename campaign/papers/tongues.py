"""An act in two languages: two papers that say the same, put together with Kazakh first and Russian second (PAPER 7)."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from campaign.pdf.parts import Head, Paper, Paragraph, Title

BOTH: Final = ("kk", "ru")
_SIDE: Final = " / "
# What is set in lines: there the second language begins a line of its own.
_LINES: Final[dict[type, tuple[str, ...]]] = {
    Paper: ("title",), Head: ("campaign", "lines"), Title: ("words", "lines"), Paragraph: ("text", "strong"),
}  # fmt: skip


def together(first: Paper, second: Paper) -> Paper:
    """One paper with the words of both, each once where they are the same.

    They must be made of the same parts and rows, in the same order. Raises ValueError when they are not.
    """
    made: Paper = _both(first, second, _SIDE)
    return replace(made, language=first.language)


def _both(first: Any, second: Any, between: str) -> Any:
    if isinstance(first, str):
        return between.join(dict.fromkeys(filter(None, (first, second))))
    if isinstance(first, (list, tuple)):
        return _each(first, second, between)
    if not is_dataclass(first) or isinstance(first, type):
        return first
    if type(first) is not type(second):
        raise ValueError("two papers that are not made of the same parts")
    lines = _LINES.get(type(first), ())
    given: dict[str, Any] = {
        name: _both(getattr(first, name), getattr(second, name), "\n" if name in lines else _SIDE)
        for name in (field.name for field in fields(first))
    }
    return replace(first, **given)


def _each(first: Sequence[Any], second: Sequence[Any], between: str) -> tuple[Any, ...]:
    if len(first) != len(second):
        raise ValueError("two papers that do not have the same rows")
    return tuple(_both(one, other, between) for one, other in zip(first, second, strict=True))
