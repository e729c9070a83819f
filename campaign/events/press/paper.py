"""The paper «Медиа-план» (SPEC E8, DOMAIN 2) of a relay or a stop: A4 landscape, link and reach filled in afterwards."""

from dataclasses import dataclass
from typing import Final

from campaign.core.i18n import Translated, _, _l, language, spoken
from campaign.events.briefing.composing import in_each_language
from campaign.events.press.queries import approved_quotations, media_plan
from campaign.events.press.schemas import PlanRow, QuotationRow
from campaign.events.press.words import FORMATS, TONGUES
from campaign.papers.schemas import Head, PaperKind, Signatory, Signers, SubjectKind
from campaign.papers.wording import campaign_line
from campaign.pdf.parts import Column, Grid, Heading, Paper, Part, Points, Title
from campaign.pdf.parts import Signers as SignersPart
from campaign.relay.queries import campaign_of, relay_row, stop_row
from campaign.web.templating import number

_WIDTHS: Final = {  # mm of order, date, theme, outlet, format, language, responsible, link, reach
    "kk": (9, 20, 62, 54, 27, 25, 32, 50, 18),
    "ru": (9, 20, 62, 54, 25, 27, 32, 50, 18),
    "en": (9, 20, 62, 54, 27, 25, 32, 50, 18),
}
_BLANK: Final = 4


@dataclass(frozen=True)
class MediaPlan:
    """What the paper says: whose plan it is, its rows, and the quotations that may be given out."""

    campaign: Translated
    place: Translated
    rows: tuple[PlanRow, ...]
    quotations: tuple[QuotationRow, ...] = ()


def of_relay(relay_id: int) -> MediaPlan:
    """All rows of a relay, those of its stops too. Raises NotFound. Four statements."""
    row = relay_row(relay_id)
    return MediaPlan(campaign_of(relay_id).name, row.region_name, media_plan(relay_id))


def of_stop(stop_id: int) -> MediaPlan:
    """The rows of a stop and the quotations approved there. Raises NotFound. Four statements."""
    row = stop_row(stop_id)
    rows = media_plan(row.relay_id, stop_id)
    return MediaPlan(campaign_of(row.relay_id).name, row.name, rows, approved_quotations(stop_id))


def media_paper(plan: MediaPlan, signers: Signers) -> Paper:
    """The plan with the press secretary's signature; an empty one has rows to write in."""
    title = _("Media plan of information support")
    return Paper(
        language=language(),
        title=title,
        short_title=_("Media plan: %(region)s", region=plan.place.text()),
        landscape=True,
        author=plan.campaign.text(),
        parts=(
            Title(title, [campaign_line(plan.campaign.text()), plan.place.text()]),
            Grid(_columns(), tuple(map(_row, plan.rows)), row_height=8.0, blank_rows=_BLANK),
            *_quotations(plan.quotations),
            SignersPart((signers.drawn_up(),)),
        ),
    )


def _columns() -> tuple[Column, ...]:
    titles = (
        _("No."), _("Date"), _("Theme or event"), _("Outlet or platform"), _("Format"), _("Language"), _("Responsible person"),
        _("Link (afterwards)"), _("Reach (afterwards)"),
    )  # fmt: skip
    columns = [Column(title, width) for title, width in zip(titles, spoken(_WIDTHS), strict=True)]
    columns[0] = Column(titles[0], columns[0].width, "centre", "order")
    columns[1] = Column(titles[1], columns[1].width, "centre", "figures")
    columns[2] = Column(titles[2], columns[2].width, face="medium", size=9)
    columns[7] = Column(titles[7], columns[7].width, size=7)
    columns[8] = Column(titles[8], columns[8].width, "right", "figures")
    return tuple(columns)


def _row(row: PlanRow) -> tuple[str, ...]:
    return (
        "", f"{row.due_on:%d.%m.%Y}", row.theme.text(), row.where, str(FORMATS[row.format]), str(TONGUES[row.language]),
        row.responsible, row.link, number(row.reach) if row.reach is not None else "",
    )  # fmt: skip


def _quotations(rows: tuple[QuotationRow, ...]) -> tuple[Part, ...]:
    if not rows:
        return ()
    lines = [_quotation(row) for row in rows]
    return Heading(_("Approved quotations")), Points(lines, numbered=False)


def _quotation(row: QuotationRow) -> str:
    who = ", ".join(filter(None, (row.speaker, row.post.text())))
    on = f"{row.approved_on:%d.%m.%Y}" if row.approved_on else ""
    return f"«{row.text.text()}» ({who}; " + _("approved by %(name)s, %(day)s", name=row.approved_by, day=on) + ")"


def press_secretary(_subject_id: int) -> Signers:
    """Who signs a media plan where nobody is named."""
    return Signers(drew_up=Signatory(in_each_language(lambda: _("press secretary"))))


OF_RELAY = PaperKind(
    code="relay_media_plan",
    name=_l("Media plan"),
    subject=SubjectKind.RELAY,
    read=of_relay,
    draw=media_paper,
    note=_l("link and reach afterwards"),
    heads=(Head.DREW_UP,),
    suggest=press_secretary,
    edit="press_staff.media_plan",
)
OF_STOP = PaperKind(
    code="stop_media_plan",
    name=_l("Media plan"),
    subject=SubjectKind.STOP,
    read=of_stop,
    draw=media_paper,
    note=_l("link and reach afterwards"),
    heads=(Head.DREW_UP,),
    suggest=press_secretary,
)
