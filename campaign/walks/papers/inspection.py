"""The paper «Лист повторного осмотра табличек»: the doors of the sample, for whoever goes and looks (SPEC W5)."""

from typing import Final

from campaign.core.actor import current_actor
from campaign.core.i18n import _, _l, language
from campaign.papers.schemas import PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line
from campaign.pdf.parts import Column, Grid, Head, Paper, Paragraph, Part, Signer
from campaign.pdf.parts import Signers as SignersPart
from campaign.walks.policies import ensure_can_print_walk
from campaign.walks.signs.inspections import inspection_of
from campaign.walks.signs.schemas import Inspection
from campaign.web.templating import day

CODE: Final = "sign_inspection"
_ROW: Final = 8.0  # mm; a hand makes a cross in it


def inspection_list(event_id: int) -> Inspection:
    """Raises NotFound, Refused. Eleven statements, however many doors."""
    found = inspection_of(event_id)
    ensure_can_print_walk(current_actor(), found.region_id, found.stop_id)
    return found


def inspection_paper(of: Inspection, signers: Signers) -> Paper:
    """A row a door, a box for each answer; how the sample was drawn stands below, so that anybody can draw it again."""
    facts = (
        (_("To be done on"), day(of.due) if of.due else "____________"),
        (_("Signs that hung"), str(of.of) if of.seed else "–"),
        (_("Share drawn"), f"{of.rule.share} %" if of.rule else "–"),
        (_("Doors to look at"), str(len(of.looks))),
    )
    place = _("Walk of %(day)s", day=day(of.day))
    head = Head("", (of.title.text(), f"{of.place.text()} · {place}"), campaign_line(of.campaign.text()), facts)
    parts: list[Part] = [head, _grid(of)]
    if of.seed:
        said = _(
            "How the sample was drawn: of all signs that hung, those were taken whose SHA-256 of “seed:number of the sign” is "
            "smallest. Seed: %(seed)s",
            seed=of.seed,
        )
        parts.append(Paragraph(said, size=7))
    return Paper(
        language=language(),
        title=_("Re-inspection of door signs"),
        short_title=_("Re-inspection of door signs: %(event)s", event=of.title.text()),
        legal=_("Nobody is asked why a sign is gone, and no name is written down. The campaign's own form."),
        author=of.campaign.text(),
        parts=(*parts, SignersPart((Signer(_("Looked at on “___” ____________, by")),))),
    )


def _grid(of: Inspection) -> Grid:
    columns = [
        Column(_("No."), 9, "centre", "figures", "bold", 10.5),
        Column(_("Floor"), 14, "centre", size=8.5),
        Column(_("Room"), 16, "centre", face="semibold", size=10.5),
        Column(_("Department"), 48, size=8),
        Column(_("Number of the sign"), 22, "centre", "figures", size=8),
        Column(_("hangs"), 12, "centre", "box"),
        Column(_("gone"), 12, "centre", "box"),
        Column(_("damaged"), 23, "centre", "box"),
        Column(_("the office has moved"), 15, "centre", "box"),
        Column(_("Note"), 22, kind="blank"),
    ]
    rows = [
        [str(look.position), look.floor, look.room, look.unit_name.text(), look.number, *[""] * 5] for look in of.looks
    ]  # fmt: skip
    return Grid(columns, rows, row_height=_ROW, fives=True, empty=_("The sample is not drawn yet."))


KIND = PaperKind(
    code=CODE,
    name=_l("Re-inspection of door signs"),
    subject=SubjectKind.EVENT,
    read=inspection_list,
    draw=inspection_paper,
    note=_l("the doors of the sample"),
    edit="signs_staff.inspection",
    only=("office_walk",),
)
