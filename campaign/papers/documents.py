"""The PDF of a frozen paper, the same bytes for the same sheet; its rows; the press of its kind."""

from dataclasses import replace

from campaign.core.i18n import use_language
from campaign.papers.changes.drawing import changes_pdf
from campaign.papers.changes.schemas import Changes, OfSheet
from campaign.papers.presses import Press
from campaign.papers.queries import paper_sheet
from campaign.papers.schemas import PaperKind, PaperSheet
from campaign.papers.services import freeze_paper
from campaign.papers.settings import offered
from campaign.pdf import office
from campaign.pdf.schemas import Placed, SheetStamp, Words


def paper_pdf(sheet: PaperSheet) -> bytes:
    """The whole paper, with its number and what it replaces at the foot."""
    return office.render(sheet.frozen.paper, *_stamped(sheet))


def paper_rows(sheet: PaperSheet) -> tuple[Placed, ...]:
    """The rows of its tables as they stand on its pages; as long as drawing it takes."""
    return office.placed(sheet.frozen.paper, *_stamped(sheet))


def paper_changes(sheet: PaperSheet, changes: Changes) -> bytes:
    """Only what changed since the revision it replaces, as it is frozen with the sheet."""
    (stamp, _words), paper = _stamped(sheet), sheet.frozen.paper
    with use_language(paper.language):
        subject = sheet.subject.name.text()
    of = OfSheet(
        paper.language, paper.title, subject, stamp.number, stamp.revision, stamp.printed,
        paper.legal, paper.large, paper.saving,
    )  # fmt: skip
    return changes_pdf(changes, of)


def _stamped(sheet: PaperSheet) -> tuple[SheetStamp, Words]:
    frozen, line = sheet.frozen, sheet.line
    stamp = SheetStamp(
        number=line.shown_number,
        revision=line.revision,
        printed=line.printed_on_wall(frozen.zone),
        address=f"{frozen.address}{line.shown_number}-{{page}}",
    )
    words = frozen.words
    if frozen.replaces:
        words = replace(words, revision=f"{words.revision}, {frozen.replaces}")
    return stamp, words


def press_of_kind(kind: PaperKind) -> Press:
    """How a set, a desk or the typing back print and read papers of this kind."""
    return Press(
        code=kind.code,
        name=kind.name,
        subject=kind.subject,
        suits=kind.suits,
        freeze=lambda session, subject, wish: freeze_paper(session, kind, subject, wish),
        pdf=lambda number: [paper_pdf(paper_sheet(number))],
        rows=lambda number: paper_rows(paper_sheet(number)),
        count=kind.count,
        choices=offered(kind),
        languages=kind.languages,
        note=kind.note,
        heads=kind.heads,
        phones=kind.phones,
        minors=kind.minors,
    )
