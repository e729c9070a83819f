"""Papers about people. The roster: A4 landscape, a line a person, blank rows for latecomers, two signatures (SPEC D)."""

from collections.abc import Iterator
from typing import Final

from campaign.core.i18n import nearest
from campaign.papers.changes.schemas import OfSheet
from campaign.pdf import listing
from campaign.pdf.listing import Column, Head, ListingPaper, SheetStamp, Signer, Words
from campaign.pdf.schemas import Placed
from campaign.people.lists.ordering import Order
from campaign.people.paper.schemas import RosterPrint, RosterSheet, place_of
from campaign.people.schemas import Marking, RosterLine

_ROW: Final = {Marking.BOX: 6.1, Marking.SIGNATURE: 8.8}  # mm; a hand needs more to sign than to tick
# mm of name, organisation, role, group, phone, box, signature, note: Kazakh roles are longer, its organisations shorter.
_WIDTHS: Final = {
    "kk": (64, 65, 37, 17, 29, 12, 36, 31),
    "ru": (64, 70, 32, 17, 29, 12, 36, 31),
    "en": (64, 68, 34, 17, 29, 15, 36, 31),
}
_NOTE_BESIDE_SIGNATURE: Final = 24
_WIDE_GROUP: Final = 36  # for groups that are called by the name of a school and have a car beside
# The column whose first letters make the outline; groups have numbers as often as names.
_BOOKMARKS: Final = {Order.NAME: 1, Order.ORGANISATION: 2, Order.ROLE: 3, Order.GROUP: None}


def roster_pdf(sheet: RosterSheet) -> Iterator[bytes]:
    """The roster page by page; the same sheet gives the same bytes. An empty one is a page that says so."""
    return listing.stream(_paper(sheet.paper, _stamp(sheet)))


def roster_rows(sheet: RosterSheet) -> tuple[Placed, ...]:
    """Its rows as they stand on its pages, with whom they are about; as long as laying it out takes."""
    return listing.placed(_paper(sheet.paper, _stamp(sheet)), [line.key for line in sheet.paper.roster.lines])


def changes_of(sheet: RosterSheet) -> OfSheet:
    """What stands over and below the paper of its changes."""
    paper, stamp = sheet.paper, _stamp(sheet)
    where = " · ".join(part for part in (paper.roster.event, paper.roster.place, paper.words.when) if part)
    return OfSheet(
        paper.roster.language, paper.words.title, where, stamp.number, stamp.revision, stamp.printed,
        paper.words.legal, paper.large, paper.saving,
    )  # fmt: skip


def _stamp(sheet: RosterSheet) -> SheetStamp:
    line = sheet.line
    return SheetStamp(
        number=line.shown_number,
        revision=line.revision,
        printed=line.printed_on_wall(sheet.paper.zone),
        address=f"{sheet.paper.address}{line.shown_number}-{{page}}",
    )


def drawn_roster(paper: RosterPrint, stamp: SheetStamp) -> Iterator[bytes]:
    """The roster with this at its foot."""
    return listing.stream(_paper(paper, stamp))


def _paper(paper: RosterPrint, stamp: SheetStamp) -> ListingPaper:
    roster, words = paper.roster, paper.words
    where = " · ".join(part for part in (roster.event, roster.place, words.when) if part)
    return ListingPaper(
        language=roster.language,
        head=Head(words.title, [where], words.campaign, _facts(paper)),
        columns=[column for column in _columns(paper) if paper.phones or not column.phones],
        rows=map(_row if paper.phones else _row_without_phone, roster.lines),
        total=len(roster.lines),
        stamp=stamp,
        words=_kit_words(paper),
        legal=words.legal,
        author=roster.campaign,
        subject=where,
        blank_rows=paper.blank_rows,
        signers=[Signer(words.in_charge, roster.responsible), Signer(words.checked_by)],
        row_height=_ROW[paper.marking],
        bookmark=_BOOKMARKS[paper.order],
        large=paper.large,
        saving=paper.saving,
    )


def _facts(paper: RosterPrint) -> list[tuple[str, str]]:
    lines, words = paper.roster.lines, paper.words
    organisations = len({line.organisation for line in lines if line.organisation})
    return [
        (words.people, str(len(lines))),
        (words.organisations, str(organisations)),
        (words.responsible, paper.roster.responsible or words.nobody_named),
    ]


def _columns(paper: RosterPrint) -> list[Column]:
    words, marking = paper.words, paper.marking
    name, organisation, role, group, phone, box, signature, note = nearest(_WIDTHS, paper.roster.language)
    signs = marking is Marking.SIGNATURE
    if paper.wide:
        group, organisation, note = _WIDE_GROUP, organisation - 12, note - 7
    return [
        Column(words.number, 9, "centre", "order"),
        Column(words.full_name, name, face="medium", size=9.5),
        Column(words.organisation, organisation),
        Column(words.role, role),
        Column(words.group, group, "centre"),
        Column(words.phone, phone, "centre", "figures", phones=True),
        Column(words.mark, signature, kind="blank") if signs else Column(words.mark, box, "centre", "box"),
        Column(words.note, _NOTE_BESIDE_SIGNATURE if signs else note, size=8),
    ]


def _row(line: RosterLine) -> tuple[str, ...]:
    return ("", line.full_name, line.organisation, line.role, place_of(line), line.phone, "", line.note)


def _row_without_phone(line: RosterLine) -> tuple[str, ...]:
    return ("", line.full_name, line.organisation, line.role, place_of(line), "", line.note)


def _kit_words(paper: RosterPrint) -> Words:
    words = paper.words
    return Words(
        words.sheet, words.page, words.revision, words.printed, words.continued, words.signature, words.empty, words.sign
    )  # fmt: skip
