"""Only what changed, as a paper to hand out instead of the whole list: made from what is frozen, with no number of its own."""

from collections.abc import Sequence

from campaign.core.i18n import _, language, use_language
from campaign.core.numerals import number_sign
from campaign.papers.changes.schemas import Change, Changes, Happened, OfSheet
from campaign.pdf import office
from campaign.pdf.parts import Column, Facts, Grid, Heading, Paper, Paragraph, Part, Title
from campaign.pdf.schemas import SheetStamp, Words


def changes_pdf(changes: Changes, of: OfSheet) -> bytes:
    """The rows added, gone and changed, then the other words; the same sheet gives the same bytes."""
    with use_language(of.language):
        title = _("What changed: %(paper)s", paper=of.paper)
        against = _(
            "Changes of sheet %(number)s, revision %(revision)s against revision %(earlier)s (sheet %(other)s).",
            number=of.number, revision=of.revision, earlier=changes.revision, other=changes.shown_number,
        )  # fmt: skip
        parts: list[Part] = [Title(title, [of.subject, against]), _counts(changes)]
        if not changes:
            parts.append(Paragraph(_("Both sheets say the same.")))
        if changes.rows:
            parts.append(_table(changes.rows, is_numbered=True))
        if changes.texts:
            parts += [Heading(_("Beside the rows")), _table(changes.texts, is_numbered=False)]
        paper = Paper(of.language, title, parts, legal=of.legal, large=of.large, saving=of.saving)
        return office.render(paper, SheetStamp(of.number, of.revision, of.printed), _kit_words())


def _counts(changes: Changes) -> Facts:
    return Facts(
        [
            (_("Rows added"), str(changes.counted(Happened.ADDED))),
            (_("Rows gone"), str(changes.counted(Happened.GONE))),
            (_("Rows changed"), str(changes.counted(Happened.CHANGED))),
        ],
        3,
    )


def _table(changes: Sequence[Change], is_numbered: bool) -> Grid:
    said = {Happened.ADDED: _("added"), Happened.GONE: _("gone"), Happened.CHANGED: _("changed")}
    number = [Column(_("No."), 11, "centre")] if is_numbered else []
    columns = [*number, Column(_("What happened"), 24), Column(_("As it was"), 75), Column(_("As it is now"), 75)]
    rows = [
        (*([change.number] if is_numbered else []), said[change.happened], change.was or "–", change.now or "–")
        for change in changes
    ]
    return Grid(columns, rows, row_height=6.1)


def _kit_words() -> Words:
    return Words(
        sheet=_("Changes of sheet"), page=_("page {0} of {1}"), revision=_("revision {}"), printed=_("printed"),
        continued=_("continued"), signature=_("signature"), empty="",
        sign=number_sign(language()),
    )  # fmt: skip
