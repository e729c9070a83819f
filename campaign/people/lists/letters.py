"""The check-in list by letter: a large letter above its names, a box to tick, the end of the short code."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from campaign.core.i18n import _, _l, language, spoken
from campaign.core.text import initial
from campaign.papers.schemas import Choice, PaperKind, Phones, Signers, SubjectKind
from campaign.pdf.parts import Column, Grid, NewPage, Paper, Part
from campaign.people.lists.queries import how_many, list_without_phones
from campaign.people.lists.schemas import EventList, ListLine
from campaign.people.lists.wording import blank_rows, head, leader_line, whole

_ROW: Final = 7.6  # mm; somebody ticks in it
_LETTER: Final = 18.0  # pt
_SHOWN: Final = 4  # of the short code: enough to tell two people of one name apart
_OTHER: Final = "…"  # stands for names that begin with no letter
_USUAL_BLANK: Final = 6
_EACH: Final = "each"
# mm of name, role, group: Kazakh roles are longer
_WIDTHS: Final = {"kk": (66, 44, 38), "ru": (70, 38, 40), "en": (70, 38, 40)}

Row = tuple[str, ...]


def letters_paper(shown: EventList, _signers: Signers, chosen: Mapping[str, str]) -> Paper:
    """All names in the alphabet of the language spoken, numbered through; nobody's phone, for it lies open on a table."""
    blank = int(chosen["blank_rows"])
    return Paper(
        language=language(),
        title=_("Check-in list by letter"),
        short_title=_("Check-in by letter: %(event)s", event=shown.event),
        author=shown.campaign,
        legal=_("The list is kept until the report on the event is closed."),
        parts=(head(shown, _facts(shown)), *_tables(shown, blank, chosen["letters"] == _EACH)),
    )


def _facts(shown: EventList) -> tuple[tuple[str, str], ...]:
    letters = list(dict.fromkeys(_letter(line) for line in shown.lines))
    span = f"{letters[0]} – {letters[-1]}" if len(letters) > 1 else "".join(letters)
    return (
        (_("Participants on the list"), str(len(shown.lines))),
        (_("Letters"), span or "–"),
        (_("Leader"), leader_line(shown.leader, shown.phone) or "____________"),
    )


def _letter(line: ListLine) -> str:
    return initial(line.full_name, language()) or _OTHER


def _tables(shown: EventList, blank: int, apart: bool) -> Iterator[Part]:
    """One table for all letters, or one for each on a page of its own; blank rows stand under a heading of their own."""
    rows: list[Row] = []
    keys: list[str] = []
    number = 0
    for letter, lines in groupby(shown.lines, _letter):
        if apart and rows:
            yield from (_grid(rows, keys), NewPage())
            rows, keys = [], []
        rows.append((letter,))
        keys.append("")
        for line in lines:
            number += 1
            rows.append(_row(number, line))
            keys.append(line.key)
    if blank:
        if apart and rows:
            yield from (_grid(rows, keys), NewPage())
            rows, keys = [], []
        rows.append((_("Came unregistered"),))
        rows += [(str(number + place), "", "", "", "", "") for place in range(1, blank + 1)]
    yield _grid(rows, keys)


def _row(number: int, line: ListLine) -> Row:
    return str(number), "", line.full_name, line.role.text(), whole(line.group), line.code[-_SHOWN:]


def _grid(rows: list[Row], keys: list[str]) -> Grid:
    name, role, group = spoken(_WIDTHS)
    columns = (
        Column(_("No."), 10, "centre", "figures"),
        Column(_("Present"), 11, "centre", "box"),
        Column(_("Surname, first name, patronymic"), name, face="medium", size=10),
        Column(_("Role at the event"), role),
        Column(_("Group"), group, size=8),
        Column(_("End of the code"), 15, "centre", face="semibold", size=9),
    )
    return Grid(
        columns,
        tuple(rows),
        row_height=_ROW,
        empty=_("Nobody is on the list yet."),
        band=_LETTER,
        running=_("continued"),
        keys=keys,
    )


KIND = PaperKind(
    code="check_in_letters",
    name=_l("Check-in list by letter"),
    subject=SubjectKind.EVENT,
    read=list_without_phones,
    draw=letters_paper,
    note=_l("for the tables at the entrance"),
    choices=(
        Choice(
            "letters", _l("Letters"), "all",
            values=(("all", _l("one below the other")), (_EACH, _l("each on a page of its own, for several tables"))),
        ),
        blank_rows(_USUAL_BLANK),
    ),
    count=how_many,
    phones=Phones.OPTIONAL,
)  # fmt: skip
