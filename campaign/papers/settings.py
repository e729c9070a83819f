"""Settings of a print that every paper knows: large type, less toner, nobody's phone (SPEC D5). Purely, over any paper."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from campaign.core.i18n import _l
from campaign.papers.schemas import Choice, PaperKind, Phones
from campaign.pdf.parts import Facts, Grid, Head, Paper

TYPE, INK, PHONES, TONGUES = "type", "ink", "phones", "tongues"
LARGE, SAVING, WITHOUT, TWO = "large", "saving", "without", "two"


SIZE_OF_TYPE: Final = Choice(
    TYPE, _l("Size of type"), "usual", values=(("usual", _l("usual")), (LARGE, _l("large, a quarter more; takes more pages")))
)
TONER: Final = Choice(
    INK, _l("Toner"), "usual", values=(("usual", _l("black")), (SAVING, _l("saving: dark grey and thinner rules")))
)
WITH_PHONES: Final = Choice(
    PHONES, _l("Phones of people"), "with",
    values=(("with", _l("printed on it")), (WITHOUT, _l("left out, for whoever is not to know them"))),
)  # fmt: skip
IN_TWO: Final = Choice(
    TONGUES, _l("Languages on the act"), "one",
    values=(("one", _l("only the language chosen above")), (TWO, _l("Kazakh and Russian together"))),
)  # fmt: skip

_BETWEEN: Final = r"[\s()\u2010-\u2013-]{0,2}"
# A number of Kazakhstan or Russia as it is dialled there, or any with its country's code.
_DIALLED: Final = rf"(?<![\w+])(?:(?:\+?7|8)?{_BETWEEN}7(?:{_BETWEEN}\d){{9}}|\+\d(?:{_BETWEEN}\d){{7,13}})(?!\d)"
_WORD: Final = r"(?:\b(?:тел|tel)\.)?"
# And what led to it in a line: brackets around it, or a comma and a word before it.
_NUMBER: Final = re.compile(rf"\s*\({_WORD}\s*{_DIALLED}\)|[,;·:/]?\s*{_WORD}[,;·]?\s*{_DIALLED}")


def offered(kind: PaperKind) -> tuple[Choice, ...]:
    """All that a kind of paper lets choose: its own choices, then the settings."""
    phones = (WITH_PHONES,) if kind.phones is Phones.OPTIONAL else ()
    return (*kind.choices, *((IN_TWO,) if kind.in_two else ()), *phones, *((SIZE_OF_TYPE,) if kind.sizes else ()), TONER)


def chosen_of(kind: PaperKind, wished: Mapping[str, str]) -> dict[str, str]:
    """A value for each of them: what was wished, else the usual. Who wants no phones gets none, whatever the kind says."""
    chosen = {choice.name: wished.get(choice.name, choice.usual) for choice in offered(kind)}
    return chosen | ({PHONES: WITHOUT} if wished.get(PHONES) == WITHOUT else {})


def unusual(chosen: Mapping[str, str]) -> dict[str, str]:
    """What was chosen, without the settings that are as usual: what is kept with a sheet."""
    usual = {setting.name: setting.usual for setting in (IN_TWO, WITH_PHONES, SIZE_OF_TYPE, TONER)}
    return {name: value for name, value in chosen.items() if usual.get(name) != value}


def set_up(paper: Paper, chosen: Mapping[str, str]) -> Paper:
    """The paper as it was asked for, with tables as they are laid out today: a sheet of before stays as it was."""
    paper = replace(paper, parts=tuple(replace(part, firm=True) if isinstance(part, Grid) else part for part in paper.parts))
    if chosen.get(PHONES) == WITHOUT:
        paper = without_phones(paper)
    return replace(paper, large=chosen.get(TYPE) == LARGE, saving=chosen.get(INK) == SAVING)


def without_phones(paper: Paper) -> Paper:
    """The same without anybody's phone, wherever it stands; a column of phones goes, and a fact that was nothing else."""
    cleared: Paper = _cleared(paper)
    return cleared


def hidden(words: str) -> str:
    """Words without the phones in them.

    >>> hidden("Ахметова Д. С., 8 701 555 01 23"), hidden("тел. +7 (7212) 42-10-10"), hidden("№ 7, 112")
    ('Ахметова Д. С.', '', '№ 7, 112')
    """
    return _NUMBER.sub("", words) if sum(map(str.isdigit, words)) > 7 else words


def _cleared(value: Any) -> Any:
    if isinstance(value, str):
        return hidden(value)
    if isinstance(value, (list, tuple)):
        return tuple(_cleared(item) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    given = {field.name: _cleared(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (Facts, Head)):
        given["facts"] = _known(value.facts, given["facts"])
    made = replace(value, **given)
    return _narrower(made) if isinstance(made, Grid) else made


def _known(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The facts that still say something."""
    return tuple(fact for known, fact in zip(before, after, strict=True) if fact[1] or not known[1])


def _narrower(grid: Grid) -> Grid:
    """The table without its columns of phones, unless other words (a channel of a radio) stand in them."""
    whole = [row for row in grid.rows if len(row) == len(grid.columns)]
    kept = [place for place, column in enumerate(grid.columns) if not column.phones or any(row[place].strip() for row in whole)]
    if len(kept) == len(grid.columns):
        return grid
    rows = tuple(tuple(row[place] for place in kept) if len(row) == len(grid.columns) else row for row in grid.rows)
    return replace(grid, columns=tuple(grid.columns[place] for place in kept), rows=rows)


def told(chosen: Mapping[str, str]) -> dict[str, str]:
    """The choices that make a paper say something else: all but size of type and toner."""
    return {name: value for name, value in chosen.items() if name not in (TYPE, INK)}
